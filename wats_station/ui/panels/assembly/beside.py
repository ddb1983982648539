"""Beside the slots: why the last unit was refused, or what may be done with a chosen one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from wats_station.domain.assembly import Inside, Slot
from wats_station.flows.assembly.reason import LONGEST_REASON
from wats_station.flows.assembly.state import (
    AssemblyEvent,
    ReasonGiven,
    Refused,
    RemoveAsked,
    ReplaceAsked,
    Replaced,
)
from wats_station.scan.intent import ShowUnit, shown
from wats_station.ui.panels.wording import result_row
from wats_station.ui.texts import sentence
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.fields import LineField
from wats_station.ui.widgets.rows import RowList
from wats_station.ui.widgets.surface import Badge, Card
from wats_station.ui.widgets.text import TextBlock


class RefusalCard(Card):
    """The explain-why card of a unit that was not built in."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.badge = Badge(theme, "heading")
        self.serial = TextBlock(theme, "title", bold=True, lines=2, shrink_to="body")
        self.what = TextBlock(theme, "body", lines=7)
        self.processes = RowList(theme, result_row)
        whole = _column(self, theme)
        for widget in (self.badge, self.serial, self.what):
            whole.addWidget(widget)
        whole.addWidget(self.processes, 1)
        whole.addStretch(0)
        self.hide()

    def render_refusal(self, refused: Refused | None) -> None:
        """Say which unit and why; nothing for none."""
        self.setVisible(refused is not None)
        if refused is None:
            return
        self.badge.render_as("refused", "refused", self.tr("Not built in"))
        self.serial.set_text(shown(refused.serial_number))
        self.what.set_text(sentence(refused.why))
        self.processes.setAccessibleName(self.tr("In the way"))
        self.processes.show_items(refused.processes)
        self.processes.setVisible(bool(refused.processes))


class ChosenCard(Card):
    """What may be done with the unit in the slot that was touched."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._slot: Slot | None = None
        self.serial = TextBlock(theme, "title", bold=True, lines=2, shrink_to="body")
        self.part = TextBlock(theme, "body", lines=2, muted=True)
        self.take_out = TouchButton(theme, tall=True)
        self.replace = TouchButton(theme, tall=True)
        self.open = TouchButton(theme, tall=True)
        self.take_out.clicked.connect(lambda: self._ask(self.take_out, RemoveAsked))
        self.replace.clicked.connect(lambda: self._ask(self.replace, ReplaceAsked))
        self.open.clicked.connect(self._open)
        pair = QHBoxLayout()
        pair.setSpacing(theme.metrics.gap)
        pair.addWidget(self.take_out, 1)
        pair.addWidget(self.replace, 1)
        whole = _column(self, theme)
        whole.addWidget(self.serial)
        whole.addWidget(self.part)
        whole.addLayout(pair)
        whole.addWidget(self.open)
        whole.addStretch(1)
        self.hide()

    def render_slot(self, slot: Slot | None, inside: Inside | None = None) -> None:
        """Offer it; nothing for none, or an open one."""
        self._slot = slot
        self.setVisible(slot is not None and slot.child is not None)
        if slot is None or slot.child is None:
            return
        self.serial.set_text(slot.child.key.serial_number)
        position = self.tr("{part}, position {number}")
        self.part.set_text(position.format(part=slot.part_number, number=slot.index + 1))
        self.take_out.set_texts(self.tr("Take it out"))
        self.replace.set_texts(self.tr("Replace it"))
        if inside is None:
            self.open.set_texts(self.tr("Build this one"), self.tr("Open it as the assembly"))
        else:
            parts = self.tr("Its own parts: {filled} of {slots}")
            detail = parts.format(filled=inside.filled, slots=inside.slots)
            self.open.set_texts(self.tr("Build this one"), detail)

    def _ask(self, button: TouchButton, event: "type[RemoveAsked] | type[ReplaceAsked]") -> None:
        if self._slot is not None and self._slot.child is not None:
            asked: AssemblyEvent = event(0, self._slot.child.key)
            self.pressed.emit(button.text(), asked)

    def _open(self) -> None:
        if self._slot is not None and self._slot.child is not None:
            key = self._slot.child.key
            self.pressed.emit(key.serial_number, ShowUnit(key.serial_number, key.part_number))


class ReasonCard(Card):
    """Asks why a unit was replaced; nobody has to say, and work goes on without an answer."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._replaced: Replaced | None = None
        self._told = ""
        self.title = TextBlock(theme, "heading", bold=True, lines=2, shrink_to="body")
        self.what = TextBlock(theme, "body", lines=2, muted=True)
        self.reason = LineField(theme, words=True)
        self.reason.line.setMaxLength(LONGEST_REASON)
        self.keep = TouchButton(theme, look="primary", tall=True)
        self.leave = TouchButton(theme, tall=True)
        self.reason.ended.connect(self._keep)
        self.keep.clicked.connect(self._keep)
        self.leave.clicked.connect(lambda: self.pressed.emit(self.leave.text(), ReasonGiven(0, "")))
        whole = _column(self, theme)
        for widget in (self.title, self.what, self.reason):
            whole.addWidget(widget)
        answers = QHBoxLayout()
        answers.setSpacing(theme.metrics.gap)
        for button in (self.keep, self.leave):
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            answers.addWidget(button, 1)
        whole.addLayout(answers)
        whole.addStretch(1)
        self.hide()

    def render_replaced(self, replaced: Replaced | None, *, shown: bool) -> None:
        """Ask about this replacement; what was typed about it stays while something else shows."""
        if replaced != self._replaced:
            self._replaced, self._told = replaced, ""
            self.reason.set_text("")
        self.setVisible(shown and replaced is not None)
        if replaced is None:
            return
        old, new = replaced.old.serial_number, replaced.new.serial_number
        self.title.set_text(self.tr("Why was {old} replaced?").format(old=old))
        self.what.set_text(self.tr("{new} is in its place.").format(new=new))
        self.reason.set_name(self.tr("Reason"))
        self.keep.set_texts(self.tr("Keep the reason"))
        self.leave.set_texts(self.tr("No reason"))

    def _keep(self) -> None:
        # What was told before may have been refused.
        self._told = ""
        self.commit()

    def commit(self) -> None:
        """Tell what was typed and not told yet."""
        text = self.reason.text
        if self._replaced is not None and text and text != self._told:
            self._told = text
            self.pressed.emit(text, ReasonGiven(0, text))


def _column(card: Card, theme: Theme) -> QVBoxLayout:
    sizes = theme.metrics
    column = QVBoxLayout(card)
    column.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, sizes.gap)
    column.setSpacing(sizes.gap)
    return column
