"""Taking a photo in the window: what the camera sees, then the photo, kept only if it is good."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wats_station.ui.panels.repair.lens import Lens
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.surface import Card, fill_rounded
from wats_station.ui.widgets.text import TextBlock


class CameraPage(Card):
    """`kept` carries the photo that is to be attached; `left` comes with the way back."""

    kept = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._lens: Lens | None = None
        self._photo: QImage | None = None
        self._problem = ""
        self._waits = False
        self.sight = Sight(theme)
        self.title = TextBlock(theme, "heading", bold=True, lines=3)
        self.hint = TextBlock(theme, "body", lines=5, muted=True)
        self.take = TouchButton(theme, look="primary", tall=True)
        self.again = TouchButton(theme, tall=True)
        self.back = TouchButton(theme, tall=True)
        self.take.clicked.connect(self._take)
        self.again.clicked.connect(self._look_again)
        self.back.clicked.connect(self.left)
        self._lay_out(theme)

    def look_through(self, lens: Lens) -> None:
        """Show what this camera sees."""
        self.stop()
        self._lens = lens
        lens.frame.connect(self._framed)
        lens.taken.connect(self._taken)
        lens.failed.connect(self._failed)
        self._look_again()

    def stop(self) -> None:
        """Let the camera go."""
        lens, self._lens = self._lens, None
        if lens is not None:
            for signal in (lens.frame, lens.taken, lens.failed):
                signal.disconnect()
            lens.stop()
        self._photo, self._problem, self._waits = None, "", False
        self.sight.show_image(None)

    def tell(self, problem: str) -> None:
        """Say what went wrong with the photo."""
        self._problem, self._waits = problem, False
        self.retranslate()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: the camera is let go."""
        super().hideEvent(event)
        self.stop()

    def retranslate(self) -> None:
        """Say what is in sight, in the language in force."""
        self.sight.setAccessibleName(self.tr("What the camera sees"))
        self.back.set_texts(self.tr("Back without a photo"))
        self.again.set_texts(self.tr("Take it again"))
        self.again.setVisible(self._photo is not None or bool(self._problem))
        self.take.setEnabled(not self._waits and not self._problem)
        if self._photo is not None:
            self.title.set_text(self.tr("Is the failure in sight, and sharp?"))
            self.hint.set_text(self.tr("Only a photo that you keep goes into the repair."))
            self.take.set_texts(self.tr("Keep this photo"))
        else:
            self.title.set_text(self.tr("Show the failure to the camera"))
            self.hint.set_text(self.tr("Hold still, then take the photo."))
            self.take.set_texts(self.tr("Take the photo"))
        if self._problem:
            self.title.set_text(self.tr("No photo was taken"))
            self.hint.set_text(self._problem)

    def _take(self) -> None:
        if self._photo is not None:
            self._waits = True
            self.retranslate()
            self.kept.emit(self._photo)
        elif self._lens is not None:
            self._waits = True
            self.retranslate()
            self._lens.take()

    def _look_again(self) -> None:
        self._photo, self._problem, self._waits = None, "", False
        self.sight.show_image(None)
        if self._lens is not None:
            self._lens.start()
        self.retranslate()

    def _framed(self, image: QImage) -> None:
        if self._photo is None:
            self.sight.show_image(image)

    def _taken(self, image: QImage) -> None:
        self._photo, self._waits = image, False
        self.sight.show_image(image)
        if self._lens is not None:
            self._lens.stop()
        self.retranslate()

    def _failed(self, text: str) -> None:
        self.tell(self.tr("The camera says: {text}").format(text=text))

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.metrics
        beside = QVBoxLayout()
        beside.setSpacing(sizes.gap)
        beside.addWidget(self.title)
        beside.addWidget(self.hint)
        beside.addStretch(1)
        for button in (self.take, self.again, self.back):
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            beside.addWidget(button)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(sizes.gap, sizes.gap, sizes.gap, sizes.gap)
        whole.setSpacing(sizes.pad)
        whole.addWidget(self.sight, 5)
        whole.addLayout(beside, 3)


class Sight(QWidget):
    """A picture as large as it fits; without one an empty ground."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.image: QImage | None = None

    def show_image(self, image: QImage | None) -> None:
        """Show it from the next paint on."""
        self.image = image
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture, or the ground."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        image = self.image
        if image is None or image.isNull():
            ground, line = QColor(tokens.window), QColor(tokens.line)
            fill_rounded(painter, self.rect(), self._theme.metrics.radius, ground, line)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            size = image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            area = QRectF(left, top, size.width(), size.height())
            painter.drawImage(area, image, QRectF(image.rect()))
        painter.end()
