"""The link lamp: whether the server answers, in the scan strip where every eye goes."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wats_station.ui.symbols import draw_symbol
from wats_station.ui.theme import Theme, ToneName
from wats_station.ui.words import link_word

_LINKS: dict[str, tuple[ToneName, str]] = {
    "not_set": ("calm", "warning"),
    "connecting": ("calm", "reading"),
    "online": ("calm", "done"),
    "degraded": ("not_understood", "warning"),
    "offline": ("refused", "refused"),
    "refused": ("refused", "warning"),
    "captive": ("refused", "not_understood"),
}


class LinkLamp(QWidget):
    """The link's state as symbol + word, and a filled colour when it needs an eye."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._font = theme.metrics.font("small", bold=True)
        self._state = "connecting"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.retranslate()

    @property
    def state(self) -> str:
        """The link state shown."""
        return self._state

    def set_state(self, state: str) -> None:
        """Show a link state by its value."""
        self._state = state
        self.retranslate()

    def retranslate(self) -> None:
        """Take the word from the language in force."""
        self.setAccessibleName(link_word(self._state))
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def sizeHint(self) -> QSize:
        """As wide as symbol and word."""
        metrics, sizes = QFontMetrics(self._font), self._theme.metrics
        wide = metrics.horizontalAdvance(link_word(self._state)) + metrics.ascent()
        return QSize(wide + 4 * sizes.gap + 2, metrics.lineSpacing() + sizes.gap)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Symbol and word on the state's tone; a link that works has no fill of its own."""
        tone, symbol = _LINKS[self._state]
        fill, ink = self._theme.tone(tone)
        sizes = self._theme.metrics
        painter = QPainter(self)
        if tone != "calm":
            painter.fillRect(self.rect(), fill)
        side = QFontMetrics(self._font).ascent()
        box = QRectF(sizes.gap, (self.height() - side) / 2, side, side)
        draw_symbol(painter, box, symbol, ink)
        painter.setFont(self._font)
        painter.setPen(ink)
        area = QRect(2 * sizes.gap + side, 0, self.width(), self.height())
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, middle, link_word(self._state))
        painter.end()
