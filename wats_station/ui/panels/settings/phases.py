"""Which phases may follow which: a phase is chosen, and what may follow is touched."""

from dataclasses import replace
from enum import Enum

from wats_station.domain.next_phases import kept_of
from wats_station.domain.phase import STANDARD, Phase, PhaseId, PhaseTable
from wats_station.domain.settings import PhaseSettings
from wats_station.flows.bench import Bench
from wats_station.flows.settings import KeepAsked
from wats_station.ui.panels.settings.page import Page
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import Look, TouchButton
from wats_station.ui.widgets.fields import ChoiceField
from wats_station.ui.widgets.grid import ButtonGrid
from wats_station.ui.widgets.scroll import ScrollColumn
from wats_station.ui.widgets.text import TextBlock


class Who(Enum):
    """Who may move a unit from one phase to another."""

    NOBODY = 0
    ANYBODY = 1
    SUPERVISOR = 2


_NEXT = {Who.NOBODY: Who.ANYBODY, Who.ANYBODY: Who.SUPERVISOR, Who.SUPERVISOR: Who.NOBODY}
_LOOKS: dict[Who, Look] = {Who.NOBODY: "unlikely", Who.ANYBODY: "primary", Who.SUPERVISOR: "plain"}


class PhasesPage(Page):
    """The table as it is being changed; it counts once it is kept."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._kept: PhaseSettings | None = None
        self._table = STANDARD
        self._phases: tuple[Phase, ...] = ()
        self.now = ChoiceField(theme)
        self.grid = ButtonGrid(theme)
        self.heading = TextBlock(theme, "small", bold=True, muted=True)
        self.buttons: dict[int, TouchButton] = {}
        self.standard = TouchButton(theme)
        self.keep = TouchButton(theme, look="primary")
        scroll = ScrollColumn(theme)
        scroll.set_content(self.grid)
        self.column.addWidget(self.now)
        self.column.addWidget(scroll, 1)
        self.row(self.standard, self.keep)
        self.fields = {"phases.next": (self.grid, self.standard, self.keep)}
        for phase in PhaseId:
            button = self.buttons[int(phase)] = TouchButton(theme, tall=True)
            button.clicked.connect(lambda _=False, number=int(phase): self._touched(number))
        self.now.box.currentIndexChanged.connect(lambda _index: self._show_row())
        self.standard.clicked.connect(self._back_to_standard)
        self.keep.clicked.connect(self._keep)
        self.retranslate()

    def same(self, before: Bench, now: Bench) -> bool:
        """The phases come from the server, later than the settings."""
        return super().same(before, now) and before.phases is now.phases

    def show_state(self, bench: Bench) -> None:
        """Show what is kept; what somebody is changing is left alone."""
        kept = bench.settings.kept.phases
        if kept != self._kept:
            self._kept, self._table = kept, kept.table
        self._phases = bench.phases or tuple(
            Phase(int(each), each.name, each.name.replace("_", " ").capitalize())
            for each in PhaseId
        )
        self.now.offer([(phase.name, phase.id) for phase in self._phases])
        self._show_row()

    def retranslate(self) -> None:
        """Take the words from the language in force."""
        self.title.set_text(self.tr("Next phases"))
        self.hint.set_text(
            self.tr(
                "Which phases may follow which, at this station. Finalizing needs the tests"
                " whatever stands here."
            )
        )
        self.now.set_name(self.tr("A unit in this phase"))
        self.heading.set_text(self.tr("may go to: touch to change"))
        self.standard.set_texts(self.tr("Back to the standard table"))
        self.keep.set_texts(self.tr("Keep"))

    def _show_row(self) -> None:
        now = self.now.value
        if not isinstance(now, int):
            return
        words = {
            Who.NOBODY: self.tr("Not allowed"),
            Who.ANYBODY: self.tr("Allowed"),
            Who.SUPERVISOR: self.tr("With a supervisor"),
        }
        shown = [phase for phase in self._phases if phase.id != now and phase.id in self.buttons]
        for button in self.buttons.values():
            button.hide()
        for phase in shown:
            who = _who(self._table, now, phase.id)
            self.buttons[phase.id].set_texts(phase.name, words[who])
            self.buttons[phase.id].set_look(_LOOKS[who])
        self.grid.arrange((self.heading, [self.buttons[phase.id] for phase in shown]))
        self._enable()

    def _enable(self) -> None:
        settings = self.bench.settings if self.bench else None
        free = settings is not None and settings.busy is None
        free = free and settings is not None and "phases.next" not in settings.fixed
        changed = self._kept is not None and kept_of(self._table) != kept_of(self._kept.table)
        self.keep.setEnabled(free and changed)
        self.standard.setEnabled(free and bool(kept_of(self._table)))
        self.grid.setEnabled(free)

    def _touched(self, number: int) -> None:
        now = self.now.value
        if isinstance(now, int):
            self._table = _with(self._table, now, number, _NEXT[_who(self._table, now, number)])
            self._show_row()

    def _back_to_standard(self) -> None:
        self._table = STANDARD
        self._show_row()

    def _keep(self) -> None:
        if self.bench is not None:
            kept = self.bench.settings.kept
            phases = PhaseSettings(kept_of(self._table))
            self.asked.emit(KeepAsked(replace(kept, phases=phases)))


def _who(table: PhaseTable, now: int, to: int) -> Who:
    if to in table.following(now, supervisor=False):
        return Who.ANYBODY
    return Who.SUPERVISOR if to in table.following(now, supervisor=True) else Who.NOBODY


def _with(table: PhaseTable, now: int, to: int, who: Who) -> PhaseTable:
    none = frozenset[int]()
    anybody, supervisor = (
        table.anybody.get(now, none) - {to},
        table.supervisor.get(now, none) - {to},
    )
    if who is Who.ANYBODY:
        anybody |= {to}
    elif who is Who.SUPERVISOR:
        supervisor |= {to}
    return PhaseTable({**table.anybody, now: anybody}, {**table.supervisor, now: supervisor})
