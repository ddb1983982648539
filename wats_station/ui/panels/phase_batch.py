"""Batch mode in the phase panel: what every unit gets, and how each of them ended."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wats_station.domain.outcome import OutcomeKind
from wats_station.flows.batch import BatchLeft, BatchRow, BatchState, Stage
from wats_station.flows.bench import Bench
from wats_station.scan.intent import SetPhase, SetProcess, SetTag, ShowUnit
from wats_station.ui.panels.phase_batch_wording import batch_row
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.fields import LineField
from wats_station.ui.widgets.grid import ButtonGrid, put_in_tab_order
from wats_station.ui.widgets.rows import RowList
from wats_station.ui.widgets.scroll import ScrollColumn
from wats_station.ui.widgets.surface import Badge
from wats_station.ui.widgets.text import TextBlock

_KINDS = {"waiting": OutcomeKind.QUEUED, "done": OutcomeKind.DONE}
FILTERS = ("all", "refused", "waiting", "done")


class BatchView(QWidget):
    """Hidden while there is no batch."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._batch = BatchState()
        self._rows: tuple[BatchRow, ...] = ()
        self._filter = "all"
        self.badge = Badge(theme, "heading")
        self.title = TextBlock(theme, "title", bold=True, lines=2, shrink_to="body")
        self.rule = TextBlock(theme, "small", lines=2, muted=True)
        self.end = TouchButton(theme, look="primary")
        self.filters = {name: TouchButton(theme) for name in FILTERS}
        self.list = RowList(theme, batch_row, summary=True)
        self.chooser = BatchChooser(theme)
        self.chooser.pressed.connect(self.pressed)
        self.end.clicked.connect(lambda: self.pressed.emit(self.end.text(), BatchLeft(0)))
        self.list.chosen.connect(self._show_unit)
        for name, button in self.filters.items():
            button.clicked.connect(lambda _=False, name=name: self._choose_filter(name))
        self._lay_out(theme)
        self.hide()

    def render_bench(self, bench: Bench) -> None:
        """Show the batch."""
        before, self._batch = self._batch, bench.batch
        batch, stage = bench.batch, bench.batch.stage
        self.setVisible(stage is not Stage.OFF)
        if stage is Stage.OFF:
            self._filter = "all"
            return
        if before.stage is not stage and stage is Stage.CHOOSING:
            self._filter = "all"
        self.chooser.setVisible(stage is Stage.CHOOSING)
        self.chooser.render_bench(bench)
        self._render_head(batch)
        counts = self._counts(batch)
        for name, button in self.filters.items():
            button.setVisible(stage is not Stage.CHOOSING)
            button.set_texts(counts[name])
            button.set_look("primary" if name == self._filter else "plain")
        if before.rows is not batch.rows or before.stage is not stage:
            self._show_rows()

    def show_list(self, wanted: bool) -> None:
        """Make room for the card that explains one of them, or take the room again."""
        shown = wanted and self._batch.stage is not Stage.CHOOSING
        self.list.setVisible(shown)
        self.rule.setVisible(wanted)
        policy = QSizePolicy.Policy.Preferred if wanted else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, policy)

    def retranslate(self) -> None:
        """The words of the rows are made when they are painted."""
        self.list.viewport().update()

    def _render_head(self, batch: BatchState) -> None:
        if batch.stage is Stage.CHOOSING:
            self.badge.render_as("queued", "phase", self.tr("BATCH"))
            self.title.set_text(self.tr("What does every unit get?"))
            self.rule.set_text(self.tr("Touch it, or scan its CMD code. CMD-CANCEL leaves."))
            self.end.set_texts(self.tr("Leave it"))
        elif batch.stage is Stage.ON:
            self.badge.render_as("queued", "phase", self.tr("BATCH"))
            self.title.set_text(self.tr("Every unit: {what}").format(what=batch.title))
            self.rule.set_text(self.tr("Scan the units. In other panels a scan is one unit only."))
            self.end.set_texts(self.tr("End the batch"))
        else:
            self.badge.render_as("ignored", "neutral", self.tr("ENDED"))
            self.title.set_text(self.tr("Was set: {what}").format(what=batch.title))
            self.rule.set_text(self.tr("Nothing is changed by scanning any more."))
            self.end.set_texts(self.tr("Close the list"))

    def _counts(self, batch: BatchState) -> dict[str, str]:
        done = self.tr("Done: {count}").format(count=batch.done)
        refused = self.tr("Refused: {count}").format(count=len(batch.refused))
        waiting = self.tr("Waiting: {count}").format(count=batch.queued)
        units = self.tr("Units: {count}").format(count=len(batch.rows))
        return {"all": units, "refused": refused, "waiting": waiting, "done": done}

    def _choose_filter(self, name: str) -> None:
        self._filter = name
        for each, button in self.filters.items():
            button.set_look("primary" if each == self._filter else "plain")
        self._show_rows()

    def _show_rows(self) -> None:
        batch = self._batch
        if self._filter == "refused":
            self._rows = batch.refused
        elif self._filter in _KINDS:
            kind = _KINDS[self._filter]
            self._rows = tuple(row for row in batch.in_order if row.counts_as(kind))
        else:
            self._rows = batch.in_order
        self.list.setAccessibleName(self.tr("Units of the batch"))
        self.list.show_items(self._rows)

    def _show_unit(self, row: object) -> None:
        if isinstance(row, BatchRow) and row.key is not None:
            self.pressed.emit(row.text, ShowUnit(row.key.serial_number, row.key.part_number))

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.metrics
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.rule)
        above = QHBoxLayout()
        above.setSpacing(sizes.pad)
        above.addWidget(self.badge)
        above.addLayout(names, 1)
        above.addWidget(self.end)
        filters = QHBoxLayout()
        filters.setSpacing(sizes.gap)
        for button in self.filters.values():
            filters.addWidget(button, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(sizes.gap)
        whole.addLayout(above)
        whole.addLayout(filters)
        whole.addWidget(self.chooser, 1)
        whole.addWidget(self.list, 1)


class BatchChooser(QWidget):
    """The phases and processes as buttons, and two fields for a tag."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._known: tuple[object, object] = ((), ())
        self.phases: dict[int, TouchButton] = {}
        self.processes: dict[int, TouchButton] = {}
        self.grid = ButtonGrid(theme)
        self.of_phases = TextBlock(theme, "small", bold=True, muted=True)
        self.of_processes = TextBlock(theme, "small", bold=True, muted=True)
        self.key = LineField(theme, words=True)
        self.value = LineField(theme, words=True)
        self.start = TouchButton(theme)
        self.start.clicked.connect(self._tag)
        self.value.ended.connect(self._tag)
        scroll = ScrollColumn(theme)
        scroll.set_content(self.grid)
        sizes = theme.metrics
        tag = QHBoxLayout()
        tag.setSpacing(sizes.gap)
        tag.addWidget(self.key, 2)
        tag.addWidget(self.value, 2)
        tag.addWidget(self.start, 1, Qt.AlignmentFlag.AlignBottom)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(sizes.gap)
        whole.addWidget(scroll, 1)
        whole.addLayout(tag)

    def render_bench(self, bench: Bench) -> None:
        """Offer what the server knows."""
        self.of_phases.set_text(self.tr("A phase"))
        self.of_processes.set_text(self.tr("A process"))
        self.key.set_name(self.tr("Or a tag"))
        self.value.set_name(self.tr("Its value"))
        self.start.set_texts(self.tr("Set this tag"))
        if self.isHidden() or self._known == (bench.phases, bench.processes):
            return
        self._known = (bench.phases, bench.processes)
        for button in (*self.phases.values(), *self.processes.values()):
            button.deleteLater()
        table = bench.settings.kept.phases.table
        phases = [each for each in bench.phases if table.is_ever_next(each.id)]
        self.phases = {each.id: self._button(each.name, SetPhase(str(each.id))) for each in phases}
        self.processes = {
            each.code: self._button(f"{each.code} {each.name}", SetProcess(str(each.code)))
            for each in bench.processes
        }
        self.grid.arrange(
            (self.of_phases, list(self.phases.values())),
            (self.of_processes, list(self.processes.values())),
        )
        # By Tab they come before the fields below them, which are older.
        choices = (*self.phases.values(), *self.processes.values())
        put_in_tab_order(self.key.line, *choices, self.key.line, self.value.line, self.start)

    def _button(self, text: str, meaning: SetPhase | SetProcess) -> TouchButton:
        button = TouchButton(self._theme, tall=True)
        button.set_texts(text)
        button.clicked.connect(lambda: self.pressed.emit(text, meaning))
        return button

    def _tag(self) -> None:
        key, value = self.key.text, self.value.text
        if key and value:
            self.pressed.emit(f"{key}={value}", SetTag(key, value))
            self.key.set_text("")
            self.value.set_text("")
