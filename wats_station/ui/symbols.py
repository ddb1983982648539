"""The symbols, drawn as strokes: the same on every system, sharp at every size.

Fonts are no help here: the check mark, the hourglass and their like are missing from
some systems' fonts and are coloured pictures in others'.
"""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

_Draw = Callable[[QPainterPath], None]


def _poly(*points: tuple[float, float], close: bool = False) -> _Draw:
    def draw(path: QPainterPath) -> None:
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        if close:
            path.closeSubpath()

    return draw


def _circle(x: float, y: float, radius: float) -> _Draw:
    return lambda path: path.addEllipse(QPointF(x, y), radius, radius)


def _question(path: QPainterPath) -> None:
    path.arcMoveTo(QRectF(0.27, 0.1, 0.46, 0.46), 170)
    path.arcTo(QRectF(0.27, 0.1, 0.46, 0.46), 170, -215)
    path.quadTo(0.5, 0.55, 0.5, 0.68)
    path.addEllipse(QPointF(0.5, 0.88), 0.02, 0.02)


def _person(path: QPainterPath) -> None:
    path.addEllipse(QPointF(0.5, 0.3), 0.19, 0.19)
    path.moveTo(0.12, 0.92)
    path.cubicTo(0.14, 0.5, 0.86, 0.5, 0.88, 0.92)


_CHECK = _poly((0.12, 0.55), (0.4, 0.82), (0.88, 0.2))
_CROSS = (_poly((0.18, 0.18), (0.82, 0.82)), _poly((0.82, 0.18), (0.18, 0.82)))
_HOURGLASS = (_poly((0.2, 0.1), (0.8, 0.1), (0.2, 0.9), (0.8, 0.9), close=True),)
_DOTS = (_circle(0.16, 0.5, 0.05), _circle(0.5, 0.5, 0.05), _circle(0.84, 0.5, 0.05))
_WARNING = (
    _poly((0.5, 0.1), (0.94, 0.88), (0.06, 0.88), close=True),
    _poly((0.5, 0.38), (0.5, 0.6)),
    _circle(0.5, 0.74, 0.015),
)
_COMPASS = (
    (1, 0), (0.71, 0.71), (0, 1), (-0.71, 0.71), (-1, 0), (-0.71, -0.71), (0, -1), (0.71, -0.71),
)  # fmt: skip
_BARCODE = tuple(_poly((x, 0.15), (x, 0.85)) for x in (0.08, 0.29, 0.5, 0.71, 0.92))

_SYMBOLS: dict[str, tuple[_Draw, ...]] = {
    "calm": _BARCODE,
    "reading": _DOTS,
    "done": (_CHECK,),
    "refused": _CROSS,
    "not_understood": (_question,),
    "queued": _HOURGLASS,
    "ignored": (_poly((0.12, 0.5), (0.88, 0.5)),),
    "warning": _WARNING,
    "neutral": (_circle(0.5, 0.5, 0.34),),
    "lookup": (_circle(0.42, 0.42, 0.3), _poly((0.64, 0.64), (0.92, 0.92))),
    "phase": (
        _poly((0.06, 0.3), (0.94, 0.3)),
        _poly((0.74, 0.1), (0.94, 0.3), (0.74, 0.5)),
        _poly((0.94, 0.74), (0.06, 0.74)),
    ),
    "outbox": (
        _poly((0.08, 0.55), (0.08, 0.9), (0.92, 0.9), (0.92, 0.55)),
        _poly((0.5, 0.66), (0.5, 0.1)),
        _poly((0.26, 0.34), (0.5, 0.1), (0.74, 0.34)),
    ),
    "settings": (
        _circle(0.5, 0.5, 0.16),
        _circle(0.5, 0.5, 0.32),
        *(
            _poly((0.5 + 0.34 * x, 0.5 + 0.34 * y), (0.5 + 0.46 * x, 0.5 + 0.46 * y))
            for x, y in _COMPASS
        ),
    ),
    "process": (_poly((0.25, 0.12), (0.82, 0.5), (0.25, 0.88), close=True),),
    "tag": (
        _poly((0.1, 0.1), (0.5, 0.1), (0.92, 0.52), (0.52, 0.92), (0.1, 0.5), close=True),
        _circle(0.32, 0.32, 0.05),
    ),
    "created": (_poly((0.5, 0.12), (0.5, 0.88)), _poly((0.12, 0.5), (0.88, 0.5))),
    "repair": (_poly((0.1, 0.9), (0.62, 0.38)), _circle(0.72, 0.28, 0.18)),
    "file": (
        _poly((0.2, 0.06), (0.58, 0.06), (0.8, 0.28), (0.8, 0.94), (0.2, 0.94), close=True),
        _poly((0.56, 0.08), (0.56, 0.3), (0.78, 0.3)),
    ),
    "person": (_person,),
    "parent": (_poly((0.5, 0.9), (0.5, 0.12)), _poly((0.18, 0.42), (0.5, 0.12), (0.82, 0.42))),
    "child": (_poly((0.5, 0.1), (0.5, 0.88)), _poly((0.18, 0.58), (0.5, 0.88), (0.82, 0.58))),
}

SYMBOLS = frozenset(_SYMBOLS)


def draw_symbol(painter: QPainter, area: QRectF, name: str, colour: QColor) -> None:
    """Draw the symbol `name` in the largest centred square of `area`."""
    side = min(area.width(), area.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.center().x() - side / 2, area.center().y() - side / 2)
    painter.scale(side, side)
    pen = QPen(colour, 0.12)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath()
    for stroke in _SYMBOLS[name]:
        stroke(path)
    painter.drawPath(path)
    painter.restore()
