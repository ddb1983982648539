"""The phase panel: where the unit stands, where it may go, and why not elsewhere."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from wats_station.domain.phase import Phase, PhaseTable
from wats_station.domain.unit import Unit
from wats_station.flows.bench import Bench
from wats_station.flows.phase import PhaseChange, PhaseState
from wats_station.scan.intent import SetPhase
from wats_station.ui.panels.explain import ExplainCard
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import Look, TouchButton
from wats_station.ui.widgets.grid import ButtonGrid
from wats_station.ui.widgets.scroll import ScrollColumn
from wats_station.ui.widgets.surface import Card
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
        self.choices = PhaseChoices(theme)
        self.explain = ExplainCard(theme)
        self.choices.chosen.connect(self._chosen)
        self.explain.pressed.connect(self.pressed)
        sizes = theme.metrics
        scroll = ScrollColumn(theme)
        scroll.set_content(self.choices)
        below = QHBoxLayout()
        below.setSpacing(sizes.pad)
        below.addWidget(scroll, 1)
        below.addWidget(self.explain, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(sizes.pad, sizes.gap, sizes.gap, sizes.gap)
        whole.setSpacing(sizes.gap // 2)
        for widget in (self.serial, self.phase, self.note):
            whole.addWidget(widget)
        whole.addLayout(below, 1)

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
            self._render(self._bench)

    def _render(self, bench: Bench) -> None:
        unit, flow = bench.current_unit, bench.phase
        if unit is None:
            self.serial.set_text(self.tr("No unit"))
            self.phase.set_text(self.tr("Scan a unit"))
            self.note.set_text(self.tr("Its phase and the phases it may go to come here."))
            self.choices.hide()
        else:
            self.serial.set_text(f"{unit.serial_number}  ·  {unit.part_number}")
            self.phase.set_text(unit.phase.name)
            self.note.set_text(self._note(flow, bench.phases))
            table = bench.settings.kept.phases.table
            self.choices.render_choices(unit, bench.phases, table, busy=flow.work is not None)
            self.choices.setVisible(bool(bench.phases))
        self.note.setVisible(bool(self.note.text))
        self.explain.render_phase(flow)

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


def _same(before: Bench, now: Bench) -> bool:
    return (
        before.phase is now.phase
        and before.phases is now.phases
        and before.current_unit is now.current_unit
        and before.settings.kept.phases is now.settings.kept.phases
    )


class PhaseChoices(ButtonGrid):
    """A button per phase: those it may go to first, then the others with the reason."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._phases: tuple[Phase, ...] = ()
        self.buttons: dict[int, TouchButton] = {}
        self.allowed_title = TextBlock(theme, "small", bold=True, muted=True)
        self.other_title = TextBlock(theme, "small", bold=True, muted=True)

    def render_choices(
        self, unit: Unit, phases: tuple[Phase, ...], table: PhaseTable, *, busy: bool
    ) -> None:
        """Show the phases for this unit; while busy none can be pressed."""
        if phases is not self._phases:
            self._phases = phases
            self._build(phases)
        allowed = table.following(unit.phase.id, supervisor=True)
        alone = table.following(unit.phase.id, supervisor=False)
        first = [phase for phase in phases if phase.id in allowed]
        others = [phase for phase in phases if phase.id not in allowed]
        why_not = self.tr("Not from {phase}").format(phase=unit.phase.name)
        for phase in phases:
            may = phase.id in allowed
            here = phase.id == unit.phase.id
            reason = "" if may else self.tr("It is here now") if here else why_not
            look: Look = "plain" if may else "unlikely"
            # What only a supervisor may do says so before it is pressed.
            detail = self.tr("With a supervisor") if may and phase.id not in alone else ""
            self._dress(self.buttons[phase.id], phase.name, look, reason or detail, detail)
            self.buttons[phase.id].setEnabled(not busy)
        self.allowed_title.set_text(
            self.tr("Next phases") if first else self.tr("No phase can follow")
        )
        self.other_title.set_text(why_not)
        self.arrange(
            (self.allowed_title, [self.buttons[phase.id] for phase in first]),
            (self.other_title, [self.buttons[phase.id] for phase in others]),
        )

    def _dress(self, button: TouchButton, name: str, look: Look, reason: str, detail: str) -> None:
        button.set_texts(name, detail)
        # The reason stands over the group; each button carries it for a screen reader.
        button.setAccessibleDescription(reason)
        button.set_look(look)

    def _build(self, phases: tuple[Phase, ...]) -> None:
        for button in self.buttons.values():
            button.deleteLater()
        self.buttons = {phase.id: TouchButton(self._theme, tall=True) for phase in phases}
        for phase in phases:
            button = self.buttons[phase.id]
            button.clicked.connect(lambda _=False, phase=phase: self.chosen.emit(phase))
