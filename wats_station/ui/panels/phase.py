"""The phase panel: where the unit stands, where it may go, and why not elsewhere."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from wats_station.domain.phase import Phase
from wats_station.domain.verification import skipped
from wats_station.flows.batch import BatchWanted, Stage
from wats_station.flows.bench import Bench
from wats_station.flows.phase.state import PhaseChange, PhaseState
from wats_station.scan.intent import SetPhase
from wats_station.ui.panels.explain import ExplainCard
from wats_station.ui.panels.phase_batch import BatchView
from wats_station.ui.panels.phase_choices import PhaseChoices
from wats_station.ui.panels.phase_hold import HoldRow
from wats_station.ui.panels.phase_tags import TagStrip
from wats_station.ui.theme import Theme, ToneName
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.scroll import ScrollColumn
from wats_station.ui.widgets.surface import Badge, Card
from wats_station.ui.widgets.text import TextBlock


class PhasePanel(Card):
    """Renders the bench's unit, phases and phase flow; `pressed` sends what was chosen."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._bench: Bench | None = None
        self.serial = TextBlock(theme, "title", bold=True, lines=2, shrink_to="heading")
        self.phase = TextBlock(theme, "huge", bold=True, lines=2, shrink_to="title")
        self.note = TextBlock(theme, "body", lines=2, muted=True)
        self.skipped = TextBlock(theme, "body", bold=True, lines=2)
        self.tests = Badge(theme, "body")
        self.batch = TouchButton(theme)
        self.hold = HoldRow(theme)
        self.tags = TagStrip(theme)
        self.choices = PhaseChoices(theme)
        self.explain = ExplainCard(theme)
        self.batched = BatchView(theme)
        self._scroll = ScrollColumn(theme)
        self._scroll.set_content(self.choices)
        self.choices.chosen.connect(self._chosen)
        self.explain.tags_wanted.connect(self.tags.take_keyboard)
        self.batch.clicked.connect(lambda: self.pressed.emit(self.batch.text(), BatchWanted(0)))
        for part in (self.explain, self.hold, self.tags, self.batched):
            part.pressed.connect(self.pressed)
        self._lay_out(theme)

    def render_bench(self, bench: Bench) -> None:
        """Show this state; what is the same object as before is left alone."""
        before, self._bench = self._bench, bench
        if before is not None and _same(before, bench):
            return
        self._render(bench)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._bench is not None:
            self.batched.retranslate()
            self._render(self._bench)

    def _render(self, bench: Bench) -> None:
        unit, flow = bench.current_unit, bench.phase
        batching = bench.batch.stage is not Stage.OFF
        if unit is None:
            self.serial.set_text(self.tr("No unit"))
            self.phase.set_text(self.tr("Scan a unit"))
            self.note.set_text(self.tr("Its phase and the phases it may go to come here."))
        else:
            self.serial.set_text(f"{unit.serial_number}  ·  {unit.part_number}")
            self.phase.set_text(unit.phase.name)
            self.note.set_text(self._note(flow, bench.phases))
            table = bench.settings.kept.phases.table
            self.choices.render_choices(unit, bench.phases, table, busy=flow.work is not None)
        self.batch.set_texts(self.tr("Batch: one change for many units…"))
        self.tags.render_bench(bench)
        self.batched.render_bench(bench)
        self.hold.render_unit(None if batching else unit)
        # In a batch its list says why; the card comes for what is asked, or was touched.
        looks = not batching or flow.question is not None or bench.batch.opened is not None
        self.explain.render_phase(flow if looks else PhaseState(), in_list=batching)
        self.batched.show_list(not batching or self.explain.isHidden())
        self._render_tests(bench, batching=batching)
        explains = not self.explain.isHidden()
        self.choices.setVisible(unit is not None and bool(bench.phases))
        self._scroll.setVisible(not batching and not explains)
        self.note.setVisible(bool(self.note.text) and not batching and not explains)
        for widget in (self.serial, self.batch):
            widget.setVisible(not batching)
        # What explains a refusal needs the room more than the largest letters do.
        self.phase.setVisible(not batching and not (explains and self.tags.isVisibleTo(self)))

    def _render_tests(self, bench: Bench, *, batching: bool) -> None:
        unit, lookup = bench.current_unit, bench.lookup
        verification = lookup.verification if unit and lookup.details_of == unit.key else None
        if verification is None or batching:
            self.tests.hide()
            self.skipped.hide()
            return
        passed = bool(verification.results) and all(row.passed for row in verification.results)
        look: tuple[ToneName, str, str]
        if not verification.has_rule:
            # Never green: nobody has said what it needs.
            look = ("ignored", "neutral", self.tr("No rule kept"))
        elif passed:
            look = ("done", "done", self.tr("Tests passed"))
        else:
            look = ("not_understood", "warning", self.tr("Tests not passed"))
        self.tests.render_as(*look)
        self.tests.show()
        names = ", ".join(row.name for row in skipped(verification))
        warning = self.tr("Skipped, never run: {processes}").format(processes=names)
        self.skipped.set_text(warning if names else "")
        self.skipped.setVisible(bool(names) and self.explain.isHidden())

    def _note(self, flow: PhaseState, phases: tuple[Phase, ...]) -> str:
        if flow.work is not None:
            change = flow.work.change
            if isinstance(change, PhaseChange):
                return self.tr("Changing to {phase}…").format(phase=change.to.name)
            return self.tr("Working on a change…")
        if not phases:
            return self.tr("The phases are not read from the server yet.")
        return ""

    def _chosen(self, phase: Phase) -> None:
        self.pressed.emit(phase.name, SetPhase(str(phase.id)))

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.metrics
        above = QHBoxLayout()
        above.setSpacing(sizes.gap)
        above.addWidget(self.serial, 1)
        above.addWidget(self.tests)
        above.addWidget(self.batch)
        below = QVBoxLayout()
        below.setSpacing(sizes.gap // 2)
        below.addWidget(self.batched, 3)
        below.addWidget(self._scroll, 1)
        below.addWidget(self.explain, 2)
        below.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(sizes.pad, sizes.gap, sizes.gap, sizes.gap)
        whole.setSpacing(sizes.gap // 2)
        whole.addLayout(above)
        for widget in (self.phase, self.skipped, self.note, self.hold, self.tags):
            whole.addWidget(widget)
        whole.addLayout(below, 1)


def _same(before: Bench, now: Bench) -> bool:
    return (
        before.phase is now.phase
        and before.phases is now.phases
        and before.processes is now.processes
        and before.current_unit is now.current_unit
        and before.lookup.verification is now.lookup.verification
        and before.tags is now.tags
        and before.batch is now.batch
        and before.settings.kept is now.settings.kept
    )
