"""Makes resources/icons/*.png and wats-station.ico from the two drawings beside them.

Run it again after a change: `.venv/bin/python packaging/icon.py`. Small sizes come from
a drawing of their own: what is told apart at 256 pixels is a grey smear at 16.
"""

import io
import os
from pathlib import Path

from PIL import Image

SIZES = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256, 512)
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "icons"
ICO = FOLDER / "wats-station.ico"

_LARGEST_SMALL = 32
# An .ico counts its pixels in a byte in which 0 stands for 256.
_LARGEST_IN_ICO = 256


def drawing(size: int) -> Path:
    """The drawing that the picture of `size` pixels is made from."""
    name = "wats-station-small.svg" if size <= _LARGEST_SMALL else "wats-station.svg"
    return FOLDER / name


def png(size: int) -> Path:
    """Where the picture of `size` pixels lies."""
    return FOLDER / f"wats-station-{size}.png"


def rendered(size: int) -> Image.Image:
    """The drawing as a picture of `size` by `size` pixels, RGBA with a clear ground."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(str(drawing(size)))
    if not renderer.isValid():
        raise ValueError(f"{drawing(size)} is no drawing that Qt reads")
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # The binding takes the format as text and declares it as bytes.
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGBA")


def make() -> None:
    """Draw every size, and the .ico that holds all that fit in one."""
    pictures = {size: rendered(size) for size in SIZES}
    for size, picture in pictures.items():
        picture.save(png(size), optimize=True)
    inside = [picture for size, picture in pictures.items() if size <= _LARGEST_IN_ICO]
    # Pillow scales the first picture for every size that it is not given.
    inside[-1].save(ICO, sizes=[each.size for each in inside], append_images=inside[:-1])


if __name__ == "__main__":
    make()
    print(f"{len(SIZES)} pictures and {ICO.name} lie in {FOLDER}")
