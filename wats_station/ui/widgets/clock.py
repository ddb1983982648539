"""The time of day in the status strip, and a warning where the computer's clock is wrong.

The time is the one that changes are stamped with: the server's, as far as it is known. It
wakes a station once a minute and no more often.
"""

from collections.abc import Callable

from PySide6.QtCore import QDateTime, QEvent, Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from wats_station.ui.theme import Theme
from wats_station.ui.widgets.surface import Badge
from wats_station.ui.widgets.text import TextBlock

_MINUTE_MS = 60_000
# A timer may come a little early, and would find the minute before.
_BEYOND_MS = 20
# Up to so many of them, seconds and minutes are told as such.
_MOST = 120


class Clock(QWidget):
    """Hours and minutes; `now` is the computer's clock."""

    def __init__(
        self, theme: Theme, now: Callable[[], QDateTime] = QDateTime.currentDateTime
    ) -> None:
        super().__init__()
        self._now = now
        self._apart = 0.0
        self._unknown = False
        self.warning = Badge(theme, "small")
        self.warning.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.warning.hide()
        self.time = TextBlock(theme, "small", bold=True)
        wide = QFontMetrics(theme.metrics.font("small", bold=True)).horizontalAdvance("00:00")
        self.time.setMinimumWidth(wide + 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metrics.gap)
        row.addWidget(self.warning)
        row.addWidget(self.time)
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.setTimerType(Qt.TimerType.PreciseTimer)
        self._minute.timeout.connect(self._tick)
        self._tick()

    def show_state(self, apart: float, *, unknown: bool) -> None:
        """Say how many seconds the computer is ahead (below 0: behind), or that nobody knows."""
        self._apart, self._unknown = apart, unknown
        self._retranslate()
        self._tick()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _tick(self) -> None:
        there = self._now().addMSecs(round(-1000 * self._apart))
        self.time.set_text(there.toString("HH:mm"))
        left = _MINUTE_MS - there.time().msecsSinceStartOfDay() % _MINUTE_MS
        self._minute.start(left + _BEYOND_MS)

    def _retranslate(self) -> None:
        if self._apart:
            words = (
                self.tr("Clock {time} fast") if self._apart > 0 else self.tr("Clock {time} slow")
            )
            span = self._span(abs(self._apart))
            self.warning.render_as("not_understood", "warning", words.format(time=span))
        elif self._unknown:
            self.warning.render_as("calm", "not_understood", self.tr("Clock not checked"))
        self.warning.setVisible(bool(self._apart) or self._unknown)

    def _span(self, seconds: float) -> str:
        if seconds <= _MOST:
            return self.tr("{count} s").format(count=round(seconds))
        if seconds <= _MOST * 60:
            return self.tr("{count} min").format(count=round(seconds / 60))
        return self.tr("{count} h").format(count=round(seconds / 3600))
