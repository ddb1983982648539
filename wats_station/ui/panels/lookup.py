"""The lookup panel: what to scan, what is being read, what was found, what went wrong."""

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from wats_station.domain.command import OutboxRow
from wats_station.domain.unit import Process, UnitKey
from wats_station.flows.bench import Bench
from wats_station.flows.creation import CreationState
from wats_station.flows.lookup import LookupState, LookupStatus
from wats_station.flows.outbox import OutboxState
from wats_station.flows.quarantine import QuarantineState
from wats_station.scan.intent import ShowUnit, shown
from wats_station.ui.panels.creation import CreationCard
from wats_station.ui.panels.found import FoundPage
from wats_station.ui.panels.units_offered import ChooserPage, NearUnits, roomy_column
from wats_station.ui.texts import sentence
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.surface import Badge, Card
from wats_station.ui.widgets.text import TextBlock

# Most answers come sooner: then the panel goes from one unit to the next without a flash
# between them, and is painted once. The scan strip says at once that a unit is being read.
READING_SHOWN_MS = 120


class LookupPanel(QStackedWidget):
    """Renders a `LookupState`; `pressed` asks to show another unit."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._state = LookupState()
        self._outbox = OutboxState()
        self._quarantine = QuarantineState()
        self._creation = CreationState()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(READING_SHOWN_MS)
        self._patience.timeout.connect(self._show_message)
        self.start = StartPage(theme)
        self.message = MessagePage(theme)
        self.chooser = ChooserPage(theme)
        self.found = FoundPage(theme)
        for page in (self.start, self.message, self.chooser, self.found):
            self.addWidget(page)
        for source in (self.start, self.message, self.chooser, self.found):
            source.chosen.connect(self._chosen)
        self.found.gate.pressed.connect(self.pressed)
        for page in (self.found, self.message):
            page.pressed.connect(self.pressed)

    def render_bench(self, bench: Bench) -> None:
        """Show the unit looked up, and before everything else whether it may go on here."""
        station = bench.settings.kept.station.process
        known = (each for each in bench.processes if each.code == station)
        here = next(known, None if station is None else Process(station, ""))
        self.found.gate.render_gate(bench.gate, here)
        self.render_state(bench.lookup, bench.outbox, bench.quarantine, bench.creation)

    def render_state(
        self,
        state: LookupState,
        outbox: OutboxState | None = None,
        quarantine: QuarantineState | None = None,
        creation: CreationState | None = None,
    ) -> None:
        """Show this state; one rendered before costs nothing."""
        now = (
            state,
            outbox or self._outbox,
            quarantine or self._quarantine,
            creation or self._creation,
        )
        before = (self._state, self._outbox, self._quarantine, self._creation)
        if any(new is not old for new, old in zip(now, before, strict=True)):
            self._state, self._outbox, self._quarantine, self._creation = now
            self._render()

    def set_examples(self, examples: tuple[str, ...]) -> None:
        """Serial numbers that the empty panel offers."""
        self.start.set_examples(examples)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.found.retranslate()
            self._render()

    def _render(self) -> None:
        state = self._state
        self._patience.stop()
        match state.status:
            case LookupStatus.READING:
                self._patience.start()
            case LookupStatus.EMPTY:
                self.setCurrentWidget(self.start)
            case LookupStatus.FOUND:
                self.found.render_state(state, self._waiting(), self._quarantine)
                self.setCurrentWidget(self.found)
            case LookupStatus.AMBIGUOUS:
                self.chooser.render_state(state)
                self.setCurrentWidget(self.chooser)
            case LookupStatus.NOT_FOUND | LookupStatus.FAILED:
                self._show_message()

    def _waiting(self) -> tuple[OutboxRow, ...]:
        unit = self._state.unit
        return self._outbox.waiting_for(unit.key) if unit is not None else ()

    def _show_message(self) -> None:
        self.message.render_state(self._state, self._creation)
        self.setCurrentWidget(self.message)

    def _chosen(self, key: UnitKey) -> None:
        text = "/".join(part for part in (key.serial_number, key.part_number) if part)
        self.pressed.emit(text, ShowUnit(key.serial_number, key.part_number))


class StartPage(Card):
    """Before the first scan: what to do, with something to try on a practice station."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self.title = TextBlock(theme, "huge", bold=True, lines=2, shrink_to="title")
        self.body = TextBlock(theme, "heading", lines=3)
        self.hint = TextBlock(theme, "body", lines=3, muted=True)
        self.examples_title = TextBlock(theme, "body", muted=True)
        self.examples: list[TouchButton] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.metrics.gap)
        self._row.addStretch(1)
        column = roomy_column(self, theme)
        column.addStretch(2)
        for widget in (self.title, self.body, self.hint):
            column.addWidget(widget)
        column.addSpacing(theme.metrics.pad)
        column.addWidget(self.examples_title)
        column.addLayout(self._row)
        column.addStretch(3)
        self.retranslate()

    def set_examples(self, examples: tuple[str, ...]) -> None:
        """Offer these serial numbers as buttons."""
        if examples == tuple(button.text() for button in self.examples):
            return
        for button in self.examples:
            button.deleteLater()
        self.examples = [TouchButton(self._theme) for _ in examples]
        for place, (button, text) in enumerate(zip(self.examples, examples, strict=True)):
            button.set_texts(text)
            button.clicked.connect(lambda _=False, t=text: self.chosen.emit(UnitKey(t, "")))
            self._row.insertWidget(place, button)
        self.examples_title.setVisible(bool(examples))

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Take the texts from the language in force."""
        self.title.set_text(self.tr("Scan a unit"))
        self.body.set_text(
            self.tr("Scan the serial number on its label. Everything known of the unit comes here.")
        )
        self.hint.set_text(self.tr("Damaged label? Type the serial number above and press Enter."))
        self.examples_title.set_text(self.tr("To try it, touch one of these units:"))
        self.examples_title.setVisible(bool(self.examples))


class MessagePage(Card):
    """A lookup under way, or one that found nothing: what was scanned, and what to do.

    `chosen` carries the key of a unit that may have been meant, `pressed` what was pressed
    to make one and its meaning.
    """

    chosen = Signal(object)
    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._creation: CreationCard | None = None
        self.serial = TextBlock(theme, "huge", bold=True, lines=3, shrink_to="title")
        self.badge = Badge(theme, "title")
        self.what = TextBlock(theme, "heading", lines=4)
        self.advice = TextBlock(theme, "body", lines=4, muted=True)
        self.near = NearUnits(theme)
        self.near.chosen.connect(self.chosen)
        column = roomy_column(self, theme)
        column.addWidget(self.serial)
        column.addWidget(self.badge)
        column.addWidget(self.what)
        column.addWidget(self.advice)
        column.addWidget(self.near)
        column.addStretch(1)
        self._column = column

    @property
    def creation(self) -> CreationCard:
        """What makes a unit that was not found; most stations may not."""
        if self._creation is None:
            self._creation = CreationCard(self._theme)
            self._creation.pressed.connect(self.pressed)
            self._column.insertWidget(self._column.count() - 1, self._creation, 20)
        return self._creation

    def render_state(self, state: LookupState, creation: CreationState) -> None:
        """Show a state of reading, not found, or failed."""
        if creation.offer is not None or self._creation is not None:
            self.creation.render_state(creation)
        choosing = self._creation is not None and self._creation.is_choosing
        self.serial.set_text(shown(state.asked))
        self.what.set_text(sentence(state.problem) if state.problem else "")
        self.near.show_units(() if choosing else state.near or ())
        # The strip says it as well: what may be done about it needs the room.
        offered = choosing or bool(state.near) or creation.offer is not None
        self.what.setVisible(not offered)
        self.advice.setVisible(creation.offer is None)
        match state.status:
            case LookupStatus.READING:
                self.badge.render_as("reading", "reading", self.tr("Reading…"))
                self.advice.set_text("")
            case LookupStatus.NOT_FOUND:
                self.badge.render_as("refused", "not_understood", self.tr("Not found"))
                self.advice.set_text(
                    self.tr(
                        "Read exactly as shown above. A unit is known once it was tested or "
                        "created: ask the test engineer if it should be here."
                    )
                )
            case _:
                self.badge.render_as("refused", "warning", self.tr("Not read"))
                self.advice.set_text(
                    self.tr("There is no current unit now. Commands wait for a unit that is read.")
                )
