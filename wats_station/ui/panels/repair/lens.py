"""The camera of this computer; QtMultimedia loads with the first photo that is wanted."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeAlias

from PySide6.QtCore import QElapsedTimer, QLoggingCategory, QObject, Signal, SignalInstance

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtMultimedia import QCameraDevice, QCameraFormat, QVideoFrame

# Enough to aim by; each costs the window's loop a moment.
_FRAME_MS = 120
_WIDEST = 1920


class Lens(Protocol):
    """What takes photos: `frame` is what it sees, `taken` the photo, `failed` says why not."""

    frame: SignalInstance
    taken: SignalInstance
    failed: SignalInstance

    def start(self) -> None:
        """Look."""
        ...

    def take(self) -> None:
        """Take a photo of what is seen."""
        ...

    def stop(self) -> None:
        """Look no more, and let others use it."""
        ...


# The lens of this computer, None where it has none.
FindLens: TypeAlias = Callable[[], Lens | None]


class CameraLens(QObject):
    """A `Lens` over a camera that Qt knows."""

    frame = Signal(object)
    taken = Signal(object)
    failed = Signal(str)

    def __init__(self, device: "QCameraDevice") -> None:
        from PySide6.QtMultimedia import (  # noqa: PLC0415 - see the module
            QCamera,
            QImageCapture,
            QMediaCaptureSession,
            QVideoSink,
        )

        super().__init__()
        self._camera = QCamera(device)
        best = _best(device.videoFormats())
        if best is not None:
            self._camera.setCameraFormat(best)
        self._capture = QImageCapture()
        self._sink = QVideoSink()
        self._session = QMediaCaptureSession()
        self._session.setCamera(self._camera)
        self._session.setImageCapture(self._capture)
        self._session.setVideoSink(self._sink)
        self._since = QElapsedTimer()
        self._sink.videoFrameChanged.connect(self._framed)
        self._capture.imageCaptured.connect(self._captured)
        self._capture.errorOccurred.connect(lambda _id, _error, text: self.failed.emit(text))
        self._camera.errorOccurred.connect(lambda _error, text: self.failed.emit(text))

    def start(self) -> None:
        """Look."""
        self._camera.start()

    def take(self) -> None:
        """Take a photo of what is seen."""
        # One that is not ready says so through `errorOccurred`.
        self._capture.capture()

    def stop(self) -> None:
        """Look no more, and let others use it."""
        self._camera.stop()

    def _framed(self, frame: "QVideoFrame") -> None:
        if self._since.isValid() and self._since.elapsed() < _FRAME_MS:
            return
        self._since.start()
        self.frame.emit(frame.toImage())

    def _captured(self, _id: int, image: "QImage") -> None:
        self.taken.emit(image)


def find_lens() -> Lens | None:
    """The camera that the system prefers; None where there is none, or no QtMultimedia."""
    QLoggingCategory.setFilterRules("qt.multimedia*=false")
    try:
        from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415 - see the module
    except ImportError:
        # The wheel is there, but a library it needs may not be.
        return None
    device = QMediaDevices.defaultVideoInput()
    return None if device.isNull() else CameraLens(device)


def _best(formats: "list[QCameraFormat]") -> "QCameraFormat | None":
    """The largest that the loop can still show."""
    fitting = [each for each in formats if each.resolution().width() <= _WIDEST]
    return max(fitting, key=_pixels, default=None)


def _pixels(each: "QCameraFormat") -> int:
    return each.resolution().width() * each.resolution().height()
