"""The reports of a unit's life, those of the units built into it included (wire contract 2.2)."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping
from typing_extensions import TypedDict

from wats_station.site_server.clock import read_moment, utc_text
from wats_station.site_server.rules.verification import WORDS
from wats_station.site_server.store import reports
from wats_station.site_server.store.schema import report, unit
from wats_station.site_server.store.unit_answers import SELECT, row_of

_DEEPEST = 20


class UnitReport(TypedDict):
    """One report; `level` is 0 for the unit's own, 1 for those of its children, and so on."""

    serialNumber: str
    partNumber: str
    revision: str
    level: int
    toProcess: str
    status: str
    forced: bool
    uuid: str
    stationName: str
    location: str
    purpose: str
    userName: str
    startUtc: str
    endUtc: str
    details: str | None


def of_tree(connection: Connection, key: tuple[str, str], *, details: bool) -> list[UnitReport]:
    """Newest first; with `details` each says what failed. Raises a 404 refusal for no unit."""
    level_of: dict[tuple[str, str], int] = {}
    level, rows = 0, [row_of(connection, *key)]
    while rows and level < _DEEPEST:
        for row in rows:
            level_of.setdefault((row["serial_number"], row["part_number"]), level)
        below = SELECT.where(unit.c.parent_id.in_([row["id"] for row in rows]))
        rows = list(connection.execute(below).mappings())
        level += 1
    found: list[UnitReport] = []
    for (serial, part), at in level_of.items():
        here = (report.c.serial_number == serial) & (report.c.part_number == part)
        headers = reports.headers(connection, here)
        found += [_answer(row, at, details=details) for row in headers]
    return sorted(found, key=lambda each: each["startUtc"], reverse=True)


def _answer(row: RowMapping, level: int, *, details: bool) -> UnitReport:
    return {
        "serialNumber": row["serial_number"],
        "partNumber": row["part_number"],
        "revision": row["revision"],
        "level": level,
        "toProcess": row["process_name"] or str(row["process_code"]),
        "status": WORDS.get(row["result"], row["result"]),
        "forced": False,
        "uuid": row["uuid"],
        "stationName": row["station"],
        "location": row["location"],
        "purpose": row["purpose"],
        "userName": row["operator"],
        "startUtc": row["start"],
        "endUtc": _end(row["start"], row["execution_time"]),
        "details": (row["cause"] or row["comment"]) if details else None,
    }


def _end(start: str, seconds: float | None) -> str:
    try:
        end: datetime = read_moment(start) + timedelta(seconds=seconds or 0.0)
    except OverflowError:
        return start
    return utc_text(end)
