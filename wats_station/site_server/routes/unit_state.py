"""Where a unit is in its life: phase, process, verification, history (wire contract 2.1-2.3)."""

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection
from typing_extensions import TypedDict

from wats_station.site_server.routes.description import described
from wats_station.site_server.routes.parameters import (
    COMMENT,
    PART_NUMBER,
    REVISION,
    SERIAL_NUMBER,
    SKIP,
    Number,
    Text,
    unit_key,
)
from wats_station.site_server.routes.request import answer, apply_once, done, read, search
from wats_station.site_server.rules.phases import NAMES, PHASES
from wats_station.site_server.store import history, processes, unit_changes, units, verification
from wats_station.site_server.store.history import Author, HistoryRow
from wats_station.site_server.store.unit_answers import row_of
from wats_station.site_server.store.unit_changes import UnitChangeAnswer
from wats_station.site_server.store.verification import VerificationAnswer

router = APIRouter(tags=["Phases, processes, history"])

_INTERNAL = "/api/internal/Production"
_PHASES = tuple(NAMES)
_PHASE = Number("phase", description="One of the 15 phases.", choices=_PHASES)
_UNIT_PHASE = Number(
    "unitPhase", ("phase", "unitPhaseId"), "One of the 15 phases.", choices=_PHASES
)
_PROCESS = Text("processName", ("processCode",), "The process by its name or its code.")
_MAX_COUNT = Number("maxCount", ("$top",), "Changes at most; 1000 unless given.")
_CHANGES_MOST = 10_000


class PhaseAnswer(TypedDict):
    """A phase as the API answers it."""

    UnitPhaseId: int
    Code: str
    Name: str
    Description: str


class StateHistory(TypedDict):
    """Parallel lists, newest first."""

    processes: list[str]
    phases: list[str]
    dateTimes: list[str]


@router.get(
    "/api/Production/UnitVerification",
    **described(PART_NUMBER, REVISION, answer=VerificationAnswer, needed=(SERIAL_NUMBER,)),
)
async def unit_verification(request: Request) -> Response:
    """The unit against the closest verification rule; of another revision where one is named."""
    return answer(await _verification(request))


@router.get(
    "/api/station/History",
    **described(PART_NUMBER, answer=list[HistoryRow], needed=(SERIAL_NUMBER,)),
)
async def station_history(request: Request) -> Response:
    """Every accepted write to the unit, newest first, also of a deleted one (not a WATS call)."""
    key = unit_key(request)

    def work(connection: Connection) -> list[HistoryRow]:
        before = history.of_deleted(connection, *key)
        if before and not history.is_there(connection, *key):
            return before
        return history.of_unit(connection, row_of(connection, *key)["id"]) + before

    return answer(await read(request, work))


@router.get("/api/internal/Mes/GetUnitPhases", **described(answer=list[PhaseAnswer]))
async def unit_phases() -> Response:
    """The 15 phases, PascalCase."""
    return answer(
        [
            {
                "UnitPhaseId": phase.id,
                "Code": phase.code,
                "Name": phase.name,
                "Description": phase.description,
            }
            for phase in PHASES
        ]
    )


@router.put(
    "/api/Production/SetUnitPhase",
    **described(PART_NUMBER, COMMENT, needed=(SERIAL_NUMBER, _PHASE)),
)
async def set_unit_phase(request: Request) -> Response:
    """Move a unit to one of the 15 phases."""
    return await _set_phase(request, _PHASE.needed(request))


@router.get(
    f"{_INTERNAL}/SetUnitPhase",
    **described(PART_NUMBER, COMMENT, _UNIT_PHASE, needed=(SERIAL_NUMBER,)),
)
async def set_unit_phase_internal(request: Request) -> Response:
    """The same, as WATS's own clients ask for it."""
    return await _set_phase(request, _UNIT_PHASE.needed(request))


@router.put(
    "/api/Production/SetUnitProcess",
    **described(PART_NUMBER, _PROCESS, COMMENT, needed=(SERIAL_NUMBER,)),
)
async def set_unit_process(request: Request) -> Response:
    """Set the process by code or name."""
    return await _set_process(request)


@router.get(
    f"{_INTERNAL}/SetUnitProcess",
    **described(PART_NUMBER, _PROCESS, COMMENT, needed=(SERIAL_NUMBER,)),
)
async def set_unit_process_internal(request: Request) -> Response:
    """The same, as WATS's own clients ask for it."""
    return await _set_process(request)


@router.get(
    f"{_INTERNAL}/SetUnitPhaseAndProcess",
    **described(PART_NUMBER, _UNIT_PHASE, _PROCESS, COMMENT, needed=(SERIAL_NUMBER,)),
)
async def set_unit_phase_and_process(request: Request) -> Response:
    """Both at once, or neither."""
    key, text, comment = unit_key(request), _PROCESS.needed(request), COMMENT.of(request)
    phase_id = _UNIT_PHASE.needed(request)

    def work(connection: Connection, by: Author) -> None:
        units.set_phase(connection, key, phase_id, comment, by)
        units.set_process(connection, key, processes.code_of(connection, text), comment, by)

    await apply_once(request, work, about=("phase", "process"))
    return done()


@router.get(
    f"{_INTERNAL}/GetUnitPhase", **described(PART_NUMBER, answer=int, needed=(SERIAL_NUMBER,))
)
async def get_unit_phase(request: Request) -> Response:
    """The id of the unit's phase."""
    key = unit_key(request)
    return answer(await read(request, lambda connection: row_of(connection, *key)["phase_id"]))


@router.get(
    f"{_INTERNAL}/GetUnitProcess", **described(PART_NUMBER, answer=str, needed=(SERIAL_NUMBER,))
)
async def get_unit_process(request: Request) -> Response:
    """The name of the unit's process; empty when it has none."""
    key = unit_key(request)
    row = await read(request, lambda connection: row_of(connection, *key))
    return answer(row["process_name"] or "")


@router.get(
    "/api/internal/UnitVerification/GetUnitVerificationGrade",
    **described(PART_NUMBER, REVISION, answer=VerificationAnswer, needed=(SERIAL_NUMBER,)),
)
async def unit_verification_internal(request: Request) -> Response:
    """The same, with process ids beside their codes."""
    return answer(verification.with_process_ids(await _verification(request)))


@router.get(
    f"{_INTERNAL}/GetUnitStateHistory",
    **described(PART_NUMBER, answer=StateHistory, needed=(SERIAL_NUMBER,)),
)
async def unit_state_history(request: Request) -> Response:
    """What phases and processes the unit has been in, as parallel lists, newest first."""
    key = unit_key(request)

    def work(connection: Connection) -> StateHistory:
        row = row_of(connection, *key)
        return _states(history.of_unit(connection, row["id"]), row["process_name"] or "")

    return answer(await read(request, work))


@router.get(
    "/api/Production/Units/Changes",
    **described(_MAX_COUNT, SERIAL_NUMBER, PART_NUMBER, SKIP, answer=list[UnitChangeAnswer]),
)
async def waiting_unit_changes(request: Request) -> Response:
    """The changes that wait for an ERP, oldest first; empty unless the site logs them."""
    most = _MAX_COUNT.given(request)
    key, skip = (SERIAL_NUMBER.of(request), PART_NUMBER.of(request)), SKIP.given(request) or 0
    count = 1000 if most is None else min(most, _CHANGES_MOST)
    return answer(await search(request, lambda each: unit_changes.waiting(each, key, count, skip)))


@router.delete(
    "/api/Production/Units/Changes/{change_id}",
    **described(path_names=("change_id",), administer=True),
)
async def acknowledge_unit_change(request: Request, change_id: str) -> Response:
    """The ERP has it: forget the change."""
    is_id = change_id.isascii() and change_id.isdigit() and len(change_id) < 10  # noqa: PLR2004
    number = int(change_id) if is_id else 0
    await apply_once(request, lambda each, _: unit_changes.acknowledge(each, number))
    return done()


async def _set_phase(request: Request, phase_id: int) -> Response:
    key, comment = unit_key(request), COMMENT.of(request)
    await apply_once(
        request,
        lambda connection, by: units.set_phase(connection, key, phase_id, comment, by),
        about=("phase",),
    )
    return done()


async def _set_process(request: Request) -> Response:
    key, text, comment = unit_key(request), _PROCESS.needed(request), COMMENT.of(request)

    def work(connection: Connection, by: Author) -> None:
        code = processes.code_of(connection, text)
        units.set_process(connection, key, code, comment, by)

    await apply_once(request, work, about=("process",))
    return done()


async def _verification(request: Request) -> VerificationAnswer:
    key, revision = unit_key(request), REVISION.of(request)
    return await read(request, lambda each: verification.of_unit(each, *key, revision))


def _states(rows: list[HistoryRow], process_now: str) -> StateHistory:
    """Each change of phase or process with what the other was by then."""
    oldest_first = [row for row in reversed(rows) if row["kind"] in ("created", "phase", "process")]
    moves = [row for row in oldest_first if row["kind"] == "process"]
    # What a unit was made with has no row: the first move tells it, or the unit itself.
    process = (moves[0]["old"] or "") if moves else process_now
    phase = ""
    states: list[tuple[str, str, str]] = []
    for row in oldest_first:
        if row["kind"] == "process":
            process = row["new"] or ""
        else:
            phase = row["new"] or ""
        states.append((process, phase, row["time"]))
    states.reverse()
    return {
        "processes": [each[0] for each in states],
        "phases": [each[1] for each in states],
        "dateTimes": [each[2] for each in states],
    }
