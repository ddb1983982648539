"""Filled areas: the quiet card that groups what belongs together, and the loud badge."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wats_station.ui.metrics import TextSize
from wats_station.ui.symbols import draw_symbol
from wats_station.ui.theme import Theme, ToneName
from wats_station.ui.widgets.text import broken, draw_lines


def fill_rounded(
    painter: QPainter, area: QRect, radius: int, fill: QColor, line: QColor, *, stroke: int = 1
) -> None:
    """A rounded rectangle with an edge `stroke` pixels wide, inside `area`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, stroke))
    painter.setBrush(fill)
    half = stroke / 2
    painter.drawRoundedRect(QRectF(area).adjusted(half, half, -half, -half), radius, radius)


class Card(QWidget):
    """A quiet rounded surface; its layout's margins are the card's padding."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The surface alone; children paint themselves."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        radius = self._theme.metrics.radius
        surface, line = QColor(tokens.surface), QColor(tokens.line)
        fill_rounded(painter, self.rect(), radius, surface, line, stroke=tokens.stroke)
        painter.end()


class Badge(QWidget):
    """Symbol + word + colour: how a scan ended, how a unit is graded."""

    def __init__(self, theme: Theme, size: TextSize = "heading") -> None:
        super().__init__()
        self._theme = theme
        self._font = theme.metrics.font(size, bold=True)
        self._tone: ToneName = "calm"
        self._symbol = "calm"
        self._word = ""
        self._inverted = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def word(self) -> str:
        """The word on the badge."""
        return self._word

    def render_as(self, tone: ToneName, symbol: str, word: str) -> None:
        """Show this tone, symbol and word; an unchanged badge costs nothing."""
        if (tone, symbol, word) == (self._tone, self._symbol, self._word):
            return
        self._tone, self._symbol, self._word = tone, symbol, word
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def set_inverted(self, inverted: bool) -> None:
        """Swap fill and ink, for a flash."""
        self._inverted = inverted
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for symbol and word."""
        metrics = QFontMetrics(self._font)
        sizes = self._theme.metrics
        wide = metrics.horizontalAdvance(self._word) + self._side() + sizes.gap + 2 * sizes.pad
        return QSize(wide + 2, max(sizes.target, metrics.lineSpacing() + 2 * sizes.gap))

    def minimumSizeHint(self) -> QSize:
        """The word wraps before the badge gets in the way."""
        return QSize(self._theme.metrics.mm(20), self.sizeHint().height())

    def fits(self) -> bool:
        """True when the whole word can be read at the present size."""
        lines = broken(self._word, self._font, self._word_area().width(), 2)
        return not lines.elided

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill, symbol, word."""
        fill, ink = self._theme.tone(self._tone)
        if self._inverted:
            fill, ink = ink, fill
        painter = QPainter(self)
        tokens, radius = self._theme.tokens, self._theme.metrics.radius
        fill_rounded(
            painter, self.rect(), radius, fill, ink if tokens.strong else fill, stroke=tokens.stroke
        )
        side = self._side()
        box = QRectF(self._theme.metrics.pad, (self.height() - side) / 2, side, side)
        draw_symbol(painter, box, self._symbol, ink)
        painter.setFont(self._font)
        painter.setPen(ink)
        area = self._word_area()
        lines = broken(self._word, self._font, area.width(), 2)
        draw_lines(painter, area, lines, Qt.AlignmentFlag.AlignLeft)
        painter.end()

    def _side(self) -> int:
        return round(QFontMetrics(self._font).height() * 1.05)

    def _word_area(self) -> QRect:
        sizes = self._theme.metrics
        left = sizes.pad + self._side() + sizes.gap
        return self.rect().adjusted(left, 0, -sizes.gap, 0)
