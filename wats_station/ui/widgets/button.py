"""Buttons for gloves: at least 12 mm, 20 mm where they are what the panel is for.

They do not take the keyboard when touched, so that typing goes on in the scan strip,
and Return never presses one: a scanner ends its codes with Return.
"""

from typing import Literal

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from wats_station.ui.symbols import draw_symbol
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.surface import draw_ring, fill_rounded
from wats_station.ui.widgets.text import Lines, broken, draw_lines

Look = Literal["plain", "primary", "unlikely"]


class TouchButton(QAbstractButton):
    """A button with up to two lines of text and a quieter line below.

    `primary` is the one action of a card; `unlikely` can be pressed but looks as if it
    could not, and pressing it gets the reason.
    """

    def __init__(self, theme: Theme, *, look: Look = "plain", tall: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._look: Look = look
        self._detail = ""
        self._height = theme.metrics.primary if tall else theme.metrics.target
        self._font = theme.metrics.font("body", bold=look == "primary")
        self._small = theme.metrics.font("small")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    @property
    def is_primary(self) -> bool:
        """True for a button that is what its panel is for, and 20 mm high."""
        return self._height == self._theme.metrics.primary

    def set_texts(self, text: str, detail: str = "") -> None:
        """The button's words; `&` is a letter like any other, there are no mnemonics."""
        self._detail = detail
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(detail)
        self.updateGeometry()
        self.update()

    def set_look(self, look: Look) -> None:
        """Change how much the button stands out."""
        self._look = look
        self._font = self._theme.metrics.font("body", bold=look == "primary")
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for the words, as high as a finger needs."""
        texts = ((self.text(), self._font), (self._detail, self._small))
        wide = max(QFontMetrics(font).horizontalAdvance(text) for text, font in texts)
        return QSize(wide + 2 * self._theme.metrics.pad + 2, self._height)

    def minimumSizeHint(self) -> QSize:
        """Never smaller than a target for a gloved finger."""
        return QSize(self._theme.metrics.target, self._height)

    def fits(self) -> bool:
        """True when every word can be read at the present size."""
        name, detail = self._areas()
        small = QFontMetrics(self._small).horizontalAdvance(self._detail)
        return self._holds(name, *self._fitted(name)) and small <= detail.width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space presses; all other text is left to the scan strip."""
        # Some desktops press the focused button on Return.
        if event.key() == Qt.Key.Key_Space or not event.text():
            super().keyPressEvent(event)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Paint again in whatever has changed."""
        super().changeEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill, edge, focus ring, words."""
        fill, edge, ink = self._colours()
        painter = QPainter(self)
        radius = self._theme.metrics.radius
        if self.isDown():
            fill = QColor(self._theme.tokens.chosen)
            ink = QColor(self._theme.tokens.text)
        stroke = self._theme.tokens.stroke
        if self._theme.tokens.strong and self._looks_unlikely():
            # Black on black like the others: it is the edge that tells.
            fill_rounded(painter, self.rect(), radius, fill, fill, stroke=stroke)
            painter.setPen(QPen(edge, 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        else:
            fill_rounded(painter, self.rect(), radius, fill, edge, stroke=stroke)
        if self.hasFocus():
            # On the fill of a primary button a ring of its own colour would not be seen.
            ring = ink if self._look == "primary" else QColor(self._theme.tokens.accent)
            draw_ring(painter, self.rect(), self._theme, ring)
        name, detail = self._areas()
        font, lines = self._fitted(name)
        painter.setFont(font)
        painter.setPen(ink)
        centre = Qt.AlignmentFlag.AlignHCenter
        draw_lines(painter, name, lines, centre)
        if self._detail:
            painter.setFont(self._small)
            lines = broken(self._detail, self._small, detail.width(), 1)
            draw_lines(painter, detail, lines, centre)
        painter.end()

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        tokens = self._theme.tokens
        if self._looks_unlikely():
            return QColor(tokens.window), QColor(tokens.line), QColor(tokens.muted)
        if self._look == "primary":
            return QColor(tokens.accent), QColor(tokens.accent), QColor(tokens.on_accent)
        return QColor(tokens.raised), QColor(tokens.edge), QColor(tokens.text)

    def _looks_unlikely(self) -> bool:
        return not self.isEnabled() or self._look == "unlikely"

    def _fitted(self, area: QRect) -> tuple[QFont, Lines]:
        """The usual type in two lines, or else the small one in three."""
        font, lines = self._font, broken(self.text(), self._font, area.width(), 2)
        if not self._holds(area, font, lines):
            font, lines = self._small, broken(self.text(), self._small, area.width(), 3)
        return font, lines

    @staticmethod
    def _holds(area: QRect, font: QFont, lines: Lines) -> bool:
        tall = QFontMetrics(font).lineSpacing() * len(lines.lines)
        return not lines.elided and tall <= area.height() + 2

    def _areas(self) -> tuple[QRect, QRect]:
        inner = self.rect().adjusted(self._theme.metrics.gap, 2, -self._theme.metrics.gap, -2)
        if not self._detail:
            return inner, QRect(inner)
        small = QFontMetrics(self._small).lineSpacing()
        one = QFontMetrics(self._font).lineSpacing()
        top = inner.top() + max(0, (inner.height() - small - one) // 2)
        return (
            QRect(inner.left(), top, inner.width(), one),
            QRect(inner.left(), top + one, inner.width(), small),
        )


class RailButton(QAbstractButton):
    """A panel's place in the navigation rail: symbol above word, the open one marked."""

    def __init__(self, theme: Theme, symbol: str) -> None:
        super().__init__()
        self._theme = theme
        self._symbol = symbol
        self._fonts = (
            theme.metrics.font("small", bold=True),
            theme.metrics.font("small"),
        )
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(theme.metrics.mm(33), theme.metrics.mm(22))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space presses; all other text is left to the scan strip."""
        if event.key() == Qt.Key.Key_Space or not event.text():
            super().keyPressEvent(event)
        else:
            event.ignore()

    def fits(self) -> bool:
        """True when the whole word can be read."""
        wide = QFontMetrics(self._fitted()).horizontalAdvance(self.text())
        return wide <= self._word_room()

    def _fitted(self) -> QFont:
        """Bold, unless the word is too long for it."""
        bold, regular = self._fonts
        fits = QFontMetrics(bold).horizontalAdvance(self.text()) <= self._word_room()
        return bold if fits else regular

    def _word_room(self) -> int:
        return self.width() - 6

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Symbol above word; the open panel is raised and marked at its edge."""
        tokens, sizes = self._theme.tokens, self._theme.metrics
        painter = QPainter(self)
        ink = QColor(tokens.text if self.isEnabled() else tokens.muted)
        area = self.rect().adjusted(4, 4, -4, -4)
        if self.isChecked() or self.isDown():
            raised = QColor(tokens.raised)
            fill_rounded(
                painter, area, sizes.radius, raised, QColor(tokens.line), stroke=tokens.stroke
            )
            ink = QColor(tokens.accent)
            # Beside the symbol: a long word reaches down to the edge.
            painter.fillRect(QRect(0, 10, 5, round(self.height() * 0.57) - 10), ink)
        if self.hasFocus():
            draw_ring(painter, self.rect(), self._theme, QColor(tokens.accent))
        side = sizes.mm(8)
        box = QRectF((self.width() - side) / 2, self.height() * 0.17, side, side)
        draw_symbol(painter, box, self._symbol, ink)
        font = self._fitted()
        painter.setFont(font)
        painter.setPen(ink)
        high = round(self.height() * 0.33)
        word = QRect(3, round(self.height() * 0.57), self._word_room(), high)
        lines = broken(self.text(), font, word.width(), 1)
        draw_lines(painter, word, lines, Qt.AlignmentFlag.AlignHCenter)
        painter.end()
