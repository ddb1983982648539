"""The pages without anything to enter: no unit, nothing to repair, or waiting for the retest."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from wats_station.domain.repair import RepairDraft
from wats_station.flows.repair.state import (
    AnywayAsked,
    RepairLeft,
    RepairState,
    RepairStatus,
    Unfiled,
)
from wats_station.scan.intent import ShowUnit
from wats_station.ui.panels.repair.wording import (
    fault_line,
    known_text,
    part_text,
    process_name,
    retest_text,
    tested_process,
    unfiled_row,
)
from wats_station.ui.texts import local_time, sentence
from wats_station.ui.theme import Theme, ToneName
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.rows import RowList
from wats_station.ui.widgets.surface import Badge, Card
from wats_station.ui.widgets.text import TextBlock

# Of a repair that was filed, failures beyond these are only counted.
_FAULTS_SAID = 3


class EmptyPage(Card):
    """No unit yet: what to do, and what was begun and not filed."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.title = TextBlock(theme, "huge", bold=True, lines=2, shrink_to="title")
        self.body = TextBlock(theme, "heading", lines=3)
        self.left_title = TextBlock(theme, "body", bold=True, muted=True)
        self.left = RowList(theme, unfiled_row)
        self.left.chosen.connect(self._chosen)
        column = _roomy_column(self, theme)
        for widget in (self.title, self.body, self.left_title):
            column.addWidget(widget)
        column.addWidget(self.left, 1)
        column.addStretch(0)

    def render_state(self, state: RepairState) -> None:
        """Offer what was begun."""
        self.title.set_text(self.tr("Scan the unit that failed"))
        self.body.set_text(self.tr("Its failed test comes here. Then say what was wrong with it."))
        self.left_title.set_text(self.tr("Begun and not filed"))
        self.left.setAccessibleName(self.tr("Begun and not filed"))
        self.left.show_items(state.unfiled)
        for widget in (self.left_title, self.left):
            widget.setVisible(bool(state.unfiled))

    def _chosen(self, row: object) -> None:
        if isinstance(row, Unfiled):
            key = row.key
            self.pressed.emit(key.serial_number, ShowUnit(key.serial_number, key.part_number))


class MessagePage(Card):
    """A unit of which something is said, and at most asked for once more."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.serial = TextBlock(theme, "huge", bold=True, lines=2, shrink_to="heading")
        self.part = TextBlock(theme, "body", lines=2, muted=True)
        self.badge = Badge(theme, "huge")
        self.what = TextBlock(theme, "heading", bold=True, lines=3, shrink_to="body")
        self.more = TextBlock(theme, "body", lines=4, muted=True)
        self.anyway = TouchButton(theme, tall=True)
        self.put_away = TouchButton(theme, tall=True)
        self.anyway.clicked.connect(lambda: self.pressed.emit(self.anyway.text(), AnywayAsked(0)))
        self.put_away.clicked.connect(
            lambda: self.pressed.emit(self.put_away.text(), RepairLeft(0))
        )
        below = QHBoxLayout()
        below.setSpacing(theme.metrics.gap)
        below.addWidget(self.anyway, 1)
        below.addWidget(self.put_away, 1)
        below.addStretch(1)
        column = _roomy_column(self, theme)
        column.addWidget(self.serial)
        column.addWidget(self.part)
        column.addWidget(self.badge)
        column.addWidget(self.what)
        column.addWidget(self.more)
        column.addStretch(1)
        column.addLayout(below)

    def render_state(self, state: RepairState) -> None:
        """Say how it stands with the unit."""
        self.serial.set_text(state.unit.serial_number if state.unit else "")
        self.part.set_text(part_text(state.unit) if state.unit else "")
        self.anyway.set_texts(self.tr("Repair once more"))
        again = state.retest is not None and not state.retest.passed
        self.anyway.set_look("primary" if again else "plain")
        self.anyway.setVisible(state.status in (RepairStatus.WAITING, RepairStatus.RETESTED))
        self.put_away.set_texts(self.tr("Put away"))
        match state.status:
            case RepairStatus.READING:
                self._say("reading", "reading", self.tr("Reading…"))
                self._explain(self.tr("Its failed test and the codes are on their way."))
            case RepairStatus.NOTHING:
                self._render_nothing(state)
            case RepairStatus.WAITING:
                self._render_waiting(state)
            case RepairStatus.RETESTED:
                self._render_retested(state)
            case _:
                self._say("refused", "warning", self.tr("Not read"))
                why = sentence(state.problem) if state.problem else ""
                self._explain(why, self.tr("Scan the unit again to try once more."))

    def _render_nothing(self, state: RepairState) -> None:
        self._say("calm", "neutral", self.tr("Nothing to repair"))
        self._explain(
            self.tr("Its last tests passed, or none was made."),
            known_text(state.as_of) or self.tr("Scan the unit that failed."),
        )
        self.anyway.set_texts(self.tr("Repair it anyway"))
        self.anyway.setVisible(state.operation is not None)

    def _render_waiting(self, state: RepairState) -> None:
        process = process_name(tested_process(state.case))
        text = self.tr("Waiting for the retest: {process}").format(process=process)
        text = text if process else self.tr("Waiting for the retest")
        if state.refused is not None:
            word = self.tr("Not filed") if state.waits else self.tr("Filed")
            self._say("refused", "warning", word)
            decide = self.tr("It is in the outbox: a supervisor tries it again or discards it.")
            more = decide if state.waits else f"{text}. {self._filed(state)}"
            self._explain(sentence(state.refused), more)
        elif state.waits:
            self._say("queued", "queued", self.tr("Not confirmed yet"))
            not_yet = self.tr("The repair is kept here and not confirmed by the server yet.")
            self._explain(not_yet, f"{text}. {self._filed(state)}")
        else:
            self._say("done", "done", self.tr("Filed"))
            self._explain(text, self._filed(state))

    def _render_retested(self, state: RepairState) -> None:
        retest = state.retest
        if retest is None:
            return
        if retest.passed:
            self._say("done", "done", self.tr("PASSED"))
        else:
            self._say("refused", "refused", self.tr("FAILED"))
        process = process_name(tested_process(state.case))
        text = self.tr("The retest of {process}: {result}").format(
            process=process, result=retest_text(retest)
        )
        self._explain(text, self._filed(state))

    def _filed(self, state: RepairState) -> str:
        if state.filed is not None:
            return self.tr("Repaired: {failures}").format(failures=self._failures(state.filed))
        when = local_time(state.case.repaired) if state.case else ""
        return self.tr("The repair was filed at {time}.").format(time=when) if when else ""

    def _failures(self, filed: RepairDraft) -> str:
        lines = [fault_line(fault) for fault in filed.faults[:_FAULTS_SAID]]
        more = len(filed.faults) - len(lines)
        if more:
            lines.append(self.tr("{count} more").format(count=more))
        return ", ".join(lines)

    def _say(self, tone: ToneName, symbol: str, word: str) -> None:
        self.badge.render_as(tone, symbol, word)

    def _explain(self, what: str, more: str = "") -> None:
        self.what.set_text(what)
        self.more.set_text(more)
        self.more.setVisible(bool(more))


def _roomy_column(page: Card, theme: Theme) -> QVBoxLayout:
    sizes = theme.metrics
    column = QVBoxLayout(page)
    column.setContentsMargins(2 * sizes.pad, 2 * sizes.pad, 2 * sizes.pad, sizes.pad)
    column.setSpacing(sizes.gap)
    return column
