"""Sizes: millimetres on the glass to pixels, and the type scale that follows from them.

Fingers, gloves and eyes do not scale with a monitor's pixel count, so every size is
derived from the screen's physical density. Screens that lie about it (projectors,
remote desktops, virtual machines) are taken for 96 dpi.
"""

from typing import Literal

from PySide6.QtGui import QFont, QGuiApplication, QScreen

TextSize = Literal["small", "body", "heading", "title", "huge"]

_LEAST_DPI, _MOST_DPI, _USUAL_DPI = 80.0, 350.0, 96.0
_SMALLEST_WINDOW = (1280, 720)

# Pixels at 96 dpi. 21 px of body type has capitals of 4.1 mm: 20 arc minutes at 70 cm.
_PIXELS: dict[TextSize, int] = {"small": 18, "body": 21, "heading": 24, "title": 30, "huge": 42}


def honest_dpi(physical: float, ratio: float) -> float:
    """Logical pixels per inch for a screen that reports `physical` of them.

    Plausibility is judged on the glass, that is in device pixels: at 200 % scaling a
    92 dpi monitor has 46 logical pixels to the inch, and that is the truth.
    """
    on_glass = physical * ratio
    plausible = _LEAST_DPI <= on_glass <= _MOST_DPI
    return (on_glass if plausible else _USUAL_DPI) / ratio


def fitted_dpi(dpi: float, ratio: float, width: int, height: int) -> float:
    """`dpi`, or less where the smallest window would not fit a screen of this size.

    Never less than fits 1280 x 720 device pixels, the smallest screen there is to be.
    """
    room = ratio * min(width / _SMALLEST_WINDOW[0], height / _SMALLEST_WINDOW[1])
    return min(dpi, _USUAL_DPI * max(1.0, room) / ratio)


class Metrics:
    """Pixel sizes for one density; all whole numbers."""

    def __init__(self, dpi: float) -> None:
        self.dpi = dpi
        self.gap = self.mm(2)
        self.pad = self.mm(3.5)
        self.radius = self.mm(1.5)
        self.target = self.mm(12)
        self.primary = self.mm(20)

    @classmethod
    def of_screen(cls, screen: QScreen | None) -> "Metrics":
        """The sizes for this screen; without one, those for 96 dpi."""
        if screen is None:
            return cls(_USUAL_DPI)
        ratio = screen.devicePixelRatio()
        dpi = honest_dpi(screen.physicalDotsPerInch(), ratio)
        size = screen.geometry().size()
        return cls(fitted_dpi(dpi, ratio, size.width(), size.height()))

    @property
    def scale(self) -> float:
        """How many times the pixels of 96 to the inch a length takes."""
        return self.dpi / _USUAL_DPI

    def mm(self, millimetres: float) -> int:
        """Millimetres on the glass in pixels, at least one."""
        return max(1, round(millimetres * self.dpi / 25.4))

    def text(self, size: TextSize) -> int:
        """The pixel size of a type size."""
        return max(9, round(_PIXELS[size] * self.dpi / _USUAL_DPI))

    def font(self, size: TextSize, *, bold: bool = False) -> QFont:
        """The program's font in this size."""
        font = QFont(QGuiApplication.font())
        font.setPixelSize(self.text(size))
        font.setBold(bold)
        return font
