"""Reports: stored whole, found again by id, and searched by their headers (section 2.6)."""

from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, func, select

from wats_station.site_server.rules.report import Report
from wats_station.site_server.rules.report_content import misc_infos, sub_units
from wats_station.site_server.rules.verification import WORDS, Run
from wats_station.site_server.store.schema import (
    process,
    report,
    report_body,
    report_misc_info,
    report_sub_unit,
)

# Both spellings of what WATS and its public client call differently.
FIELDS: dict[str, ColumnElement[object]] = {
    "uuid": report.c.uuid,
    "serialNumber": report.c.serial_number,
    "partNumber": report.c.part_number,
    "revision": report.c.revision,
    "batchNumber": report.c.batch_number,
    "reportType": report.c.kind,
    "processCode": report.c.process_code,
    "processName": process.c.name,
    "result": report.c.result,
    "start": report.c.start,
    "startUtc": report.c.start,
    "timestamp": report.c.id,
    "userName": report.c.operator,
    "operator": report.c.operator,
    "stationName": report.c.station,
    "location": report.c.location,
    "purpose": report.c.purpose,
    "comment": report.c.comment,
    "executionTime": report.c.execution_time,
    "swFilename": report.c.software,
    "swVersion": report.c.software_version,
    "testSocketIndex": report.c.socket,
    "fixtureId": report.c.fixture,
    "errorCode": report.c.error_code,
    "errorMessage": report.c.error_message,
    "run": report.c.run,
    "receiveCount": report.c.receive_count,
    "causedUutFailure": report.c.cause,
    "causedUutFailurePath": report.c.cause_path,
    "referencedUut": report.c.referenced,
}

_SELECT = select(report, process.c.name.label("process_name")).outerjoin(
    process, process.c.code == report.c.process_code
)


# Made once: to build the statement takes longer than to run it.
_RUNS = (
    select(
        report.c.kind,
        report.c.process_code,
        report.c.tested_code,
        report.c.result,
        report.c.start,
        report.c.station,
    )
    .where(report.c.serial_number == bindparam("serial"), report.c.part_number == bindparam("part"))
    .order_by(report.c.start, report.c.id)
)


def store(connection: Connection, new: Report) -> None:
    """Keep a report; one with the same id is replaced."""
    values = new.columns() | {"size": len(orjson.dumps(new.body))}
    known = select(report.c.id, report.c.receive_count).where(report.c.uuid == new.uuid)
    found = connection.execute(known).first()
    if found is None:
        values["run"] = 1 + _earlier_runs(connection, new)
        made = connection.execute(report.insert().values(values))
        row_id = int(made.inserted_primary_key[0]) if made.inserted_primary_key else 0
        connection.execute(report_body.insert().values(report_id=row_id, body=new.body))
    else:
        row_id = int(found.id)
        values["receive_count"] = int(found.receive_count) + 1
        of_report = report_body.c.report_id == row_id
        connection.execute(report.update().where(report.c.id == row_id).values(values))
        connection.execute(report_body.update().where(of_report).values(body=new.body))
        for table in (report_sub_unit, report_misc_info):
            connection.execute(table.delete().where(table.c.report_id == row_id))
    _store_content(connection, row_id, new)


def by_id(connection: Connection, uuid: str) -> dict[str, Any] | None:
    """The report as it was posted, or None."""
    chosen = (
        select(report_body.c.body)
        .join(report, report.c.id == report_body.c.report_id)
        .where(report.c.uuid == uuid.lower())
    )
    body: dict[str, Any] | None = connection.execute(chosen).scalar()
    return body


def headers(
    connection: Connection,
    where: ColumnElement[bool] | None,
    order: Sequence[ColumnElement[object]] = (),
    top: int = 1000,
    skip: int = 0,
) -> list[RowMapping]:
    """Header rows; newest first unless `order` says otherwise."""
    chosen = _SELECT if where is None else _SELECT.where(where)
    chosen = chosen.order_by(*(order or (report.c.start.desc(),)), report.c.id.desc())
    return list(connection.execute(chosen.limit(top).offset(skip)).mappings())


def header_answer(row: RowMapping) -> dict[str, object]:
    """A header row as the API answers it, in both spellings where they differ."""
    return {
        "uuid": row["uuid"],
        "serialNumber": row["serial_number"],
        "partNumber": row["part_number"],
        "revision": row["revision"],
        "batchNumber": row["batch_number"],
        "reportType": row["kind"],
        "start": row["start"],
        "startUtc": row["start"],
        "result": WORDS.get(row["result"], row["result"]),
        "processCode": row["process_code"],
        "processName": row["process_name"] or str(row["process_code"]),
        "userName": row["operator"],
        "operator": row["operator"],
        "stationName": row["station"],
        "location": row["location"],
        "purpose": row["purpose"],
        "comment": row["comment"],
        "executionTime": row["execution_time"],
        "swFilename": row["software"],
        "swVersion": row["software_version"],
        "testSocketIndex": row["socket"],
        "fixtureId": row["fixture"],
        "errorCode": _whole(row["error_code"]),
        "errorMessage": row["error_message"],
        "run": row["run"],
        "passedInRun": row["run"] if row["result"] == "P" else None,
        "receiveCount": row["receive_count"],
        "reportSize": row["size"],
        "measuresDeleted": False,
        "causedUutFailure": row["cause"],
        "causedUutFailurePath": row["cause_path"],
        "referencedUut": row["referenced"] or None,
        "timeStamp": row["id"],
    }


def runs_and_repairs(
    connection: Connection, serial_number: str, part_number: str
) -> tuple[list[Run], list[int | None]]:
    """The unit's test runs in order of start, then receipt, and its repairs' failed processes."""
    runs: list[Run] = []
    repairs: list[int | None] = []
    key = {"serial": serial_number, "part": part_number}
    for kind, code, tested, result, start, station in connection.execute(_RUNS, key):
        if kind == "R":
            repairs.append(tested)
        else:
            runs.append(Run(code, result, start, station))
    return runs, repairs


def _whole(text: str) -> int | None:
    """An error code as the API has it, a number; the report itself keeps what is none."""
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None  # noqa: PLR2004


def _earlier_runs(connection: Connection, new: Report) -> int:
    chosen = (
        select(func.count())
        .select_from(report)
        .where(
            report.c.serial_number == new.serial_number,
            report.c.part_number == new.part_number,
            report.c.process_code == new.process_code,
            report.c.kind == new.kind,
        )
    )
    return int(connection.execute(chosen).scalar_one())


def _store_content(connection: Connection, row_id: int, new: Report) -> None:
    parts = [
        {
            "report_id": row_id,
            "idx": each.index,
            "part_type": each.part_type,
            "part_number": each.part_number,
            "revision": each.revision,
            "serial_number": each.serial_number,
        }
        for each in sub_units(new.body)
    ]
    infos = [
        {"report_id": row_id, "description": each.description, "value": each.value}
        for each in misc_infos(new.body)
    ]
    if parts:
        connection.execute(report_sub_unit.insert(), parts)
    if infos:
        connection.execute(report_misc_info.insert(), infos)
