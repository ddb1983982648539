"""The parts: texts that never lose anything silently, symbols, sounds."""

import os
import wave

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wats_station.paths import resource
from wats_station.ui.shell import Shell
from wats_station.ui.sounds import OUTCOMES, Sounds
from wats_station.ui.symbols import SYMBOLS, draw_symbol
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.text import TextBlock, broken
from wats_station.ui.words import OUTCOMES as OUTCOME_WORDS


def test_a_text_breaks_anywhere_and_elides_at_the_end(qapp: QApplication) -> None:
    font = Theme("light").metrics.font("body")
    whole = broken("SN" + "0123456789" * 4, font, 300, 3)
    assert "".join(whole.lines) == "SN" + "0123456789" * 4
    assert not whole.elided
    cut = broken("A" * 4000, font, 300, 2)
    assert cut.elided
    assert len(cut.lines) == 2
    assert cut.lines[-1].endswith("…")


def test_markup_is_only_text(qtbot: QtBot) -> None:
    block = TextBlock(Theme("light"))
    qtbot.addWidget(block)
    block.set_text("<b>bold</b> &amp; &")
    assert block.text == "<b>bold</b> &amp; &"
    assert block.accessibleName() == block.text


def test_a_long_serial_takes_a_smaller_size_before_it_elides(qtbot: QtBot) -> None:
    block = TextBlock(Theme("light"), "huge", lines=2, shrink_to="body")
    qtbot.addWidget(block)
    block.resize(600, 60)
    block.set_text("SN" + "0123456789" * 6)
    assert not block.elided


@pytest.mark.parametrize("name", sorted(SYMBOLS))
def test_every_symbol_is_drawn(qapp: QApplication, name: str) -> None:
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    draw_symbol(painter, QRectF(0, 0, 40, 40), name, QColor("black"))
    painter.end()
    dark = sum(image.pixelColor(x, y).lightness() < 128 for x in range(40) for y in range(40))
    assert 20 < dark < 800


def test_every_outcome_has_symbol_and_sound() -> None:
    assert set(OUTCOMES) <= SYMBOLS
    assert set(OUTCOMES) <= set(OUTCOME_WORDS)
    said = {resource(f"sounds/{name}.wav").read_bytes() for name in OUTCOMES}
    assert len(said) == len(OUTCOMES)


@pytest.mark.parametrize("name", OUTCOMES)
def test_a_sound_is_short_and_does_not_click(name: str) -> None:
    with wave.open(str(resource(f"sounds/{name}.wav"))) as file:
        frames, rate = file.getnframes(), file.getframerate()
        data = file.readframes(frames)
    values = [
        int.from_bytes(data[at : at + 2], "little", signed=True) for at in range(0, len(data), 2)
    ]
    assert frames / rate <= 0.4
    assert abs(values[0]) < 300
    assert abs(values[-1]) < 300
    assert max(map(abs, values)) > 5000


def test_no_sound_server_no_sound(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: os.PathLike[str]
) -> None:
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.delenv("PULSE_RUNTIME_PATH", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    sounds = Sounds()
    sounds.load()
    assert not sounds.available
    assert not sounds.play("done")


def test_a_flash_ends_as_it_began(shell: Shell, qtbot: QtBot) -> None:
    shell.strip.flash()
    assert shell.strip.badge._inverted
    shell.strip.flash()
    qtbot.waitUntil(lambda: not shell.strip._flash_timer.isActive(), timeout=2000)
    assert not shell.strip.badge._inverted
