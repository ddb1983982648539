"""Units by the internal API: PascalCase, trees, and what WATS's own clients do (2.2)."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from wats_station.site_server.refusals import missing_parameter, not_found
from wats_station.site_server.routes.description import described
from wats_station.site_server.routes.parameters import (
    PART_NUMBER,
    REVISION,
    SERIAL_NUMBER,
    Flag,
    Number,
    Text,
    unit_key,
)
from wats_station.site_server.routes.request import answer, apply_once, author, done, read, write
from wats_station.site_server.rules.phases import NAMES
from wats_station.site_server.rules.tags import GivenTags
from wats_station.site_server.store import history, unit_answers, unit_trees, units
from wats_station.site_server.store.unit_answers import UnitAnswer
from wats_station.site_server.store.units import NewUnit

router = APIRouter(tags=["Units, internal"])

_BASE = "/api/internal/Production"
_BATCH = Text("batchNumber")
_UNIT_PHASE = Number("unitPhase", choices=tuple(NAMES))
_NEW_PART = Text("newPartNumber")
_NEW_REVISION = Text("newRevision")
_ATTRIBUTE = Text("attributeName", pattern=r"\S")
_ATTRIBUTE_VALUE = Text("attributeValue", longest=5000)
_PHASE_BIT = Number(
    "PhaseBit",
    ("phaseBit",),
    "A phase, or 4096 to queue it.",
    choices=(*(1 << bit for bit in range(12)), 4096),
)
_CLEAR_BIT = Flag("ClearBit", ("clearBit",))
_QUEUED = 4096


@router.get(f"{_BASE}/isConnected", **described(answer=bool))
async def is_connected() -> Response:
    """The production module is there."""
    return answer(content=True)


@router.get(f"{_BASE}/GetSites", **described(answer=list[dict[str, Any]]))
async def get_sites() -> Response:
    """The sites: this one."""
    return answer([{"SiteId": 1, "Name": "WATS Station site server"}])


@router.get(
    f"{_BASE}/GetUnit", **described(PART_NUMBER, answer=dict[str, Any], needed=(SERIAL_NUMBER,))
)
async def get_unit(request: Request) -> Response:
    """One unit, by serial number alone where that is unique."""
    key = unit_key(request)
    return answer(await read(request, lambda each: unit_trees.internal(each, *key)))


@router.get(
    f"{_BASE}/GetUnitInfo",
    **described(PART_NUMBER, answer=list[dict[str, Any]], needed=(SERIAL_NUMBER,)),
)
async def get_unit_info(request: Request) -> Response:
    """The unit, then what it is built into, level by level."""
    key = unit_key(request)
    return answer(await read(request, lambda each: unit_trees.info(each, *key)))


@router.get(
    f"{_BASE}/GetUnitHierarchy",
    **described(PART_NUMBER, answer=dict[str, Any], needed=(SERIAL_NUMBER,)),
)
async def get_unit_hierarchy(request: Request) -> Response:
    """The whole tree the unit is in, from its topmost parent down."""
    key = unit_key(request)
    return answer(await read(request, lambda each: unit_trees.hierarchy(each, *key)))


@router.get(
    f"{_BASE}/GetUnitContents",
    **described(PART_NUMBER, REVISION, answer=dict[str, Any], needed=(SERIAL_NUMBER,)),
)
async def get_unit_contents(request: Request) -> Response:
    """The box build of the unit, level by level, with the units that are in it."""
    key, revision = unit_key(request), REVISION.of(request)
    return answer(await read(request, lambda each: unit_trees.contents(each, key, revision)))


@router.post(
    f"{_BASE}/CreateUnit",
    **described(
        REVISION, _BATCH, _UNIT_PHASE, answer=dict[str, Any], needed=(SERIAL_NUMBER, PART_NUMBER)
    ),
)
async def create_unit(request: Request) -> Response:
    """Make a unit, with its product and revision where they are missing."""
    phase_id = _UNIT_PHASE.given(request)
    new = NewUnit(
        SERIAL_NUMBER.filled(request),
        PART_NUMBER.filled(request),
        REVISION.of(request),
        _BATCH.of(request) or None,
        phase_id=phase_id,
    )
    by = author(request)

    def work(connection: Connection) -> dict[str, Any]:
        if not history.is_applied(connection, by):
            units.create_new(connection, new, by)
        return unit_trees.internal(connection, new.serial_number, new.part_number)

    return answer(await write(request, work))


@router.get(
    f"{_BASE}/UpdateUnit",
    **described(PART_NUMBER, _NEW_PART, _NEW_REVISION, needed=(SERIAL_NUMBER,), administer=True),
)
async def update_unit(request: Request) -> Response:
    """Make it a unit of another part number or revision."""
    key = unit_key(request)
    part, revision = _NEW_PART.of(request).strip(), _NEW_REVISION.of(request).strip()
    if not part and not revision:
        raise missing_parameter("newPartNumber")
    await apply_once(request, lambda each, by: units.rebadge(each, key, part, revision, by))
    return done()


@router.get(
    f"{_BASE}/UpdateUnitAttribute",
    **described(PART_NUMBER, needed=(SERIAL_NUMBER, _ATTRIBUTE, _ATTRIBUTE_VALUE)),
)
async def update_unit_attribute(request: Request) -> Response:
    """Add or change one tag."""
    key = unit_key(request)
    given = GivenTags(((_ATTRIBUTE.filled(request), _ATTRIBUTE_VALUE.needed(request), 0),))
    await apply_once(request, lambda each, by: units.set_tags(each, key, given, by), about=("tag",))
    return done()


@router.get(
    f"{_BASE}/UnitPhaseBit",
    **described(PART_NUMBER, _PHASE_BIT, _CLEAR_BIT, needed=(SERIAL_NUMBER,)),
)
async def unit_phase_bit(request: Request) -> Response:
    """Set a phase by its bit, or with `ClearBit` take the bit away; 4096 queues."""
    key, bit = unit_key(request), _PHASE_BIT.needed(request)
    clear = _CLEAR_BIT.of(request)

    def changed(unit: UnitAnswer) -> int:
        now = unit["unitPhaseId"]
        if clear:
            return (now & ~bit) or 1
        return now | bit if bit == _QUEUED else bit

    def work(connection: Connection, by: history.Author) -> None:
        phase_id = changed(unit_answers.one(connection, *key))
        if phase_id not in NAMES:
            raise not_found(f"No unit can be in phase {phase_id}.", "noSuchPhase")
        units.set_phase(connection, key, phase_id, "", by)

    await apply_once(request, work, about=("phase",))
    return done()
