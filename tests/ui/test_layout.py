"""Every look of the window can be read and touched: nothing cut off, nothing on top of another.

Checked at 1280 x 720 with 96 dots to the inch, and at 1920 x 1080 with 200 % on the densest
screen that shows it so; what is larger has more room. English, Norwegian, and the
pseudo-language, whose texts are 40 % longer. Each language goes with another theme: their
edges differ, their sizes do not.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from tests.architecture.source import ROOT
from tests.ui.defects import data_of, defects, unmarked
from tests.ui.gallery import FACTS, SCALED, SMALL, Gallery, found_in
from tests.ui.looks import LOOKS, file_name
from tests.ui.settings_states import PAGES
from wats_station.domain.panel import AVAILABLE
from wats_station.flows.bench import Bench
from wats_station.ui.panels.settings.pages import NAMES

Speak = Callable[[str], None]


@pytest.fixture
def open_gallery(qapp: QApplication) -> Iterator[Callable[[str], Gallery]]:
    opened: list[Gallery] = []

    def opening(mode: str) -> Gallery:
        opened.append(Gallery(qapp, mode, SMALL))
        return opened[-1]

    yield opening
    for gallery in opened:
        gallery.end()


@pytest.mark.parametrize(
    ("language", "mode"), [("en", "light"), ("nb", "dark"), ("xx", "contrast")]
)
def test_nothing_is_cut_off_at_1280_by_720(
    open_gallery: Callable[[str], Gallery], speak: Speak, language: str, mode: str
) -> None:
    gallery = open_gallery(mode)
    speak(language)
    assert found_in(gallery, LOOKS, language) == []


def test_nothing_is_cut_off_at_200_percent() -> None:
    paths = os.pathsep.join((str(ROOT), str(ROOT / "packaging")))
    result = subprocess.run(
        [sys.executable, "-m", "tests.ui.scaled_layout"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert (result.returncode, result.stdout) == (0, ""), result.stderr


def test_every_word_of_the_window_is_translated(
    open_gallery: Callable[[str], Gallery], speak: Speak
) -> None:
    gallery = open_gallery("light")
    speak("xx")
    found = []
    for name, look in LOOKS.items():
        gallery.show(look)
        data = data_of(look.bench, FACTS)
        found += [f"{name}: {text!r}" for text in unmarked(gallery.shell, data)]
    assert found == []


class Windows(QObject):
    """Remembers the windows that come up."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch and let pass."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def test_no_second_window_comes_up(
    qapp: QApplication, open_gallery: Callable[[str], Gallery]
) -> None:
    """Not for a moment either: it would take the keyboard, and the scanner with it."""
    windows = Windows()
    qapp.installEventFilter(windows)
    gallery = open_gallery("light")
    for look in LOOKS.values():
        gallery.show(look)
    qapp.removeEventFilter(windows)
    assert windows.shown == ["Shell"]


def test_the_looks_are_of_every_panel_and_every_page(qapp: QApplication) -> None:
    assert {look.bench.panel for look in LOOKS.values()} == AVAILABLE
    assert set(NAMES) == {*PAGES, "operators"}, "add the page to settings_states.PAGES"
    assert len({file_name(name) for name in LOOKS}) == len(LOOKS)


def test_a_scaled_screen_of_13_inches_has_the_least_room() -> None:
    """As many millimetres as the small one, so that 960 x 540 pixels hold the same window."""
    wide = 25.4 * SCALED.width / SCALED.ratio / SCALED.metrics.dpi
    assert wide == pytest.approx(25.4 * SMALL.width / SMALL.metrics.dpi)


def _seen(gallery: Gallery) -> str:
    data = data_of(Bench(), FACTS)
    return "\n".join(defects(gallery.shell, gallery.theme.metrics, data))


def test_what_would_be_wrong_is_found(open_gallery: Callable[[str], Gallery]) -> None:
    """The checks themselves: each kind of defect, made on purpose."""
    gallery = open_gallery("light")
    gallery.show(LOOKS["lookup, empty"])
    strip, start = gallery.shell.strip, gallery.shell.panels
    assert start is not None
    assert _seen(gallery) == ""
    strip.sentence.set_text("What cannot be read. " * 40)
    assert "cut off: 'What cannot be read." in _seen(gallery)
    strip.sentence.set_text("")
    strip.entry.move(strip.badge.pos())
    assert "overlapping: Badge" in _seen(gallery)
    strip.entry.move(strip.width() - 20, 0)
    assert "outside its parent: ManualEntry" in _seen(gallery)
    gallery.shell.rail.buttons["PHASE"].setFixedSize(30, 30)
    assert "a target too small: RailButton 'Phase' is 7.9 x 7.9 mm" in _seen(gallery)
    font = gallery.shell.banner._font
    font.setPixelSize(8)
    assert "type of 8 pixels" in _seen(gallery)


def test_a_text_that_was_not_translated_is_found(
    open_gallery: Callable[[str], Gallery], speak: Speak
) -> None:
    gallery = open_gallery("light")
    speak("xx")
    gallery.show(LOOKS["lookup, empty"])
    gallery.shell.strip.sentence.set_text("Forgotten")
    assert unmarked(gallery.shell, data_of(Bench(), FACTS)) == ["Forgotten"]
