"""One real window that shows one look after the other, on a screen of a given size."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.architecture.source import PACKAGE
from tests.ui.defects import data_of, defects
from tests.ui.looks import Look
from wats_station.domain.panel import Panel
from wats_station.flows.bench import Bench
from wats_station.flows.lookup import LookupStatus
from wats_station.ui.bridge import Bridge
from wats_station.ui.facts import WindowFacts
from wats_station.ui.language import install
from wats_station.ui.metrics import Metrics, fitted_dpi
from wats_station.ui.panels.lookup import READING_SHOWN_MS
from wats_station.ui.shell import Shell
from wats_station.ui.sounds import Sounds
from wats_station.ui.theme import Theme

FACTS = WindowFacts(True, "BENCH-7", "anna", "http://127.0.0.1:8431", "0.1.0", ("DEMO-1001",))
LANGUAGES = ("en", "nb", "xx")


class Screen(NamedTuple):
    """A screen in device pixels, its scaling, and its density on the glass."""

    width: int
    height: int
    ratio: int
    dots_per_inch: float

    @property
    def name(self) -> str:
        """For a file's name."""
        scaled = f"-{self.ratio * 100}" if self.ratio > 1 else ""
        return f"{self.width}x{self.height}{scaled}"

    @property
    def metrics(self) -> Metrics:
        """The sizes that the program takes on it."""
        width, height = self.width // self.ratio, self.height // self.ratio
        dpi = fitted_dpi(self.dots_per_inch / self.ratio, self.ratio, width, height)
        return Metrics(dpi)


# The smallest there is to be, and the one with the least room at 200 %: on anything larger
# than 13 inches the same pixels are more millimetres.
SMALL = Screen(1280, 720, 1, 96)
SCALED = Screen(1920, 1080, 2, 166)


class Silent(Sounds):
    """A station with sound, which nobody hears: without one the strip would flash."""

    def play(self, kind: str) -> bool:
        """Say that it was heard."""
        return True


def compile_languages(into: Path) -> None:
    """Compile every language and the pseudo-language from the sources as they are."""
    import translations
    from environment import qt_tool

    translations.compile_all(PACKAGE.parent / "translations", qt_tool("lrelease"), into)
    translations.compile_pseudo_locale(into)


def found_in(gallery: "Gallery", looks: Mapping[str, Look], language: str) -> list[str]:
    """What is wrong with the layout of these looks, a line each."""
    lines = []
    for name, look in looks.items():
        gallery.show(look)
        data = data_of(look.bench, FACTS)
        lines += [
            f"{name} ({language}): {what}"
            for what in defects(gallery.shell, gallery.theme.metrics, data)
        ]
    return lines


class Gallery:
    """Its window is as large as the screen; close it with `end()`."""

    def __init__(self, app: QApplication, mode: str, screen: Screen) -> None:
        self._app = app
        self.screen = screen
        self.theme = Theme(mode, screen.metrics)
        self.shell = Shell(FACTS, self.theme)
        self.shell.resize(screen.width // screen.ratio, screen.height // screen.ratio)
        self.bridge = Bridge(self.shell, Silent(self.shell))
        self.shell.show()
        self.shell.open_panels()
        QTest.qWait(1)

    def speak(self, language: str) -> None:
        """Change the language of the open window."""
        if not install(self._app, language):
            raise RuntimeError(f"{language} is not compiled: run packaging/dev.py translations")

    def show(self, look: Look) -> None:
        """Show this look, and wait until it stands."""
        shell = self.shell
        shell.set_facts(FACTS._replace(practice=look.practice))
        shell.set_listening(look.listening)
        if look.page and shell.panels is not None:
            shell.show_panel(Panel.SETTINGS)
            self._show_bench(Bench(panel=Panel.SETTINGS))
            assert shell.panels.settings is not None
            shell.panels.settings.open_page(look.page)
        self._show_bench(look.bench)
        if look.then is not None and shell.panels is not None:
            look.then(shell.panels)
            self._settle()

    def end(self) -> None:
        """Close the window, and speak English again."""
        install(self._app, "en")
        self.shell.allow_close()
        self.shell.close()
        self.shell.deleteLater()
        QCoreApplication.sendPostedEvents(self.shell, QEvent.Type.DeferredDelete)

    def _show_bench(self, bench: Bench) -> None:
        self.bridge.show(bench)
        reading = bench.panel is Panel.LOOKUP and bench.lookup.status is LookupStatus.READING
        QTest.qWait(READING_SHOWN_MS + 30 if reading else 0)
        self._settle()

    def _settle(self) -> None:
        # A text that took another height asks for the layout anew, which may ask once more.
        for _ in range(3):
            QTest.qWait(0)
