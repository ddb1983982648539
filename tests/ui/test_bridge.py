"""The bridge: one rendering per turn, each outcome told once and in order, honest times."""

import time
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.benches import BENCHES, NOT_FOUND, SHOWN, said
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.flows.strip import Strip
from wats_station.ui.bridge import Bridge
from wats_station.ui.shell import Shell
from wats_station.ui.sounds import Sounds

DONE = Outcome(OutcomeKind.DONE, SHOWN)
Shown = list[tuple[int, float, float]]


@pytest.fixture
def shown(bridge: Bridge) -> Shown:
    kept: Shown = []
    bridge.outcome_shown.connect(lambda *args: kept.append(args))
    return kept


def test_an_outcome_is_told_after_its_paint(bridge: Bridge, shown: Shown, qtbot: QtBot) -> None:
    start = time.perf_counter()
    bridge.heard(1, start)
    bridge.show(BENCHES["reading"])
    qtbot.wait(60)
    assert shown == []
    bridge.reported(1, DONE)
    bridge.show(BENCHES["passing"])
    qtbot.waitUntil(lambda: len(shown) == 1)
    request, latency, seen = shown[0]
    assert request == 1
    assert 0 < latency < 60 <= seen < (time.perf_counter() - start) * 1000


def test_a_burst_is_told_once_each_in_order(
    bridge: Bridge, shown: Shown, qtbot: QtBot, shell: Shell
) -> None:
    for request in range(200):
        bridge.heard(request, time.perf_counter())
        bridge.reported(request, Outcome(OutcomeKind.IGNORED, NOT_FOUND))
        bridge.show(replace(BENCHES["passing"], strip=Strip(None, 200 - request)))
    qtbot.waitUntil(lambda: len(shown) == 200)
    qtbot.wait(350)
    assert [each[0] for each in shown] == list(range(200))
    assert all(0 < latency <= seen for _, latency, seen in shown)


def test_a_state_that_looks_the_same_is_still_seen(
    bridge: Bridge, shown: Shown, qtbot: QtBot
) -> None:
    bridge.show(BENCHES["passing"])
    qtbot.wait(30)
    bridge.heard(1, time.perf_counter())
    bridge.reported(1, DONE)
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert shown[0][2] > 0


def test_a_window_nobody_sees_still_tells(
    bridge: Bridge, shown: Shown, qtbot: QtBot, shell: Shell
) -> None:
    shell.hide()
    bridge.heard(1, time.perf_counter())
    bridge.reported(1, DONE)
    bridge.reported(2, DONE)
    bridge.show(BENCHES["passing"])
    qtbot.waitUntil(lambda: len(shown) == 2, timeout=1000)
    assert shown == [(1, -1.0, -1.0), (2, -1.0, -1.0)]


def test_only_the_last_state_of_a_turn_is_rendered(
    bridge: Bridge, qtbot: QtBot, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered = []
    monkeypatch.setattr(shell.strip, "render_strip", lambda state, _: rendered.append(state))
    for name in ("reading", "failing", "passing"):
        bridge.show(BENCHES[name])
    qtbot.wait(30)
    bridge.show(replace(BENCHES["passing"]))
    qtbot.wait(30)
    assert rendered == [BENCHES["passing"].strip]


class _Recorder(Sounds):
    def __init__(self, heard: bool) -> None:
        super().__init__()
        self.heard = heard
        self.played: list[str] = []

    def play(self, kind: str) -> bool:
        self.played.append(kind)
        return self.heard


@pytest.mark.parametrize("heard", [True, False])
def test_the_strip_flashes_when_there_is_no_sound(
    shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, heard: bool
) -> None:
    flashes: list[bool] = []
    monkeypatch.setattr(shell.strip, "flash", lambda: flashes.append(True))
    sounds = _Recorder(heard)
    bridge = Bridge(shell, sounds)
    for request, kind in enumerate((OutcomeKind.IGNORED, OutcomeKind.REFUSED)):
        bridge.reported(request, Outcome(kind, NOT_FOUND))
    qtbot.wait(30)
    assert sounds.played == ["refused"]
    assert bool(flashes) is not heard


def test_a_complete_assembly_is_heard_as_such(shell: Shell, qtbot: QtBot) -> None:
    sounds = _Recorder(True)
    bridge = Bridge(shell, sounds)
    kinds = (NoticeKind.CHILD_COMPLETES, NoticeKind.ASSEMBLY_COMPLETE, NoticeKind.CHILD_ADDED)
    for number, kind in enumerate(kinds):
        bridge.reported(number, Outcome(OutcomeKind.DONE, notice(kind, serial="S", parent="P")))
        qtbot.wait(30)
    assert sounds.played == ["complete", "complete", "done"]


def test_the_strip_says_what_the_state_says(shell: Shell, bridge: Bridge, qtbot: QtBot) -> None:
    entry = said(OutcomeKind.NOT_UNDERSTOOD, NOT_FOUND)
    bridge.show(replace(BENCHES["passing"], strip=Strip(None, 3, (entry,))))
    qtbot.waitUntil(lambda: shell.strip.badge.word == "NOT UNDERSTOOD")
    assert "NO-SUCH-UNIT" in shell.strip.sentence.text
    assert "Waiting: 3" in shell.strip.history.accessibleName()
