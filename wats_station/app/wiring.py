"""The wiring: window and engine, joined by signals, and every scan's outcome told once.

Told means: into the event log, to the recorder, and to the gun that waits for it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from wats_station.app.clock import now
from wats_station.app.phase_events import PhaseEvents
from wats_station.domain.command import OutboxRow
from wats_station.domain.gate import Verdict
from wats_station.domain.link import LinkState
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.scan_record import ScanRecord
from wats_station.flows.bench import Bench
from wats_station.flows.lookup import LookupState
from wats_station.log import EventLog
from wats_station.scan.intent import Meaning, meaning_name
from wats_station.scan.raw_scan import RawScan
from wats_station.scan.reading import Reading
from wats_station.services.engine import WindowEffect
from wats_station.station.outbox_events import write_row
from wats_station.ui.bridge import Bridge

# A gun beeps right only for what the station did; an ignored code was not acted on.
_NOT_SEEN = -1.0
_GOOD = frozenset({OutcomeKind.DONE, OutcomeKind.QUEUED})


class _Heard(NamedTuple):
    at: datetime
    raw: RawScan
    reading: Reading
    meaning: str


class Wiring:
    """Listens to the engine for the window, and to the window's painting for the log.

    Until they are set, nobody is asked for what only the window can do, and no gun is
    answered; what is to be recorded waits for `record_with`.
    """

    def __init__(self, bridge: Bridge, events: EventLog) -> None:
        self._bridge = bridge
        self._events = events
        self._panel = ""
        self._heard: dict[int, _Heard] = {}
        self._ended: dict[int, tuple[str, Outcome]] = {}
        self.carry_out: Callable[[WindowEffect], None] = _nobody
        self.acknowledge: Callable[[str, bool], None] = _nobody
        self._phase_events = PhaseEvents(events)
        self._lookup: LookupState | None = None
        # Of the unit that is shown.
        self._gates: dict[int, Verdict] = {}
        self._unrecorded: list[ScanRecord] = []
        self._record: Callable[[ScanRecord], None] = self._unrecorded.append
        bridge.outcome_shown.connect(self._outcome_shown)

    def heard(self, request: int, raw: RawScan, reading: Reading, meaning: Meaning) -> None:
        """A scan was accepted: the clock of its feedback runs."""
        self._heard[request] = _Heard(now(), raw, reading, meaning_name(meaning))
        self._bridge.heard(request, raw.ended)

    def reported(self, request: int, outcome: Outcome) -> None:
        """A scan or button ended; what was scanned goes into the log once it is painted."""
        heard = self._heard.get(request)
        if heard is not None:
            self._ended[request] = (self._panel, outcome)
            if heard.raw.port:
                self.acknowledge(heard.raw.port, outcome.kind in _GOOD)
        self._bridge.reported(request, outcome)

    def changed(self, bench: Bench) -> None:
        """There is something new to show."""
        self._panel = bench.panel.value
        self._tell_gate(bench)
        self._phase_events.changed(bench)
        self._bridge.show(bench)

    def _tell_gate(self, bench: Bench) -> None:
        """`gate.shown` says what the gate comes to; `scan.outcome` says what it was by then."""
        if bench.lookup is self._lookup:
            return
        self._lookup, gate, request = bench.lookup, bench.gate, bench.lookup.request
        if bench.current_unit is None or self._gates.get(request) is gate.verdict:
            return
        self._gates = {request: gate.verdict}
        if gate.verdict in (Verdict.GO, Verdict.STOP):
            reasons = [stop.reason.value for stop in gate.stops]
            self._events.write("gate.shown", id=request, gate=gate.verdict.value, reasons=reasons)

    def asked(self, effect: WindowEffect) -> None:
        """Something is wanted that only the window can do."""
        self.carry_out(effect)

    def link_changed(self, link: LinkState) -> None:
        """The link's state goes into the log as well as on the screen."""
        self._events.write("link.changed", state=link.value)

    def row_told(self, row: OutboxRow) -> None:
        """A command was delivered, or was not: both are events."""
        write_row(self._events, row)

    def record_with(self, record: Callable[[ScanRecord], None]) -> None:
        """Give every scan's record to this, those that waited first."""
        self._record = record
        for waiting in self._unrecorded:
            record(waiting)
        self._unrecorded.clear()

    def finish(self) -> None:
        """Tell what has ended and was not painted yet: the window goes."""
        for request in tuple(self._ended):
            self._outcome_shown(request, _NOT_SEEN, _NOT_SEEN)

    def _outcome_shown(self, request: int, latency_ms: float, shown_ms: float) -> None:
        ended = self._ended.pop(request, None)
        heard = self._heard.pop(request, None)
        if ended is None or heard is None:
            return
        seen_ms = round(shown_ms, 3) if shown_ms >= 0 else None
        gate = self._gates.get(request, Verdict.NONE)
        record = _record(heard, *ended, latency_ms=round(latency_ms, 3), shown_ms=seen_ms)
        self._events.write(
            "scan.outcome",
            id=request,
            source=record.source,
            text=record.text,
            meaning=record.meaning,
            panel=record.panel,
            outcome=record.outcome,
            reason=record.reason,
            **({} if gate is Verdict.NONE else {"gate": gate.value}),
            latency_ms=record.latency_ms,
            shown_ms=record.shown_ms,
        )
        self._record(record)


def _record(
    heard: _Heard, panel: str, outcome: Outcome, *, latency_ms: float, shown_ms: float | None
) -> ScanRecord:
    raw = heard.raw
    return ScanRecord(
        at=heard.at,
        source=raw.source.value,
        port=raw.port,
        raw=raw.raw or raw.text.encode(errors="surrogatepass"),
        gaps_ms=tuple(gap * 1000 for gap in raw.gaps),
        text=raw.text,
        other=raw.other,
        rule=heard.reading.rule.value,
        fields=tuple(
            (each.name.value, each.value, each.identifier) for each in heard.reading.fields
        ),
        meaning=heard.meaning,
        panel=panel,
        outcome=outcome.kind.value,
        reason=outcome.notice.kind.value,
        latency_ms=latency_ms,
        shown_ms=shown_ms,
    )


def _nobody(*_told: object) -> None:
    """Where nobody wants to know."""
