"""Making a unit that was not found: what it will be, what is still to be chosen, and the yes."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wats_station.domain.creation import NewUnit
from wats_station.flows.creation import (
    CreateConfirmed,
    CreateOpened,
    CreationState,
    PartChosen,
    RevisionChosen,
)
from wats_station.scan.intent import Cancel, shown
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.entry import ManualEntry
from wats_station.ui.widgets.scroll import ScrollColumn
from wats_station.ui.widgets.text import TextBlock

_COLUMNS = 3


class CreationCard(QWidget):
    """Hidden where nothing may be made; `pressed` carries what was pressed and its meaning."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._state = CreationState()
        self.what = TextBlock(theme, "body", bold=True, lines=2)
        self.make = TouchButton(theme, look="primary")
        self.change = TouchButton(theme)
        self.make.clicked.connect(self._make)
        self.change.clicked.connect(self._change)
        self.choices = CreationChoices(theme)
        self.choices.pressed.connect(self.pressed)
        row = QHBoxLayout()
        row.setSpacing(theme.metrics.gap)
        row.addWidget(self.what, 1)
        row.addWidget(self.make)
        row.addWidget(self.change)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.metrics.gap // 2)
        whole.addLayout(row)
        whole.addWidget(self.choices, 1)
        self.hide()

    @property
    def is_choosing(self) -> bool:
        """True while part or revision is chosen: then there is room for nothing else."""
        return self._state.offer is not None and self._state.choosing

    def render_state(self, state: CreationState) -> None:
        """Show what may be made; the same state again costs nothing."""
        if state is not self._state:
            self._state = state
            self._render()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._render()

    def _render(self) -> None:
        state, offer = self._state, self._state.offer
        self.setVisible(offer is not None)
        if offer is None:
            return
        self.what.set_text(self._what(offer, choosing=state.choosing))
        self.make.setVisible(not state.choosing)
        self.make.set_texts(self.tr("Make it") if offer.is_whole else self.tr("Make it…"))
        self.change.setVisible(state.choosing or offer.is_whole)
        self.change.set_texts(self.tr("Cancel") if state.choosing else self.tr("Change…"))
        for button in (self.make, self.change):
            button.setEnabled(state.request is None or state.choosing)
        # Choices take the room there is; a line of words and buttons its own height.
        tall = QSizePolicy.Policy.Expanding if state.choosing else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, tall)
        self.choices.render_state(state)
        self.choices.setVisible(state.choosing)

    def _what(self, offer: NewUnit, *, choosing: bool) -> str:
        parts = [offer.part_number]
        if offer.revision:
            parts.append(self.tr("revision {revision}").format(revision=offer.revision))
        if offer.batch_number:
            parts.append(self.tr("lot {lot}").format(lot=offer.batch_number))
        about = "  ·  ".join(part for part in parts if part)
        if choosing:
            if offer.part_number:
                return self.tr("Which revision of {part} is it?").format(part=offer.part_number)
            return self.tr("What is it?")
        if offer.is_whole:
            text = self.tr("Is it a new unit? {what}. CMD-CONFIRM makes it.")
            return text.format(what=about)
        return self.tr("Is it a new unit? {what}").format(what=about).strip()

    def _make(self) -> None:
        offer = self._state.offer
        if offer is not None:
            meaning = CreateConfirmed() if offer.is_whole else CreateOpened()
            self.pressed.emit(self.make.text(), meaning)

    def _change(self) -> None:
        if self._state.choosing:
            self.pressed.emit(self.change.text(), Cancel())
        else:
            # From the beginning: of which product it is.
            self.pressed.emit(self.change.text(), CreateOpened(again=True))


class CreationChoices(QWidget):
    """A button per product, or per revision of the one chosen; a part number may be typed."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[object, object] | None = None
        self.buttons: list[TouchButton] = []
        self.other = ManualEntry(theme)
        self.take = TouchButton(theme)
        self.other.returnPressed.connect(self._take)
        self.take.clicked.connect(self._take)
        self._scroll = ScrollColumn(theme)
        row = QHBoxLayout()
        row.setSpacing(theme.metrics.gap)
        row.addWidget(self.other, 1)
        row.addWidget(self.take, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.metrics.gap)
        column.addLayout(row)
        column.addWidget(self._scroll, 1)
        self.hide()

    def render_state(self, state: CreationState) -> None:
        """Offer what may be chosen now."""
        offer = state.offer
        wants_part = offer is None or not offer.part_number
        for widget in (self.other, self.take):
            widget.setVisible(wants_part)
        self.other.setPlaceholderText(self.tr("Another part number"))
        self.other.setAccessibleName(self.tr("Another part number"))
        self.take.set_texts(self.tr("Take it"))
        now = (state.products, None) if wants_part else (None, state.revisions)
        if now == self._shown:
            return
        self._shown = now
        if wants_part:
            offered: list[tuple[str, str, PartChosen | RevisionChosen]] = [
                (each.part_number, each.name, PartChosen(part_number=each.part_number))
                for each in state.products or ()
            ]
            self._build(offered)
        else:
            self._build(
                [(each, "", RevisionChosen(revision=each)) for each in state.revisions or ()]
            )

    def _build(self, offered: list[tuple[str, str, PartChosen | RevisionChosen]]) -> None:
        place = QWidget()
        grid = QGridLayout(place)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(self._theme.metrics.gap)
        self.buttons = []
        for number, (text, detail, meaning) in enumerate(offered):
            button = TouchButton(self._theme, tall=True)
            button.set_texts(shown(text), detail)
            button.clicked.connect(
                lambda _=False, text=text, meaning=meaning: self.pressed.emit(text, meaning)
            )
            grid.addWidget(button, number // _COLUMNS, number % _COLUMNS)
            self.buttons.append(button)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        self._scroll.set_content(place)

    def _take(self) -> None:
        part = self.other.text().strip()
        if part:
            self.other.clear()
            self.pressed.emit(part, PartChosen(part_number=part))
        else:
            self.other.setFocus()
