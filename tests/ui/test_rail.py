"""The rail counts what waits in the outbox and what was not done; words say it as well."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from tests.ui.benches import BENCHES
from wats_station.ui.bridge import Bridge
from wats_station.ui.shell import Shell
from wats_station.ui.widgets.rail import Count, Rail


def outbox(rail: Rail) -> tuple[str, tuple[Count, ...]]:
    button = rail.buttons["OUTBOX"]
    return button.accessibleName(), button.counts


def test_what_is_refused_is_counted_at_once_and_what_waits_after_a_while(
    shell: Shell, bridge: Bridge, qtbot: QtBot
) -> None:
    bridge.show(BENCHES["outbox, refused"])
    refused = Count(2, "refused", "refused")
    qtbot.waitUntil(lambda: outbox(shell.rail) == ("Outbox, not done: 2", (refused,)), timeout=1000)
    both = ("Outbox, not done: 2, waiting: 3", (refused, Count(3, "queued", "queued")))
    qtbot.waitUntil(lambda: outbox(shell.rail) == both, timeout=4000)
    assert shell.rail.buttons["OUTBOX"].fits()
    bridge.show(BENCHES["outbox, empty"])
    qtbot.waitUntil(lambda: outbox(shell.rail) == ("Outbox", ()), timeout=1000)


def test_what_is_delivered_at_once_is_never_counted(shell: Shell, qtbot: QtBot) -> None:
    rail = shell.rail
    for waiting in (1, 0, 1, 2, 0):
        rail.count_outbox(waiting, 0)
        assert outbox(rail) == ("Outbox", ())
    qtbot.wait(2300)
    assert outbox(rail) == ("Outbox", ())


def test_a_count_that_is_shown_follows_at_once(shell: Shell, qtbot: QtBot) -> None:
    rail = shell.rail
    rail.count_outbox(1, 0)
    qtbot.waitUntil(lambda: bool(rail.buttons["OUTBOX"].counts), timeout=4000)
    rail.count_outbox(250, 0)
    assert rail.buttons["OUTBOX"].counts[0].text == "99+"
    assert rail.buttons["OUTBOX"].accessibleName() == "Outbox, waiting: 250"
    assert rail.buttons["OUTBOX"].fits()


def test_the_count_is_named_in_another_language_too(
    shell: Shell, speak: Callable[[str], None], qtbot: QtBot
) -> None:
    shell.rail.count_outbox(0, 4)
    speak("nb")
    qtbot.waitUntil(lambda: outbox(shell.rail)[0] == "Utboks, ikke utført: 4")
