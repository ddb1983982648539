"""Tags as chips: as many as fit on one line, and how many more there are."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wats_station.ui.theme import Theme
from wats_station.ui.widgets.surface import fill_rounded


class Chips(QWidget):
    """One line of short texts; it takes no room when there are none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._font = theme.metrics.font("small")
        self._texts: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """All the texts, in sight or not."""
        return self._texts

    def show_texts(self, texts: tuple[str, ...]) -> None:
        """Show these texts."""
        self._texts = texts
        self.setAccessibleName(", ".join(texts))
        self.setVisible(bool(texts))
        self.update()

    def sizeHint(self) -> QSize:
        """One line, as wide as there is room."""
        high = QFontMetrics(self._font).lineSpacing() + self._theme.metrics.gap
        return QSize(self._theme.metrics.mm(40), high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Chips from the left; the last place says how many more there are."""
        tokens, gap = self._theme.tokens, self._theme.metrics.gap
        metrics = QFontMetrics(self._font)
        painter = QPainter(self)
        painter.setFont(self._font)
        room, longest = self._room(metrics, gap)
        x = 0
        for number, text in enumerate(self._texts):
            words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, longest)
            wide = metrics.horizontalAdvance(words) + 2 * gap
            if x + wide > room:
                left = f"+{len(self._texts) - number}"
                painter.setPen(QColor(tokens.muted))
                painter.drawText(QRect(x, 0, self.width() - x, self.height()), _MIDDLE, left)
                break
            area = QRect(x, 0, wide, self.height())
            raised, line = QColor(tokens.raised), QColor(tokens.line)
            fill_rounded(painter, area, gap, raised, line, stroke=tokens.stroke)
            painter.setPen(QColor(tokens.text))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
            x += wide + gap
        painter.end()

    def _room(self, metrics: QFontMetrics, gap: int) -> tuple[int, int]:
        """How wide all chips may be, and the words of one; whole where all have room."""
        wide = sum(metrics.horizontalAdvance(text) + 3 * gap for text in self._texts) - gap
        if wide <= self.width():
            return self.width(), self.width()
        room = self.width() - metrics.horizontalAdvance("+999") - gap
        return room, 2 * room // 3 - gap


_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
