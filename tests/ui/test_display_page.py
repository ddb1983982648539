"""The display page: a touch keeps a choice, what is kept is marked, what is locked rests."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.benches import BENCHES
from tests.ui.settings_states import KEPT, STATE
from wats_station.domain.display import Language, ThemeMode
from wats_station.domain.panel import Panel
from wats_station.domain.settings import START_PANELS, DisplaySettings
from wats_station.domain.settings_layers import Origin
from wats_station.flows.settings import KeepAsked, SettingsState
from wats_station.ui.bridge import Bridge
from wats_station.ui.language import LANGUAGES
from wats_station.ui.panels.settings.display import DisplayPage
from wats_station.ui.shell import Shell
from wats_station.ui.theme import MODES
from wats_station.ui.widgets.choice_row import ChoiceRow

Show = Callable[[SettingsState], DisplayPage]


@pytest.fixture
def show(shell: Shell, bridge: Bridge, qtbot: QtBot) -> Show:
    def shown(state: SettingsState) -> DisplayPage:
        bridge.show(replace(BENCHES["empty"], panel=Panel.SETTINGS, settings=state))
        qtbot.wait(40)
        assert shell.panels is not None
        assert shell.panels.settings is not None
        shell.panels.settings.open_page("display")
        return shell.panels.settings.pages.display

    return shown


@pytest.fixture
def asked(shell: Shell) -> list[object]:
    events: list[object] = []
    shell.settings_asked.connect(events.append)
    return events


def touch(row: ChoiceRow, value: object) -> None:
    QTest.mouseClick(row.buttons[value], Qt.MouseButton.LeftButton)


def marked(row: ChoiceRow) -> list[object]:
    return [value for value, button in row.buttons.items() if button.isChecked()]


def kept(**display: object) -> KeepAsked:
    return KeepAsked(replace(KEPT, display=DisplaySettings(**display)))  # type: ignore[arg-type]


def test_each_touch_keeps_that_one_choice(show: Show, asked: list[object]) -> None:
    page = show(STATE)
    touch(page.language, Language.NORWEGIAN)
    touch(page.colours, ThemeMode.DARK)
    touch(page.start_panel, Panel.REPAIR)
    touch(page.kiosk, True)
    assert asked == [
        kept(language=Language.NORWEGIAN),
        kept(theme=ThemeMode.DARK),
        kept(start_panel=Panel.REPAIR),
        kept(kiosk=True),
    ]


def test_what_is_kept_already_is_not_kept_again(show: Show, asked: list[object]) -> None:
    page = show(STATE)
    touch(page.colours, ThemeMode.SYSTEM)
    touch(page.kiosk, False)
    assert asked == []


def test_the_mark_follows_what_is_kept_and_not_the_finger(show: Show) -> None:
    page = show(STATE)
    touch(page.colours, ThemeMode.DARK)
    assert marked(page.colours) == [ThemeMode.SYSTEM]
    display = DisplaySettings(Language.ENGLISH, ThemeMode.DARK, Panel.OUTBOX, kiosk=True)
    page = show(replace(STATE, kept=replace(KEPT, display=display)))
    rows = (page.language, page.colours, page.start_panel, page.kiosk)
    assert [marked(row) for row in rows] == [
        [Language.ENGLISH],
        [ThemeMode.DARK],
        [Panel.OUTBOX],
        [True],
    ]


def test_a_choice_that_is_fixed_from_outside_rests(show: Show, asked: list[object]) -> None:
    fixed = (("display.theme", Origin.FLEET), ("display.kiosk", Origin.COMMAND_LINE))
    page = show(replace(STATE, fixed_by=fixed))
    for row, value in ((page.colours, ThemeMode.DARK), (page.kiosk, True)):
        assert not row.buttons[value].isEnabled()
        touch(row, value)
    assert asked == []
    touch(page.language, Language.ENGLISH)
    assert asked == [kept(language=Language.ENGLISH)]


def test_the_keyboard_chooses_too(show: Show, asked: list[object]) -> None:
    page = show(STATE)
    button = page.start_panel.buttons[Panel.PHASE]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert asked == [kept(start_panel=Panel.PHASE)]


def test_languages_are_named_in_their_own_language(
    show: Show, speak: Callable[[str], None], qtbot: QtBot
) -> None:
    page = show(STATE)
    names = [page.language.buttons[each].text() for each in (Language.ENGLISH, Language.NORWEGIAN)]
    assert names == ["English", "Norsk bokmål"]
    speak("nb")
    qtbot.waitUntil(lambda: page.title.text == "Visning")
    assert [button.text() for button in page.language.buttons.values()][1:] == names


def test_a_screen_reader_hears_what_a_choice_is_for(show: Show) -> None:
    button = show(STATE).colours.buttons[ThemeMode.DARK]
    assert button.accessibleName() == "Colours: Dark"


def test_all_that_can_be_chosen_is_offered(show: Show, qapp: QApplication) -> None:
    page = show(STATE)
    assert {each.value for each in page.language.buttons if isinstance(each, Language)} == {
        "",
        *LANGUAGES,
    }
    assert [str(each) for each in page.colours.buttons] == list(MODES)
    assert tuple(page.start_panel.buttons) == START_PANELS
