"""The window as the tests open it: shown, with its panels, in a named language."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wats_station.ui.bridge import Bridge
from wats_station.ui.facts import WindowFacts
from wats_station.ui.language import install
from wats_station.ui.shell import Shell
from wats_station.ui.sounds import Sounds
from wats_station.ui.theme import Theme

FACTS = WindowFacts(True, "BENCH-7", "anna", "http://127.0.0.1:8431", "0.1.0", ("DEMO-1001",))


@pytest.fixture(scope="session")
def compiled_norwegian(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[QApplication, str], None]]:
    """Changes the language, from texts compiled for this run: the checkout may have none yet."""
    import subprocess
    from pathlib import Path

    import PySide6

    from wats_station.paths import translations_dir

    folder = tmp_path_factory.mktemp("translations")
    source = translations_dir() / "wats_station_nb.ts"
    lrelease = Path(PySide6.__file__).parent / "lrelease"
    target = folder / "wats_station_nb.qm"
    subprocess.run([lrelease, "-silent", source, "-qm", target], check=True)
    patch = pytest.MonkeyPatch()
    patch.setattr("wats_station.ui.language.translations_dir", lambda: folder)

    def speak(app: QApplication, language: str) -> None:
        assert install(app, language)

    yield speak
    patch.undo()


@pytest.fixture
def speak(
    qapp: QApplication, compiled_norwegian: Callable[[QApplication, str], None]
) -> Iterator[Callable[[str], None]]:
    """Changes the language for the rest of the test."""
    yield lambda language: compiled_norwegian(qapp, language)
    compiled_norwegian(qapp, "en")


@pytest.fixture
def shell(qtbot: QtBot) -> Shell:
    window = Shell(FACTS, Theme("light"))
    qtbot.addWidget(window, before_close_func=_let_close)
    with qtbot.waitSignal(window.painted):
        window.show()
    window.open_panels()
    return window


@pytest.fixture
def bridge(shell: Shell) -> Bridge:
    return Bridge(shell, Sounds(shell))


def _let_close(window: object) -> None:
    assert isinstance(window, Shell)
    window.allow_close()
