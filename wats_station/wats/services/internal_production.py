"""The internal production API, call by call. Source: wire contract section 2.2.

WATS does not promise these calls. Several change something by GET: they are sent once,
as every write is.
"""

from pydantic import ConfigDict, TypeAdapter

from wats_station.wats.services.internal_serials import InternalSerialNumberCalls
from wats_station.wats.station_headers import NO_HEADERS, StationHeaders
from wats_station.wats.wire.assembly import ChildCheck
from wats_station.wats.wire.fields import many, one
from wats_station.wats.wire.internal_units import (
    ContentsItem,
    InternalUnit,
    Site,
    UnitInfo,
    UnitNode,
)

_UNIT = one(InternalUnit)
_UNITS: TypeAdapter[InternalUnit | tuple[InternalUnit, ...]] = TypeAdapter(
    InternalUnit | tuple[InternalUnit, ...], config=ConfigDict(defer_build=True)
)
_INFOS = many(UnitInfo)
_NODE = one(UnitNode)
_CONTENTS = one(ContentsItem)
_SITES = many(Site)
_CHECK = one(ChildCheck)
_NUMBER: TypeAdapter[int] = TypeAdapter(int, config=ConfigDict(defer_build=True))
_TEXT: TypeAdapter[str | int | None] = TypeAdapter(
    str | int | None, config=ConfigDict(defer_build=True)
)

_BASE = "/api/internal/Production"
# What refusals are written in.
_ENGLISH = "en-US"


class InternalProductionService(InternalSerialNumberCalls):
    """`client.production.internal`. Every call raises `WatsError` and its kinds."""

    async def get_unit(self, serial_number: str, part_number: str = "") -> tuple[InternalUnit, ...]:
        """The units with this serial number, of this part where one is given."""
        query = {"serialNumber": serial_number}
        if part_number:
            query["partNumber"] = part_number
        found = await self._transport.read(f"{_BASE}/GetUnit", _UNITS, query, unit=serial_number)
        return found if isinstance(found, tuple) else (found,)

    async def get_unit_info(self, serial_number: str, part_number: str) -> tuple[UnitInfo, ...]:
        """The unit with its revision and product, first; then what is in it."""
        query = _key(serial_number, part_number)
        return await self._transport.read(f"{_BASE}/GetUnitInfo", _INFOS, query, unit=serial_number)

    async def get_unit_hierarchy(self, serial_number: str, part_number: str) -> UnitNode:
        """The whole tree that the unit stands in, from its top."""
        query = _key(serial_number, part_number)
        return await self._transport.read(
            f"{_BASE}/GetUnitHierarchy", _NODE, query, unit=serial_number
        )

    async def get_unit_contents(
        self, serial_number: str, part_number: str, revision: str
    ) -> ContentsItem:
        """What belongs into the unit, line by line, with the units that stand there."""
        query = _key(serial_number, part_number) | {"revision": revision}
        return await self._transport.read(
            f"{_BASE}/GetUnitContents", _CONTENTS, query, unit=serial_number
        )

    async def get_unit_phase(self, serial_number: str, part_number: str) -> int:
        """The number of the unit's phase."""
        query = _key(serial_number, part_number)
        return await self._transport.read(
            f"{_BASE}/GetUnitPhase", _NUMBER, query, unit=serial_number
        )

    async def get_unit_process(self, serial_number: str, part_number: str) -> str:
        """The name of the unit's process; empty when it has none."""
        query = _key(serial_number, part_number)
        said = await self._transport.read(
            f"{_BASE}/GetUnitProcess", _TEXT, query, unit=serial_number
        )
        return "" if said is None else str(said)

    async def get_sites(self) -> tuple[Site, ...]:
        """The sites that the server knows."""
        return await self._transport.read(f"{_BASE}/GetSites", _SITES)

    async def create_unit(
        self,
        serial_number: str,
        part_number: str,
        revision: str,
        *,
        batch_number: str = "",
        phase: int | None = None,
        by: StationHeaders = NO_HEADERS,
    ) -> InternalUnit:
        """Make a unit, with its product and revision where those are missing."""
        query = _key(serial_number, part_number) | {"revision": revision}
        if batch_number:
            query["batchNumber"] = batch_number
        if phase is not None:
            query["unitPhase"] = str(int(phase))
        return await self._transport.write_for(
            "POST", f"{_BASE}/CreateUnit", _UNIT, query, by.as_headers(), unit=serial_number
        )

    async def set_unit_phase(
        self,
        serial_number: str,
        part_number: str,
        phase: int,
        *,
        with_children: bool = False,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Move the unit, and what is in it where `with_children` (WATS alone)."""
        query = _key(serial_number, part_number) | {"unitPhase": str(int(phase))}
        if with_children:
            query["setPhaseOnSubUnits"] = "true"
        await self._change("GET", "SetUnitPhase", query, by)

    async def set_unit_process(
        self,
        serial_number: str,
        part_number: str,
        process_name: str,
        *,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Set the unit's process, by its name."""
        query = _key(serial_number, part_number) | {"processName": process_name}
        await self._change("GET", "SetUnitProcess", query, by)

    async def set_unit_phase_and_process(
        self,
        serial_number: str,
        part_number: str,
        phase: int,
        process_name: str,
        *,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Both at once."""
        query = _key(serial_number, part_number)
        query |= {"unitPhase": str(int(phase)), "processName": process_name}
        await self._change("GET", "SetUnitPhaseAndProcess", query, by)

    async def set_unit_phase_bit(
        self,
        serial_number: str,
        part_number: str,
        bit: int,
        *,
        clear: bool = False,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Set or clear one bit of the phase, as queued (4096)."""
        query = _key(serial_number, part_number)
        query |= {"PhaseBit": str(bit), "ClearBit": "true" if clear else "false"}
        await self._change("GET", "UnitPhaseBit", query, by)

    async def set_parent(
        self,
        serial_number: str,
        part_number: str,
        parent_serial: str,
        parent_part: str,
        *,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Put the unit under a parent without the checks of a box build; empty takes it out."""
        query = _key(serial_number, part_number)
        query |= {"parentSerialNumber": parent_serial, "parentPartNumber": parent_part}
        await self._change("GET", "SetParent", query, by)

    async def update_unit(
        self,
        serial_number: str,
        part_number: str,
        new_part_number: str,
        new_revision: str,
        *,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Make the unit one of another part or revision."""
        query = _key(serial_number, part_number)
        query |= {"newPartNumber": new_part_number, "newRevision": new_revision}
        await self._change("GET", "UpdateUnit", query, by)

    async def update_unit_attribute(
        self,
        serial_number: str,
        part_number: str,
        name: str,
        value: str,
        *,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Add or change one tag."""
        query = _key(serial_number, part_number)
        query |= {"attributeName": name, "attributeValue": value}
        await self._change("GET", "UpdateUnitAttribute", query, by)

    async def add_child_unit(
        self,
        serial_number: str,
        part_number: str,
        child_serial: str,
        child_part: str,
        *,
        check_part: str = "",
        check_revision: str = "",
        check_phase: int | None = None,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Build the child in; `check_phase` is the phase it has to be in instead of Finalized."""
        query = _pair(serial_number, part_number, child_serial, child_part)
        query |= {"checkPartNumber": check_part, "checkRevision": check_revision}
        query["cultureCode"] = _ENGLISH
        if check_phase is not None:
            query["checkPhase"] = str(int(check_phase))
        await self._change("POST", "AddChildUnit", query, by)

    async def remove_child_unit(
        self,
        serial_number: str,
        part_number: str,
        child_serial: str,
        child_part: str,
        *,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Take a child out."""
        query = _pair(serial_number, part_number, child_serial, child_part)
        await self._change("POST", "RemoveChildUnit", query | {"cultureCode": _ENGLISH}, by)

    async def remove_all_child_units(
        self, serial_number: str, part_number: str, *, by: StationHeaders = NO_HEADERS
    ) -> None:
        """Take every child out."""
        query = _key(serial_number, part_number) | {"cultureCode": _ENGLISH}
        await self._change("POST", "RemoveAllChildUnits", query, by)

    async def check_child_units(self, serial_number: str, part_number: str) -> ChildCheck:
        """The server's own check of the children."""
        query = {
            "CultureCode": _ENGLISH,
            "ParentSerialNumber": serial_number,
            "ParentPartNumber": part_number,
        }
        return await self._transport.read(
            f"{_BASE}/CheckChildUnits", _CHECK, query, unit=serial_number
        )

    async def _change(
        self, method: str, name: str, query: dict[str, str], by: StationHeaders
    ) -> None:
        unit = query["serialNumber"]
        await self._transport.write(method, f"{_BASE}/{name}", query, by.as_headers(), unit=unit)


def _key(serial_number: str, part_number: str) -> dict[str, str]:
    return {"serialNumber": serial_number, "partNumber": part_number}


def _pair(
    serial_number: str, part_number: str, child_serial: str, child_part: str
) -> dict[str, str]:
    return _key(serial_number, part_number) | {
        "childSerialNumber": child_serial,
        "childPartNumber": child_part,
    }
