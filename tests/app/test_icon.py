"""The icon: its pictures are of today's drawing, and windows have it."""

from collections.abc import Iterator

import pytest
from PIL import Image, ImageChops
from PIL.IcoImagePlugin import IcoImageFile
from PySide6.QtWidgets import QApplication

import icon
from wats_station.app.taskbar import DESKTOP_FILE, show_icon, take_name

# Another Qt may smooth an edge a little differently; a moved one differs by far more.
_TOLERANCE = 24


@pytest.fixture
def bare_app(qapp: QApplication) -> Iterator[QApplication]:
    """The application, given back without icon and name."""
    yield qapp
    qapp.setWindowIcon(type(qapp.windowIcon())())
    qapp.setDesktopFileName("")


def _farthest(one: Image.Image, other: Image.Image) -> int:
    """How far the most different pixel differs, of 255."""
    difference = ImageChops.difference(one.convert("RGBa"), other.convert("RGBa"))
    return max(difference.tobytes())


@pytest.mark.parametrize("size", icon.SIZES)
def test_picture_is_of_the_drawing(size: int) -> None:
    with Image.open(icon.png(size)) as picture:
        assert picture.size == (size, size)
        far = _farthest(picture.convert("RGBA"), icon.rendered(size))
    assert far <= _TOLERANCE, "run .venv/bin/python packaging/icon.py"


def test_ico_holds_each_size_as_drawn() -> None:
    with IcoImageFile(icon.ICO) as ico:
        sizes = {size for size in icon.SIZES if size <= 256}
        assert ico.info["sizes"] == {(size, size) for size in sizes}
        for size in sizes:
            far = _farthest(ico.ico.getimage((size, size)), icon.rendered(size))
            assert far <= _TOLERANCE, f"{size}: run .venv/bin/python packaging/icon.py"


def test_sizes_drawn_by_themselves_differ_from_a_shrunk_large_one() -> None:
    shrunk = icon.rendered(256).resize((16, 16))
    assert _farthest(shrunk, icon.rendered(16)) > _TOLERANCE


def test_windows_have_the_icon_and_the_desktop_files_name(bare_app: QApplication) -> None:
    assert bare_app.windowIcon().isNull()
    take_name(bare_app)
    show_icon(bare_app)
    assert bare_app.desktopFileName() == DESKTOP_FILE == "wats-station"
    sizes = {(each.width(), each.height()) for each in bare_app.windowIcon().availableSizes()}
    assert {(16, 16), (32, 32), (48, 48), (128, 128)} <= sizes
