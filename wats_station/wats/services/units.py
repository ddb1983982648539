"""Finding a unit by its serial number, on servers that can and on servers that hardly can.

Source: wire contract sections 2.1, 2.2 and 7.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TypeVar

from pydantic import ConfigDict, TypeAdapter

from wats_station.wats.errors import AmbiguousUnit, InvalidInput, NotFound, ProtocolError, WatsError
from wats_station.wats.quoting import literal, segment
from wats_station.wats.side_by_side import both
from wats_station.wats.transport import Transport
from wats_station.wats.wire.fields import many, one
from wats_station.wats.wire.internal_units import InternalUnit
from wats_station.wats.wire.units import Unit

T = TypeVar("T")

_UNITS = many(Unit)
_UNIT = one(Unit)
_INTERNAL_UNITS: TypeAdapter[InternalUnit | tuple[InternalUnit, ...]] = TypeAdapter(
    InternalUnit | tuple[InternalUnit, ...], config=ConfigDict(defer_build=True)
)

_QUERY = "/api/Production/Unit/Query"
_MOST_CANDIDATES = "50"
# How many part numbers are remembered; a shift scans some thousand units.
_REMEMBERED = 10_000


class UnitFinder:
    """Asks Unit/Query, which takes one request; where it is missing, the older ways.

    The part number of a unit that was found is remembered: it may save a round trip, and
    is never believed without asking for the serial number again beside it.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._has_query = True
        self._parts: dict[str, str] = {}

    async def find(
        self, serial_number: str, part_number: str | None = None, revision: str | None = None
    ) -> Unit | None:
        """The unit, or None when the server has none. Raises `AmbiguousUnit` for several."""
        if not serial_number:
            raise InvalidInput("there is no unit without a serial number.", operation="get_unit")
        unit = await self._find(serial_number, part_number)
        if unit is not None:
            self._remember(serial_number, unit.part_number)
        return unit if unit is None or revision in (None, unit.revision) else None

    async def existing(
        self, serial_number: str, part_number: str | None = None, revision: str | None = None
    ) -> Unit:
        """The unit. Raises `NotFound` when the server has none."""
        unit = await self.find(serial_number, part_number, revision)
        if unit is None:
            raise NotFound("the server has no such unit.", operation="get_unit", unit=serial_number)
        return unit

    async def key(
        self, serial_number: str, part_number: str | None = None, revision: str | None = None
    ) -> dict[str, str]:
        """The two names of the unit as a query; asks the server where the part is not given.

        With a revision the unit has to be of it: one of another one is not found.
        """
        if part_number is None or revision is not None:
            part_number = (await self.existing(serial_number, part_number, revision)).part_number
        return {"serialNumber": serial_number, "partNumber": part_number}

    async def read_of(
        self,
        serial_number: str,
        part_number: str | None,
        revision: str | None,
        ask: Callable[[dict[str, str]], Awaitable[T]],
    ) -> T:
        """What `ask` reads of the unit, by its query; for what changes nothing.

        With a part number that is only remembered, the serial number is asked for side by
        side: several parts end as `AmbiguousUnit`, another part is asked again.
        """
        guess = self._parts.get(serial_number)
        if part_number is not None or revision is not None or guess is None:
            return await ask(await self.key(serial_number, part_number, revision))
        key = {"serialNumber": serial_number, "partNumber": guess}
        unit, answer = await both(self.existing(serial_number), _or_error(ask(key)))
        if unit.part_number != guess:
            return await ask({"serialNumber": serial_number, "partNumber": unit.part_number})
        if isinstance(answer, WatsError):
            raise answer
        return answer

    def _remember(self, serial_number: str, part_number: str) -> None:
        self._parts.pop(serial_number, None)
        self._parts[serial_number] = part_number
        if len(self._parts) > _REMEMBERED:
            del self._parts[next(iter(self._parts))]

    async def _find(self, serial_number: str, part_number: str | None) -> Unit | None:
        if not self._has_query:
            return await self._the_older_way(serial_number, part_number)
        try:
            found = await self._query(serial_number, part_number)
        except NotFound as missing:
            if not missing.no_such_call:
                return None
        else:
            return _the_only(found, serial_number, part_number)
        unit = await self._the_older_way(serial_number, part_number)
        # Only now: a sign-in page's 404 says nothing about the server behind it.
        self._has_query = False
        return unit

    async def _query(self, serial_number: str, part_number: str | None) -> tuple[Unit, ...]:
        wanted = f"serialNumber eq {literal(serial_number)}"
        if part_number is not None:
            wanted += f" and partNumber eq {literal(part_number)}"
        query = {"$filter": wanted, "$top": _MOST_CANDIDATES}
        return await self._transport.read(_QUERY, _UNITS, query, unit=serial_number)

    async def _the_older_way(self, serial_number: str, part_number: str | None) -> Unit | None:
        try:
            if part_number is None:
                part_number = await self._part_number(serial_number)
            path = f"/api/Production/Unit/{segment(serial_number)}/{segment(part_number)}"
            unit = await self._transport.read(path, _UNIT, unit=serial_number)
        except NotFound as missing:
            if missing.no_such_call:
                raise
            return None
        except UnicodeError as error:
            raise InvalidInput(f"{error}.", operation="get_unit") from None
        return _the_only([unit], serial_number, part_number)

    async def _part_number(self, serial_number: str) -> str:
        answer = await self._transport.read(
            "/api/internal/Production/GetUnit",
            _INTERNAL_UNITS,
            {"serialNumber": serial_number},
            unit=serial_number,
        )
        units = answer if isinstance(answer, tuple) else (answer,)
        parts = list(dict.fromkeys(unit.part for unit in units))
        if len(parts) > 1:
            raise _ambiguous(serial_number, [(serial_number, part) for part in parts])
        if not parts:
            raise NotFound("no unit has this serial number.", unit=serial_number)
        return parts[0]


async def _or_error(answer: Awaitable[T]) -> T | WatsError:
    """The answer, or why there is none: what the serial number says comes first."""
    try:
        return await answer
    except WatsError as error:
        return error


def _the_only(found: Sequence[Unit], serial_number: str, part_number: str | None) -> Unit | None:
    ours = [unit for unit in found if _is_asked_for(unit, serial_number, part_number)]
    # A database that tells no case apart answers both: the exact one is meant.
    exact = [unit for unit in ours if unit.serial_number == serial_number]
    ours = exact or ours
    if found and not ours:
        raise ProtocolError(
            "the server answered with another unit than the one asked for.",
            operation="get_unit",
            unit=serial_number,
        )
    parts = {unit.part_number for unit in ours}
    if len(parts) > 1:
        raise _ambiguous(serial_number, ((unit.serial_number, unit.part_number) for unit in ours))
    return ours[0] if ours else None


def _is_asked_for(unit: Unit, serial_number: str, part_number: str | None) -> bool:
    same_serial = _folded(unit.serial_number) == _folded(serial_number)
    return same_serial and (
        part_number is None or _folded(unit.part_number) == _folded(part_number)
    )


def _folded(text: str) -> str:
    """As SQL Server compares texts: without case and without spaces at the end."""
    return text.rstrip().casefold()


def _ambiguous(serial_number: str, candidates: Iterable[tuple[str, str]]) -> AmbiguousUnit:
    known = list(dict.fromkeys(candidates))
    parts = ", ".join(part for _, part in known)
    return AmbiguousUnit(
        f"several parts have this serial number: {parts}.",
        known,
        operation="get_unit",
        unit=serial_number,
    )
