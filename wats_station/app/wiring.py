"""The wiring: window and engine, joined by signals, and every scan's outcome into the event log."""

from wats_station.domain.link import LinkState
from wats_station.domain.outcome import Outcome
from wats_station.flows.bench import Bench
from wats_station.log import EventLog
from wats_station.scan.intent import Meaning, meaning_name
from wats_station.scan.raw_scan import RawScan
from wats_station.ui.bridge import Bridge


class Wiring:
    """Listens to the engine for the window, and to the window's painting for the log."""

    def __init__(self, bridge: Bridge, events: EventLog) -> None:
        self._bridge = bridge
        self._events = events
        self._panel = ""
        self._heard: dict[int, tuple[RawScan, str]] = {}
        self._ended: dict[int, tuple[str, Outcome]] = {}
        bridge.outcome_shown.connect(self._outcome_shown)

    def heard(self, request: int, raw: RawScan, meaning: Meaning) -> None:
        """A scan was accepted: the clock of its feedback runs."""
        self._heard[request] = (raw, meaning_name(meaning))
        self._bridge.heard(request, raw.ended)

    def reported(self, request: int, outcome: Outcome) -> None:
        """A scan or button ended; what was scanned goes into the log once it is painted."""
        if request in self._heard:
            self._ended[request] = (self._panel, outcome)
        self._bridge.reported(request, outcome)

    def changed(self, bench: Bench) -> None:
        """There is something new to show."""
        self._panel = bench.panel.value
        self._bridge.show(bench)

    def link_changed(self, link: LinkState) -> None:
        """The link's state goes into the log as well as on the screen."""
        self._events.write("link.changed", state=link.value)

    def _outcome_shown(self, request: int, latency_ms: float, shown_ms: float) -> None:
        ended = self._ended.pop(request, None)
        heard = self._heard.pop(request, None)
        if ended is None or heard is None:
            return
        (raw, meaning), (panel, outcome) = heard, ended
        self._events.write(
            "scan.outcome",
            id=request,
            source=raw.source.value,
            text=raw.text,
            meaning=meaning,
            panel=panel,
            outcome=outcome.kind.value,
            reason=outcome.notice.kind.value,
            latency_ms=round(latency_ms, 3),
            shown_ms=round(shown_ms, 3) if shown_ms >= 0 else None,
        )
