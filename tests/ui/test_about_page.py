"""The page about the program: by touch, by keyboard, and never all of a text at once."""

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.settings_states import ABOUT, LICENCE, PARTS, READING, STATE, bench_of
from wats_station.flows.about import AboutState, AboutWanted, LicenceLeft, LicenceWanted
from wats_station.flows.settings import AboutAsked
from wats_station.ui.bridge import Bridge
from wats_station.ui.panels.settings.about import AboutPage
from wats_station.ui.shell import Shell

_LONGEST_MS = 5.0


@pytest.fixture
def asked(shell: Shell) -> list[object]:
    events: list[object] = []
    shell.settings_asked.connect(events.append)
    return events


@pytest.fixture
def page(shell: Shell, bridge: Bridge, asked: list[object], qtbot: QtBot) -> AboutPage:
    shell.resize(1280, 720)
    bridge.show(bench_of())
    qtbot.wait(30)
    assert shell.panels is not None
    assert shell.panels.settings is not None
    shell.panels.settings.open_page("about")
    qtbot.wait(30)
    return shell.panels.settings.pages.about


def _show(bridge: Bridge, about: AboutState, qtbot: QtBot) -> None:
    bridge.show(bench_of(replace(STATE, about=about)))
    qtbot.wait(30)


def test_opening_it_asks_what_the_program_is(page: AboutPage, asked: list[object]) -> None:
    assert asked == [AboutAsked(AboutWanted())]


def test_it_says_version_build_and_folder(page: AboutPage) -> None:
    said = page.program.text.replace("\u00a0", " ")
    assert said == (
        "0.1.0 · build 639a470a1d6d-dirty of 2026-11-29 · MIT licence · Python 3.11.7 · Qt 6.11.3"
    )
    assert ABOUT.folder in page.folder.text
    assert page.rows.model().rowCount() == len(PARTS)


def test_in_a_checkout_it_says_where_the_licences_are(
    page: AboutPage, bridge: Bridge, qtbot: QtBot
) -> None:
    _show(bridge, AboutState(replace(ABOUT, commit="", built="", parts=())), qtbot)
    assert "from a checkout" in page.program.text
    assert "come with the installed package" in page.hint.text
    assert page.rows.model().rowCount() == 0


def test_a_licence_is_opened_read_and_left_by_keyboard(
    page: AboutPage, bridge: Bridge, asked: list[object], qtbot: QtBot
) -> None:
    page.window().activateWindow()
    page.rows.setFocus()
    QTest.keyClick(page.rows, Qt.Key.Key_Home)
    QTest.keyClick(page.rows, Qt.Key.Key_Space)
    wanted = asked[-1]
    assert isinstance(wanted, AboutAsked)
    assert isinstance(wanted.event, LicenceWanted)
    assert wanted.event.part == PARTS[0]
    assert 60 < wanted.event.columns < 120
    _show(bridge, READING, qtbot)
    assert page.licence.hasFocus()
    assert not page.rows.isVisible()
    bar = page.licence.verticalScrollBar()
    QTest.keyClick(page.licence, Qt.Key.Key_Down)
    assert 0 < bar.value() < 60
    QTest.keyClick(page.licence, Qt.Key.Key_End)
    assert bar.value() == bar.maximum() > 10_000
    QTest.keyClick(page.licence, Qt.Key.Key_Tab)
    assert page.back.hasFocus()
    QTest.keyClick(page.back, Qt.Key.Key_Space)
    assert asked[-1] == AboutAsked(LicenceLeft())
    _show(bridge, AboutState(ABOUT), qtbot)
    assert page.rows.hasFocus()


def test_a_narrower_text_is_asked_for_anew(
    page: AboutPage, bridge: Bridge, shell: Shell, asked: list[object], qtbot: QtBot
) -> None:
    _show(bridge, READING, qtbot)
    shell.resize(1500, 900)
    qtbot.wait(30)
    wanted = asked[-1]
    assert isinstance(wanted, AboutAsked)
    assert wanted.event == LicenceWanted(PARTS[0], page.licence.columns)


def test_text_typed_while_reading_goes_to_the_scan_strip(
    page: AboutPage, bridge: Bridge, qtbot: QtBot
) -> None:
    _show(bridge, READING, qtbot)
    page.licence.setFocus()
    before = page.licence.verticalScrollBar().value()
    QTest.keyClick(page.licence, Qt.Key.Key_S)
    assert page.licence.verticalScrollBar().value() == before


def test_a_long_text_does_not_hold_the_window_up(
    page: AboutPage, bridge: Bridge, qtbot: QtBot
) -> None:
    """The best of a few, since the machine is busy with other tests; the text is 3,000 lines."""
    times = []
    for _ in range(5):
        _show(bridge, AboutState(ABOUT), qtbot)
        begun = time.perf_counter()
        page.licence.show_lines(tuple(LICENCE))
        page.licence.repaint()
        times.append((time.perf_counter() - begun) * 1000)
    assert min(times) < _LONGEST_MS
