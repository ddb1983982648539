"""The station gate as it is shown: what stands on it, what it asks for, what is heard."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.benches import BENCHES
from wats_station.domain.gate import Gate, Stop, StopReason, Verdict
from wats_station.domain.hold import HELD
from wats_station.domain.outcome import OutcomeKind
from wats_station.domain.settings import StationSettings
from wats_station.domain.unit import Process
from wats_station.domain.verification import ProcessResult
from wats_station.flows.bench import Bench
from wats_station.scan.intent import SetProcess
from wats_station.ui.bridge import Bridge
from wats_station.ui.panels.gate import STOPS, GateCard, stop_text
from wats_station.ui.shell import Shell
from wats_station.ui.sounds import SOUNDS, Sounds
from wats_station.ui.theme import Theme

HERE = Process(60, "Functional test")
FAILED = ProcessResult(30, "ICT", "Failed", 3, 3, 2, "ICT-1", None)


@pytest.fixture
def card(qtbot: QtBot) -> Iterator[GateCard]:
    panel = QWidget()
    qtbot.addWidget(panel)
    card = GateCard(Theme("light"))
    QVBoxLayout(panel).addWidget(card)
    panel.resize(1080, 120)
    panel.show()
    yield card
    panel.close()


@pytest.mark.parametrize(
    ("gate", "word", "text"),
    [
        (Gate(Verdict.GO), "GO", "It may go to 60 Functional test."),
        (Gate(Verdict.GO, passed=True), "GO", "It has passed 60 Functional test already."),
        (Gate(Verdict.WAIT), "WAIT", "Reading the tests…"),
        (
            Gate(Verdict.UNKNOWN),
            "?",
            "Its tests or its product cannot be read, so nobody can tell.",
        ),
        (
            Gate(Verdict.STOP, (Stop(StopReason.EARLIER_NOT_RUN, FAILED),)),
            "STOP",
            "30 ICT was never run. Bring it there first.",
        ),
    ],
)
def test_the_verdict_and_its_first_reason(card: GateCard, gate: Gate, word: str, text: str) -> None:
    card.render_gate(gate, HERE)
    assert not card.isHidden()
    assert (card.badge.word, card.what.text) == (word, text)
    assert card.badge.accessibleName() == word


def test_nothing_is_shown_where_nothing_is_judged(card: GateCard) -> None:
    card.render_gate(Gate(Verdict.GO), HERE)
    card.render_gate(Gate(Verdict.NONE), None)
    assert card.isHidden()


def test_every_reason_has_a_sentence_with_its_values() -> None:
    assert set(STOPS) == set(StopReason)
    for reason in StopReason:
        text = stop_text(Stop(reason, FAILED, "3"))
        assert "{" not in text
    limit = stop_text(Stop(StopReason.RETEST_LIMIT, FAILED, "3"))
    assert limit.startswith("30 ICT was run 3 times without passing; 3 is the limit here.")


def test_further_reasons_are_named_below(card: GateCard) -> None:
    stops = (Stop(StopReason.ON_HOLD), Stop(StopReason.EARLIER_NOT_RUN, FAILED))
    card.render_gate(Gate(Verdict.STOP, stops), HERE)
    assert card.more.text == "30 ICT was never run. Bring it there first."


def test_go_offers_the_process_of_the_station(card: GateCard, qtbot: QtBot) -> None:
    card.render_gate(Gate(Verdict.GO, other_process=True), HERE)
    with qtbot.waitSignal(card.pressed) as pressed:
        QTest.mouseClick(card.set_process, Qt.MouseButton.LeftButton)
    assert pressed.args == ["Set the process", SetProcess("60")]
    card.render_gate(Gate(Verdict.GO), HERE)
    assert card.set_process.isHidden()


def at_station(bench: Bench, *, held: bool = False) -> Bench:
    """The same unit at a station of process 20."""
    kept = replace(bench.settings.kept, station=StationSettings(process=20))
    unit = bench.lookup.unit
    assert unit is not None
    if held:
        unit = replace(unit, tags=(*unit.tags, HELD))
    settings = replace(bench.settings, kept=kept)
    return replace(bench, settings=settings, lookup=replace(bench.lookup, unit=unit))


class Heard(Sounds):
    """Remembers what would sound."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def play(self, kind: str) -> bool:
        """Remember it."""
        self.heard.append(kind)
        return True


def test_stop_is_first_on_the_panel_and_heard_once(shell: Shell, qtbot: QtBot) -> None:
    shell.open_panels()
    sounds = Heard()
    bridge = Bridge(shell, sounds)
    stopped = at_station(BENCHES["passing"], held=True)
    bridge.show(stopped)
    assert shell.panels is not None
    gate = shell.panels.lookup.found.gate
    qtbot.waitUntil(lambda: gate.badge.word == "STOP")
    bridge.show(replace(stopped, lookup=replace(stopped.lookup, timeline=())))
    qtbot.wait(50)
    assert sounds.heard == ["stop"]
    assert "stop" in SOUNDS
    assert not {kind.value for kind in OutcomeKind} - set(SOUNDS)
    assert gate.y() < shell.panels.lookup.found.identity.y()


def test_the_gate_speaks_norwegian_at_once(
    card: GateCard, speak: Callable[[str], None], qtbot: QtBot
) -> None:
    card.render_gate(Gate(Verdict.GO), HERE)
    speak("nb")
    qtbot.waitUntil(lambda: card.what.text == "Den kan gå til 60 Functional test.")
