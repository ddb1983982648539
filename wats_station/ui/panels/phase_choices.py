"""The phases as buttons: those a unit may go to first, then the others with the reason."""

from PySide6.QtCore import Signal

from wats_station.domain.phase import Phase, PhaseTable
from wats_station.domain.unit import Unit
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import Look, TouchButton
from wats_station.ui.widgets.grid import ButtonGrid
from wats_station.ui.widgets.text import TextBlock


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
