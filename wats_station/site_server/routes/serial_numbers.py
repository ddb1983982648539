"""Serial numbers: types, pools, take, reserve, find and export (wire contract 2.1, 2.2, 5)."""

import csv
import io
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import quoteattr

from fastapi import APIRouter, Request, Response
from sqlalchemy import ColumnElement, Connection

from wats_station.site_server.refusals import invalid, missing_parameter
from wats_station.site_server.routes.description import described
from wats_station.site_server.routes.parameters import Flag, Moment, Number, Text
from wats_station.site_server.routes.request import (
    answer,
    apply_once,
    author,
    body,
    now,
    search,
    write,
)
from wats_station.site_server.routes.shapes.units import RANGES, RESERVATION
from wats_station.site_server.routes.upload import uploaded_text
from wats_station.site_server.rules.serials import FREE, RESERVED, TAKEN
from wats_station.site_server.rules.xml_document import root_of
from wats_station.site_server.store import history, serials
from wats_station.site_server.store.history import Author
from wats_station.site_server.store.serials import NumberAnswer, Reference, TypeAnswer, Wanted

router = APIRouter(tags=["Serial numbers"])

_PUBLIC = "/api/Production/SerialNumbers"
_INTERNAL = "/api/internal/Production/SerialNumbers"
_TYPE = Text("serialNumberType", ("typeName",))
_QUANTITY = Number("quantity", least=1, most=10_000)
_REF_SERIAL = Text("refSN", ("referenceSerialNumber",), "The unit the numbers are for.")
_REF_PART = Text("refPN", ("referencePartNumber",), "The part the numbers are for.")
_STATION = Text("stationName", longest=100)
_IN_SEQUENCE = Flag("onlyInSequence", description="Only numbers that follow each other.")
_FORMAT = Text(
    "format", description="XML, CSV or JSON; JSON unless given.", pattern="(?i)^(xml|csv|json|)$"
)
_TAKE_FORMAT = Text(
    "format", description="XML or CSV; XML unless given.", pattern="(?i)^(xml|csv|json|)$"
)
_FIRST = Text("startAddress", ("from",))
_LAST = Text("endAddress", ("to",))
_SINCE = Moment("startDate", ("fromDate",))
_UNTIL = Moment("endDate", ("toDate",))
_STATE = Text(
    "state", description="Free, Taken or Reserved.", pattern="(?i)^(free|taken|reserved|)$"
)
_STATES = {"free": FREE, "taken": TAKEN, "reserved": RESERVED}


@router.get(f"{_PUBLIC}/Types", **described(answer=list[TypeAnswer]))
async def get_types(request: Request) -> Response:
    """Every type with how many of its numbers are free."""
    return answer(await search(request, serials.types))


@router.post(
    f"{_PUBLIC}/Take",
    **described(
        _TYPE, _REF_SERIAL, _REF_PART, _STATION, _IN_SEQUENCE, _TAKE_FORMAT,
        needed=(_QUANTITY,), answers="application/xml",
    ),
)  # fmt: skip
async def take(request: Request) -> Response:
    """Take numbers out of the pool, as many as are left; 404 where none is, or none in a row."""
    name, quantity = _TYPE.needed(request), _QUANTITY.needed(request)
    wanted = Wanted(quantity, _IN_SEQUENCE.of(request))
    written = _format(request, _TAKE_FORMAT) or "xml"
    by = author(request)
    station = (_STATION.of(request) or by.station)[:100]
    reference = Reference(_REF_SERIAL.of(request), _REF_PART.of(request), station, by.command)

    def work(connection: Connection) -> list[str]:
        of_type = serials.type_named(connection, name)
        if history.is_applied(connection, by):
            return serials.given_by(connection, of_type, by.command)
        return serials.take(connection, of_type, wanted, reference, by.time)

    return _written(await write(request, work), name, written)


@router.get(
    f"{_PUBLIC}/ByRange",
    **described(_TYPE, _FIRST, _LAST, _SINCE, _UNTIL, _FORMAT, answer=list[NumberAnswer]),
)
async def by_range(request: Request) -> Response:
    """The numbers from one to another."""
    return await _find(request)


@router.get(
    f"{_PUBLIC}/ByReference",
    **described(_TYPE, _REF_SERIAL, _REF_PART, _SINCE, _UNTIL, _FORMAT, answer=list[NumberAnswer]),
)
async def by_reference(request: Request) -> Response:
    """The numbers taken for a unit or a part."""
    reference = Reference(_REF_SERIAL.of(request), _REF_PART.of(request))
    conditions = serials.referring_to(reference)
    if not conditions:
        raise missing_parameter("refSN")
    return await _find(request, conditions)


@router.get(
    _PUBLIC,
    **described(_TYPE, _STATE, _FIRST, _LAST, _SINCE, _UNTIL, _FORMAT, answer=list[NumberAnswer]),
)
async def export_numbers(request: Request) -> Response:
    """The pool, or part of it."""
    return await _find(request, _states(request))


@router.put(_PUBLIC, **described(_TYPE, _FORMAT, sends="text/csv", answer=int, administer=True))
async def import_numbers(request: Request) -> Response:
    """Put numbers into the pool: CSV or XML, as the body or as a file of a form; how many are new.

    A row names a number, or its type and the number; those the pool has stay as they are.
    """
    return await _upload(request)


@router.post(
    "/api/internal/Production/UploadSerialNumbers",
    **described(_TYPE, _FORMAT, sends="text/csv", answer=int, administer=True),
)
async def upload_internal(request: Request) -> Response:
    """The same, as WATS's own clients ask for it."""
    return await _upload(request)


@router.get(
    _INTERNAL,
    **described(_TYPE, _STATE, _FIRST, _LAST, _SINCE, _UNTIL, answer=list[NumberAnswer]),
)
async def find_internal(request: Request) -> Response:
    """The numbers of a type, from one to another."""
    return await _find(request, _states(request))


@router.get(
    f"{_INTERNAL}/Count", **described(_TYPE, _STATE, _FIRST, _LAST, _SINCE, _UNTIL, answer=int)
)
async def count_internal(request: Request) -> Response:
    """How many numbers there are, of a state where one is given."""
    name, conditions = _TYPE.needed(request), _states(request) + _times(request)
    first, last = _FIRST.of(request), _LAST.of(request)

    def work(connection: Connection) -> int:
        of_type = serials.type_named(connection, name)
        bounds = serials.in_range(of_type, first, last)
        return serials.count(connection, of_type, [*conditions, bounds])

    return answer(await search(request, work))


@router.put(f"{_INTERNAL}/Free", **described(body=RANGES, answer=int, administer=True))
async def free_numbers(request: Request) -> Response:
    """Give taken or reserved numbers back to the pool; how many."""
    return await _free(request, delete=False)


@router.delete(f"{_INTERNAL}/Free", **described(body=RANGES, answer=int, administer=True))
async def delete_free_numbers(request: Request) -> Response:
    """Take free numbers out of the pool; how many."""
    return await _free(request, delete=True)


@router.get(f"{_INTERNAL}/Ranges", **described(_TYPE, answer=list[dict[str, Any]]))
async def ranges(request: Request) -> Response:
    """The pool as runs of neighbours in one state; of every type unless one is named."""
    name = _TYPE.of(request)

    def work(connection: Connection) -> list[dict[str, Any]]:
        names = [name] if name else [each["name"] for each in serials.types(connection)]
        return [
            {
                "serialNumberType": each,
                "startAddress": first,
                "endAddress": last,
                "count": count,
                "state": state,
            }
            for each in names
            for first, last, count, state in serials.ranges(
                connection, serials.type_named(connection, each)
            )
        ]

    return answer(await search(request, work))


@router.get(f"{_INTERNAL}/Statistics", **described(_TYPE, answer=list[dict[str, Any]]))
async def statistics(request: Request) -> Response:
    """How many numbers are free, taken and reserved."""
    name = _TYPE.of(request)

    def work(connection: Connection) -> list[dict[str, object]]:
        of_type = serials.type_named(connection, name) if name else None
        return serials.statistics(connection, of_type)

    return answer(await search(request, work))


@router.post(
    "/api/internal/Production/GetAndReserveNewSerialNumbers",
    **described(body=RESERVATION, answer=dict[str, str]),
)
async def reserve(request: Request) -> Response:
    """Set numbers aside for a station that will work offline, and count those it used as taken."""
    wanted = (await body(request, RESERVATION)).sn
    by = author(request)
    station = (wanted.station_name or by.station)[:100]
    used = [each.id for each in wanted.used or ()]

    def work(connection: Connection) -> list[str]:
        of_type = serials.type_named(connection, wanted.serial_number_type)
        if history.is_applied(connection, by):
            return serials.given_by(connection, of_type, by.command)
        reference = Reference(station=station, command=by.command)
        # Not by this command's id: sent again, it is answered what it gave, not what was used.
        serials.commit_reserved(connection, of_type, used, Reference(station=station), by.time)
        asked = Wanted(
            wanted.batch_size, wanted.only_in_sequence or False, wanted.from_serial_number or ""
        )
        return serials.reserve(connection, of_type, asked, reference, by.time)

    given = await write(request, work)
    return answer({"sn": _xml(given, wanted.serial_number_type)})


async def _find(request: Request, conditions: Iterable[ColumnElement[bool]] = ()) -> Response:
    name, first, last = _TYPE.needed(request), _FIRST.of(request), _LAST.of(request)
    wanted = [*conditions, *_times(request)]
    written = _format(request, _FORMAT) or "json"

    def work(connection: Connection) -> list[NumberAnswer]:
        of_type = serials.type_named(connection, name)
        bounds = serials.in_range(of_type, first, last)
        return serials.find(connection, of_type, [*wanted, bounds])

    found = await search(request, work)
    if written == "json":
        return answer(found)
    return _written([each["id"] for each in found], name, written)


async def _upload(request: Request) -> Response:
    name = _TYPE.of(request)
    values = _values(await uploaded_text(request))
    time = now(request)
    added = 0

    def work(connection: Connection, _: Author) -> None:
        nonlocal added
        by_type: dict[str, list[str]] = {}
        for of_type, value in values:
            by_type.setdefault(of_type or name, []).append(value)
        if "" in by_type:
            raise missing_parameter("serialNumberType")
        for each, numbers in by_type.items():
            added += serials.add(connection, serials.type_named(connection, each), numbers, time)

    await apply_once(request, work)
    return answer(added)


async def _free(request: Request, *, delete: bool) -> Response:
    wanted = await body(request, RANGES)
    time = now(request)
    changed = 0

    def work(connection: Connection, _: Author) -> None:
        nonlocal changed
        for each in wanted:
            of_type = serials.type_named(connection, each.type)
            first, last = each.start_address or "", each.end_address or ""
            changed += serials.free(connection, of_type, first, last, time, delete=delete)

    await apply_once(request, work)
    return answer(changed)


def _states(request: Request) -> list[ColumnElement[bool]]:
    text = _STATE.of(request).lower()
    if not text:
        return []
    if text not in _STATES:
        raise invalid({"state": ["Free, Taken or Reserved is wanted"]})
    return [serials.in_state(_STATES[text])]


def _times(request: Request) -> list[ColumnElement[bool]]:
    return serials.changed_between(_SINCE.given(request), _UNTIL.given(request))


def _format(request: Request, parameter: Text) -> str:
    text = parameter.of(request).lower()
    if text not in ("", "xml", "csv", "json"):
        raise invalid({"format": ["XML, CSV or JSON is wanted"]})
    return text


def _values(text: str) -> list[tuple[str, str]]:
    """Type, which may be empty, and number of each row."""
    if text.lstrip().startswith("<"):
        return [("", each) for each in _from_xml(text)]
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text)) if any(row)]
    values = [(row[0], row[1]) if len(row) > 1 else ("", row[0]) for row in rows]
    heads = {"serialnumber", "serial number", "id", "sn", "value"}
    return values[1:] if values and values[0][1].lower() in heads else values


def _from_xml(text: str) -> list[str]:
    root = root_of(text)
    return [str(each.get("id")) for each in root.iter("SN") if each.get("id")]


def _written(values: list[str], name: str, written: str) -> Response:
    if written == "json":
        return answer(values)
    if written == "csv":
        return Response("".join(f"{value}\r\n" for value in values), media_type="text/csv")
    return Response(_xml(values, name), media_type="application/xml")


def _xml(values: list[str], name: str) -> str:
    """The id stands first: the public client's expression wants it there (section 6, 9)."""
    rows = "".join(f"<SN id={_quoted(value)} />" for value in values)
    return f"<SerialNumbers serialNumberType={quoteattr(name)}>{rows}</SerialNumbers>"


def _quoted(value: str) -> str:
    return '"' + quoteattr(value)[1:-1].replace('"', "&quot;") + '"'
