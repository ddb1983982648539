"""Units: found, made, changed and deleted by the public API (wire contract 2.1, 7)."""

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from wats_station.site_server import odata
from wats_station.site_server.refusals import invalid, missing_parameter
from wats_station.site_server.routes.description import described
from wats_station.site_server.routes.parameters import (
    FILTER,
    ORDER,
    PART_NUMBER,
    SERIAL_NUMBER,
    SKIP,
    Text,
    top,
    unit_key,
)
from wats_station.site_server.routes.request import (
    answer,
    apply_once,
    author,
    body,
    done,
    path_key,
    read,
    search,
    write,
)
from wats_station.site_server.routes.shapes.units import CREATED_UNIT, UNIT, UNITS, new_unit
from wats_station.site_server.rules.tags import GivenTags
from wats_station.site_server.store import history, unit_answers, units
from wats_station.site_server.store.unit_answers import UnitAnswer

router = APIRouter(tags=["Units"])

_MOST = 1000
_TOP = top(100, _MOST)
_NEW_PART = Text("newPartNumber")
_NEW_REVISION = Text("newRevision")
_KEY = Text("key", pattern=r"\S")
_VALUE = Text("value", longest=5000)
_UNIT = "/api/Production/Unit"


@router.get(f"{_UNIT}/Query", **described(FILTER, ORDER, _TOP, SKIP, answer=list[UnitAnswer]))
async def query_units(request: Request) -> Response:
    """Units by OData filter, 100 unless `$top` says otherwise."""
    condition = odata.where(FILTER.of(request), unit_answers.SEARCHABLE)
    order = odata.order(ORDER.of(request), unit_answers.SEARCHABLE.fields)
    most, skip = _TOP.given(request), SKIP.given(request) or 0

    def work(connection: Connection) -> list[UnitAnswer]:
        wanted = 100 if most is None else min(most, _MOST)
        return unit_answers.query(connection, condition, order, wanted, skip)

    return answer(await search(request, work))


@router.get(
    f"{_UNIT}/{{key:path}}",
    **described(
        answer=UnitAnswer,
        path=f"{_UNIT}/{{serialNumber}}/{{partNumber}}",
        path_names=("serialNumber", "partNumber"),
    ),
)
async def get_unit(request: Request) -> Response:
    """One unit by serial and part number; the part may be blank where the serial is unique."""
    key = path_key(request, f"{_UNIT}/")
    return answer(await read(request, lambda connection: unit_answers.one(connection, *key)))


@router.put("/api/Production/Units", **described(body=UNITS, answer=list[UnitAnswer]))
async def put_units(request: Request) -> Response:
    """Make or change units; answers them as they are then."""
    wanted = [new_unit(each) for each in await body(request, UNITS)]
    by = author(request)

    def work(connection: Connection) -> list[UnitAnswer]:
        if not history.is_applied(connection, by):
            for each in wanted:
                units.upsert(connection, each, by)
        return [
            found
            for each in wanted
            for found in unit_answers.by_key(connection, each.serial_number, each.part_number)
        ]

    return answer(await write(request, work))


@router.post(_UNIT, **described(body=CREATED_UNIT, answer=UnitAnswer))
async def post_unit(request: Request) -> Response:
    """Make one unit; refused when it exists."""
    shape = await body(request, CREATED_UNIT)
    wanted = new_unit(shape)
    by = author(request)

    def work(connection: Connection) -> UnitAnswer:
        if not history.is_applied(connection, by):
            units.create_new(connection, wanted, by)
        return unit_answers.one(connection, wanted.serial_number, wanted.part_number)

    return answer(await write(request, work))


@router.put(_UNIT, **described(body=UNIT, answer=UnitAnswer))
async def put_unit(request: Request) -> Response:
    """Change one unit: revision, tags, batch, date and location; not phase, process or parent."""
    shape = await body(request, UNIT)
    wanted = new_unit(shape)
    by = author(request)

    def work(connection: Connection) -> UnitAnswer:
        if not history.is_applied(connection, by):
            units.update(connection, wanted, by)
        return unit_answers.one(connection, wanted.serial_number, wanted.part_number)

    return answer(await write(request, work))


@router.delete(_UNIT, **described(PART_NUMBER, needed=(SERIAL_NUMBER,), administer=True))
async def delete_unit(request: Request) -> Response:
    """Delete a unit that has neither children nor a parent; its history stays."""
    key = unit_key(request)
    await apply_once(request, lambda connection, by: units.delete(connection, key, by))
    return done()


@router.put(
    "/api/Production/ChangeUnit",
    **described(PART_NUMBER, _NEW_REVISION, _NEW_PART, needed=(SERIAL_NUMBER,), administer=True),
)
async def change_unit(request: Request) -> Response:
    """Make it a unit of another part number or revision."""
    key = unit_key(request)
    part, revision = _NEW_PART.of(request).strip(), _NEW_REVISION.of(request).strip()
    if not part and not revision:
        raise missing_parameter("newPartNumber")
    await apply_once(
        request, lambda connection, by: units.rebadge(connection, key, part, revision, by)
    )
    return done()


@router.put(
    "/api/Production/UnitTag", **described(PART_NUMBER, needed=(SERIAL_NUMBER, _KEY, _VALUE))
)
async def set_unit_tag(request: Request) -> Response:
    """Add or change one tag."""
    key, name, value = unit_key(request), _KEY.needed(request), _VALUE.needed(request)
    if not name.strip():
        raise invalid({"key": ["a tag needs a key"]})
    given = GivenTags(((name, value, 0),))
    await apply_once(request, lambda each, by: units.set_tags(each, key, given, by), about=("tag",))
    return done()
