"""Reports: stored whole, found again by id, and listed by their headers (section 2.6)."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, select

from wats_station.site_server.rules.verification import WORDS, Run
from wats_station.site_server.store.schema import process, report

# Both spellings of what WATS and its public client call differently.
FIELDS: dict[str, ColumnElement[object]] = {
    "uuid": report.c.uuid,
    "serialNumber": report.c.serial_number,
    "partNumber": report.c.part_number,
    "revision": report.c.revision,
    "batchNumber": report.c.batch_number,
    "reportType": report.c.kind,
    "processCode": report.c.process_code,
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
}


def store(connection: Connection, values: dict[str, object]) -> None:
    """Keep a report; one with the same id is replaced."""
    known = select(report.c.id).where(report.c.uuid == values["uuid"])
    row_id = connection.execute(known).scalar()
    if row_id is None:
        connection.execute(report.insert().values(values))
    else:
        connection.execute(report.update().where(report.c.id == row_id).values(values))


def by_id(connection: Connection, uuid: str) -> dict[str, object] | None:
    """The report as it was posted, or None."""
    chosen = select(report.c.body).where(report.c.uuid == uuid.lower())
    body: dict[str, object] | None = connection.execute(chosen).scalar()
    return body


def headers(
    connection: Connection,
    where: ColumnElement[bool] | None,
    order: Sequence[ColumnElement[object]],
    top: int,
    skip: int,
) -> list[dict[str, object]]:
    """Header rows; newest first unless `order` says otherwise."""
    columns = [column for column in report.c if column.name != "body"]
    chosen = select(*columns, process.c.name.label("process_name")).outerjoin(
        process, process.c.code == report.c.process_code
    )
    if where is not None:
        chosen = chosen.where(where)
    chosen = chosen.order_by(*(order or (report.c.start.desc(),)), report.c.id.desc())
    return [
        {
            "uuid": row.uuid,
            "serialNumber": row.serial_number,
            "partNumber": row.part_number,
            "revision": row.revision,
            "batchNumber": row.batch_number,
            "reportType": row.kind,
            "start": row.start,
            "startUtc": row.start,
            "result": WORDS.get(row.result, row.result),
            "processCode": row.process_code,
            "processName": row.process_name or str(row.process_code),
            "userName": row.operator,
            "operator": row.operator,
            "stationName": row.station,
            "location": row.location,
            "purpose": row.purpose,
            "comment": row.comment,
            "causedUutFailure": row.cause,
            "referencedUut": row.referenced or None,
            "timeStamp": row.id,
        }
        for row in connection.execute(chosen.limit(top).offset(skip))
    ]


def runs_and_repairs(
    connection: Connection, serial_number: str, part_number: str
) -> tuple[list[Run], list[int | None]]:
    """The unit's test runs in order of start, then receipt, and its repairs' failed processes."""
    chosen = (
        select(
            report.c.kind,
            report.c.process_code,
            report.c.tested_code,
            report.c.result,
            report.c.start,
            report.c.station,
        )
        .where(report.c.serial_number == serial_number, report.c.part_number == part_number)
        .order_by(report.c.start, report.c.id)
    )
    runs: list[Run] = []
    repairs: list[int | None] = []
    for row in connection.execute(chosen):
        if row.kind == "R":
            repairs.append(row.tested_code)
        else:
            runs.append(Run(row.process_code, row.result, row.start, row.station))
    return runs, repairs
