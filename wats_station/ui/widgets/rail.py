"""The navigation rail: the panels by name, the open one marked, and what waits in the outbox."""

from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from wats_station.ui.symbols import draw_symbol
from wats_station.ui.theme import Theme, ToneName
from wats_station.ui.widgets.surface import draw_ring, fill_rounded
from wats_station.ui.widgets.text import broken, draw_lines
from wats_station.ui.words import panel_word

_PANELS = (
    ("LOOKUP", "lookup"),
    ("PHASE", "phase"),
    ("ASSEMBLY", "child"),
    ("REPAIR", "repair"),
    ("OUTBOX", "outbox"),
    ("SETTINGS", "settings"),
)
_MOST_SHOWN = 99
# As long as an action may take before it counts as queued.
_PATIENCE_MS = 2000
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Count(NamedTuple):
    """So many of something: a number with a symbol, on a tone of its own."""

    number: int
    symbol: str
    tone: ToneName

    @property
    def text(self) -> str:
        """The number as far as there is room for it."""
        return str(self.number) if self.number <= _MOST_SHOWN else f"{_MOST_SHOWN}+"


class RailButton(QAbstractButton):
    """A panel's place in the rail: symbol above word, and beside the symbol what is counted."""

    def __init__(self, theme: Theme, symbol: str) -> None:
        super().__init__()
        self._theme = theme
        self._symbol = symbol
        self._font = theme.metrics.font("small", bold=True)
        self._narrow = theme.metrics.font("small")
        self._counts: tuple[Count, ...] = ()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(theme.metrics.mm(33), theme.metrics.mm(22))

    @property
    def counts(self) -> tuple[Count, ...]:
        """What is counted beside the symbol."""
        return self._counts

    def set_counts(self, counts: tuple[Count, ...]) -> None:
        """Count these; the same as before cost nothing."""
        if counts != self._counts:
            self._counts = counts
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space presses; all other text is left to the scan strip."""
        if event.key() == Qt.Key.Key_Space or not event.text():
            super().keyPressEvent(event)
        else:
            event.ignore()

    def fits(self) -> bool:
        """True when the whole word, and every count, can be read."""
        wide = QFontMetrics(self._fitted()).horizontalAdvance(self.text())
        return max(wide, self._group_width()) <= self._room()

    def _fitted(self) -> QFont:
        """Bold, unless the word is too long for it."""
        fits = QFontMetrics(self._font).horizontalAdvance(self.text()) <= self._room()
        return self._font if fits else self._narrow

    def _room(self) -> int:
        return self.width() - 6

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Symbol above word; the open panel is raised and marked at its edge."""
        tokens, sizes = self._theme.tokens, self._theme.metrics
        painter = QPainter(self)
        ink = QColor(tokens.text if self.isEnabled() else tokens.muted)
        area = self.rect().adjusted(4, 4, -4, -4)
        if self.isChecked() or self.isDown():
            raised = QColor(tokens.raised)
            edge = QColor(tokens.line)
            fill_rounded(painter, area, sizes.radius, raised, edge, stroke=tokens.stroke)
            ink = QColor(tokens.accent)
            # Beside the symbol: a long word reaches down to the edge.
            painter.fillRect(QRect(0, 10, 5, round(self.height() * 0.57) - 10), ink)
        if self.hasFocus():
            draw_ring(painter, self.rect(), self._theme, QColor(tokens.accent))
        left = (self.width() - self._group_width()) / 2
        box = QRectF(left, self.height() * 0.17, self._side(), self._side())
        draw_symbol(painter, box, self._symbol, ink)
        painter.setFont(self._font)
        self._paint_counts(painter, box)
        painter.setFont(self._fitted())
        painter.setPen(ink)
        high = round(self.height() * 0.33)
        word = QRect(3, round(self.height() * 0.57), self._room(), high)
        lines = broken(self.text(), self._fitted(), word.width(), 1)
        draw_lines(painter, word, lines, Qt.AlignmentFlag.AlignHCenter)
        painter.end()

    def _paint_counts(self, painter: QPainter, symbol: QRectF) -> None:
        """One below the other, centred beside the symbol."""
        metrics, gap = QFontMetrics(self._font), self._theme.metrics.gap // 2
        high = metrics.ascent() + 2
        top = symbol.center().y() - (high * len(self._counts) + len(self._counts) - 1) / 2
        for number, count in enumerate(self._counts):
            fill, ink = self._theme.tone(count.tone)
            place = QRect(
                round(symbol.right()) + gap,
                round(top + number * (high + 1)),
                self._counts_width(),
                high,
            )
            fill_rounded(painter, place, high // 4, fill, fill)
            side = high * 0.6
            mark = QRectF(place.left() + gap, place.top() + (high - side) / 2, side, side)
            draw_symbol(painter, mark, count.symbol, ink)
            painter.setPen(ink)
            text = place.adjusted(round(side) + gap, 0, -gap, 0)
            painter.drawText(text, _RIGHT, count.text)

    def _side(self) -> int:
        return self._theme.metrics.mm(7 if self._counts else 8)

    def _counts_width(self) -> int:
        metrics, gap = QFontMetrics(self._font), self._theme.metrics.gap // 2
        wide = max(metrics.horizontalAdvance(count.text) for count in self._counts)
        return wide + round((metrics.ascent() + 2) * 0.6) + 3 * gap

    def _group_width(self) -> int:
        beside = self._theme.metrics.gap // 2 + self._counts_width() if self._counts else 0
        return self._side() + beside


class Rail(QWidget):
    """The panels by name; asleep until the panels are there."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.buttons: dict[str, RailButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.metrics.gap // 2, theme.metrics.gap, 0, 0)
        column.setSpacing(theme.metrics.gap)
        for name, symbol in _PANELS:
            button = RailButton(theme, symbol)
            button.clicked.connect(lambda _checked, name=name: self._clicked(name))
            self.buttons[name] = button
            column.addWidget(button)
        column.addStretch(1)
        self._open = "LOOKUP"
        self._waiting = self._undone = self._next_waiting = 0
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._count(self._next_waiting, self._undone))
        self.mark(self._open)
        self.setEnabled(False)

    def mark(self, name: str) -> None:
        """Show which panel is open."""
        self._open = name
        for each, button in self.buttons.items():
            button.setChecked(each == name)

    def count_outbox(self, waiting: int, undone: int) -> None:
        """Show how many changes wait to be sent, and how many were not done and not noted.

        What is sent at once, as it is as a rule, is not counted in between.
        """
        self._next_waiting = waiting
        if waiting and not self._waiting:
            self._count(0, undone)
            if not self._patience.isActive():
                self._patience.start()
            return
        self._patience.stop()
        self._count(waiting, undone)

    def retranslate(self) -> None:
        """Take the words from the language in force."""
        for name, button in self.buttons.items():
            button.setText(panel_word(name))
            button.setAccessibleName(panel_word(name))
        self._name_outbox()

    def _count(self, waiting: int, undone: int) -> None:
        if (waiting, undone) == (self._waiting, self._undone):
            return
        self._waiting, self._undone = waiting, undone
        counts = (Count(undone, "refused", "refused"), Count(waiting, "queued", "queued"))
        self.buttons["OUTBOX"].set_counts(tuple(each for each in counts if each.number))
        self._name_outbox()

    def _name_outbox(self) -> None:
        said = [panel_word("OUTBOX")]
        if self._undone:
            said.append(self.tr("not done: {count}").format(count=self._undone))
        if self._waiting:
            said.append(self.tr("waiting: {count}").format(count=self._waiting))
        self.buttons["OUTBOX"].setAccessibleName(", ".join(said))

    def _clicked(self, name: str) -> None:
        # The mark follows the state of the bench, not the finger.
        self.mark(self._open)
        self.chosen.emit(name)
