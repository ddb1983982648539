"""A bench driven by scans and answers, with all that it asked for."""

from dataclasses import dataclass, field

from tests.support.units import PHASES, PROCESSES, unit
from wats_station.domain.notice import NoticeKind
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.unit import Unit
from wats_station.domain.verification import Verification
from wats_station.flows.bench import (
    Asked,
    Bench,
    BenchEffect,
    BenchEvent,
    Button,
    ReferenceAnswered,
    Report,
    step,
)
from wats_station.flows.lookup import UnitAnswered
from wats_station.flows.phase.state import UnitChecked
from wats_station.scan.decode import decode
from wats_station.scan.intent import intent
from wats_station.scan.raw_scan import Source


@dataclass
class Line:
    """A bench with its effects, driven by scans and answers."""

    bench: Bench = field(default_factory=Bench)
    effects: list[BenchEffect] = field(default_factory=list)
    now: float = 0.0
    requests: int = 0

    def scan(self, text: str, *, source: Source | None = Source.WEDGE, after: float = 5.0) -> int:
        self.now += after
        self.requests += 1
        meaning = intent(decode(text))
        self.send(Asked(self.requests, text, meaning, source, self.now))
        return self.requests

    def touch(self, button: Button) -> int:
        """Press a panel's button."""
        self.requests += 1
        self.send(Asked(self.requests, "", button, None, self.now))
        return self.requests

    def send(self, event: BenchEvent) -> None:
        self.bench, effects = step(self.bench, event)
        self.effects.extend(effects)

    def found(self, serial_number: str = "SN1", *, in_phase: int = 2) -> int:
        """A unit scanned and found, phases and processes known."""
        self.send(ReferenceAnswered(-1, (PHASES, PROCESSES)))
        request = self.scan(serial_number)
        self.send(UnitAnswered(request, unit(serial_number, in_phase=in_phase)))
        return request

    def outcomes(self) -> list[tuple[int, OutcomeKind, NoticeKind]]:
        return [
            (effect.request, effect.outcome.kind, effect.outcome.notice.kind)
            for effect in self.effects
            if isinstance(effect, Report)
        ]

    def activity(self) -> NoticeKind | None:
        notice = self.bench.strip.activity
        return notice.kind if notice else None

    def last(self) -> Outcome:
        reports = [effect for effect in self.effects if isinstance(effect, Report)]
        return reports[-1].outcome

    def last_effect(self) -> BenchEffect:
        return self.effects[-1]


def check(line: Line, request: int, now: Unit, verification: Verification | None = None) -> None:
    line.send(UnitChecked(request, (now, verification)))
