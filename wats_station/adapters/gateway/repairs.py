"""What a unit failed, what a repair of it may say, and what was found on its part before."""

import asyncio
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from wats_station.domain.repair import (
    Binding,
    FailedStep,
    FailedTest,
    PastRepair,
    RepairCase,
    RepairCode,
    RepairOperation,
    Retest,
)
from wats_station.domain.unit import Process, Unit
from wats_station.wats.client import AsyncWatsClient
from wats_station.wats.errors import WatsError
from wats_station.wats.quoting import literal
from wats_station.wats.wire.processes import FailCode
from wats_station.wats.wire.processes import RepairOperation as OperationAnswer
from wats_station.wats.wire.report_document import NumericMeasurement, Step, UUTReport
from wats_station.wats.wire.reports import ReportHeader

_REPAIR = "R"
_ACTIVE = 1
_BINDINGS = (Binding.REQUIRED, Binding.OPTIONAL, Binding.NEVER)
# WATS's documents name the image constraint and no value of it: this one is taken for a must.
_PHOTO_REQUIRED = 1
# A report that failed everywhere says no more with its hundredth step.
_MOST_STEPS = 100


async def read_case(client: AsyncWatsClient, unit: Unit) -> RepairCase:
    """The unit's last failed run with its steps, the repair operations, and earlier repairs."""
    headers, operations, names = await asyncio.gather(
        client.report.headers_of_unit(unit.serial_number, unit.part_number),
        client.process.get_repair_operations(),
        client.process.get_processes(),
    )
    failed = last_failure(headers)
    by_code = {each.code: each.name for each in names}
    test, past = await asyncio.gather(_test(client, failed, by_code), _past(client, unit, failed))
    return RepairCase(
        unit=unit,
        test=test,
        operations=tuple(map(operation_of, operations)),
        past=past,
        repaired=_repaired(headers, failed) if failed else None,
        process=unit.process,
    )


async def read_failure(
    client: AsyncWatsClient, serial_number: str, part_number: str, process: Process
) -> FailedTest | None:
    """The unit's newest run of a process with its failed steps; None where it did not fail."""
    found = await _newest(client, serial_number, part_number, process.code)
    if found is None or found.passed:
        return None
    return await _test(client, found, {process.code: process.name})


async def read_last_run(
    client: AsyncWatsClient, serial_number: str, part_number: str, process: int
) -> Retest | None:
    """The unit's newest run of a process; None where it was never run."""
    found = await _newest(client, serial_number, part_number, process)
    return _retest(found) if found is not None else None


async def _newest(
    client: AsyncWatsClient, serial_number: str, part_number: str, process: int
) -> ReportHeader | None:
    wanted = (
        f"serialNumber eq {literal(serial_number)} and partNumber eq {literal(part_number)}"
        f" and processCode eq {process}"
    )
    return next(iter(await client.report.query_uut_headers(wanted, top=1)), None)


def last_failure(headers: Iterable[ReportHeader]) -> ReportHeader | None:
    """Of the last run of each process, the newest that did not pass; headers newest first."""
    seen: set[int | None] = set()
    for header in headers:
        if header.report_type == _REPAIR or header.process_code in seen:
            continue
        seen.add(header.process_code)
        if not header.passed:
            return header
    return None


def operation_of(answer: OperationAnswer) -> RepairOperation:
    """A repair operation with the codes that may be chosen."""
    known = answer.uut_binding in range(len(_BINDINGS))
    return RepairOperation(
        code=answer.code,
        name=answer.description or str(answer.code),
        binding=_BINDINGS[answer.uut_binding] if known else Binding.OPTIONAL,
        component_mask=answer.component_mask,
        component_hint=answer.component_hint,
        codes=tuple(_codes(answer.categories, "")),
    )


def failed_step(step: Step, path: str) -> FailedStep:
    """A step that failed, with what it measured and what it should have."""
    measured, limits = _measured(step)
    number = "" if step.id is None else str(step.id)
    return FailedStep(number or path, step.name or path, path, measured, limits)


def _codes(nodes: Iterable[FailCode], category: str) -> Iterator[RepairCode]:
    """The codes under these nodes; a code's category is the node right above it."""
    for node in nodes:
        if node.status != _ACTIVE:
            continue
        if category and not node.fail_codes:
            yield RepairCode(category, node.description, node.image_constraint == _PHOTO_REQUIRED)
        yield from _codes(node.fail_codes, node.description)


async def _test(
    client: AsyncWatsClient, failed: ReportHeader | None, names: dict[int, str]
) -> FailedTest | None:
    if failed is None:
        return None
    report = await client.report.get_report(failed.uuid)
    code = failed.process_code or 0
    steps = tuple(_failed_steps(report)) if isinstance(report, UUTReport) else ()
    return FailedTest(
        report_id=failed.uuid,
        process=Process(code, names.get(code) or failed.process_name or str(code)),
        when=_aware(failed.start),
        station=failed.station_name,
        operator=failed.operator,
        steps=steps or _told_steps(failed),
    )


async def _past(
    client: AsyncWatsClient, unit: Unit, failed: ReportHeader | None
) -> tuple[PastRepair, ...] | None:
    try:
        rows = await client.app.related_repairs(
            unit.part_number, test_operation=failed.process_code if failed else None
        )
    except WatsError:
        # What is usual is a help, and no reason to keep anybody from working.
        return None
    return tuple(PastRepair(row.fail_code, row.repair_code, row.fail_step_name) for row in rows)


def _failed_steps(report: UUTReport) -> Iterator[FailedStep]:
    paths = {id(step): path for path, step in _walked(report.root)} if report.root else {}
    for number, step in enumerate(report.failed_steps()):
        if number == _MOST_STEPS:
            return
        yield failed_step(step, paths.get(id(step), step.name))


def _walked(root: Step) -> Iterator[tuple[str, Step]]:
    waiting = [(each.name, each) for each in reversed(root.steps)]
    while waiting:
        path, step = waiting.pop()
        yield path, step
        waiting += [(f"{path}/{each.name}", each) for each in reversed(step.steps)]


def _told_steps(failed: ReportHeader) -> tuple[FailedStep, ...]:
    """Of a report without steps, what its header says of the failure."""
    path = failed.caused_uut_failure_path or failed.caused_uut_failure
    name = path.rpartition("/")[2]
    return (FailedStep(path, name, path),) if name else ()


def _measured(step: Step) -> tuple[str, str]:
    """What was measured, and what would have been right; of several the first that failed."""
    numbers = [each for each in step.numeric_meas if each.status == "F"] or step.numeric_meas
    for number in numbers:
        return f"{_text(number.value)} {number.unit}".strip(), _limits(number)
    others = (*step.string_meas, *step.boolean_meas)
    for other in [each for each in others if each.status == "F"] or others:
        return _text(other.value), _text(other.limit)
    return "", step.report_text


def _limits(measured: NumericMeasurement) -> str:
    low, high = _text(measured.low_limit), _text(measured.high_limit)
    unit = f" {measured.unit}" if measured.unit else ""
    if low and high:
        return f"{low} … {high}{unit}"
    if low:
        return f"≥ {low}{unit}"
    return f"≤ {high}{unit}" if high else ""


def _text(value: float | str | bool | None) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)


def _repaired(headers: Iterable[ReportHeader], failed: ReportHeader) -> datetime | None:
    """When a repair of this very run was filed last."""
    repairs = (each for each in headers if each.report_type == _REPAIR)
    found = next((each for each in repairs if _same(each.referenced_uut, failed.uuid)), None)
    return _aware(found.start) if found else None


def _same(one: str, other: str) -> bool:
    return bool(one) and one.casefold() == other.casefold()


def _retest(header: ReportHeader) -> Retest:
    return Retest(
        passed=header.passed,
        result=header.result,
        report_id=header.uuid,
        when=_aware(header.start),
        station=header.station_name,
    )


def _aware(time: datetime | None) -> datetime | None:
    """A time without a zone is the server's UTC."""
    return time.replace(tzinfo=UTC) if time is not None and time.tzinfo is None else time
