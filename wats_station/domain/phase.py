"""Production phases: what they are called, how one is named in a scan, which may follow which.

Ids are WATS's bit values; a unit is in exactly one of the 15 phases, and the
queued ones are a base phase plus 4096 (wire contract 2.3). Names are the
server's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum


class PhaseId(IntEnum):
    """The 15 phases a unit can be in, by WATS's number."""

    UNKNOWN = 1
    UNDER_PRODUCTION = 2
    REPAIR_PRODUCTION = 4
    REPAIR_SERVICE = 8
    FINALIZED = 16
    SCRAPPED = 32
    EXTENDED_TEST = 64
    CUSTOMIZATION = 128
    REPAIRED = 256
    MISSING = 512
    IN_STORAGE = 1024
    SHIPPED = 2048
    UNDER_PRODUCTION_QUEUED = 4098
    REPAIR_PRODUCTION_QUEUED = 4100
    REPAIR_SERVICE_QUEUED = 4104


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase as the server knows it: number, code (`Under_Production_Q`) and name."""

    id: int
    code: str
    name: str


_P = PhaseId

# product.md section 6 gives the rows for under production, repair, repaired and
# finalized. It is silent on the others; what is here keeps a unit from getting stuck.
_NEXT: dict[int, frozenset[int]] = {
    _P.UNKNOWN: frozenset({_P.UNDER_PRODUCTION, _P.UNDER_PRODUCTION_QUEUED}),
    _P.UNDER_PRODUCTION_QUEUED: frozenset({_P.UNDER_PRODUCTION}),
    _P.UNDER_PRODUCTION: frozenset(
        {
            _P.UNDER_PRODUCTION_QUEUED,
            _P.REPAIR_PRODUCTION,
            _P.REPAIR_PRODUCTION_QUEUED,
            _P.REPAIR_SERVICE,
            _P.REPAIR_SERVICE_QUEUED,
            _P.EXTENDED_TEST,
            _P.CUSTOMIZATION,
            _P.FINALIZED,
            _P.SCRAPPED,
            _P.MISSING,
        }
    ),
    _P.REPAIR_PRODUCTION: frozenset(
        {_P.REPAIRED, _P.UNDER_PRODUCTION, _P.REPAIR_PRODUCTION_QUEUED}
    ),
    _P.REPAIR_PRODUCTION_QUEUED: frozenset({_P.REPAIR_PRODUCTION}),
    _P.REPAIR_SERVICE: frozenset({_P.REPAIRED, _P.UNDER_PRODUCTION, _P.REPAIR_SERVICE_QUEUED}),
    _P.REPAIR_SERVICE_QUEUED: frozenset({_P.REPAIR_SERVICE}),
    _P.REPAIRED: frozenset({_P.UNDER_PRODUCTION, _P.FINALIZED}),
    _P.EXTENDED_TEST: frozenset({_P.UNDER_PRODUCTION, _P.FINALIZED}),
    _P.CUSTOMIZATION: frozenset({_P.UNDER_PRODUCTION, _P.FINALIZED}),
    _P.MISSING: frozenset({_P.UNDER_PRODUCTION, _P.SCRAPPED}),
    _P.FINALIZED: frozenset({_P.IN_STORAGE, _P.SHIPPED, _P.CUSTOMIZATION}),
    _P.IN_STORAGE: frozenset({_P.SHIPPED}),
}

# "Backwards from finalized, in storage, shipped and scrapped with a supervisor."
_BACKWARDS: dict[int, frozenset[int]] = {
    _P.FINALIZED: frozenset({_P.UNDER_PRODUCTION, _P.REPAIR_PRODUCTION, _P.SCRAPPED}),
    _P.IN_STORAGE: frozenset({_P.FINALIZED, _P.UNDER_PRODUCTION}),
    _P.SHIPPED: frozenset({_P.IN_STORAGE, _P.FINALIZED, _P.REPAIR_SERVICE}),
    _P.SCRAPPED: frozenset({_P.UNDER_PRODUCTION, _P.REPAIR_PRODUCTION}),
}

# The production guide's names, which work on every server whatever it calls them.
_GUIDE_NAMES: dict[str, int] = {
    "undefined": _P.UNKNOWN,
    "underproductionqueued": _P.UNDER_PRODUCTION_QUEUED,
    "underproduction": _P.UNDER_PRODUCTION,
}


Rows = Mapping[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class PhaseTable:
    """Which phases may follow which: what anybody may do, and what a supervisor may besides."""

    anybody: Rows
    supervisor: Rows

    def following(self, current: int, *, supervisor: bool) -> frozenset[int]:
        """The phase numbers a unit in phase `current` may be moved to."""
        forwards = self.anybody.get(current, frozenset())
        return forwards | self.supervisor.get(current, frozenset()) if supervisor else forwards

    def is_ever_next(self, phase: int) -> bool:
        """True for a phase that units can be moved to from some other."""
        rows = (*self.anybody.values(), *self.supervisor.values())
        return any(phase in following for following in rows)


STANDARD = PhaseTable(_NEXT, _BACKWARDS)


def phase_number(text: str | int) -> int | None:
    """The number of the phase with this number or WATS's code; None where there is none."""
    wanted = _squeezed(str(text))
    for phase in PhaseId:
        code = _squeezed(phase.name.replace("_QUEUED", "_Q"))
        if wanted in (str(int(phase)), code, _squeezed(phase.name)):
            return int(phase)
    return None


def find_phase(text: str, phases: Iterable[Phase]) -> Phase | None:
    """The phase that a scan or a script calls `text`: number, code, name or the guide's name.

    Letter case, spaces, `_` and `-` do not count.
    """
    known = tuple(phases)
    wanted = _squeezed(text)
    if not wanted:
        return None
    if wanted.isascii() and wanted.isdigit():
        # As text: int() raises on the thousands of digits that a scan may hold.
        return next((phase for phase in known if str(phase.id) == wanted), None)
    for phase in known:
        if wanted in (_squeezed(phase.code), _squeezed(phase.name)):
            return phase
    by_guide = _GUIDE_NAMES.get(wanted)
    return next((phase for phase in known if phase.id == by_guide), None)


def _squeezed(text: str) -> str:
    return "".join(text.casefold().replace("_", " ").replace("-", " ").split())
