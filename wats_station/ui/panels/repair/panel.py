"""The repair panel: the failed test, what was wrong, and the report that says so."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QStackedWidget

from wats_station.flows.repair.state import RepairState, RepairStatus
from wats_station.ui.panels.repair.entry import EntryPage
from wats_station.ui.panels.repair.files import Picture, Thumbnail, no_picture
from wats_station.ui.panels.repair.messages import EmptyPage, MessagePage
from wats_station.ui.panels.repair.preview import PreviewPage
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.rows import RowList


class RepairPanel(QStackedWidget):
    """Renders a `RepairState`; `pressed` carries a text and a meaning or an event.

    `files_wanted` asks for a dialog that picks photos and files. `picture` gives the
    picture of a file by its id, None while it is not loaded.
    """

    pressed = Signal(str, object)
    files_wanted = Signal()

    def __init__(self, theme: Theme, picture: Picture = no_picture) -> None:
        super().__init__()
        self._state: RepairState | None = None
        self.empty = EmptyPage(theme)
        self.message = MessagePage(theme)
        self.entry = EntryPage(theme, picture)
        self.preview = PreviewPage(theme, picture)
        for page in (self.empty, self.message, self.entry, self.preview):
            self.addWidget(page)
            page.pressed.connect(self.pressed)
        self.entry.files_wanted.connect(self.files_wanted)

    def render_state(self, state: RepairState) -> None:
        """Show this state; one rendered before costs nothing."""
        if state is not self._state:
            self._state = state
            self._render(state)

    def commit(self) -> None:
        """Tell what was typed and not told yet: a scan that comes now may file the repair."""
        if self.currentWidget() is self.entry:
            self.entry.commit()

    def repaint_pictures(self) -> None:
        """Paint the thumbnails again: some picture is loaded now."""
        for each in self.findChildren(Thumbnail):
            each.update()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._state is not None:
            self._render(self._state)
            for rows in self.findChildren(RowList):
                rows.viewport().update()

    def _render(self, state: RepairState) -> None:
        match state.status:
            case RepairStatus.EMPTY:
                self.empty.render_state(state)
                self.setCurrentWidget(self.empty)
            case RepairStatus.OPEN if state.preview:
                self.preview.render_state(state)
                self.setCurrentWidget(self.preview)
            case RepairStatus.OPEN:
                self.entry.render_state(state)
                self.setCurrentWidget(self.entry)
            case _:
                self.message.render_state(state)
                self.setCurrentWidget(self.message)
