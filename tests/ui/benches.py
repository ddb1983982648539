"""States of the bench, made from the flows' own values, as the window is given them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.flows.register import ANNA, EVA, REGISTER
from wats_station.domain.command import (
    Action,
    AddChild,
    Command,
    CommandState,
    FileReport,
    MovePhase,
    MoveProcess,
    OutboxRow,
    RemoveChild,
    WriteTag,
)
from wats_station.domain.hold import HELD
from wats_station.domain.link import LinkState
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.operator import Permission, PinResult, PinVerdict
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.panel import Panel
from wats_station.domain.phase import Phase, PhaseId
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import LifeEvent, Process, Tag, Unit, UnitKey
from wats_station.domain.verification import Grade, ProcessResult, Verification
from wats_station.flows.approval import Approval
from wats_station.flows.approval import Question as PinQuestion
from wats_station.flows.bench import Bench
from wats_station.flows.lookup import LookupState, LookupStatus
from wats_station.flows.operators import OperatorsState
from wats_station.flows.outbox import OutboxState
from wats_station.flows.phase.state import PhaseChange, PhaseState, Question, Refusal, Work
from wats_station.flows.strip import Strip, StripEntry

WHEN = datetime(2026, 11, 23, 8, 14, tzinfo=UTC)
NAMES = {
    PhaseId.UNKNOWN: "Undefined",
    PhaseId.UNDER_PRODUCTION: "Under Production",
    PhaseId.REPAIR_PRODUCTION: "Under repair - production",
    PhaseId.REPAIR_SERVICE: "Under repair - service",
    PhaseId.FINALIZED: "Finalized",
    PhaseId.SCRAPPED: "Scrapped",
    PhaseId.EXTENDED_TEST: "Extended test",
    PhaseId.CUSTOMIZATION: "Customization",
    PhaseId.REPAIRED: "Repaired",
    PhaseId.MISSING: "Missing",
    PhaseId.IN_STORAGE: "In storage",
    PhaseId.SHIPPED: "Shipped",
    PhaseId.UNDER_PRODUCTION_QUEUED: "Under Production - Queued",
    PhaseId.REPAIR_PRODUCTION_QUEUED: "Under repair - production - Queued",
    PhaseId.REPAIR_SERVICE_QUEUED: "Under repair - service - Queued",
}
PHASES = tuple(Phase(int(each), each.name, NAMES[each]) for each in PhaseId)


def phase(number: PhaseId) -> Phase:
    return next(each for each in PHASES if each.id == number)


UNIT = Unit(
    serial_number="DEMO-1001",
    part_number="PCBA-100-01",
    revision="B",
    part_name="Motor controller board",
    batch_number="2026-W47",
    location="Line 2",
    phase=phase(PhaseId.UNDER_PRODUCTION),
    process=Process(20, "Functional test"),
    process_text="",
    tags=(Tag("WorkOrder", "4711"), Tag("Lot", "L-20261120")),
    parent_serial_number="",
    children=(),
)
IN_REPAIR = replace(
    UNIT,
    phase=phase(PhaseId.REPAIR_PRODUCTION_QUEUED),
    parent_serial_number="MODULE-77",
    children=(UnitKey("PSU-1", "PSU-200"), UnitKey("FAN-2", "FAN-300")),
)
ICT = ProcessResult(10, "ICT", "Passed", 1, 0, 0, "ICT-3", WHEN)
FCT_PASSED = ProcessResult(20, "Functional test", "Passed", 2, 1, 1, "FCT-1", WHEN)
FCT_FAILED = ProcessResult(20, "Functional test", "Failed", 2, 2, 0, "FCT-1", WHEN)
BURN_IN = ProcessResult(30, "Burn-in", "Unknown", 0, 0, 0, "", None)
PASSING = Verification(Grade.PASSED, True, (ICT, FCT_PASSED))
FAILING = Verification(Grade.FAILED, True, (ICT, FCT_FAILED, BURN_IN))


def life_event(number: int) -> LifeEvent:
    kind = ("phase", "test", "repair", "tag", "process", "created")[number % 6]
    good = number % 4 == 1 if kind == "test" else None
    when = WHEN - timedelta(minutes=number)
    return LifeEvent(when, kind, f"Title {number}", "detail", good, "", "FCT-1")


EVENTS = tuple(life_event(number) for number in range(8))


def said(kind: OutcomeKind, why: Notice, text: str = "DEMO-1001", request: int = 9) -> StripEntry:
    return StripEntry(request, text, Outcome(kind, why))


SHOWN = notice(
    NoticeKind.UNIT_SHOWN, serial="DEMO-1001", part="PCBA-100-01", phase="Under Production"
)
REMEMBERED = notice(
    NoticeKind.UNIT_REMEMBERED, serial="DEMO-1001", part="PCBA-100-01", phase="Under Production",
    as_of=WHEN.isoformat(),
)  # fmt: skip
NOT_FOUND = notice(NoticeKind.UNIT_NOT_FOUND, serial="NO-SUCH-UNIT")
NOT_PASSED = notice(
    NoticeKind.FINALIZE_NOT_PASSED, serial="DEMO-1001", processes="Functional test, Burn-in"
)
UNTESTED = notice(NoticeKind.FINALIZE_NEEDS_CONFIRMATION, serial="DEMO-1001")
UNREACHABLE = notice(NoticeKind.SERVER_UNREACHABLE)
FOUND = LookupState(
    LookupStatus.FOUND, 4, "DEMO-1001", unit=UNIT, verification=PASSING, timeline=EVENTS
)


def strip(kind: OutcomeKind, why: Notice, text: str = "DEMO-1001") -> Strip:
    older = (said(OutcomeKind.DONE, SHOWN, "DEMO-1002", 8), said(OutcomeKind.REFUSED, NOT_FOUND))
    return Strip(None, 0, (said(kind, why, text), *older))


_QUIET = Strip()


def _bench(lookup: LookupState, shown: Strip = _QUIET, link: LinkState = LinkState.ONLINE) -> Bench:
    return Bench(link=link, strip=shown, lookup=lookup, phases=PHASES)


def _phase_bench(flow: PhaseState, shown: Strip = _QUIET, lookup: LookupState = FOUND) -> Bench:
    return replace(_bench(lookup, shown), panel=Panel.PHASE, phase=flow)


_READING = Strip(notice(NoticeKind.READING, text="DEMO-1001"), 2, ())
_CANDIDATES = tuple(UnitKey("DEMO-2001", part) for part in ("PCBA-100-01", "PCBA-200", "CABLE-9"))
_REFUSED = strip(OutcomeKind.REFUSED, NOT_PASSED, "CMD-PHASE-FINALIZED")


def outbox_row(
    number: int,
    action: Action,
    state: CommandState = CommandState.WAITING,
    why: Notice | None = None,
) -> OutboxRow:
    stamp = Stamp(UUID(int=number), "Anna Berglund-Østby", "BENCH-7")
    command = Command(UNIT.key, action, stamp, WHEN, "site", 0.0, "CMD-PHASE-SCRAPPED")
    return OutboxRow(number, command, state, 3, why, None if state.is_open else WHEN)


_SCRAP = MovePhase(phase(PhaseId.UNDER_PRODUCTION), phase(PhaseId.SCRAPPED))
_REPORT = FileReport(UUID(int=1), "{}")
_NO_LOT = notice(NoticeKind.SERVER_REFUSED, message="There is no lot 4711-B in this plant.")
_MOVED = notice(NoticeKind.UNIT_CHANGED, serial="DEMO-1001", phase="Under repair - production")
_OPEN = {
    1: outbox_row(1, WriteTag("Lot", None, "4711-B"), CommandState.REJECTED, _NO_LOT),
    2: outbox_row(2, _SCRAP, why=notice(NoticeKind.SERVER_TIMEOUT, seconds="5")),
    3: outbox_row(3, AddChild(UnitKey("PSU-1", "PSU-200"), 0)),
    4: outbox_row(4, _REPORT, why=notice(NoticeKind.CLOCK_UNKNOWN)),
}
_ENDED = (
    outbox_row(7, _SCRAP, CommandState.CONFLICT, _MOVED),
    outbox_row(6, RemoveChild(UnitKey("PSU-1", "PSU-200")), CommandState.DELIVERED),
    outbox_row(5, MoveProcess(None, Process(20, "Functional test")), CommandState.DISCARDED,
               notice(NoticeKind.DISCARDED, reason="wrong process")),
)  # fmt: skip


def outbox_bench(rows: dict[int, OutboxRow], recent: tuple[OutboxRow, ...]) -> Bench:
    return replace(
        _bench(FOUND), panel=Panel.OUTBOX, outbox=OutboxState(rows, recent, server="site")
    )


BACKWARDS = Approval(7, Permission.GO_BACKWARDS)

BENCHES: dict[str, Bench] = {
    "empty": _bench(LookupState()),
    "reading": _bench(LookupState(LookupStatus.READING, 4, "DEMO-1001"), _READING),
    "passing": _bench(FOUND, strip(OutcomeKind.DONE, SHOWN)),
    "failing": _bench(
        replace(FOUND, unit=IN_REPAIR, verification=FAILING), strip(OutcomeKind.DONE, SHOWN)
    ),
    "identity only": _bench(replace(FOUND, verification=None, timeline=None)),
    "no rule": _bench(replace(FOUND, verification=Verification(Grade.PASSED, False, (ICT,)))),
    "parts failed": _bench(
        replace(
            FOUND,
            verification=None,
            timeline=None,
            verification_problem=UNREACHABLE,
            timeline_problem=UNREACHABLE,
        )
    ),
    "ambiguous": _bench(
        LookupState(LookupStatus.AMBIGUOUS, 5, "DEMO-2001", candidates=_CANDIDATES)
    ),
    "not found": _bench(
        LookupState(LookupStatus.NOT_FOUND, 5, "NO-SUCH-UNIT", problem=NOT_FOUND),
        strip(OutcomeKind.REFUSED, NOT_FOUND),
    ),
    "offline": _bench(
        LookupState(LookupStatus.FAILED, 5, "DEMO-1001", problem=UNREACHABLE),
        strip(OutcomeKind.REFUSED, UNREACHABLE),
        LinkState.OFFLINE,
    ),
    "remembered": _bench(
        replace(FOUND, as_of=WHEN), strip(OutcomeKind.DONE, REMEMBERED), LinkState.OFFLINE
    ),
    "held, with changes on their way": replace(
        _bench(replace(FOUND, unit=replace(UNIT, tags=(*UNIT.tags, HELD)), as_of=WHEN)),
        outbox=OutboxState(_OPEN, server="site"),
    ),
    "outbox, empty": outbox_bench({}, ()),
    "outbox, refused": outbox_bench(_OPEN, _ENDED),
    "outbox, to be noted": outbox_bench({2: _OPEN[2]}, _ENDED),
    "outbox, delivered": outbox_bench({}, _ENDED[1:]),
    "outbox, out of order": replace(
        outbox_bench({}, ()),
        outbox=OutboxState(problem=notice(NoticeKind.OUTBOX_FAULT, detail="the disk is full")),
    ),
    "approval, whose PIN": replace(
        _phase_bench(PhaseState()),
        operators=OperatorsState(REGISTER, active=ANNA, question=PinQuestion(BACKWARDS)),
    ),
    "approval, wrong PIN": replace(
        _bench(FOUND, strip(OutcomeKind.REFUSED, notice(NoticeKind.NEEDS_SUPERVISOR))),
        operators=OperatorsState(
            REGISTER,
            active=ANNA,
            seconds_left=17,
            question=PinQuestion(BACKWARDS, supervisor=EVA, said=PinResult(PinVerdict.WRONG, 2)),
        ),
    ),
    "approval, locked": replace(
        outbox_bench({}, _ENDED[1:]),
        operators=OperatorsState(
            REGISTER,
            question=PinQuestion(
                BACKWARDS, supervisor=EVA, said=PinResult(PinVerdict.LOCKED, 0, WHEN)
            ),
        ),
    ),
    "phase, no unit": _phase_bench(PhaseState(), lookup=LookupState()),
    "phase": _phase_bench(PhaseState()),
    "phase, in repair": _phase_bench(PhaseState(), lookup=replace(FOUND, unit=IN_REPAIR)),
    "phase, busy": _phase_bench(PhaseState(Work(9, PhaseChange(phase(PhaseId.FINALIZED)), UNIT))),
    "phase, refusal": _phase_bench(
        PhaseState(refusal=Refusal(UNIT.key, NOT_PASSED, (FCT_FAILED, BURN_IN))), _REFUSED
    ),
    "phase, question": _phase_bench(
        PhaseState(
            question=Question(UNIT.key, phase(PhaseId.FINALIZED)),
            refusal=Refusal(UNIT.key, UNTESTED, ()),
        ),
        strip(OutcomeKind.REFUSED, UNTESTED),
    ),
}
