"""The quiet lines around the work: practice banner, and operator, station, link below."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from wats_station.ui.facts import WindowFacts
from wats_station.ui.symbols import draw_symbol
from wats_station.ui.theme import Theme, ToneName
from wats_station.ui.widgets.text import TextBlock
from wats_station.ui.words import link_word

_LINKS: dict[str, tuple[ToneName, str]] = {
    "connecting": ("calm", "reading"),
    "online": ("calm", "done"),
    "degraded": ("not_understood", "warning"),
    "offline": ("refused", "refused"),
    "refused": ("refused", "warning"),
    "captive": ("refused", "not_understood"),
}


class PracticeBanner(QWidget):
    """Across the top of every screen of a practice station."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._font = theme.metrics.font("small", bold=True)
        self.setFixedHeight(QFontMetrics(self._font).lineSpacing() + theme.metrics.gap)

    def text(self) -> str:
        """What the banner says."""
        return self.tr("PRACTICE – demo site. Nothing here reaches production.")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """One filled line with the words in its middle."""
        fill, ink = self._theme.tone("practice")
        painter = QPainter(self)
        painter.fillRect(self.rect(), fill)
        painter.setFont(self._font)
        painter.setPen(ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


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


class StatusStrip(QWidget):
    """Who works here, on which station, against which server, and whether it answers."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.operator = TextBlock(theme, "small", bold=True)
        self.station = TextBlock(theme, "small", muted=True)
        self.server = TextBlock(theme, "small", muted=True)
        self.link = LinkLamp(theme)
        sizes = theme.metrics
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.pad, 0, 0, 0)
        row.setSpacing(3 * sizes.gap)
        row.addWidget(self.operator)
        row.addWidget(self.station)
        row.addStretch(1)
        row.addWidget(self.server)
        row.addWidget(self.link)
        self.setFixedHeight(sizes.mm(9))

    def show_facts(self, facts: WindowFacts) -> None:
        """Show these facts; what is not known yet leaves its place empty."""
        operator = self.tr("Operator: {name}").format(name=facts.operator)
        station = self.tr("Station: {name}").format(name=facts.station)
        self.operator.set_text(operator if facts.operator else "")
        self.station.set_text(station if facts.station else "")
        self.server.set_text("  ".join(part for part in (facts.server, facts.version) if part))
        self.link.retranslate()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A hairline sets the strip off from the panel."""
        painter = QPainter(self)
        painter.setPen(QColor(self._theme.tokens.line))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()
