"""What the App calls ask of all reports: yields, lists by filter, repairs of a part (2.7)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, false, or_, select

from wats_station.site_server.refusals import invalid
from wats_station.site_server.rules import yields
from wats_station.site_server.rules.report import REPAIR, TEST
from wats_station.site_server.rules.report_content import items
from wats_station.site_server.rules.yields import TestRun, Yield
from wats_station.site_server.store import product_groups, reports
from wats_station.site_server.store.schema import (
    process,
    product,
    report,
    report_body,
    report_misc_info,
)

_MOST = 10_000
_RUNS_MOST = 500_000
_RESULTS = {"passed": "P", "failed": "F", "error": "E", "terminated": "T", "done": "D"}

_DIMENSIONS: dict[str, ColumnElement[Any]] = {
    "partNumber": report.c.part_number,
    "revision": report.c.revision,
    "productName": product.c.name,
    "stationName": report.c.station,
    "location": report.c.location,
    "purpose": report.c.purpose,
    "batchNumber": report.c.batch_number,
    "testOperation": process.c.name,
    "operator": report.c.operator,
    "swFilename": report.c.software,
    "swVersion": report.c.software_version,
    "fixtureId": report.c.fixture,
    "period": report.c.start,
}


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """A filter as the App calls take it; texts may be WATS filters, None leaves out."""

    serial_number: str | None = None
    part_number: str | None = None
    revision: str | None = None
    batch_number: str | None = None
    station_name: str | None = None
    test_operation: str | None = None
    status: str | None = None
    misc_description: str | None = None
    misc_value: str | None = None
    product_group: str | None = None
    software: str | None = None
    software_version: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    date_grouping: int = yields.NO_PERIOD
    most: int = 1000


def listed(
    connection: Connection, wanted: ReportFilter, kind: str | None
) -> list[dict[str, object]]:
    """The headers of the reports, newest first; tests, repairs, or with no kind both."""
    condition = _condition(connection, wanted)
    if kind is not None:
        condition = condition & (report.c.kind == kind)
    rows = reports.headers(connection, condition, top=min(wanted.most, _MOST))
    return [reports.header_answer(row) for row in rows]


def dynamic_yield(
    connection: Connection, wanted: ReportFilter, dimensions: str
) -> list[dict[str, Any]]:
    """The yield of each group of test reports, grouped by part and process unless told."""
    names = list(yields.dimensions(dimensions, list(_DIMENSIONS)))
    names = names or ["partNumber", "testOperation"]
    if wanted.date_grouping != yields.NO_PERIOD and "period" not in names:
        names.append("period")
    groups = yields.yields(_runs(connection, wanted, names))
    found = [_yield_answer(names, key, group) for key, group in sorted(groups.items())]
    return found[: min(wanted.most, _MOST)]


def related_repairs(
    connection: Connection, part_number: str, revision: str, tested: int | None, repair: int | None
) -> list[dict[str, Any]]:
    """Every failure of the repairs of a part, newest first: what failed, and what it was."""
    chosen = (
        select(report, report_body.c.body)
        .join(report_body, report_body.c.report_id == report.c.id)
        .where(report.c.kind == REPAIR, report.c.part_number == part_number)
        .order_by(report.c.start.desc(), report.c.id.desc())
        .limit(_MOST)
    )
    if revision:
        chosen = chosen.where(report.c.revision == revision)
    if tested is not None:
        chosen = chosen.where(report.c.tested_code == tested)
    if repair is not None:
        chosen = chosen.where(report.c.process_code == repair)
    found = []
    for row in connection.execute(chosen).mappings():
        for part in items(row["body"], "subUnits"):
            found += [_repair_answer(row, each) for each in items(part, "failures")]
    return found


def _repair_answer(row: Any, failure: dict[str, Any]) -> dict[str, Any]:
    return {
        "serialNumber": row["serial_number"],
        "partNumber": row["part_number"],
        "revision": row["revision"],
        "reportId": row["uuid"],
        "repairDate": row["start"],
        "failStepName": failure.get("refStepName"),
        "failStepPath": failure.get("refStepName"),
        "failCode": failure.get("category"),
        "repairCode": failure.get("code"),
        "componentReference": failure.get("comRef"),
        "comment": failure.get("comment"),
    }


def _runs(connection: Connection, wanted: ReportFilter, names: list[str]) -> Iterator[TestRun]:
    chosen = (
        select(
            report.c.serial_number,
            report.c.part_number,
            report.c.process_code,
            report.c.result,
            *(_DIMENSIONS[name].label(name) for name in names),
        )
        .outerjoin(process, process.c.code == report.c.process_code)
        .outerjoin(product, product.c.part_number == report.c.part_number)
        .where(report.c.kind == TEST, _condition(connection, wanted))
        .order_by(report.c.start, report.c.id)
        .limit(_RUNS_MOST + 1)
    )
    for number, row in enumerate(connection.execute(chosen)):
        if number == _RUNS_MOST:
            raise invalid({"filter": ["over 500,000 reports match: ask for a shorter time"]})
        serial, part, code, result, *values = row
        key = [
            yields.period_of(value, wanted.date_grouping)
            if name == "period"
            else str(code if value is None else value)
            for name, value in zip(names, values, strict=True)
        ]
        yield TestRun((serial, part, code), result == "P", tuple(key))


def _yield_answer(names: list[str], key: tuple[str, ...], group: Yield) -> dict[str, Any]:
    first, second, third = group.passed
    return dict(zip(names, key, strict=True)) | {
        "unitCount": group.units,
        "reportCount": group.reports,
        "fpCount": first,
        "spCount": second,
        "tpCount": third,
        "lpCount": group.passed_last,
        "fpy": group.share(first),
        "spy": group.share(second),
        "tpy": group.share(third),
        "lpy": group.share(group.passed_last),
    }


def _condition(connection: Connection, wanted: ReportFilter) -> ColumnElement[bool]:
    texts = (
        (report.c.serial_number, wanted.serial_number),
        (report.c.part_number, wanted.part_number),
        (report.c.revision, wanted.revision),
        (report.c.batch_number, wanted.batch_number),
        (report.c.station, wanted.station_name),
        (report.c.software, wanted.software),
        (report.c.software_version, wanted.software_version),
    )
    condition: ColumnElement[bool] = report.c.id > 0
    for column, text in texts:
        if text:
            condition &= _matches(column, text)
    if wanted.test_operation:
        condition &= report.c.process_code.in_(_codes(wanted.test_operation))
    letter = _RESULTS.get((wanted.status or "").strip().lower())
    if letter:
        condition &= report.c.result == letter
    if wanted.date_from:
        condition &= report.c.start >= wanted.date_from
    if wanted.date_to:
        condition &= report.c.start <= wanted.date_to
    if wanted.misc_description:
        condition &= report.c.id.in_(_with_misc(wanted.misc_description, wanted.misc_value))
    if wanted.product_group:
        parts = _parts_of_group(connection, wanted.product_group)
        condition &= report.c.part_number.in_(parts) if parts else false()
    return condition


def _matches(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    """By WATS's filter: `%` any text, `_` one character, `;` alternatives."""
    alternatives = [each.strip() for each in text.split(";") if each.strip()] or [text]
    return or_(
        *(
            column.like(each) if "%" in each or "_" in each else column == each
            for each in alternatives
        )
    )


def _codes(text: str) -> Any:
    named = select(process.c.code).where(_matches(process.c.name, text))
    codes = [int(each) for each in text.split(";") if each.strip().isascii() and _is_code(each)]
    return named.union(select(process.c.code).where(process.c.code.in_(codes))) if codes else named


def _is_code(text: str) -> bool:
    return text.strip().isdigit() and len(text.strip()) < 10  # noqa: PLR2004 - an int32


def _with_misc(description: str, value: str | None) -> Any:
    chosen = select(report_misc_info.c.report_id).where(
        _matches(report_misc_info.c.description, description)
    )
    return chosen.where(_matches(report_misc_info.c.value, value)) if value else chosen


def _parts_of_group(connection: Connection, name: str) -> list[str]:
    groups = [each for each in product_groups.groups(connection) if each["name"] == name]
    parts = connection.execute(select(product.c.part_number)).scalars().all()
    return [
        part
        for part in parts
        if any(product_groups.takes(group["filters"], part, "") for group in groups)
    ]
