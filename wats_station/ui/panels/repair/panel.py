"""The repair panel: the failed test, what was wrong, and the report that says so."""

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget

from wats_station.domain.unit import Unit
from wats_station.flows.repair.state import FilesPicked, RepairState, RepairStatus
from wats_station.ui.panels.repair.camera import CameraPage
from wats_station.ui.panels.repair.entry import EntryPage
from wats_station.ui.panels.repair.files import Picture, Thumbnail, no_picture
from wats_station.ui.panels.repair.lens import FindLens, find_lens
from wats_station.ui.panels.repair.loading import PhotoWriter
from wats_station.ui.panels.repair.messages import EmptyPage, MessagePage
from wats_station.ui.panels.repair.preview import PreviewPage
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.rows import RowList


class RepairPanel(QStackedWidget):
    """Renders a `RepairState`; `pressed` carries a text and a meaning or an event.

    `files_wanted` asks for a dialog that picks photos and files. `picture` gives the
    picture of a file by its id, None while it is not loaded; `find_lens` the camera, None
    where there is none.
    """

    pressed = Signal(str, object)
    files_wanted = Signal()

    def __init__(
        self, theme: Theme, picture: Picture = no_picture, find_lens: FindLens = find_lens
    ) -> None:
        super().__init__()
        self._theme = theme
        self._find_lens = find_lens
        self.camera: CameraPage | None = None
        self._at_camera: Unit | None = None
        self._state: RepairState | None = None
        self.empty = EmptyPage(theme)
        self.message = MessagePage(theme)
        self.entry = EntryPage(theme, picture)
        self.preview = PreviewPage(theme, picture)
        for page in (self.empty, self.message, self.entry, self.preview):
            self.addWidget(page)
            page.pressed.connect(self.pressed)
        self.entry.files_wanted.connect(self.files_wanted)
        self.entry.photo_wanted.connect(self._look)

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

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever comes back finds the repair, and not a camera that was let go."""
        super().hideEvent(event)
        if self.camera is not None and self.currentWidget() is self.camera:
            self.setCurrentWidget(self.entry)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._state is not None:
            if self.camera is not None:
                self.camera.retranslate()
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
            case RepairStatus.OPEN if self._stays_at_camera(state):
                self.entry.render_state(state)
            case RepairStatus.OPEN:
                self.entry.render_state(state)
                self.setCurrentWidget(self.entry)
            case _:
                self.message.render_state(state)
                self.setCurrentWidget(self.message)

    def _look(self) -> None:
        """Open the camera, or say that there is none."""
        lens = self._find_lens()
        self.entry.whole.show_camera(found=lens is not None)
        if lens is None:
            return
        camera = self.camera or self._build_camera()
        self._at_camera = self._state.unit if self._state else None
        camera.look_through(lens)
        self.setCurrentWidget(camera)

    def _build_camera(self) -> CameraPage:
        self.camera = camera = CameraPage(self._theme)
        self._writer = writer = PhotoWriter(self)
        camera.kept.connect(lambda image: writer.write(image, self._photo_file()))
        camera.left.connect(lambda: self.setCurrentWidget(self.entry))
        writer.written.connect(self._written)
        writer.failed.connect(lambda: camera.tell(self.tr("The photo cannot be written.")))
        self.addWidget(camera)
        return camera

    def _photo_file(self) -> str:
        files = self._state.draft.files if self._state else ()
        return f"photo-{len(files) + 1}.jpg"

    def _written(self, path: Path) -> None:
        if self.currentWidget() is not self.camera:
            # Another unit was scanned in the same moment: the photo is none of its repair.
            return
        self.setCurrentWidget(self.entry)
        self.pressed.emit(path.name, FilesPicked(0, (path,)))

    def _stays_at_camera(self, state: RepairState) -> bool:
        """Nothing that happens beside it closes the camera, but another unit or question."""
        if self.camera is None or self.currentWidget() is not self.camera:
            return False
        before = self._at_camera
        return not state.choosing and before is not None and before is state.unit
