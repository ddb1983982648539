"""Production: units, phases, processes, tags, verification (wire contract 2.1, 2.2, 4, 7)."""

from collections.abc import Callable
from urllib.parse import unquote

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from wats_station.site_server import odata
from wats_station.site_server.refusals import invalid, not_found
from wats_station.site_server.routes.request import (
    answer,
    author,
    database,
    done,
    json_body,
    optional,
    parameter,
    unit_key,
)
from wats_station.site_server.routes.unit_body import new_units
from wats_station.site_server.rules.phases import NAMES
from wats_station.site_server.store import history, processes, units, verification

router = APIRouter()

_TOP, _MOST = 100, 1000


@router.get("/api/Production/Unit/Query")
async def query_units(request: Request) -> Response:
    """Units by OData filter."""
    query = request.query_params
    condition = odata.where(query.get("$filter"), units.FIELDS)
    order = odata.order(query.get("$orderby"), units.FIELDS)
    top = odata.number("$top", query.get("$top"), _TOP, _MOST)
    with odata.evaluated():
        return answer(units.query(database(request).reader, condition, order, top))


@router.get("/api/Production/Unit/{key:path}")
async def get_unit(request: Request) -> Response:
    """One unit by serial and part number; the part may be blank where the serial is unique."""
    serial_number, part_number = _path_key(request)
    return answer(_one(request, serial_number, part_number))


@router.get("/api/internal/Production/GetUnit")
async def get_unit_internal(request: Request) -> Response:
    """PascalCase; by serial number alone where that is unique."""
    unit = _one(request, *unit_key(request))
    return answer({name[0].upper() + name[1:]: value for name, value in unit.items()})


@router.put("/api/Production/Units")
async def put_units(request: Request) -> Response:
    """Make or change units; answers them as they are then."""
    wanted = new_units(await json_body(request))

    def work(connection: Connection) -> list[dict[str, object]]:
        if not history.is_applied(connection, by):
            for each in wanted:
                units.upsert(connection, each, by)
        return [
            found
            for each in wanted
            for found in units.by_key(connection, each.serial_number, each.part_number)
        ]

    by = author(request)
    return answer(await database(request).write(work))


@router.put("/api/Production/SetUnitPhase")
async def set_unit_phase(request: Request) -> Response:
    """Move a unit to one of the 15 phases."""
    key, text = unit_key(request), parameter(request, "phase")
    phase_id = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004
    if phase_id not in NAMES:
        raise invalid({"phase": [f"{text[:40]!r} is not one of the phases a unit can be in"]})
    comment, by = optional(request, "comment"), author(request)
    return await _applied_once(
        request, lambda connection: units.set_phase(connection, key, phase_id, comment, by)
    )


@router.put("/api/Production/SetUnitProcess")
async def set_unit_process(request: Request) -> Response:
    """Set the process by code or name; WATS names the parameter processName."""
    key, text = unit_key(request), parameter(request, "processCode", "processName")
    comment, by = optional(request, "comment"), author(request)

    def work(connection: Connection) -> None:
        code = processes.code_of(connection, text)
        units.set_process(connection, key, code, comment, by)

    return await _applied_once(request, work)


@router.put("/api/Production/UnitTag")
async def set_unit_tag(request: Request) -> Response:
    """Add or change one tag."""
    key, name, value = unit_key(request), parameter(request, "key"), parameter(request, "value")
    if not name.strip():
        raise invalid({"key": ["a tag needs a key"]})
    by = author(request)
    return await _applied_once(
        request, lambda connection: units.set_tag(connection, key, name, value, by)
    )


@router.get("/api/Production/UnitVerification")
async def unit_verification(request: Request) -> Response:
    """The unit against the closest verification rule."""
    unit = _one(request, *unit_key(request))
    return answer(
        verification.of_unit(
            database(request).reader,
            str(unit["serialNumber"]),
            str(unit["partNumber"]),
            str(unit["revision"]),
        )
    )


@router.get("/api/internal/Production/GetUnitStateHistory")
async def unit_state_history(request: Request) -> Response:
    """Phase changes as parallel lists, newest first."""
    connection = database(request).reader
    rows = history.of_unit(connection, units.id_of(connection, *unit_key(request)))
    states = [row for row in rows if row["kind"] in ("created", "phase")]
    return answer(
        {
            "processes": ["" for _ in states],
            "phases": [row["new"] for row in states],
            "dateTimes": [row["time"] for row in states],
        }
    )


@router.get("/api/station/History")
async def station_history(request: Request) -> Response:
    """Every accepted write to the unit, newest first (product.md 7.4; not a WATS call)."""
    connection = database(request).reader
    return answer(history.of_unit(connection, units.id_of(connection, *unit_key(request))))


async def _applied_once(request: Request, work: Callable[[Connection], None]) -> Response:
    by = author(request)

    def once(connection: Connection) -> None:
        if not history.is_applied(connection, by):
            work(connection)

    await database(request).write(once)
    return done()


def _one(request: Request, serial_number: str, part_number: str) -> dict[str, object]:
    found = units.by_key(database(request).reader, serial_number, part_number)
    if not found:
        raise not_found(f"There is no unit {serial_number}.", "unknownUnit")
    if len(found) > 1:
        raise not_found(
            f"Several parts have the serial number {serial_number}: give the part number.",
            "ambiguousUnit",
        )
    return found[0]


def _path_key(request: Request) -> tuple[str, str]:
    """From the path as it was sent: a decoded one would split a serial number at its slash."""
    raw: bytes = request.scope["raw_path"]
    sent = raw.decode("ascii", "replace").partition("?")[0]
    serial, _, part = sent.removeprefix("/api/Production/Unit/").partition("/")
    return unquote(serial), unquote(part)
