"""The gateway: the WATS client library in the station's own terms.

The only module of the station that knows the library. Every call raises
`GatewayProblem` and nothing else of the network's, and gives up in a time that an
operator can wait for. Reads of phases and processes are kept; units never are.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from http import HTTPStatus
from importlib import import_module

from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.phase import Phase
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import LifeEvent, Process, Tag, Unit, UnitKey
from wats_station.domain.verification import Grade, ProcessResult, Verification
from wats_station.scan.custom import CustomRule
from wats_station.scan.reading import FieldName
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
from wats_station.wats.retries import NO_RETRIES
from wats_station.wats.side_by_side import both
from wats_station.wats.station_headers import StationHeaders
from wats_station.wats.wire.history import HistoryRow
from wats_station.wats.wire.reports import ReportHeader
from wats_station.wats.wire.server import BarcodeIdentifier
from wats_station.wats.wire.units import Unit as UnitAnswer
from wats_station.wats.wire.verification import ProcessVerification

# How long, in seconds, somebody at the bench waits for an answer at most.
CALL_SECONDS = 5.0
PING_SECONDS = 1.0
# How long a unit that is already there waits for the name of its process.
_NAME_SECONDS = 1.0
_CLOSE_SECONDS = 1.0

_LONG_AGO = datetime.min.replace(tzinfo=UTC)

# What httpx imports at its first request, 55 ms of it. The station imports this module
# in a worker thread, so that the first scan and the window's loop do not pay for it.
for _late in ("anyio._backends._asyncio", "httpcore._backends.anyio", "encodings.idna"):
    import_module(_late)

_KINDS: dict[type[WatsError], ProblemKind] = {
    NotFound: ProblemKind.NOT_FOUND,
    Rejected: ProblemKind.REJECTED,
    InvalidInput: ProblemKind.REJECTED,
    AuthFailed: ProblemKind.TOKEN_REFUSED,
    Forbidden: ProblemKind.FORBIDDEN,
    ProtocolError: ProblemKind.NOT_THE_API,
}


class WatsGateway:
    """A `UnitGateway` on one server.

    Raises `GatewayProblem` (REJECTED) for an address or a token that is none.
    """

    def __init__(self, base_url: str, token: str) -> None:
        try:
            # Whoever stands at the bench is told at once, and scans again.
            self._client = AsyncWatsClient(base_url, token, retries=NO_RETRIES)
        except WatsError as error:
            raise _problem(error, 0.0) from error
        self._calls = _Calls()
        self._phases: dict[int, Phase] = {}

    async def find_unit(self, serial_number: str, part_number: str | None) -> Unit:
        """The unit with this serial number, of this part where one is given."""
        async with self._calls.in_time(CALL_SECONDS):
            found = await self._client.production.get_unit(serial_number, part_number)
            if found is None:
                raise GatewayProblem(ProblemKind.NOT_FOUND, f"no unit {serial_number}")
            return _unit(found, self._phases, await self._process_of(found))

    async def verification(self, key: UnitKey) -> Verification:
        """The grade and a row per process: the rule's, or without one those the unit has seen."""
        async with self._calls.in_time(CALL_SECONDS):
            answer = await self._client.production.verify_unit(key.serial_number, key.part_number)
        rows = tuple(_process_result(row) for row in answer.rows)
        return Verification(Grade(answer.grade.value), answer.has_rule, rows)

    async def timeline(self, key: UnitKey) -> tuple[LifeEvent, ...]:
        """Changes, tests and repairs, newest first."""
        production, report = self._client.production, self._client.report
        async with self._calls.in_time(CALL_SECONDS):
            history, headers = await both(
                production.history(key.serial_number, key.part_number),
                report.headers_of_unit(key.serial_number, key.part_number),
            )
        changes = [_change_event(row) for row in history if row.kind != "report"]
        events = [*changes, *(_report_event(header) for header in headers)]
        return tuple(sorted(events, key=lambda event: event.when or _LONG_AGO, reverse=True))

    async def phases(self) -> tuple[Phase, ...]:
        """The server's phases; the library reads them once."""
        async with self._calls.in_time(CALL_SECONDS):
            known = await self._client.production.get_phases()
        if not self._phases:
            self._phases = {
                each.unit_phase_id: Phase(each.unit_phase_id, each.code, each.name)
                for each in known
            }
        return tuple(self._phases.values())

    async def processes(self) -> tuple[Process, ...]:
        """The server's processes; the library reads them once."""
        async with self._calls.in_time(CALL_SECONDS):
            known = await self._client.process.get_processes()
        return tuple(Process(each.code, each.name) for each in known)

    async def label_rules(self) -> tuple[CustomRule, ...]:
        """The server's barcode identifiers; none on a server that has no such call."""
        try:
            async with self._calls.in_time(CALL_SECONDS):
                known = await self._client.app.get_barcode_identifiers()
        except GatewayProblem as problem:
            if problem.status == HTTPStatus.NOT_FOUND:
                return ()
            raise
        return tuple(_label_rule(each) for each in sorted(known, key=lambda each: each.order))

    async def set_phase(self, key: UnitKey, phase_id: int, stamp: Stamp) -> None:
        """Move the unit; sent once."""
        async with self._calls.in_time(CALL_SECONDS):
            await self._client.production.set_unit_phase(
                key.serial_number, phase_id, key.part_number, by=_headers(stamp)
            )

    async def set_process(self, key: UnitKey, process_code: int, stamp: Stamp) -> None:
        """Set the unit's process; sent once."""
        async with self._calls.in_time(CALL_SECONDS):
            await self._client.production.set_unit_process(
                key.serial_number, process_code, key.part_number, by=_headers(stamp)
            )

    async def set_tag(self, key: UnitKey, name: str, value: str, stamp: Stamp) -> None:
        """Add or change one tag; sent once."""
        async with self._calls.in_time(CALL_SECONDS):
            await self._client.production.set_unit_tag(
                key.serial_number, name, value, key.part_number, by=_headers(stamp)
            )

    async def ping(self) -> None:
        """Prove that the API answers and takes the token, within a second."""
        async with self._calls.in_time(PING_SECONDS):
            await self._client.app.version()

    async def warm(self) -> None:
        """Open as many connections as a scan uses side by side."""
        async with self._calls.in_time(CALL_SECONDS):
            version = self._client.app.version
            await both(both(version(), version()), both(version(), version()))

    async def close(self) -> None:
        """End every call under way as UNREACHABLE, then close every connection."""
        await self._calls.end()
        await self._client.aclose()

    async def _process_of(self, unit: UnitAnswer) -> Process | None:
        """The unit's process as the server lists it; without the list in time, None."""
        code = unit.current_process
        if code is None:
            return None
        try:
            async with asyncio.timeout(_NAME_SECONDS):
                known = await self._client.process.get_processes()
        except (WatsError, TimeoutError):
            # The unit is there: it is shown with its code, and the list is asked for again.
            return None
        return next((Process(each.code, each.name) for each in known if each.code == code), None)


class _Calls:
    """The calls under way: each gives up in its time, and all of them at once at the end."""

    def __init__(self) -> None:
        self._open: set[asyncio.Timeout] = set()
        self._none_open = asyncio.Event()
        self._ended = False

    @asynccontextmanager
    async def in_time(self, seconds: float) -> AsyncIterator[None]:
        """Turn the library's errors, and a silence of this length, into the station's problems."""
        if self._ended:
            raise _closed()
        try:
            async with asyncio.timeout(seconds) as deadline:
                self._open.add(deadline)
                try:
                    yield
                finally:
                    self._open.discard(deadline)
                    if not self._open:
                        self._none_open.set()
        except TimeoutError:
            if self._ended:
                raise _closed() from None
            raise _timeout(seconds) from None
        except WatsError as error:
            raise _problem(error, seconds) from error

    async def end(self) -> None:
        """Let every call's time be over now, and wait until each has let go of its connection."""
        self._ended = True
        loop = asyncio.get_running_loop()
        for deadline in tuple(self._open):
            if not deadline.expired():
                deadline.reschedule(loop.time())
        if self._open:
            self._none_open.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._none_open.wait(), _CLOSE_SECONDS)


def _timeout(seconds: float) -> GatewayProblem:
    return GatewayProblem(ProblemKind.TIMEOUT, "no answer in time", seconds=seconds)


def _closed() -> GatewayProblem:
    return GatewayProblem(ProblemKind.UNREACHABLE, "the station is closing its connections")


def _problem(error: WatsError, seconds: float) -> GatewayProblem:
    if isinstance(error, AmbiguousUnit):
        candidates = tuple(UnitKey(serial, part) for serial, part in error.candidates)
        return GatewayProblem(ProblemKind.AMBIGUOUS, error.message, candidates=candidates)
    if isinstance(error, ServerUnavailable):
        if error.status:
            return GatewayProblem(ProblemKind.SERVER_ERROR, error.message, status=error.status)
        if error.timed_out:
            return _timeout(seconds)
        return GatewayProblem(ProblemKind.UNREACHABLE, error.message)
    if isinstance(error, NotFound) and error.no_such_call:
        # A server that lacks the very call is no WATS, or one too old for the station.
        return GatewayProblem(ProblemKind.NOT_THE_API, error.message, status=error.status)
    kind = _KINDS.get(type(error), ProblemKind.NOT_THE_API)
    return GatewayProblem(kind, error.message, status=error.status)


def _unit(unit: UnitAnswer, phases: Mapping[int, Phase], process: Process | None) -> Unit:
    number = unit.unit_phase_id
    unlisted = Phase(number, "", unit.unit_phase or (str(number) if number else ""))
    return Unit(
        serial_number=unit.serial_number,
        part_number=unit.part_number,
        revision=unit.revision,
        part_name=unit.product.name if unit.product else "",
        batch_number=unit.batch_number,
        location=unit.current_location,
        phase=phases.get(number, unlisted),
        process=process,
        process_text="" if process else unit.process_name or unit.process_code,
        tags=tuple(Tag(tag.key, tag.value) for tag in unit.tags),
        parent_serial_number=unit.parent_serial_number,
        children=tuple(UnitKey(child.serial_number, child.part_number) for child in unit.sub_units),
    )


def _label_rule(rule: BarcodeIdentifier) -> CustomRule:
    expressions = {
        FieldName.SERIAL: rule.serial_number,
        FieldName.PART: rule.part_number,
        FieldName.REVISION: rule.revision,
        FieldName.BATCH: rule.batch_number,
        FieldName.PROCESS: rule.process,
    }
    given = {name: expression for name, expression in expressions.items() if expression}
    return CustomRule(rule.description or str(rule.id), rule.pattern, given)


def _headers(stamp: Stamp) -> StationHeaders:
    return StationHeaders(str(stamp.command_id), stamp.station, stamp.operator)


def _process_result(row: ProcessVerification) -> ProcessResult:
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


def _change_event(row: HistoryRow) -> LifeEvent:
    """A change: the new phase or process or the tag's key is its title, old and new its detail."""
    by_name = row.kind in ("phase", "process")
    change = f"{row.old} → {row.new}" if row.old else "" if by_name else row.new
    return LifeEvent(
        when=_aware(row.time),
        kind=row.kind,
        title=row.new if by_name else row.key,
        detail=" – ".join(text for text in (change, row.comment) if text),
        good=None,
        operator=row.operator,
        station=row.station,
    )


def _report_event(header: ReportHeader) -> LifeEvent:
    is_test = header.report_type != "R"
    said = (header.caused_uut_failure, header.comment)
    return LifeEvent(
        when=_aware(header.start),
        kind="test" if is_test else "repair",
        title=header.process_name or str(header.process_code or ""),
        detail=" – ".join(text for text in said if text),
        good=header.passed if is_test else None,
        operator=header.operator,
        station=header.station_name,
    )


def _aware(time: datetime | None) -> datetime | None:
    """A time without a zone is the server's UTC."""
    return time.replace(tzinfo=UTC) if time is not None and time.tzinfo is None else time
