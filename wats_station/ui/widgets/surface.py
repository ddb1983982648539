"""Filled areas: the quiet card that groups what belongs together, and the loud badge."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wats_station.ui.metrics import TextSize
from wats_station.ui.symbols import draw_symbol
from wats_station.ui.theme import Theme, ToneName
from wats_station.ui.widgets.text import Lines, broken, draw_lines

_RING_MM = 0.8


def fill_rounded(
    painter: QPainter, area: QRect, radius: int, fill: QColor, line: QColor, *, stroke: int = 1
) -> None:
    """A rounded rectangle with an edge `stroke` pixels wide, inside `area`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, stroke))
    painter.setBrush(fill)
    half = stroke / 2
    painter.drawRoundedRect(QRectF(area).adjusted(half, half, -half, -half), radius, radius)


def draw_ring(painter: QPainter, area: QRect, theme: Theme, colour: QColor) -> None:
    """The mark of what has the keyboard, well inside the edge of `area`."""
    sizes = theme.metrics
    wide = sizes.mm(_RING_MM)
    inset = wide / 2 + theme.tokens.stroke + 1
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, wide))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ring = QRectF(area).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(ring, sizes.radius, sizes.radius)


def draw_field_frame(field: QWidget, theme: Theme) -> None:
    """The edge of a field, which the style draws too faintly for high contrast, and its ring."""
    tokens = theme.tokens
    painter = QPainter(field)
    no_fill, edge = QColor(Qt.GlobalColor.transparent), QColor(tokens.edge)
    radius = theme.metrics.radius // 2
    fill_rounded(painter, field.rect(), radius, no_fill, edge, stroke=tokens.stroke)
    if field.hasFocus():
        draw_ring(painter, field.rect(), theme, QColor(tokens.accent))
    painter.end()


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


def _below(size: TextSize) -> tuple[TextSize, ...]:
    """The type sizes below this one, largest first."""
    sizes: tuple[TextSize, ...] = ("huge", "title", "heading", "body", "small")
    return sizes[sizes.index(size) + 1 :]


class Badge(QWidget):
    """Symbol + word + colour: how a scan ended, how a unit is graded."""

    def __init__(self, theme: Theme, size: TextSize = "heading") -> None:
        super().__init__()
        self._theme = theme
        self._font = theme.metrics.font(size, bold=True)
        self._size = size
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
        return not self._fitted()[1].elided

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
        font, lines = self._fitted()
        painter.setFont(font)
        painter.setPen(ink)
        draw_lines(painter, self._word_area(), lines, Qt.AlignmentFlag.AlignLeft)
        painter.end()

    def _fitted(self) -> tuple[QFont, Lines]:
        """The largest type in which two lines hold the words, none of them torn.

        A long word of another language takes a smaller one before it is cut.
        """
        width, font = self._word_area().width(), self._font
        lines = broken(self._word, font, width, 2)
        for size in _below(self._size):
            metrics = QFontMetrics(font)
            torn = any(metrics.horizontalAdvance(word) > width for word in self._word.split())
            if not (torn or lines.elided):
                break
            font = self._theme.metrics.font(size, bold=True)
            lines = broken(self._word, font, width, 2)
        return font, lines

    def _side(self) -> int:
        return round(QFontMetrics(self._font).height() * 1.05)

    def _word_area(self) -> QRect:
        sizes = self._theme.metrics
        left = sizes.pad + self._side() + sizes.gap
        return self.rect().adjusted(left, 0, -sizes.gap, 0)
