"""Scrolling: a plain bar that a gloved finger can hold, and a column that uses it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QScrollArea,
    QScrollBar,
    QScroller,
    QStyle,
    QStyleOptionSlider,
    QVBoxLayout,
    QWidget,
)

from wats_station.ui.theme import Theme


class TouchBar(QScrollBar):
    """A thumb and nothing else: no arrows too small to hit."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._theme = theme

    def sizeHint(self) -> QSize:
        """Wide enough for a finger that drags."""
        return QSize(self._theme.metrics.mm(5), self._theme.metrics.target)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The thumb, where the style's own mouse handling has it."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        thumb = self.style().subControlRect(
            QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, self
        )
        inset = self.width() * 0.28
        area = QRectF(thumb).adjusted(inset, 1, -inset, -1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.edge))
        painter.drawRoundedRect(area, area.width() / 2, area.width() / 2)
        painter.end()


def make_touchable(area: QAbstractScrollArea, theme: Theme) -> None:
    """Give a scrolling widget the bar, and let a finger drag its content."""
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setVerticalScrollBar(TouchBar(theme))
    area.viewport().setAutoFillBackground(False)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)


class _FocusRing(QWidget):
    """Lies over an area that has the keyboard, and lets every touch through."""

    def __init__(self, area: QWidget, theme: Theme) -> None:
        super().__init__(area)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ring that buttons have as well."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.tokens.accent), 3))
        radius = self._theme.metrics.radius
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), radius, radius)
        painter.end()


class ScrollColumn(QScrollArea):
    """Transparent, frameless, and only ever scrolled up and down."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._ring = _FocusRing(self, theme)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        make_touchable(self, theme)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the arrows scroll, for one that takes the keyboard."""
        super().focusInEvent(event)
        self._ring.setGeometry(self.rect())
        self._ring.raise_()
        self._ring.show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere."""
        super().focusOutEvent(event)
        self._ring.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The ring is as large as the column."""
        super().resizeEvent(event)
        self._ring.setGeometry(self.rect())

    def set_content(self, content: QWidget) -> None:
        """Show this widget from its top; the one before is deleted."""
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(content)
        layout.addStretch(1)
        self.setWidget(column)
        column.setAutoFillBackground(False)
