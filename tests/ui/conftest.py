"""The window as the tests open it: shown, with its panels, in a named language."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.gallery import FACTS, compile_languages
from wats_station.ui.bridge import Bridge
from wats_station.ui.language import install
from wats_station.ui.shell import Shell
from wats_station.ui.sounds import Sounds
from wats_station.ui.theme import Theme


@pytest.fixture(scope="session")
def compiled_languages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Texts compiled for this run: the checkout may have none yet. `xx` is the pseudo-language."""
    folder = tmp_path_factory.mktemp("translations")
    compile_languages(folder)
    patch = pytest.MonkeyPatch()
    patch.setattr("wats_station.ui.language.translations_dir", lambda: folder)
    yield
    patch.undo()


@pytest.fixture
def speak(qapp: QApplication, compiled_languages: None) -> Iterator[Callable[[str], None]]:
    """Changes the language for the rest of the test."""

    def change(language: str) -> None:
        assert install(qapp, language)

    yield change
    change("en")


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
