"""Searching reports: sub-units and misc infos in filters and answers, and misc infos by value."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, exists, select

from wats_station.site_server.odata import Collection, Searchable
from wats_station.site_server.rules.report import REPAIR, TEST
from wats_station.site_server.rules.report_content import attachments, items
from wats_station.site_server.store import reports
from wats_station.site_server.store.schema import (
    report,
    report_body,
    report_misc_info,
    report_sub_unit,
)

# Filters say results in words and types as the public client calls them; we keep letters.
_RESULTS = {"passed": "P", "failed": "F", "error": "E", "terminated": "T", "done": "D"}
_KINDS = {"u": "T", "uut": "T", "uur": "R"}
_SUB_UNIT_FIELDS: dict[str, ColumnElement[Any]] = {
    "partType": report_sub_unit.c.part_type,
    "serialNumber": report_sub_unit.c.serial_number,
    "partNumber": report_sub_unit.c.part_number,
    "revision": report_sub_unit.c.revision,
}
_MISC_FIELDS: dict[str, ColumnElement[Any]] = {
    "description": report_misc_info.c.description,
    "value": report_misc_info.c.value,
}

Rows = dict[int, list[dict[str, Any]]]


def _has(table: Any, kind: str) -> Callable[[ColumnElement[bool] | None], ColumnElement[bool]]:
    def condition(inner: ColumnElement[bool] | None) -> ColumnElement[bool]:
        chosen = select(table.c.id).where(table.c.report_id == report.c.id).correlate(report)
        found = exists(chosen if inner is None else chosen.where(inner))
        return (report.c.kind == kind) & found

    return condition


SEARCHABLE = Searchable(
    reports.FIELDS,
    {
        "subUnits": Collection(_SUB_UNIT_FIELDS, _has(report_sub_unit, TEST)),
        "uurSubUnits": Collection(_SUB_UNIT_FIELDS, _has(report_sub_unit, REPAIR)),
        "miscInfo": Collection(_MISC_FIELDS, _has(report_misc_info, TEST)),
        "uurMiscInfo": Collection(_MISC_FIELDS, _has(report_misc_info, REPAIR)),
    },
    {"result": _RESULTS, "reportType": _KINDS},
)


def with_content(
    connection: Connection, rows: list[RowMapping], expand: Iterable[str]
) -> list[dict[str, Any]]:
    """Header answers with what `$expand` names: lists of a test, or of a repair, else empty."""
    answers = [reports.header_answer(row) for row in rows]
    for name in expand:
        kind, load = _EXPANSIONS[name]
        ids = [row["id"] for row in rows if kind in ("", row["kind"])]
        found = load(connection, ids)
        for row, answer in zip(rows, answers, strict=True):
            answer[name] = found.get(row["id"], [])
    return answers


def expansions(text: str) -> list[str]:
    """The known names in a `$expand`, as WATS spells them; others are passed over."""
    known = {name.lower(): name for name in _EXPANSIONS}
    wanted = (part.strip().lower() for part in text.split(","))
    return [known[each] for each in dict.fromkeys(wanted) if each in known]


def by_misc_info(
    connection: Connection, conditions: list[ColumnElement[bool]], top: int
) -> list[dict[str, Any]]:
    """The reports with such a misc info, newest first, each with all of its misc infos."""
    matching = (
        exists(select(report_misc_info.c.id).where(
            report_misc_info.c.report_id == report.c.id, *conditions
        ).correlate(report))
    )  # fmt: skip
    rows = reports.headers(connection, matching, top=top)
    infos = _misc_infos(connection, [row["id"] for row in rows])
    return [
        {
            "miscData": [
                {"description": each["description"], "data": each["value"]}
                for each in infos.get(row["id"], [])
            ],
            "serialNumber": row["serial_number"],
            "partNumber": row["part_number"],
            "start": row["start"],
            "result": reports.header_answer(row)["result"],
            "uuid": row["uuid"],
            "processCode": row["process_code"],
            "processName": row["process_name"] or str(row["process_code"]),
        }
        for row in rows
    ]


def misc_conditions(description: str, value: str) -> list[ColumnElement[bool]]:
    """The misc infos of this description, and with this value where one is given."""
    conditions = [report_misc_info.c.description == description]
    return [*conditions, report_misc_info.c.value == value] if value else conditions


def _sub_units(connection: Connection, ids: list[int]) -> Rows:
    table = report_sub_unit
    chosen = (
        select(table).where(table.c.report_id.in_(ids)).order_by(table.c.report_id, table.c.idx)
    )
    rows: Rows = {}
    for row in connection.execute(chosen):
        rows.setdefault(row.report_id, []).append(
            {
                "idx": row.idx,
                "partType": row.part_type,
                "serialNumber": row.serial_number,
                "partNumber": row.part_number,
                "revision": row.revision,
            }
        )
    return rows


def _misc_infos(connection: Connection, ids: list[int]) -> Rows:
    table = report_misc_info
    chosen = select(table).where(table.c.report_id.in_(ids)).order_by(table.c.report_id, table.c.id)
    rows: Rows = {}
    for row in connection.execute(chosen):
        rows.setdefault(row.report_id, []).append(
            {"description": row.description, "value": row.value}
        )
    return rows


def _assets(connection: Connection, ids: list[int]) -> Rows:
    return {
        row_id: [
            {
                "assetSN": each.get("assetSN", each.get("sn")),
                "usageCount": each.get("usageCount"),
            }
            for each in items(body, "assets")
        ]
        for row_id, body in _bodies(connection, ids)
    }


def _attachments(connection: Connection, ids: list[int]) -> Rows:
    return {
        row_id: [
            {"attachmentId": each.id, "fileName": each.name, "mimeType": each.content_type}
            for each in attachments(body)
        ]
        for row_id, body in _bodies(connection, ids)
    }


def _bodies(connection: Connection, ids: list[int]) -> Iterable[tuple[int, dict[str, Any]]]:
    table = report_body
    for row in connection.execute(select(table).where(table.c.report_id.in_(ids))):
        yield row.report_id, row.body


# What $expand takes: of which kind of report, and how it is found.
_EXPANSIONS: dict[str, tuple[str, Callable[[Connection, list[int]], Rows]]] = {
    "subUnits": (TEST, _sub_units),
    "miscInfo": (TEST, _misc_infos),
    "assets": ("", _assets),
    "attachments": (TEST, _attachments),
    "uurSubUnits": (REPAIR, _sub_units),
    "uurMiscInfo": (REPAIR, _misc_infos),
    "uurAttachments": (REPAIR, _attachments),
}
