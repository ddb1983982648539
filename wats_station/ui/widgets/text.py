"""Plain text that wraps to a few lines and then elides; never markup, never cut off.

Text from servers and scans is shown here, so it is never taken for HTML (as a
`QLabel` would), and a serial number of 100 characters without a space still breaks.
"""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from wats_station.ui.metrics import TextSize
from wats_station.ui.theme import Theme

_LONGEST = 4000


class Lines(NamedTuple):
    """Text broken into lines; `elided` says that some of it is not there."""

    lines: tuple[str, ...]
    elided: bool


def broken(text: str, font: QFont, width: int, most: int) -> Lines:
    """`text` in at most `most` lines no wider than `width`."""
    metrics = QFontMetrics(font)
    # One line, and no shaping beyond what can be shown: scans may be 4,000 characters.
    text = " ".join(text[:_LONGEST].split("\n"))
    if metrics.horizontalAdvance(text) <= width:
        return Lines((text,), False)
    if most == 1:
        return Lines((metrics.elidedText(text, Qt.TextElideMode.ElideRight, width),), True)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    elided = False
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        start = line.textStart()
        if len(lines) == most - 1:
            rest = text[start:]
            elided = metrics.horizontalAdvance(rest.rstrip()) > width
            lines.append(metrics.elidedText(rest.rstrip(), Qt.TextElideMode.ElideRight, width))
            break
        lines.append(text[start : start + line.textLength()].rstrip())
    layout.endLayout()
    return Lines(tuple(lines), elided)


def draw_lines(
    painter: QPainter, area: QRect, lines: Lines, align: Qt.AlignmentFlag, *, top: bool = False
) -> None:
    """Draw in the painter's font and pen, centred in height unless `top`."""
    height = painter.fontMetrics().lineSpacing()
    used = height * len(lines.lines)
    y = area.top() if top else area.top() + max(0, (area.height() - used) // 2)
    for line in lines.lines:
        row = QRect(area.left(), y, area.width(), height)
        painter.drawText(row, align | Qt.AlignmentFlag.AlignVCenter, line)
        y += height


class TextBlock(QWidget):
    """A text of one type size. `shrink_to` is the smaller size it may take before it elides."""

    def __init__(
        self,
        theme: Theme,
        size: TextSize = "body",
        *,
        bold: bool = False,
        lines: int = 1,
        muted: bool = False,
        shrink_to: TextSize | None = None,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._text = ""
        self._lines = lines
        self._sizes = (size, shrink_to) if shrink_to else (size,)
        self._fonts = [theme.metrics.font(each, bold=bold) for each in self._sizes]
        # By width: a layout asks for the height at several widths, hundreds of times a scan.
        self._fits: dict[int, tuple[QFont, Lines]] = {}
        self._heights: dict[int, int] = {}
        role = QPalette.ColorRole.PlaceholderText if muted else QPalette.ColorRole.WindowText
        self.setForegroundRole(role)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(lines > 1 or shrink_to is not None)
        self.setSizePolicy(policy)

    @property
    def text(self) -> str:
        """The whole text, elided on the screen or not."""
        return self._text

    @property
    def elided(self) -> bool:
        """True when the block, as wide as it is now, cannot show all of its text."""
        return self._fitted(self.width())[1].elided

    def set_text(self, text: str) -> None:
        """Show this text; an unchanged one costs nothing."""
        if text == self._text:
            return
        self._text = text
        self._forget_fits()
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line, as long as the text; several lines stop growing at a readable width."""
        metrics = QFontMetrics(self._fonts[0])
        wide = metrics.horizontalAdvance(self._text[:_LONGEST]) + 1
        if self._lines > 1:
            wide = min(wide, self._theme.metrics.mm(120))
        return QSize(wide, metrics.lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """A few characters: a text gives way before a layout breaks."""
        metrics = QFontMetrics(self._fonts[0])
        return QSize(
            min(self.sizeHint().width(), 4 * metrics.averageCharWidth()), metrics.lineSpacing()
        )

    def heightForWidth(self, width: int) -> int:
        """The height of the lines that the text takes in this width."""
        height = self._heights.get(width)
        if height is None:
            font, lines = self._fitted(width)
            height = self._heights[width] = QFontMetrics(font).lineSpacing() * len(lines.lines)
        return height

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The lines that fit, the last one elided if it must be."""
        font, lines = self._fitted(self.width())
        painter = QPainter(self)
        painter.setFont(font)
        painter.setPen(self.palette().color(self.foregroundRole()))
        draw_lines(painter, self.rect(), lines, Qt.AlignmentFlag.AlignLeft)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """A new font or language may break the lines elsewhere."""
        self._forget_fits()
        super().changeEvent(event)

    def _forget_fits(self) -> None:
        self._fits.clear()
        self._heights.clear()

    def _fitted(self, width: int) -> tuple[QFont, Lines]:
        fit = self._fits.get(width)
        if fit is None:
            font, lines = self._fonts[0], broken(self._text, self._fonts[0], width, self._lines)
            if len(self._fonts) > 1 and (lines.elided or len(lines.lines) > 1):
                font, lines = self._fonts[1], broken(self._text, self._fonts[1], width, self._lines)
            fit = self._fits[width] = (font, lines)
        return fit
