"""On top: which unit it is, the test that it failed, and the steps that failed in it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from wats_station.domain.repair import FailedStep
from wats_station.flows.repair.state import RepairState, StepChosen
from wats_station.ui.panels.repair.wording import (
    known_text,
    part_text,
    process_name,
    run_place,
    step_row,
)
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.rows import RowList
from wats_station.ui.widgets.surface import Badge, Card
from wats_station.ui.widgets.text import TextBlock

# More are scrolled to: what is entered below needs the room.
_ROWS_IN_SIGHT = 2


class FailedTestCard(Card):
    """`pressed` carries the name of a step and the choice of it."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.serial = TextBlock(theme, "title", bold=True, lines=2, shrink_to="body")
        self.part = TextBlock(theme, "small", lines=3, muted=True)
        self.test = TextBlock(theme, "body", bold=True, lines=2)
        self.place = TextBlock(theme, "small", lines=2, muted=True)
        self.known = Badge(theme, "small")
        self.known.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.known.hide()
        self.steps = RowList(theme, step_row)
        self.steps.chosen.connect(self._choose)
        self.no_steps = TextBlock(theme, "body", lines=3, muted=True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        sizes = theme.metrics
        left = QVBoxLayout()
        left.setSpacing(0)
        for widget in (self.serial, self.part, self.test, self.place):
            left.addWidget(widget)
        left.addWidget(self.known)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.pad, sizes.gap, sizes.gap, sizes.gap)
        row.setSpacing(sizes.pad)
        row.addLayout(left, 5)
        row.addWidget(self.steps, 6, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.no_steps, 6)

    def render_state(self, state: RepairState) -> None:
        """Show the unit and its failed test; the step that is chosen stands out."""
        unit, test = state.unit, state.case.test if state.case else None
        if unit is None:
            return
        self.serial.set_text(unit.serial_number)
        self.part.set_text(part_text(unit))
        if test is None:
            self.test.set_text(self.tr("No failed test"))
        else:
            text = self.tr("{process} failed").format(process=process_name(test.process))
            self.test.set_text(text)
        self.place.set_text(run_place(test) if test else "")
        # How old it is counts for more than where it was tested; a refusal comes between the
        # test and the codes, and needs the room more.
        place_counts = state.as_of is None and state.refused is None
        self.place.setVisible(bool(self.place.text) and place_counts)
        self.known.render_as("not_understood", "warning", known_text(state.as_of))
        self.known.setVisible(state.as_of is not None)
        steps = test.steps if test else ()
        self._show_steps(steps, state.failed_step)
        self.no_steps.set_text(
            self.tr("The test names no failed step.")
            if test
            else self.tr("It has not failed, and is repaired all the same.")
        )
        self.no_steps.setVisible(not steps)

    def _show_steps(self, steps: tuple[FailedStep, ...], chosen: FailedStep | None) -> None:
        self.steps.setAccessibleName(self.tr("Failed steps"))
        rows = min(len(steps), _ROWS_IN_SIGHT)
        self.steps.setFixedHeight(max(1, rows) * self.steps.minimumSizeHint().height())
        self.steps.show_items(steps, steps.index(chosen) if chosen in steps else -1)
        self.steps.setVisible(bool(steps))

    def _choose(self, step: object) -> None:
        if isinstance(step, FailedStep):
            self.pressed.emit(step.name, StepChosen(0, step.id))
