"""Assemblies: what is in a unit, and what belongs there. Source: wire contract 2.1 to 2.3.

The guide counts positions from 0. The site server keeps them; WATS does not know any, so
there they are worked out from the order of the box-build template.
"""

from wats_station.wats.errors import InvalidInput, NotFound
from wats_station.wats.services.production_calls import ProductionCalls
from wats_station.wats.side_by_side import both
from wats_station.wats.station_headers import NO_HEADERS, StationHeaders
from wats_station.wats.wire.assembly import AssemblyVerification, ChildCheck, fits, verified
from wats_station.wats.wire.fields import one
from wats_station.wats.wire.units import Unit

_CHECK = one(ChildCheck)

_BASE = "/api/Production"


class AssemblyCalls(ProductionCalls):
    """The assembly calls of `client.production`."""

    async def verify_assembly(
        self,
        parent_serial: str,
        parent_part: str | None = None,
        parent_revision: str | None = None,
    ) -> AssemblyVerification:
        """What stands where in the unit, and what is missing, by its box-build template.

        Raises `NotFound` for a unit or a product revision that the server does not have.
        """
        if parent_part is None or parent_revision is None:
            unit = await self._units.existing(parent_serial, parent_part, parent_revision)
            return await self._verified(unit)
        unit, template = await both(
            self._units.existing(parent_serial, parent_part),
            self._product.get_box_build_template(parent_part, parent_revision),
        )
        return verified(template, unit)

    async def add_child_to_assembly(
        self,
        parent_serial: str,
        child_serial: str,
        index: int | None = None,
        *,
        parent_part: str | None = None,
        child_part: str | None = None,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Build the child into the parent, at the 0-based position `index` where one is given.

        The position is checked against the template before anything is sent: it has to
        be there, to be free, and to take this part and revision. Raises `InvalidInput`
        where it is not, `NotFound`, and `Rejected` with the server's own reason.
        """
        parent, child = await both(
            self._units.existing(parent_serial, parent_part),
            self._units.existing(child_serial, child_part),
        )
        if index is not None:
            _refuse_position(await self._verified(parent), child, index)
        await self.add_child_unit(
            parent.serial_number,
            parent.part_number,
            child.serial_number,
            child.part_number,
            position=index,
            by=by,
        )

    async def remove_child_from_assembly(
        self,
        parent_serial: str,
        index: int | None = None,
        *,
        child_serial: str | None = None,
        parent_part: str | None = None,
        by: StationHeaders = NO_HEADERS,
    ) -> Unit:
        """Take a child out, by its position or its serial number; the child as it was.

        Raises `InvalidInput` where nothing stands at the position, or no child is that one.
        """
        parent = await self._units.existing(parent_serial, parent_part)
        if child_serial is not None:
            child = _child_of(parent, child_serial)
        elif index is not None:
            child = _child_at(await self._verified(parent), index)
        else:
            text = "say which child: index= or child_serial=."
            raise InvalidInput(text, operation="remove_child_from_assembly", unit=parent_serial)
        await self.remove_child_unit(
            parent.serial_number,
            parent.part_number,
            child.serial_number,
            child.part_number,
            by=by,
        )
        return child

    async def disassemble(
        self,
        parent_serial: str,
        parent_part: str | None = None,
        *,
        by: StationHeaders = NO_HEADERS,
    ) -> tuple[Unit, ...]:
        """Take every child out, in one request; the children as they were."""
        parent = await self._units.existing(parent_serial, parent_part)
        if parent.sub_units:
            await self._transport.write(
                "POST",
                "/api/internal/Production/RemoveAllChildUnits",
                {"serialNumber": parent.serial_number, "partNumber": parent.part_number},
                by.as_headers(),
                unit=parent_serial,
            )
        return parent.sub_units

    async def add_child_unit(
        self,
        parent_serial: str,
        parent_part: str,
        child_serial: str,
        child_part: str,
        *,
        check_part: str = "",
        check_revision: str = "",
        position: int | None = None,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """The server's own call. `check_part` and `check_revision` stand in for the template.

        WATS ignores `position`. Raises `Rejected` with the server's reason.
        """
        query = _pair(parent_serial, parent_part, child_serial, child_part)
        # The API wants both, empty to go by the box build.
        query |= {"checkPartNumber": check_part, "checkRevision": check_revision}
        if position is not None:
            query["position"] = str(position)
        await self._transport.write(
            "POST", f"{_BASE}/AddChildUnit", query, by.as_headers(), unit=child_serial
        )

    async def remove_child_unit(
        self,
        parent_serial: str,
        parent_part: str,
        child_serial: str,
        child_part: str,
        *,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """The server's own call. Raises `Rejected` with the server's reason."""
        query = _pair(parent_serial, parent_part, child_serial, child_part)
        await self._transport.write(
            "POST", f"{_BASE}/RemoveChildUnit", query, by.as_headers(), unit=child_serial
        )

    async def check_child_units(
        self, parent_serial: str, parent_part: str | None = None
    ) -> ChildCheck:
        """The server's own check of the children; WATS does not document what it says."""

        async def ask(key: dict[str, str]) -> ChildCheck:
            query = {
                "parentSerialNumber": key["serialNumber"],
                "parentPartNumber": key["partNumber"],
            }
            return await self._transport.read(
                f"{_BASE}/CheckChildUnits", _CHECK, query, unit=parent_serial
            )

        return await self._units.read_of(parent_serial, parent_part, None, ask)

    async def _verified(self, unit: Unit) -> AssemblyVerification:
        template = await self._product.get_box_build_template(unit.part_number, unit.revision)
        return verified(template, unit)


def _pair(
    parent_serial: str, parent_part: str, child_serial: str, child_part: str
) -> dict[str, str]:
    return {
        "parentSerialNumber": parent_serial,
        "parentPartNumber": parent_part,
        "childSerialNumber": child_serial,
        "childPartNumber": child_part,
    }


def _refuse_position(assembly: AssemblyVerification, child: Unit, index: int) -> None:
    slot = next((slot for slot in assembly.slots if slot.index == index), None)
    if slot is None:
        count = len(assembly.slots)
        reason = f"there is no position {index}: the template has {count}, counted from 0."
    elif slot.child is not None:
        reason = f"position {index} is taken by {slot.child.serial_number}."
    elif not fits(slot, child.part_number, child.revision):
        wanted = f"{slot.part_number} revision {slot.revision_mask or slot.revision}"
        given = f"{child.part_number} revision {child.revision}"
        reason = f"position {index} takes {wanted}, and this is {given}."
    else:
        return
    raise InvalidInput(reason, operation="add_child_to_assembly", unit=child.serial_number)


def _child_at(assembly: AssemblyVerification, index: int) -> Unit:
    for slot in assembly.slots:
        if slot.index == index and slot.child is not None:
            return slot.child
    raise InvalidInput(
        f"nothing stands at position {index}.",
        operation="remove_child_from_assembly",
        unit=assembly.serial_number,
    )


def _child_of(parent: Unit, child_serial: str) -> Unit:
    found = [child for child in parent.sub_units if child.serial_number == child_serial]
    if not found:
        raise NotFound(
            f"{child_serial} is not in this unit.",
            operation="remove_child_from_assembly",
            unit=parent.serial_number,
        )
    return found[0]
