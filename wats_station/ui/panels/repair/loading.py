"""The pictures of attached files, loaded beside the window's loop, and photos written for it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QTemporaryDir, QThreadPool, Signal
from PySide6.QtGui import QImage, QPixmap

from wats_station.domain.repair import LARGEST_PICTURE
from wats_station.ui.pictures import jpeg_of, thumbnail

# Larger than a thumbnail is drawn at twice the usual size of everything.
_LONGEST = 320
_MOST_KEPT = 60


class _Signals(QObject):
    done = Signal(str, object)


class _Work(QRunnable):
    """Runs in a worker thread; its answer comes back as a signal on the loop."""

    def __init__(self, name: str, work: Callable[[], object]) -> None:
        super().__init__()
        self.signals = _Signals()
        self._name = name
        self._work = work

    def run(self) -> None:
        """Do it, and say what came of it."""
        self.signals.done.emit(self._name, self._work())


class Pictures(QObject):
    """The thumbnails of files by their ids, out of a folder; `loaded` where there is a new one."""

    loaded = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._pixmaps: dict[str, QPixmap | None] = {}

    def picture(self, file_id: str) -> QPixmap | None:
        """The picture; None while it is loaded, and for ever where it is none."""
        if file_id not in self._pixmaps:
            if len(self._pixmaps) >= _MOST_KEPT:
                del self._pixmaps[next(iter(self._pixmaps))]
            self._pixmaps[file_id] = None
            # An id comes out of a draft: whatever stands there, it names a file in this folder.
            path = str(self._folder / Path(file_id).name)
            _start(_Work(file_id, lambda: thumbnail(path, _LONGEST)), self._loaded)
        return self._pixmaps[file_id]

    def _loaded(self, file_id: str, image: object) -> None:
        if isinstance(image, QImage) and not image.isNull() and file_id in self._pixmaps:
            self._pixmaps[file_id] = QPixmap.fromImage(image)
            self.loaded.emit()


class PhotoWriter(QObject):
    """Writes photos to files of their own, which go with it; `written` carries the path.

    `failed` comes where the disk does not take it.
    """

    written = Signal(object)
    failed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = QTemporaryDir()

    def write(self, image: QImage, name: str) -> None:
        """Write it under this name, beside the loop."""
        path = Path(self._folder.path()) / name
        _start(_Work(str(path), lambda: _written(path, image)), self._done)

    def _done(self, name: str, written: object) -> None:
        if written:
            self.written.emit(Path(name))
        else:
            self.failed.emit()


def _start(work: _Work, done: Callable[[str, object], None]) -> None:
    work.signals.done.connect(done)
    QThreadPool.globalInstance().start(work)


def _written(path: Path, image: QImage) -> bool:
    content = jpeg_of(image, LARGEST_PICTURE)
    if content is None:
        return False
    try:
        path.write_bytes(content)
    except OSError:
        return False
    return True
