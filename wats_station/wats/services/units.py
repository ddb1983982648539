"""Finding a unit by its serial number, on servers that can and on servers that hardly can.

Source: wire contract sections 2.1, 2.2 and 7.
"""

from collections.abc import Iterable, Sequence

from wats_station.wats import wire
from wats_station.wats.errors import AmbiguousUnit, InvalidInput, NotFound, ProtocolError
from wats_station.wats.quoting import literal, segment
from wats_station.wats.transport import Transport

_MOST_CANDIDATES = "50"


class UnitFinder:
    """Asks Unit/Query, which takes one request; where it is missing, the older ways."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._has_query = True

    async def find(self, serial_number: str, part_number: str | None) -> wire.Unit | None:
        """The unit, or None when the server has none. Raises `AmbiguousUnit` for several."""
        if not serial_number:
            raise InvalidInput("there is no unit without a serial number.", operation="get_unit")
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

    async def _query(self, serial_number: str, part_number: str | None) -> tuple[wire.Unit, ...]:
        wanted = f"serialNumber eq {literal(serial_number)}"
        if part_number is not None:
            wanted += f" and partNumber eq {literal(part_number)}"
        query = {"$filter": wanted, "$top": _MOST_CANDIDATES}
        return await self._transport.get(wire.UNIT_QUERY, wire.UNIT_LIST, query, unit=serial_number)

    async def _the_older_way(self, serial_number: str, part_number: str | None) -> wire.Unit | None:
        try:
            if part_number is None:
                part_number = await self._part_number(serial_number)
            path = f"{wire.UNIT}/{segment(serial_number)}/{segment(part_number)}"
            unit = await self._transport.get(path, wire.ONE_UNIT, unit=serial_number)
        except NotFound as missing:
            if missing.no_such_call:
                raise
            return None
        except UnicodeError as error:
            raise InvalidInput(f"{error}.", operation="get_unit") from None
        return _the_only([unit], serial_number, part_number)

    async def _part_number(self, serial_number: str) -> str:
        query = {"serialNumber": serial_number}
        answer = await self._transport.get(
            wire.INTERNAL_UNIT, wire.INTERNAL_UNITS, query, unit=serial_number
        )
        units = answer if isinstance(answer, tuple) else (answer,)
        parts = list(dict.fromkeys(unit.part for unit in units))
        if len(parts) > 1:
            raise _ambiguous(serial_number, [(serial_number, part) for part in parts])
        if not parts:
            raise NotFound("no unit has this serial number.", unit=serial_number)
        return parts[0]


def _the_only(
    found: Sequence[wire.Unit], serial_number: str, part_number: str | None
) -> wire.Unit | None:
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


def _is_asked_for(unit: wire.Unit, serial_number: str, part_number: str | None) -> bool:
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
