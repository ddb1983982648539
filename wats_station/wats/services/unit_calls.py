"""Units: looked up, made, changed and deleted. Source: wire contract sections 2.1 and 7."""

from collections.abc import Iterable
from datetime import datetime

from pydantic import ConfigDict, TypeAdapter

from wats_station.wats.errors import InvalidInput, NotFound, Rejected
from wats_station.wats.quoting import literal
from wats_station.wats.services.production_calls import ProductionCalls
from wats_station.wats.station_headers import NO_HEADERS, StationHeaders
from wats_station.wats.wire.fields import Later, Number, WireModel, many, one
from wats_station.wats.wire.units import Unit


class _Saved(WireModel):
    """What some servers answer to PUT Units instead of the units."""

    error_count: Number


_UNIT = one(Unit)
_UNITS = many(Unit)
_SAVED: TypeAdapter[tuple[Unit, ...] | _Saved | None] = TypeAdapter(
    tuple[Unit, ...] | _Saved | None, config=ConfigDict(defer_build=True)
)

_BASE = "/api/Production"
_MOST_UNITS = 1000


class UnitCalls(ProductionCalls):
    """The unit calls of `client.production`."""

    async def get_unit(
        self,
        serial_number: str,
        part_number: str | None = None,
        revision: str | None = None,
        *,
        last_test: bool = False,
    ) -> Unit | None:
        """The unit, or None when the server has none.

        One request where the server has Unit/Query. Several parts with the serial number
        raise `AmbiguousUnit` with the candidates. `last_test` asks for `last_test_date`
        at once: one more request.
        """
        unit = await self._units.find(serial_number, part_number, revision)
        if unit is not None and last_test:
            when = await self.get_last_test_date(unit.serial_number, unit.part_number)
            unit.expecting(Later(lambda: when))
        return unit

    async def get_last_test_date(
        self,
        serial_number: str,
        part_number: str | None = None,
        revision: str | None = None,
    ) -> datetime | None:
        """When the unit's newest test started (UTC), or None without one."""

        async def ask(key: dict[str, str]) -> datetime | None:
            wanted = (
                f"serialNumber eq {literal(serial_number)}"
                f" and partNumber eq {literal(key['partNumber'])}"
            )
            newest = await self._report.query_uut_headers(wanted, top=1)
            return newest[0].start if newest else None

        return await self._units.read_of(serial_number, part_number, revision, ask)

    async def query_units(
        self,
        odata_filter: str = "",
        top: int = 100,
        orderby: str = "",
        *,
        skip: int = 0,
    ) -> tuple[Unit, ...]:
        """The first `top` units that the filter selects; 1,000 at most, `skip` gets the next.

        Raises `InvalidInput` for more: a list that ends early would look like all of it.
        `batchNumber eq 'LOT-44' and unitPhaseId eq 2`: see wire contract section 7.
        """
        if top > _MOST_UNITS:
            text = f"the server gives {_MOST_UNITS} units at most: use skip= for the next."
            raise InvalidInput(text, operation="query_units")
        query = {
            "$filter": odata_filter,
            "$top": str(top),
            "$orderby": orderby,
            "$skip": str(skip) if skip else "",
        }
        given = {name: text for name, text in query.items() if text}
        return await self._transport.read(f"{_BASE}/Unit/Query", _UNITS, given)

    async def create_unit(self, unit: Unit, *, by: StationHeaders = NO_HEADERS) -> Unit:
        """Make the unit, and read it back; one that exists is changed to what is given.

        A missing product or revision is made with it. `add_unit` refuses one that exists.
        """
        await self.save_units([unit], by=by)
        made = await self._units.find(unit.serial_number, unit.part_number)
        if made is None:
            raise NotFound(
                "the server took the unit, and does not have it.",
                operation="create_unit",
                unit=unit.serial_number,
            )
        return made

    async def save_units(self, units: Iterable[Unit], *, by: StationHeaders = NO_HEADERS) -> None:
        """Make units, or change those that exist to what is given of them, in one request.

        The phase is taken for new units alone. Raises `Rejected` when the server could not
        save all of them.
        """
        body = [unit.as_sent() for unit in units]
        about = str(body[0]["serialNumber"]) if len(body) == 1 else ""
        said = await self._transport.write_for(
            "PUT", f"{_BASE}/Units", _SAVED, {}, by.as_headers(), body=body, unit=about
        )
        if isinstance(said, _Saved) and said.error_count:
            raise Rejected(
                f"the server could not save {said.error_count} of {len(body)} units.",
                operation=f"PUT {_BASE}/Units",
                unit=about,
            )

    async def add_unit(self, unit: Unit, *, by: StationHeaders = NO_HEADERS) -> Unit:
        """Make one unit that does not exist yet; needs a revision. Raises `Rejected`."""
        return await self._transport.write_for(
            "POST", f"{_BASE}/Unit", _UNIT, {}, by.as_headers(),
            body=unit.as_sent(), unit=unit.serial_number,
        )  # fmt: skip

    async def update_unit(self, unit: Unit, *, by: StationHeaders = NO_HEADERS) -> None:
        """Change what is given of one unit: revision, batch, date, location, tags.

        Not its phase, process, parent or part number. Raises `NotFound`, `Rejected`.
        """
        body = unit.as_sent()
        body.pop("unitPhaseId", None)
        body.pop("processCode", None)
        await self._transport.write(
            "PUT", f"{_BASE}/Unit", {}, by.as_headers(), body=body, unit=unit.serial_number
        )

    async def delete_unit(
        self,
        serial_number: str,
        part_number: str | None = None,
        revision: str | None = None,
        *,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Delete a unit that holds no children. Raises `NotFound`, `Rejected`."""
        query = await self._units.key(serial_number, part_number, revision)
        await self._transport.write(
            "DELETE", f"{_BASE}/Unit", query, by.as_headers(), unit=serial_number
        )

    async def change_unit(
        self,
        serial_number: str,
        new_part_number: str,
        new_revision: str,
        part_number: str | None = None,
        revision: str | None = None,
        *,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Make the unit one of another part or revision. Raises `NotFound`, `Rejected`."""
        query = await self._units.key(serial_number, part_number, revision)
        query |= {"newPartNumber": new_part_number, "newRevision": new_revision}
        await self._transport.write(
            "PUT", f"{_BASE}/ChangeUnit", query, by.as_headers(), unit=serial_number
        )
