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
        room = self.width() - metrics.horizontalAdvance("+999") - 2 * gap
        x = 0
        for number, text in enumerate(self._texts):
            words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room // 2)
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


_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
