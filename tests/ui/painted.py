"""What a window painted, told by Qt's own calls: every text, where it went, and what was left out.

So nothing painted can escape the layout test, whatever widget or delegate painted it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter


class Text(NamedTuple):
    """One text that was painted, the room it had, and the size of its type."""

    text: str
    wide: int
    high: int
    room: QRect
    pixels: int

    @property
    def fits(self) -> bool:
        """True where all of it can be seen; a pixel of slack for the roundness of letters."""
        return self.wide <= self.room.width() + 1 and self.high <= self.room.height() + 2


class Painted:
    """What was recorded."""

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self._tried: dict[str, str] = {}

    @property
    def elided(self) -> dict[str, str]:
        """What was painted in place of a longer text, with that text.

        A widget may have tried several sizes of type: what counts is what it painted.
        """
        painted = {each.text for each in self.texts}
        return {shown: text for shown, text in self._tried.items() if shown in painted}


@contextmanager
def recorded_painting() -> Iterator[Painted]:
    """Record all that Python paints in the block."""
    painted = Painted()
    draw, elide = QPainter.drawText, QFontMetrics.elidedText

    def drawn(painter: QPainter, *arguments: Any) -> Any:
        room, text = arguments[0], arguments[-1]
        if isinstance(room, QRect) and isinstance(text, str) and text:
            metrics = painter.fontMetrics()
            wide, high = metrics.horizontalAdvance(text), metrics.height()
            pixels = painter.font().pixelSize()
            painted.texts.append(Text(text, wide, high, QRect(room), pixels))
        return draw(painter, *arguments)

    def elided(metrics: QFontMetrics, text: str, mode: Qt.TextElideMode, width: int) -> str:
        shown = elide(metrics, text, mode, width)
        if shown != text:
            painted._tried[shown] = text
        return shown

    QPainter.drawText = drawn  # type: ignore[method-assign, assignment]
    QFontMetrics.elidedText = elided  # type: ignore[method-assign, assignment]
    try:
        yield painted
    finally:
        QPainter.drawText = draw  # type: ignore[method-assign]
        QFontMetrics.elidedText = elide  # type: ignore[method-assign]
