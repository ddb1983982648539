"""Assembly: children added, removed and checked, by either API (wire contract 2.1-2.3)."""

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from wats_station.site_server.refusals import invalid
from wats_station.site_server.routes.description import described
from wats_station.site_server.routes.parameters import (
    CULTURE,
    PART_NUMBER,
    REVISION,
    SERIAL_NUMBER,
    Number,
    Text,
    ignored,
    unit_key,
)
from wats_station.site_server.routes.request import answer, apply_once, done, read
from wats_station.site_server.rules.box_build import Override
from wats_station.site_server.store import assembly
from wats_station.site_server.store.assembly import CheckAnswer, Joining, Key
from wats_station.site_server.store.history import Author

router = APIRouter(tags=["Assembly"])

_PUBLIC, _INTERNAL = "/api/Production", "/api/internal/Production"
_PARENT_SERIAL = Text("parentSerialNumber", ("ParentSerialNumber", "serialNumber"))
_PARENT_PART = Text("parentPartNumber", ("ParentPartNumber", "partNumber"))
_CHILD_SERIAL = Text("childSerialNumber")
_CHILD_PART = Text("childPartNumber")
_CHECK_PART = Text(
    "checkPartNumber", description="What the child must be instead of what the box build says."
)
_CHECK_REVISION = Text("checkRevision", description="Which revision it must be, likewise.")
_CHECK_PHASE = Text(
    "checkPhase",
    description="false: it may be in any phase; a number: in that phase besides Finalized.",
    pattern="(?i)^(true|false|[0-9]{1,9})$",
)
_POSITION = Number(
    "position",
    description="Where in the box build, counted from 0; ours, not WATS's.",
    most=100_000,
)


@router.post(
    f"{_PUBLIC}/AddChildUnit",
    **described(
        _PARENT_PART, _CHILD_PART, _CHECK_PART, _CHECK_REVISION, _POSITION,
        _PARENT_SERIAL, needed=(_CHILD_SERIAL,),
    ),
)  # fmt: skip
async def add_child(request: Request) -> Response:
    """Build a unit into another; refused with a reason where the box build does not allow it."""
    return await _add(request, (_PARENT_SERIAL.needed(request), _PARENT_PART.of(request)))


@router.post(
    f"{_INTERNAL}/AddChildUnit",
    **described(
        PART_NUMBER, _CHILD_PART, _CHECK_PART, _CHECK_REVISION, _CHECK_PHASE, _POSITION, CULTURE,
        needed=(SERIAL_NUMBER, _CHILD_SERIAL),
    ),
)  # fmt: skip
async def add_child_internal(request: Request) -> Response:
    """The same, as WATS's own clients ask for it."""
    ignored(request, CULTURE)
    return await _add(request, unit_key(request))


@router.post(
    f"{_PUBLIC}/RemoveChildUnit",
    **described(_PARENT_PART, _CHILD_PART, _PARENT_SERIAL, needed=(_CHILD_SERIAL,)),
)
async def remove_child(request: Request) -> Response:
    """Take a unit out of its parent."""
    return await _remove(request, (_PARENT_SERIAL.needed(request), _PARENT_PART.of(request)))


@router.post(
    f"{_INTERNAL}/RemoveChildUnit",
    **described(PART_NUMBER, _CHILD_PART, CULTURE, needed=(SERIAL_NUMBER, _CHILD_SERIAL)),
)
async def remove_child_internal(request: Request) -> Response:
    """The same, as WATS's own clients ask for it."""
    ignored(request, CULTURE)
    return await _remove(request, unit_key(request))


@router.post(
    f"{_INTERNAL}/RemoveAllChildUnits",
    **described(PART_NUMBER, CULTURE, answer=bool, needed=(SERIAL_NUMBER,)),
)
async def remove_all_children(request: Request) -> Response:
    """Take every unit of the direct level out; true, as an empty answer is read as a failure."""
    ignored(request, CULTURE)
    key = unit_key(request)
    await apply_once(request, lambda connection, by: assembly.remove_all(connection, key, by))
    return answer(content=True)


@router.get(
    f"{_PUBLIC}/CheckChildUnits",
    **described(_PARENT_SERIAL, _PARENT_PART, REVISION, answer=CheckAnswer),
)
async def check_children(request: Request) -> Response:
    """Say whether every slot of the direct level is filled, and nothing wrong built in."""
    return await _check(request)


@router.get(
    f"{_INTERNAL}/CheckChildUnits",
    **described(_PARENT_SERIAL, _PARENT_PART, REVISION, CULTURE, answer=CheckAnswer),
)
async def check_children_internal(request: Request) -> Response:
    """The same, as WATS's own clients ask for it."""
    ignored(request, CULTURE)
    return await _check(request)


@router.get(
    f"{_INTERNAL}/SetParent",
    **described(PART_NUMBER, _PARENT_PART, _PARENT_SERIAL, needed=(SERIAL_NUMBER,)),
)
async def set_parent(request: Request) -> Response:
    """Build a unit into another by the box build; without a parent, take it out of its own."""
    child, parent = unit_key(request), _parent(request)

    def work(connection: Connection, by: Author) -> None:
        if parent[0]:
            assembly.add_child(connection, Joining(parent, child), by)
        else:
            assembly.leave_parent(connection, child, by)

    await apply_once(request, work)
    return done()


async def _add(request: Request, parent: Key) -> Response:
    joining = Joining(
        parent,
        (_CHILD_SERIAL.needed(request), _CHILD_PART.of(request)),
        _POSITION.given(request),
        Override(_CHECK_PART.of(request), _CHECK_REVISION.of(request)),
        *_checked_phase(request),
    )
    await apply_once(request, lambda connection, by: assembly.add_child(connection, joining, by))
    return done()


def _checked_phase(request: Request) -> tuple[int | None, bool]:
    """A phase to allow, and whether any will do."""
    text = _CHECK_PHASE.of(request).lower()
    if text in ("", "true", "false"):
        return None, text == "false"
    if not (text.isascii() and text.isdigit() and len(text) < 10):  # noqa: PLR2004 - an int32
        raise invalid({"checkPhase": ["true, false or a phase is wanted"]})
    return int(text), False


async def _remove(request: Request, parent: Key) -> Response:
    child = (_CHILD_SERIAL.needed(request), _CHILD_PART.of(request))
    await apply_once(
        request, lambda connection, by: assembly.remove_child(connection, parent, child, by)
    )
    return done()


async def _check(request: Request) -> Response:
    key, revision = (_PARENT_SERIAL.needed(request), _PARENT_PART.of(request)), REVISION.of(request)
    return answer(await read(request, lambda connection: assembly.check(connection, key, revision)))


def _parent(request: Request) -> Key:
    """Not by the other spellings: those name the child here."""
    return (
        Text(_PARENT_SERIAL.name).of(request),
        Text(_PARENT_PART.name).of(request),
    )
