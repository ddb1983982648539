"""The quiet lines around the work: practice banner above, operator and station below."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from wats_station.ui.facts import WindowFacts
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.clock import Clock
from wats_station.ui.widgets.surface import Badge
from wats_station.ui.widgets.text import TextBlock


class PracticeBanner(QWidget):
    """Across the top of every screen of a practice station."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._font = theme.metrics.font("small", bold=True)
        self.setFixedHeight(QFontMetrics(self._font).lineSpacing() + theme.metrics.gap)
        self.setAccessibleName(self.text())

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.text())
            self.update()

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


class StatusStrip(QWidget):
    """Who works here, on which station, against which server, and what time it is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.operator = TextBlock(theme, "small", bold=True)
        self.warning = Badge(theme, "small")
        self.warning.hide()
        self._user = ""
        self._who = ""
        self.station = TextBlock(theme, "small", muted=True)
        self.server = TextBlock(theme, "small", muted=True)
        self.clock = Clock(theme)
        sizes = theme.metrics
        # Where there is little room, what changes least gives way: station and server.
        for first in (self.operator, self.warning):
            first.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.operator.setMaximumWidth(sizes.mm(80))
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.pad, 0, sizes.pad, 0)
        row.setSpacing(3 * sizes.gap)
        row.addWidget(self.operator)
        row.addWidget(self.warning)
        row.addWidget(self.station)
        row.addStretch(1)
        row.addWidget(self.server)
        row.addWidget(self.clock)
        self.setFixedHeight(max(sizes.mm(9), self.warning.sizeHint().height()))

    def show_facts(self, facts: WindowFacts) -> None:
        """Show these facts; what is not known yet leaves its place empty."""
        self._user = facts.operator
        self._show_who()
        station = self.tr("Station: {name}").format(name=facts.station)
        self.station.set_text(station if facts.station else "")
        self.server.set_text("  ".join(part for part in (facts.server, facts.version) if part))

    def show_operator(self, who: str, warning: str) -> None:
        """Who is logged in, empty where nobody has to be; and that the session is about to end."""
        self._who = who
        self._show_who()
        if warning:
            self.warning.render_as("not_understood", "warning", warning)
        self.warning.setVisible(bool(warning))
        # For a while it needs all the room there is.
        for quiet in (self.station, self.server):
            quiet.setVisible(not warning)

    def _show_who(self) -> None:
        user = self.tr("Operator: {name}").format(name=self._user) if self._user else ""
        self.operator.set_text(self._who or user)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A hairline sets the strip off from the panel."""
        painter = QPainter(self)
        painter.setPen(QColor(self._theme.tokens.line))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()
