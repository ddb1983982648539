"""The outbox panel: every command and its state, why it waits, and what may be done about it."""

from PySide6.QtCore import QEvent, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from wats_station.domain.command import CommandState, OutboxRow
from wats_station.flows.bench import Bench
from wats_station.flows.outbox import DiscardAsked, LogAsked, NoteAsked, OutboxState, RetryAsked
from wats_station.ui.panels.outbox_wording import (
    outbox_row,
    state_look,
    state_word,
    wanted_text,
    why_text,
)
from wats_station.ui.texts import local_time, sentence
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.fields import LineField
from wats_station.ui.widgets.rows import RowList
from wats_station.ui.widgets.surface import Badge, Card
from wats_station.ui.widgets.text import TextBlock

_FILE = "wats-audit-log.csv"
_SHOWN_OPEN = 500


class OutboxPanel(Card):
    """Renders the bench's outbox; `asked` carries an event of `flows.outbox`."""

    asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._state: OutboxState | None = None
        self._chosen: int | None = None
        self._items: tuple[OutboxRow, ...] = ()
        self.title = TextBlock(theme, "title", bold=True, lines=2, shrink_to="heading")
        self.note = TextBlock(theme, "body", lines=3, muted=True)
        self.rows = RowList(theme, outbox_row, summary=True)
        self.card = CommandCard(theme)
        self.save = TouchButton(theme)
        self.dialog: QFileDialog | None = None
        self.rows.chosen.connect(self._choose)
        self.save.clicked.connect(self._save)
        self._retranslate()
        self.card.asked.connect(self.asked)
        sizes = theme.metrics
        below = QHBoxLayout()
        below.setSpacing(sizes.pad)
        below.addWidget(self.rows, 1)
        below.addWidget(self.card, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(sizes.pad, sizes.gap, sizes.gap, sizes.gap)
        whole.setSpacing(sizes.gap // 2)
        above = QHBoxLayout()
        above.setSpacing(sizes.pad)
        above.addWidget(self.title, 1)
        above.addWidget(self.save)
        whole.addLayout(above)
        whole.addWidget(self.note)
        whole.addLayout(below, 1)

    def render_bench(self, bench: Bench) -> None:
        """Show this state; one rendered before costs nothing."""
        if bench.outbox is not self._state:
            self._state = bench.outbox
            self._render(bench.outbox)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() != QEvent.Type.LanguageChange:
            return
        self._retranslate()
        if self._state is not None:
            self._items = ()
            self._render(self._state)

    def _retranslate(self) -> None:
        self.rows.setAccessibleName(self.tr("Commands"))
        self.save.set_texts(self.tr("Save the log…"))

    def _save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self.window(), self.tr("Save the log"), folder, "CSV (*.csv)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(_FILE)
        dialog.fileSelected.connect(lambda path: self.asked.emit(LogAsked(path)))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _render(self, state: OutboxState) -> None:
        waiting, undone = len(state.waiting), len(state.to_note)
        out_of_order = self.tr("Out of order")
        self.title.set_text(out_of_order if state.problem else self._title(waiting, undone))
        self.note.set_text(self._note(state))
        self.note.setVisible(bool(self.note.text))
        self._show_items(_in_order(state))
        chosen = next((row for row in self._items if row.number == self._chosen), None)
        chosen = chosen or next(iter(state.to_note), None)
        self.card.render_row(chosen, state.server)
        self.card.setVisible(chosen is not None)

    def _show_items(self, items: tuple[OutboxRow, ...]) -> None:
        # The list goes to its top for other items: the same ones stay where they are.
        if items != self._items:
            self._items = items
            self.rows.show_items(items)

    def _title(self, waiting: int, undone: int) -> str:
        if undone:
            return self.tr("Not done, to be looked at: {count}").format(count=undone)
        if waiting:
            return self.tr("Waiting to be sent: {count}").format(count=waiting)
        return self.tr("Everything is delivered")

    def _note(self, state: OutboxState) -> str:
        if state.problem is not None:
            return sentence(state.problem)
        if not self._has_any(state):
            return self.tr("What you change is listed here, with what became of it.")
        return ""

    def _has_any(self, state: OutboxState) -> bool:
        return bool(state.open or state.recent)

    def _choose(self, item: object) -> None:
        if isinstance(item, OutboxRow) and self._state is not None:
            self._chosen = item.number
            self._render(self._state)


class CommandCard(Card):
    """One command in full, with what may be done about it."""

    asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._row: OutboxRow | None = None
        self.badge = Badge(theme, "heading")
        self.unit = TextBlock(theme, "body", bold=True, lines=2)
        self.what = TextBlock(theme, "body", lines=3)
        self.why = TextBlock(theme, "body", lines=6)
        self.who = TextBlock(theme, "small", lines=3, muted=True)
        self.reason = LineField(theme, words=True)
        self.retry = TouchButton(theme, look="primary", tall=True)
        self.discard = TouchButton(theme, tall=True)
        self.noted = TouchButton(theme, look="primary", tall=True)
        self.retry.clicked.connect(lambda: self._ask(RetryAsked))
        self.noted.clicked.connect(lambda: self._ask(NoteAsked))
        self.discard.clicked.connect(self._give_up)
        sizes = theme.metrics
        answers = QHBoxLayout()
        answers.setSpacing(sizes.gap)
        for button in (self.retry, self.discard, self.noted):
            answers.addWidget(button, 1)
        above = QHBoxLayout()
        above.setSpacing(sizes.pad)
        above.addWidget(self.badge)
        above.addWidget(self.unit, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, sizes.gap)
        whole.setSpacing(sizes.gap)
        whole.addLayout(above)
        for widget in (self.what, self.why, self.who):
            whole.addWidget(widget)
        whole.addStretch(1)
        whole.addWidget(self.reason)
        whole.addLayout(answers)

    def render_row(self, row: OutboxRow | None, server: str) -> None:
        """Show this command."""
        if row is None:
            self._row = None
            return
        if self._row is None or self._row.number != row.number:
            self.reason.set_text("")
        self._row = row
        command = row.command
        tone, symbol = state_look(row)
        self.badge.render_as(tone, symbol, state_word(row))
        self.unit.set_text(f"{command.unit.serial_number}  ·  {command.unit.part_number}")
        self.what.set_text(wanted_text(command.action))
        self.why.set_text(why_text(row, server))
        self.why.setVisible(bool(self.why.text))
        self.who.set_text(self._told_who(row))
        self.reason.set_name(self.tr("Why it is given up"))
        self.retry.set_texts(self.tr("Try again"))
        self.discard.set_texts(self.tr("Discard"))
        self.noted.set_texts(self.tr("Seen"))
        refused = row.state is CommandState.REJECTED
        for widget in (self.retry, self.discard, self.reason):
            widget.setVisible(refused)
        self.noted.setVisible(row.state.is_bad and not refused and not row.seen)

    def _told_who(self, row: OutboxRow) -> str:
        command = row.command
        parts = [command.stamp.operator, command.stamp.station, local_time(command.made)]
        if command.scan:
            parts.append(command.scan)
        if row.attempts:
            parts.append(self.tr("tried {count} times").format(count=row.attempts))
        return " · ".join(part for part in parts if part)

    def _ask(self, event: type[RetryAsked] | type[NoteAsked]) -> None:
        if self._row is not None:
            self.asked.emit(event(self._row.number))

    def _give_up(self) -> None:
        if self._row is not None:
            self.asked.emit(DiscardAsked(self._row.number, self.reason.text))


def _in_order(state: OutboxState) -> tuple[OutboxRow, ...]:
    """What somebody has to look at first, then what waits, then what has ended."""
    first = state.to_note
    known = {row.number for row in first}
    waiting = [row for row in state.open.values() if row.number not in known][:_SHOWN_OPEN]
    ended = [row for row in state.recent if row.number not in known]
    return (*first, *waiting, *ended)
