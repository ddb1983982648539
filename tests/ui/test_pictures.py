"""Photos are made small enough for a report, upright and without losing what is on them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from wats_station.domain.repair import LARGEST_PICTURE
from wats_station.ui.panels.repair.loading import PhotoWriter, Pictures
from wats_station.ui.pictures import LONGEST, jpeg_of, shrunk_picture, thumbnail


def noise(wide: int, high: int) -> QImage:
    """What no compression makes small: pixels that have nothing to do with each other."""
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    state = 12345
    for y in range(0, high, 2):
        for x in range(0, wide, 2):
            state = (1103515245 * state + 12345) % 2147483648
            for place in ((x, y), (x + 1, y + 1)):
                if image.valid(*place):
                    image.setPixel(*place, 0xFF000000 | state)
    return image


def encoded(image: QImage, kind: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


@pytest.fixture(scope="module")
def large() -> bytes:
    """A photo of a good camera."""
    content = encoded(noise(1600, 1200), "PNG")
    assert len(content) > LARGEST_PICTURE
    return content


@pytest.mark.parametrize("most", [LARGEST_PICTURE, 200_000])
def test_a_large_photo_is_made_as_small_as_wanted(large: bytes, most: int) -> None:
    small = shrunk_picture(large, most)
    assert small is not None
    assert len(small) <= most
    image = QImage.fromData(small)
    assert abs(image.width() / image.height() - 4 / 3) < 0.02
    assert image.width() > 300


def test_what_is_no_picture_or_cannot_be_small_enough_is_left_alone(large: bytes) -> None:
    assert shrunk_picture(b"no picture", LARGEST_PICTURE) is None
    assert shrunk_picture(large, 100) is None


def test_a_photo_is_no_larger_than_a_report_needs() -> None:
    wide = QImage(6000, 40, QImage.Format.Format_RGB32)
    wide.fill(QColor("#35A035"))
    content = jpeg_of(wide, LARGEST_PICTURE)
    assert content is not None
    image = QImage.fromData(content)
    assert image.width() == LONGEST
    green = image.pixelColor(image.width() // 2, image.height() // 2)
    assert abs(green.green() - 0xA0) < 8


def test_what_is_clear_in_a_picture_is_not_lost_in_it() -> None:
    clear = QImage(40, 40, QImage.Format.Format_ARGB32)
    clear.fill(QColor(53, 160, 53, 255))
    assert jpeg_of(clear, LARGEST_PICTURE) is not None


def test_a_thumbnail_is_small(tmp_path: Path, large: bytes) -> None:
    path = tmp_path / "0d1c"
    path.write_bytes(large)
    assert max(thumbnail(str(path), 320).size().toTuple()) == 320
    path.write_bytes(b"no picture")
    assert thumbnail(str(path), 320).isNull()


def test_pictures_are_loaded_beside_the_loop_and_told_of(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "0d1c").write_bytes(encoded(noise(64, 48), "PNG"))
    pictures = Pictures(tmp_path)
    with qtbot.waitSignal(pictures.loaded, timeout=5000):
        assert pictures.picture("0d1c") is None
    loaded = pictures.picture("0d1c")
    assert loaded is not None
    assert (loaded.width(), loaded.height()) == (64, 48)


def test_an_id_names_a_file_of_the_folder_and_no_other(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "outside.png").write_bytes(encoded(noise(8, 8), "PNG"))
    inside = tmp_path / "attached"
    inside.mkdir()
    (inside / "mine").write_bytes(encoded(noise(8, 8), "PNG"))
    pictures = Pictures(inside)
    assert pictures.picture("../outside.png") is None
    with qtbot.waitSignal(pictures.loaded, timeout=5000):
        pictures.picture("mine")
    assert pictures.picture("../outside.png") is None


def test_a_photo_is_written_and_a_broken_one_is_said_to_be(qtbot: QtBot) -> None:
    writer = PhotoWriter()
    with qtbot.waitSignal(writer.written, timeout=5000) as written:
        writer.write(noise(64, 48), "photo-1.jpg")
    (path,) = written.args or [None]
    assert isinstance(path, Path)
    assert (path.name, QImage(str(path)).width()) == ("photo-1.jpg", 64)
    with qtbot.waitSignal(writer.failed, timeout=5000):
        writer.write(QImage(), "photo-2.jpg")
