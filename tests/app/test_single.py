"""One window per data folder."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from wats_station.app.single import OneWindow


def test_a_second_window_knocks_and_the_first_hears_it(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = OneWindow(tmp_path), OneWindow(tmp_path)
    assert first.take()
    first.listen()
    assert not second.take()
    with qtbot.waitSignal(first.raised, timeout=2000):
        assert second.knock()
    first.release()
    assert second.take()
    second.release()


def test_a_folder_held_by_something_that_does_not_answer(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = OneWindow(tmp_path), OneWindow(tmp_path)
    assert first.take()
    assert not second.take()
    assert second.knock() is False
    first.release()
