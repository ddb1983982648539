"""Stopping units, in the lookup panel: the unit, its lot or its revision, and the reason why."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from wats_station.domain.hold import is_on_hold
from wats_station.domain.quarantine import (
    LONGEST_REASON,
    ProductTags,
    QuarantineScope,
    is_over,
    named,
    tag_text,
)
from wats_station.domain.unit import Unit
from wats_station.flows.quarantine import QuarantineState, ReasonGiven
from wats_station.scan.intent import Cancel, Hold, Meaning, Quarantine, Release
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.entry import ManualEntry
from wats_station.ui.widgets.surface import Card
from wats_station.ui.widgets.text import TextBlock
from wats_station.ui.words import reason_word, scope_word

_MOST_REASONS = 4


class QuarantineCard(Card):
    """First what is to be stopped or released, then why; `closed` when it was left.

    `pressed` carries the text of what was pressed and its meaning. A lot and a revision are
    a supervisor's to stop: whoever else presses is asked for one.
    """

    pressed = Signal(str, object)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._shown: tuple[Unit, ProductTags | None, QuarantineState] | None = None
        self._meanings: dict[TouchButton, Meaning | ReasonGiven] = {}
        self.title = TextBlock(theme, "body", bold=True, lines=2)
        self.close_button = TouchButton(theme)
        self.close_button.clicked.connect(self._close)
        self.scopes = [TouchButton(theme, tall=True) for _ in range(1 + len(QuarantineScope))]
        self.reasons = [TouchButton(theme, tall=True) for _ in range(_MOST_REASONS)]
        for button in (*self.scopes, *self.reasons):
            button.clicked.connect(lambda _=False, button=button: self._press(button))
        self.other = ManualEntry(theme)
        self.other.setMaxLength(LONGEST_REASON)
        self.other.returnPressed.connect(self._take_other)
        self.take = TouchButton(theme)
        self.take.clicked.connect(self._take_other)
        sizes = theme.metrics
        top = QHBoxLayout()
        top.setSpacing(sizes.gap)
        top.addWidget(self.title, 1)
        for widget in (self.other, self.take, self.close_button):
            top.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        row.setSpacing(sizes.gap)
        for button in (*self.scopes, *self.reasons):
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            row.addWidget(button, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, sizes.gap)
        whole.setSpacing(sizes.gap // 2)
        whole.addLayout(top)
        whole.addLayout(row)
        whole.addStretch(1)

    def render_unit(self, unit: Unit, product: ProductTags | None, state: QuarantineState) -> None:
        """Show what can be stopped or released of this unit; rendered before costs nothing."""
        if (unit, product, state) != self._shown:
            asked_before = self._shown is not None and self._shown[2].question is not None
            self._shown = (unit, product, state)
            if state.question is None or not asked_before:
                self.other.clear()
            self._render(unit, product, state)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._shown is not None:
            self._render(*self._shown)

    def _render(self, unit: Unit, product: ProductTags | None, state: QuarantineState) -> None:
        asking = state.question is not None
        self.close_button.set_texts(self.tr("Cancel") if asking else self.tr("Close"))
        self.other.setVisible(asking)
        self.take.setVisible(asking)
        for button in (*self.scopes, *self.reasons):
            button.hide()
        self._meanings = {}
        if asking:
            self._render_reasons(state)
        else:
            self._render_scopes(unit, product)

    def _render_scopes(self, unit: Unit, product: ProductTags | None) -> None:
        self.title.set_text(self.tr("What is to be stopped, at every station?"))
        held = is_on_hold(unit)
        text = self.tr("Release this unit") if held else self.tr("Hold this unit")
        offered: list[tuple[str, str, Meaning]] = [
            (text, unit.serial_number, Release() if held else Hold())
        ]
        for scope in QuarantineScope:
            name = named(unit, scope)
            stands = product is not None and not is_over(tag_text(product, scope, name))
            if name:
                text = self._scope_text(scope, stands=stands)
                offered.append((text, name, Quarantine(scope, on=not stands)))
        shown = self.scopes[: len(offered)]
        for button, (text, detail, meaning) in zip(shown, offered, strict=True):
            button.set_texts(text, detail)
            button.show()
            self._meanings[button] = meaning

    def _scope_text(self, scope: QuarantineScope, *, stands: bool) -> str:
        if scope is QuarantineScope.LOT:
            return self.tr("Release the whole lot") if stands else self.tr("Stop the whole lot")
        return self.tr("Release the revision") if stands else self.tr("Stop the revision")

    def _render_reasons(self, state: QuarantineState) -> None:
        question = state.question
        if question is None:
            return
        what = f"{scope_word(question.scope.value)} {question.name}"
        why = (
            self.tr("{what} into quarantine: why?")
            if question.on
            else self.tr("{what} out of quarantine: why?")
        )
        self.title.set_text(why.format(what=what))
        self.other.setPlaceholderText(self.tr("Another reason"))
        self.other.setAccessibleName(self.tr("Another reason"))
        self.take.set_texts(self.tr("Take it"))
        for number, (button, reason) in enumerate(zip(self.reasons, state.reasons, strict=True)):
            button.set_texts(reason_word(reason), "CMD-CONFIRM" if number == 0 else "")
            button.show()
            self._meanings[button] = ReasonGiven(reason=reason)

    def _press(self, button: TouchButton) -> None:
        meaning = self._meanings.get(button)
        if meaning is not None:
            self.pressed.emit(button.text(), meaning)

    def _take_other(self) -> None:
        reason = " ".join(self.other.text().split())
        if reason:
            self.pressed.emit(reason, ReasonGiven(reason=reason))
        else:
            self.other.setFocus()

    def _close(self) -> None:
        asking = self._shown is not None and self._shown[2].question is not None
        if asking:
            self.pressed.emit(self.close_button.text(), Cancel())
        self.closed.emit()
