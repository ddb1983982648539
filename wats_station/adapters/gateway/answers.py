"""The server's answers as the station's own nouns."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from wats_station.domain.phase import Phase
from wats_station.domain.unit import LifeEvent, Process, Tag, Unit, UnitKey
from wats_station.domain.verification import ProcessResult
from wats_station.scan.custom import CustomRule
from wats_station.scan.reading import FieldName
from wats_station.wats.wire.history import HistoryRow
from wats_station.wats.wire.reports import ReportHeader
from wats_station.wats.wire.server import BarcodeIdentifier
from wats_station.wats.wire.units import Unit as UnitAnswer
from wats_station.wats.wire.verification import ProcessVerification

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def unit_of(unit: UnitAnswer, phases: Mapping[int, Phase], process: Process | None) -> Unit:
    """A unit; a phase that is not among `phases` goes by the server's text."""
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
        children=tuple(key_of(child) for child in unit.sub_units),
    )


def key_of(unit: UnitAnswer) -> UnitKey:
    """Serial and part number."""
    return UnitKey(unit.serial_number, unit.part_number)


def label_rule(rule: BarcodeIdentifier) -> CustomRule:
    """One of the server's rules for reading labels."""
    expressions = {
        FieldName.SERIAL: rule.serial_number,
        FieldName.PART: rule.part_number,
        FieldName.REVISION: rule.revision,
        FieldName.BATCH: rule.batch_number,
        FieldName.PROCESS: rule.process,
    }
    given = {name: expression for name, expression in expressions.items() if expression}
    return CustomRule(rule.description or str(rule.id), rule.pattern, given)


def process_result(row: ProcessVerification) -> ProcessResult:
    """One process of a verification."""
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


def life_of(
    history: Iterable[HistoryRow], headers: Iterable[ReportHeader]
) -> tuple[LifeEvent, ...]:
    """Changes, tests and repairs, newest first."""
    changes = [change_event(row) for row in history if row.kind != "report"]
    events = [*changes, *(report_event(header) for header in headers)]
    return tuple(sorted(events, key=lambda event: event.when or _LONG_AGO, reverse=True))


def change_event(row: HistoryRow) -> LifeEvent:
    """A change: the new phase or process or the tag's key is its title, old and new its detail."""
    if row.kind in ("child", "parent"):
        return _building_event(row)
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


def _building_event(row: HistoryRow) -> LifeEvent:
    """A child that came or went, with its place; of a child, what it came into or out of."""
    out = bool(row.old) and not row.new
    place = (row.old or row.new) if row.kind == "child" else ""
    number = f"#{int(place) + 1}" if place.isdecimal() else ""
    return LifeEvent(
        when=_aware(row.time),
        kind=f"{row.kind}_out" if out else row.kind,
        title=row.key,
        detail=" – ".join(text for text in (number, row.comment) if text),
        good=None,
        operator=row.operator,
        station=row.station,
    )


def report_event(header: ReportHeader) -> LifeEvent:
    """A test or a repair in the unit's life."""
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
