"""The gateway: the WATS client library in the station's own terms.

The only module of the station that knows the library. Every call raises
`GatewayProblem` and nothing else of the network's, and gives up in a time that an
operator can wait for. Reads of phases and processes are kept; units never are.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TypeVar

from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.phase import Phase
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import LifeEvent, Process, Tag, Unit, UnitKey
from wats_station.domain.verification import Grade, ProcessResult, Verification
from wats_station.wats import wire
from wats_station.wats.client import AsyncWatsClient
from wats_station.wats.errors import (
    AmbiguousUnit,
    AuthFailed,
    Forbidden,
    InvalidInput,
    NotFound,
    ProtocolError,
    Rejected,
    ServerUnavailable,
    WatsError,
)
from wats_station.wats.station_headers import StationHeaders

A = TypeVar("A")
B = TypeVar("B")

# How long, in seconds, somebody at the bench waits for an answer at most.
CALL_SECONDS = 5.0
PING_SECONDS = 1.0

_LONG_AGO = datetime.min.replace(tzinfo=UTC)

_KINDS: dict[type[WatsError], ProblemKind] = {
    NotFound: ProblemKind.NOT_FOUND,
    Rejected: ProblemKind.REJECTED,
    InvalidInput: ProblemKind.REJECTED,
    AuthFailed: ProblemKind.TOKEN_REFUSED,
    Forbidden: ProblemKind.FORBIDDEN,
    ProtocolError: ProblemKind.NOT_THE_API,
}


class WatsGateway:
    """A `UnitGateway` on one server. Raises `InvalidInput` for an address that is none."""

    def __init__(self, base_url: str, token: str) -> None:
        self._client = AsyncWatsClient(base_url, token)
        self._phases: tuple[Phase, ...] = ()
        self._processes: dict[int, Process] = {}
        self._reading = asyncio.Lock()

    async def find_unit(self, serial_number: str, part_number: str | None) -> Unit:
        """The unit with this serial number, of this part where one is given."""
        async with _in_time(CALL_SECONDS):
            found = await self._client.production.get_unit(serial_number, part_number)
        if found is None:
            raise GatewayProblem(ProblemKind.NOT_FOUND, f"no unit {serial_number}")
        return self._unit(found)

    async def verification(self, key: UnitKey) -> Verification:
        """The grade and a row per process.

        Where no rule is kept the server lists no process, so the rows are the last runs
        of every process that the unit's reports tell of.
        """
        async with _in_time(CALL_SECONDS):
            answer = await self._client.production.verify_unit(key.serial_number, key.part_number)
            rows = answer.results
            if not rows and not answer.has_rule:
                headers = await self._client.report.headers_of_unit(
                    key.serial_number, key.part_number
                )
                rows = tuple(_rows_of(headers))
        grade = Grade(wire.grade_of(rows).value)
        return Verification(grade, answer.has_rule, tuple(_process_result(row) for row in rows))

    async def timeline(self, key: UnitKey) -> tuple[LifeEvent, ...]:
        """Changes, tests and repairs, newest first."""
        production, report = self._client.production, self._client.report
        async with _in_time(CALL_SECONDS):
            history, headers = await _both(
                production.get_history(key.serial_number, key.part_number),
                report.headers_of_unit(key.serial_number, key.part_number),
            )
        changes = [_change_event(row) for row in history if row.kind != "report"]
        events = [*changes, *(_report_event(header) for header in headers)]
        return tuple(sorted(events, key=lambda event: event.when or _LONG_AGO, reverse=True))

    async def phases(self) -> tuple[Phase, ...]:
        """The server's phases."""
        async with self._reading, _in_time(CALL_SECONDS):
            if not self._phases:
                known = await self._client.production.get_phases()
                self._phases = tuple(
                    Phase(phase.unit_phase_id, phase.code, phase.name) for phase in known
                )
        return self._phases

    async def processes(self) -> tuple[Process, ...]:
        """The server's processes."""
        async with self._reading, _in_time(CALL_SECONDS):
            if not self._processes:
                known = await self._client.process.get_processes()
                self._processes = {each.code: Process(each.code, each.name) for each in known}
        return tuple(self._processes.values())

    async def set_phase(self, key: UnitKey, phase_id: int, stamp: Stamp) -> None:
        """Move the unit; sent once."""
        async with _in_time(CALL_SECONDS):
            await self._client.production.set_unit_phase(
                key.serial_number, key.part_number, phase_id, by=_headers(stamp)
            )

    async def set_process(self, key: UnitKey, process_code: int, stamp: Stamp) -> None:
        """Set the unit's process; sent once."""
        known = self._processes.get(process_code)
        async with _in_time(CALL_SECONDS):
            await self._client.production.set_unit_process(
                key.serial_number,
                key.part_number,
                process_code,
                known.name if known else "",
                by=_headers(stamp),
            )

    async def set_tag(self, key: UnitKey, name: str, value: str, stamp: Stamp) -> None:
        """Add or change one tag; sent once."""
        async with _in_time(CALL_SECONDS):
            await self._client.production.set_unit_tag(
                key.serial_number, key.part_number, name, value, by=_headers(stamp)
            )

    async def ping(self) -> None:
        """Prove that the API answers and takes the token, within a second."""
        async with _in_time(PING_SECONDS):
            await self._client.app.get_version()

    async def warm(self) -> None:
        """Open as many connections as a scan uses side by side."""
        async with _in_time(CALL_SECONDS):
            version = self._client.app.get_version
            await _both(_both(version(), version()), _both(version(), version()))

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    def _unit(self, unit: wire.Unit) -> Unit:
        code = unit.current_process
        known = self._processes.get(code) if code is not None else None
        process = known or (Process(code, unit.process_name) if code is not None else None)
        return Unit(
            serial_number=unit.serial_number,
            part_number=unit.part_number,
            revision=unit.revision,
            part_name=unit.product.name if unit.product else "",
            batch_number=unit.batch_number,
            location=unit.current_location,
            phase=Phase(unit.unit_phase_id, "", unit.unit_phase or str(unit.unit_phase_id)),
            process=process,
            process_text="" if process else unit.process_code,
            tags=tuple(Tag(tag.key, tag.value) for tag in unit.tags or ()),
            parent_serial_number=unit.parent_serial_number,
            children=tuple(
                UnitKey(child.serial_number, child.part_number) for child in unit.sub_units or ()
            ),
        )


@asynccontextmanager
async def _in_time(seconds: float) -> AsyncIterator[None]:
    """Turn the library's errors, and a silence of this length, into the station's problems."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise GatewayProblem(ProblemKind.TIMEOUT, "no answer in time", seconds=seconds) from None
    except WatsError as error:
        raise _problem(error, seconds) from error


async def _both(
    one: Coroutine[object, object, A], other: Coroutine[object, object, B]
) -> tuple[A, B]:
    """Both answers, asked for side by side; when one fails the other is given up."""
    try:
        async with asyncio.TaskGroup() as group:
            first, second = group.create_task(one), group.create_task(other)
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return first.result(), second.result()


def _problem(error: WatsError, seconds: float) -> GatewayProblem:
    if isinstance(error, AmbiguousUnit):
        candidates = tuple(UnitKey(serial, part) for serial, part in error.candidates)
        return GatewayProblem(ProblemKind.AMBIGUOUS, error.message, candidates=candidates)
    if isinstance(error, ServerUnavailable):
        if error.status:
            return GatewayProblem(ProblemKind.SERVER_ERROR, error.message, status=error.status)
        kind = ProblemKind.TIMEOUT if error.timed_out else ProblemKind.UNREACHABLE
        return GatewayProblem(kind, error.message, seconds=seconds if error.timed_out else 0.0)
    kind = _KINDS.get(type(error), ProblemKind.NOT_THE_API)
    return GatewayProblem(kind, error.message, status=error.status)


def _headers(stamp: Stamp) -> StationHeaders:
    return StationHeaders(str(stamp.command_id), stamp.station, stamp.operator)


def _process_result(row: wire.ProcessVerification) -> ProcessResult:
    return ProcessResult(
        code=row.process_code,
        name=row.process_name or str(row.process_code),
        status=row.status,
        runs=row.total_count,
        failures=row.non_passed_count,
        repairs=row.repair_count,
        station=row.station_name,
        last_run=_aware(row.start_utc),
    )


def _rows_of(headers: Iterable[wire.ReportHeader]) -> Iterable[wire.ProcessVerification]:
    """A row for each process of the test reports, which come newest first."""
    runs: dict[int, list[wire.ReportHeader]] = {}
    for header in headers:
        if header.report_type == "T" and header.process_code is not None:
            runs.setdefault(header.process_code, []).append(header)
    for code, own in sorted(runs.items()):
        yield wire.ProcessVerification(
            process_code=code,
            process_name=own[0].process_name,
            status=own[0].result,
            start_utc=own[0].start,
            station_name=own[0].station_name,
            total_count=len(own),
            non_passed_count=sum(not run.passed for run in own),
        )


def _change_event(row: wire.HistoryRow) -> LifeEvent:
    detail = f"{row.old} → {row.new}" if row.old else row.new
    return LifeEvent(
        when=_aware(row.time),
        kind=row.kind,
        title=row.key,
        detail=detail,
        good=None,
        operator=row.operator,
        station=row.station,
    )


def _report_event(header: wire.ReportHeader) -> LifeEvent:
    is_test = header.report_type != "R"
    causes = [text for text in (header.caused_uut_failure, header.comment) if text]
    return LifeEvent(
        when=_aware(header.start),
        kind="test" if is_test else "repair",
        title=header.process_name or str(header.process_code or ""),
        detail=" – ".join([header.result, *causes] if is_test else causes),
        good=header.passed if is_test else None,
        operator=header.operator,
        station=header.station_name,
    )


def _aware(time: datetime | None) -> datetime | None:
    """A time without a zone is the server's UTC."""
    return time.replace(tzinfo=UTC) if time is not None and time.tzinfo is None else time
