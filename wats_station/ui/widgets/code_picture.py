"""A bar code on the screen, as large as fits, for a scanner that reads from screens.

Every module is the same whole number of the screen's own pixels wide, with hard edges:
that is what a scanner's camera measures. The ground is white in every theme, for few
scanners read light bars on dark.
"""

from math import ceil

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wats_station.labels.symbol import Symbol
from wats_station.ui.theme import Theme

_GROUND, _INK = QColor("#FFFFFF"), QColor("#000000")
_LEAST_PIXELS = 2
_LEAST_MM = 20


class CodePicture(QWidget):
    """Paints a Code 128 with its quiet zone, centred; nothing while there is no symbol."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._symbol: Symbol | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def symbol(self) -> Symbol | None:
        """What is shown."""
        return self._symbol

    def show_symbol(self, symbol: Symbol | None) -> None:
        """Show this symbol, or none."""
        if symbol == self._symbol:
            return
        self._symbol = symbol
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for modules of three pixels."""
        return QSize(3 * self._modules(), self._theme.metrics.mm(2 * _LEAST_MM))

    def minimumSizeHint(self) -> QSize:
        """As little as a camera still reads."""
        wide = ceil(_LEAST_PIXELS * self._modules() / self.devicePixelRatioF())
        return QSize(wide, self._theme.metrics.mm(_LEAST_MM))

    def module_pixels(self) -> int:
        """How many of the screen's pixels a module takes at the present width."""
        if self._symbol is None:
            return 0
        return int(self.width() * self.devicePixelRatioF()) // self._modules()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground, then the dark modules."""
        module, symbol = self.module_pixels(), self._symbol
        if symbol is None or not module:
            return
        painter = QPainter(self)
        self._to_whole_pixels(painter)
        ratio = self.devicePixelRatioF()
        wide, high = module * self._modules(), int(self.height() * ratio) - 1
        left = (int(self.width() * ratio) - wide) // 2
        painter.fillRect(QRect(left, 0, wide, high), _GROUND)
        above = symbol.quiet * module // 2
        for bar in symbol.bars:
            start = left + (symbol.quiet + bar.left) * module
            painter.fillRect(QRect(start, above, bar.width * module, high - 2 * above), _INK)
        painter.end()

    def _to_whole_pixels(self, painter: QPainter) -> None:
        """Make the painter count the screen's pixels, from a whole one at our corner.

        At a scaling such as 125 % the widget itself may begin between two pixels.
        """
        corner = painter.deviceTransform().map(QPointF(0, 0))
        ratio = painter.deviceTransform().m11()
        painter.scale(1 / ratio, 1 / ratio)
        painter.translate(ceil(corner.x()) - corner.x(), ceil(corner.y()) - corner.y())

    def _modules(self) -> int:
        return self._symbol.columns + 2 * self._symbol.quiet if self._symbol else 0
