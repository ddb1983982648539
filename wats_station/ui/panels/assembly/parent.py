"""The unit that is being built: who it is, and how far it is."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from wats_station.flows.assembly.state import Asking, AssemblyState
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.surface import Badge, Card
from wats_station.ui.widgets.text import TextBlock


class ParentCard(Card):
    """Serial and part on the left, the count on the right; loud once it is complete."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.serial = TextBlock(theme, "title", bold=True, lines=1, shrink_to="body")
        self.part = TextBlock(theme, "body", lines=2, muted=True)
        self.next = TextBlock(theme, "body", bold=True, lines=2)
        self.progress = Badge(theme, "huge")
        sizes = theme.metrics
        left = QVBoxLayout()
        left.setSpacing(0)
        for widget in (self.serial, self.part, self.next):
            left.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, sizes.gap)
        row.setSpacing(sizes.pad)
        row.addLayout(left, 1)
        row.addWidget(self.progress)

    def render_state(self, state: AssemblyState) -> None:
        """Show the parent and its count."""
        unit, assembly = state.parent, state.assembly
        if unit is None:
            return
        self.serial.set_text(unit.serial_number)
        revision = self.tr("revision {revision}").format(revision=unit.revision)
        names = (unit.part_number, revision if unit.revision else "", unit.part_name)
        self.part.set_text("  ·  ".join(name for name in names if name))
        self.progress.setVisible(assembly is not None)
        if assembly is None:
            self.next.set_text(self.tr("Reading what it is built of…"))
            return
        if assembly.is_complete and not assembly.is_confirmed:
            self.progress.render_as("queued", "queued", self.tr("Not confirmed yet"))
        elif assembly.is_complete:
            self.progress.render_as("done", "done", self.tr("COMPLETE"))
        else:
            count = self.tr("{filled} of {slots}")
            text = count.format(filled=assembly.filled, slots=len(assembly.slots))
            self.progress.render_as("calm", "child", text)
        self.next.set_text(self._next(state))

    def _next(self, state: AssemblyState) -> str:
        work = state.work
        if work is not None and work.text:
            return self.tr("Working on {serial}…").format(serial=work.text)
        if work is not None:
            return self.tr("Checking that it is complete…")
        if state.asking is not Asking.ADD:
            return ""
        if not state.is_complete:
            return self.tr("Scan the next part, in any order.")
        if state.assembly is not None and not state.assembly.is_confirmed:
            return self.tr("It is complete once the server confirms it.")
        if state.verified:
            return self.tr("The server says so too. Scan the next unit to build.")
        return self.tr("Scan the next unit to build.")
