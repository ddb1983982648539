"""The time of day: by the server's clock, a minute at a time, and what is wrong in words."""

import pytest
from PySide6.QtCore import QDate, QDateTime, QTime, QTimer
from pytestqt.qtbot import QtBot

from wats_station.ui.theme import Theme
from wats_station.ui.widgets.clock import Clock


class Now:
    """A computer's clock that a test sets."""

    def __init__(self) -> None:
        self.at = QTime(14, 5, 59, 900)

    def __call__(self) -> QDateTime:
        return QDateTime(QDate(2026, 11, 23), self.at)


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def clock(qtbot: QtBot, now: Now) -> Clock:
    widget = Clock(Theme("light"), now)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def test_it_goes_on_by_minutes_and_wakes_no_more_often(
    clock: Clock, now: Now, qtbot: QtBot
) -> None:
    assert clock.time.text == "14:05"
    (timer,) = clock.findChildren(QTimer)
    assert 0 < timer.remainingTime() <= 120
    now.at = QTime(14, 6, 0, 10)
    qtbot.waitUntil(lambda: clock.time.text == "14:06", timeout=2000)
    assert timer.isSingleShot()
    assert 59_000 < timer.remainingTime() <= 60_010


@pytest.mark.parametrize(
    ("apart", "time", "words"),
    [
        (0.0, "14:05", None),
        (40.0, "14:05", "Clock 40 s fast"),
        (-12.4, "14:06", "Clock 12 s slow"),
        (754.0, "13:53", "Clock 13 min fast"),
        (-7200.0, "16:05", "Clock 120 min slow"),
        (9 * 3600.0, "05:05", "Clock 9 h fast"),
    ],
)
def test_it_shows_the_servers_time_and_says_how_far_off_the_computer_is(
    clock: Clock, apart: float, time: str, words: str | None
) -> None:
    clock.show_state(apart, unknown=False)
    assert clock.time.text == time
    assert clock.warning.isVisible() is (words is not None)
    if words is not None:
        assert (clock.warning.word, clock.warning._symbol) == (words, "warning")
        assert clock.warning.accessibleName() == words


def test_a_clock_that_was_never_compared_says_so_until_it_is(clock: Clock) -> None:
    clock.show_state(0.0, unknown=True)
    assert clock.warning.isVisible()
    assert clock.warning.word == "Clock not checked"
    clock.show_state(0.0, unknown=False)
    assert not clock.warning.isVisible()
