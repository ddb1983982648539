"""The whole repair as it will be filed, before it is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wats_station.domain.repair import FailedStep, RepairCase, RepairDraft
from wats_station.domain.repair_rules import bound_test
from wats_station.flows.repair.state import RepairLeft, RepairState, SendAsked
from wats_station.ui.panels.repair.files import FileRow, Picture
from wats_station.ui.panels.repair.strips import RefusalStrip
from wats_station.ui.panels.repair.wording import (
    ShownFault,
    fault_name,
    lacks_text,
    operation_name,
    part_text,
    process_name,
    run_place,
    shown_faults,
    tested_process,
)
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.scroll import ScrollColumn
from wats_station.ui.widgets.surface import Card
from wats_station.ui.widgets.text import TextBlock

_MOST_LINES = 60


class PreviewPage(QWidget):
    """Failures on the left, what they belong to on the right; filed or gone back from below."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme, picture: Picture) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[RepairCase | None, RepairDraft, str] | None = None
        self.title = TextBlock(theme, "heading", bold=True, lines=2)
        self.lacks = TextBlock(theme, "body", lines=2)
        self.refusal = RefusalStrip(theme)
        self.faults = ScrollColumn(theme)
        self.about = ScrollColumn(theme)
        for column in (self.faults, self.about):
            # The arrows scroll what is longer than the page.
            column.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._picture = picture
        self.back = TouchButton(theme, tall=True)
        self.send = TouchButton(theme, look="primary", tall=True)
        self.back.clicked.connect(lambda: self.pressed.emit(self.back.text(), RepairLeft(0)))
        self.send.clicked.connect(lambda: self.pressed.emit(self.send.text(), SendAsked(0)))
        self._lay_out(theme)

    def render_state(self, state: RepairState) -> None:
        """Show the report that the draft makes."""
        self.refusal.render_refusal(state.refused)
        self.title.set_text(self.tr("This is what will be filed"))
        self.faults.setAccessibleName(self.tr("Failures"))
        self.about.setAccessibleName(self.tr("What the repair belongs to"))
        self.lacks.set_text(lacks_text(state.lacks))
        self.lacks.setVisible(bool(state.lacks))
        # The title is in the language in force: it says when the rest is to be worded again.
        shown = (state.case, state.draft, self.title.text)
        if shown != self._shown:
            self._shown = shown
            self._build(state)
        busy = state.work is not None
        self.back.set_texts(self.tr("Back"))
        self.back.setEnabled(not busy)
        self.send.set_texts(self.tr("Filing…") if busy else self.tr("File the repair"))
        self.send.setEnabled(not (busy or state.lacks))

    def _build(self, state: RepairState) -> None:
        case, draft = state.case, state.draft
        faults = shown_faults(case, draft.faults)
        steps = case.test.steps if case and case.test else ()
        by_id = {step.id: step for step in steps if step.id}
        texts = [self._fault(each, by_id.get(each.fault.step)) for each in faults]
        self.faults.set_content(_told(self._theme, texts or [(self.tr("No failure"), [])]))
        self.about.set_content(_told(self._theme, self._about(state), self._files(draft)))

    def _fault(self, shown: ShownFault, step: FailedStep | None) -> tuple[str, list[str]]:
        fault = shown.fault
        lines = []
        if fault.component:
            lines.append(self.tr("Component: {text}").format(text=fault.component))
        if step is not None:
            text = " · ".join(part for part in (step.name, step.measured, step.limits) if part)
            lines.append(self.tr("Failed step: {text}").format(text=text))
        if fault.part_number or fault.part_serial:
            text = " · ".join(part for part in (fault.part_number, fault.part_serial) if part)
            lines.append(self.tr("Part put in: {text}").format(text=text))
        if fault.comment:
            lines.append(self.tr("Comment: {text}").format(text=fault.comment))
        return f"{shown.index + 1}.  {fault_name(fault)}", lines

    def _about(self, state: RepairState) -> list[tuple[str, list[str]]]:
        unit, case, operation = state.unit, state.case, state.operation
        told: list[tuple[str, list[str]]] = []
        if unit is not None:
            told.append((unit.serial_number, [part_text(unit)]))
        told.append((self.tr("Filed as {operation}").format(operation=operation_name(operation)),
                     self._test(state)))  # fmt: skip
        if state.draft.comment:
            told.append((self.tr("Comment"), [state.draft.comment]))
        process = process_name(tested_process(case))
        if process:
            told.append((self.tr("Then retest at {process}").format(process=process), []))
        if state.draft.files:
            count = len(state.draft.files)
            told.append((self.tr("Photos and files: {count}").format(count=count), []))
        return told

    def _files(self, draft: RepairDraft) -> list[FileRow]:
        return [FileRow(self._theme, file, self._picture, fixed=True) for file in draft.files]

    def _test(self, state: RepairState) -> list[str]:
        case, operation = state.case, state.operation
        test = bound_test(case, operation) if case and operation else None
        if test is None:
            return [self.tr("It names no failed test.")]
        failed = self.tr("{process} failed").format(process=process_name(test.process))
        return [line for line in (failed, run_place(test)) if line]

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.metrics
        failures, beside = Card(theme), Card(theme)
        left = _padded(failures, theme)
        left.addWidget(self.faults)
        right = _padded(beside, theme)
        right.addWidget(self.about)
        middle = QHBoxLayout()
        middle.setSpacing(sizes.gap)
        middle.addWidget(failures, 3)
        middle.addWidget(beside, 2)
        below = QHBoxLayout()
        below.setSpacing(sizes.gap)
        below.addWidget(self.back, 1)
        below.addWidget(self.send, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(sizes.gap)
        for widget in (self.title, self.lacks, self.refusal):
            whole.addWidget(widget)
        whole.addLayout(middle, 1)
        whole.addLayout(below)


def _padded(card: Card, theme: Theme) -> QVBoxLayout:
    column = QVBoxLayout(card)
    gap = theme.metrics.gap
    column.setContentsMargins(theme.metrics.pad, gap, gap, gap)
    column.setSpacing(gap // 2)
    return column


def _told(
    theme: Theme, texts: list[tuple[str, list[str]]], files: Sequence[FileRow] = ()
) -> QWidget:
    """Heads with their lines below them, and the files last."""
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for number, (head, lines) in enumerate(texts):
        if number:
            column.addSpacing(theme.metrics.gap)
        for text, bold in ((head, True), *((line, False) for line in lines)):
            block = TextBlock(theme, "body", bold=bold, lines=_MOST_LINES)
            block.set_text(text)
            column.addWidget(block)
    for row in files:
        column.addWidget(row)
    return content
