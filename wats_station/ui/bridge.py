"""The bridge from states to pixels: renders once per loop turn and measures what is seen.

States that come faster than they can be painted are skipped, never queued; what
every scan came to is still told, each exactly once and in the order reported.
"""

import time
from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from wats_station.domain.gate import Verdict
from wats_station.domain.notice import NoticeKind
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.unit import UnitKey
from wats_station.flows.bench import Bench
from wats_station.ui.shell import Shell
from wats_station.ui.sounds import Sounds
from wats_station.ui.texts import sentence

# A minimised window is never painted; its scans have ended all the same.
_PAINT_WAIT_SECONDS = 0.3
_NOT_SEEN = -1.0
_COMPLETE = frozenset({NoticeKind.CHILD_COMPLETES, NoticeKind.ASSEMBLY_COMPLETE})


@dataclass(slots=True)
class _Sight:
    """When one request was seen: `feedback` and `outcome` turn True once rendered."""

    request: int
    ended: float | None
    feedback_rendered: bool = False
    latency_ms: float = _NOT_SEEN
    reported_at: float = 0.0
    outcome_rendered: bool = False


def _sound_of(outcome: Outcome) -> str:
    """A complete assembly is heard as such: nobody may go on building into it."""
    is_done = outcome.kind is OutcomeKind.DONE
    return "complete" if is_done and outcome.notice.kind in _COMPLETE else outcome.kind.value


class Bridge(QObject):
    """Between the engine and the window.

    `outcome_shown(request, latency_ms, shown_ms)` comes once for each reported request,
    in report order, after the paint that shows it. Both times count from the end of the
    scan: to the first paint after it was heard, and to the first paint of its outcome.
    A time nobody could see (window minimised, request never heard) is -1.
    """

    outcome_shown = Signal(int, float, float)
    _turn = Signal()

    def __init__(self, shell: Shell, sounds: Sounds) -> None:
        super().__init__(shell)
        self._shell = shell
        self._sounds = sounds
        self._wanted: Bench | None = None
        self._shown: Bench | None = None
        self._turn_asked = False
        self._heard: dict[int, _Sight] = {}
        self._reported: deque[_Sight] = deque()
        self._to_sound: str | None = None
        self._stopped: UnitKey | None = None
        self._patience = QTimer(self)
        self._patience.setInterval(round(_PAINT_WAIT_SECONDS * 1000 / 3))
        self._patience.timeout.connect(self._give_up_waiting)
        shell.painted.connect(self._painted)
        # Ahead of a paint that waits: one that is out of date by then is a paint less.
        self._turn.connect(self._take_turn, Qt.ConnectionType.QueuedConnection)

    def show(self, bench: Bench) -> None:
        """Show this state on the next turn of the loop, unless a newer one comes first."""
        self._wanted = bench
        self._ask_turn()

    def heard(self, request: int, ended: float) -> None:
        """A scan was accepted whose last key came at `ended` (`time.perf_counter()`)."""
        self._heard[request] = _Sight(request, ended)
        self._ask_turn()

    def reported(self, request: int, outcome: Outcome) -> None:
        """A request ended; call it before or after `show()` of the state that says so."""
        sight = self._heard.pop(request, None) or _Sight(request, None)
        sight.reported_at = time.perf_counter()
        self._reported.append(sight)
        self._to_sound = _sound_of(outcome)
        self._ask_turn()
        if not self._patience.isActive():
            self._patience.start()

    def _ask_turn(self) -> None:
        if not self._turn_asked:
            self._turn_asked = True
            self._turn.emit()

    def _take_turn(self) -> None:
        self._turn_asked = False
        if self._wanted is not None:
            self._render(self._wanted)
        for sight in (*self._heard.values(), *self._reported):
            sight.feedback_rendered = True
        for sight in self._reported:
            sight.outcome_rendered = True
        if self._heard or self._reported:
            # A state that looks the same must still be painted to be measured.
            self._shell.strip.update()
        self._sound()

    def _render(self, bench: Bench) -> None:
        before, self._shown = self._shown, bench
        if bench is before:
            return
        shell = self._shell
        if before is None or bench.link is not before.link:
            shell.strip.link.set_state(bench.link.value)
        if before is None or bench.panel is not before.panel:
            shell.show_panel(bench.panel.value)
        if before is None or bench.strip is not before.strip:
            shell.strip.render_strip(bench.strip, sentence)
        if before is None or bench.clock is not before.clock:
            shell.status.clock.show_state(bench.clock.apart, unknown=bench.clock.is_unknown)
        if before is None or bench.outbox is not before.outbox:
            shell.rail.count_outbox(len(bench.outbox.waiting), len(bench.outbox.to_note))
        if before is None or bench.may_undo is not before.may_undo:
            shell.strip.undo.setVisible(bench.may_undo)
        if before is None or bench.lookup is not before.lookup:
            self._stop_sounds(bench)
        if before is None or bench.operators is not before.operators:
            shell.render_operators(bench.operators)
        if before is None or bench.batch is not before.batch or bench.panel is not before.panel:
            shell.render_batch(bench)
        if shell.panels is not None:
            shell.panels.render_bench(bench)

    def _stop_sounds(self, bench: Bench) -> None:
        """A unit that may not go on is heard, once, as soon as it is known."""
        unit = bench.current_unit
        stopped = unit.key if unit is not None and bench.gate.verdict is Verdict.STOP else None
        if stopped is not None and stopped != self._stopped:
            self._to_sound = "stop"
        self._stopped = stopped

    def _sound(self) -> None:
        """One sound for a turn of the loop: of a burst only the last could be told apart."""
        kind, self._to_sound = self._to_sound, None
        if kind is not None and not self._sounds.play(kind):
            self._shell.strip.flash()

    def _painted(self) -> None:
        now = time.perf_counter()
        for sight in (*self._heard.values(), *self._reported):
            if sight.feedback_rendered and sight.latency_ms < 0 and sight.ended is not None:
                sight.latency_ms = (now - sight.ended) * 1000
        while self._reported and self._reported[0].outcome_rendered:
            sight = self._reported.popleft()
            shown = _NOT_SEEN if sight.ended is None else (now - sight.ended) * 1000
            self.outcome_shown.emit(sight.request, sight.latency_ms, shown)
        self._rest()

    def _give_up_waiting(self) -> None:
        latest = time.perf_counter() - _PAINT_WAIT_SECONDS
        while self._reported and self._reported[0].reported_at <= latest:
            sight = self._reported.popleft()
            self.outcome_shown.emit(sight.request, sight.latency_ms, _NOT_SEEN)
        self._rest()

    def _rest(self) -> None:
        if not self._reported:
            self._patience.stop()
