"""Where a unit is: its phase, its process and its tags. Source: wire contract 2.1, 2.2 and 7."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from uuid import UUID, uuid5

from wats_station.wats.errors import InvalidInput, NotFound
from wats_station.wats.quoting import squeezed
from wats_station.wats.remembered import Remembered
from wats_station.wats.services.unit_calls import UnitCalls
from wats_station.wats.station_headers import NO_HEADERS, StationHeaders
from wats_station.wats.wire.fields import many
from wats_station.wats.wire.phases import GUIDE_PHASES, Phase
from wats_station.wats.wire.units import Setting, Unit, tag_of

_PHASES = many(Phase)

_BASE = "/api/Production"
_ADD, _DELETE = 1, 3


class UnitStateCalls(UnitCalls):
    """The phase, process and tag calls of `client.production`."""

    @cached_property
    def _phases(self) -> Remembered[tuple[Phase, ...]]:
        return Remembered(self._read_phases)

    async def get_phases(self) -> tuple[Phase, ...]:
        """The phases the server knows; read once by each client."""
        return await self._phases.get()

    async def set_unit_phase(
        self,
        serial_number: str,
        phase: int | str,
        part_number: str | None = None,
        revision: str | None = None,
        *,
        comment: str = "",
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Move the unit to a phase: its number, a `UnitPhase`, its name or code.

        The guide's names work on every server. Raises `InvalidInput` for a phase that
        there is not, before anything is sent; `NotFound`, `Rejected`.
        """
        number = int(phase) if isinstance(phase, int) else await self.phase_id(phase)
        query = await self._units.key(serial_number, part_number, revision)
        query["phase"] = str(number)
        if comment:
            query["comment"] = comment
        await self._transport.write(
            "PUT", f"{_BASE}/SetUnitPhase", query, by.as_headers(), unit=serial_number
        )

    async def set_unit_process(
        self,
        serial_number: str,
        operation_type: int | str,
        part_number: str | None = None,
        revision: str | None = None,
        *,
        comment: str = "",
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Set the unit's process, by its code or name. Raises `NotFound`, `Rejected`.

        WATS documents that it takes the name, and its public client sends the code: both go.
        """
        code, name = await self._process.code_and_name(operation_type)
        query = await self._units.key(serial_number, part_number, revision)
        query |= {"processCode": code, "processName": name}
        if comment:
            query["comment"] = comment
        await self._transport.write(
            "PUT", f"{_BASE}/SetUnitProcess", query, by.as_headers(), unit=serial_number
        )

    async def get_unit_tags(
        self, serial_number: str, part_number: str | None = None, revision: str | None = None
    ) -> dict[str, str]:
        """The unit's tags, value by key. Raises `NotFound`."""
        unit = await self._units.existing(serial_number, part_number, revision)
        return {tag.key: tag.value for tag in unit.tags}

    async def set_unit_tag(
        self,
        serial_number: str,
        key: str,
        value: str,
        part_number: str | None = None,
        revision: str | None = None,
        *,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Add or change one tag; by PUT Units where the server has no UnitTag (section 8)."""
        _refuse_no_key(key, serial_number)
        query = await self._units.key(serial_number, part_number, revision)
        query |= {"key": key, "value": value}
        try:
            await self._transport.write(
                "PUT", f"{_BASE}/UnitTag", query, by.as_headers(), unit=serial_number
            )
        except NotFound as missing:
            if not missing.no_such_call:
                raise
            tag = Setting(key=key, value=value, change=_ADD)
            await self._tags_by_units(serial_number, query["partNumber"], [tag], by)

    async def set_unit_tags(
        self,
        serial_number: str,
        tags: Iterable[Setting | Mapping[str, str]],
        part_number: str | None = None,
        revision: str | None = None,
        *,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Add or change tags, each `{"key": ..., "value": ...}`; those not named stay.

        They are written one after the other: when one fails, those before it are there.
        What `by` expects is said of the first alone.
        Raises `InvalidInput` before anything is sent when one of them is no tag.
        """
        wanted = _tags_of(tags, serial_number)
        if not wanted:
            return
        part = (await self._units.key(serial_number, part_number, revision))["partNumber"]
        for at, (key, value) in enumerate(wanted.items()):
            # One command a tag: a server that keeps ids would take the second for the first.
            each = by if at == 0 else _next_command(by, key)
            await self.set_unit_tag(serial_number, key, value, part, by=each)

    async def delete_unit_tags(
        self,
        serial_number: str,
        keys: Iterable[str],
        part_number: str | None = None,
        revision: str | None = None,
        *,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Take tags away, in one request; a key that the unit does not have changes nothing."""
        wanted = [Setting(key=key, value="", change=_DELETE) for key in dict.fromkeys(keys)]
        for tag in wanted:
            _refuse_no_key(tag.key, serial_number)
        if wanted:
            unit = await self._units.existing(serial_number, part_number, revision)
            await self._tags_by_units(serial_number, unit.part_number, wanted, by)

    async def phase_id(self, text: str) -> int:
        """The number of a phase by its name, its code or the guide's name.

        Letter case, spaces, `_` and `-` do not count. Raises `InvalidInput`.
        """
        wanted = squeezed(text)
        known = await self.get_phases()
        for phase in known:
            if wanted in (squeezed(phase.name), squeezed(phase.code), str(phase.unit_phase_id)):
                return phase.unit_phase_id
        for number, name in GUIDE_PHASES.items():
            if wanted == squeezed(name):
                return number
        names = ", ".join(phase.name for phase in known)
        raise InvalidInput(f"{text!r} is no phase; there are {names}.", operation="set_unit_phase")

    async def _read_phases(self) -> tuple[Phase, ...]:
        return await self._transport.read("/api/internal/Mes/GetUnitPhases", _PHASES)

    async def _tags_by_units(
        self, serial_number: str, part_number: str, tags: Iterable[Setting], by: StationHeaders
    ) -> None:
        """Read the unit and send it back with the tags: PUT Units would make an unknown one."""
        unit = await self._units.existing(serial_number, part_number)
        sent = Unit(
            serial_number=unit.serial_number,
            part_number=unit.part_number,
            revision=unit.revision,
            # Keyed: what is not named stays as it is.
            tags=tuple(tags),
        )
        await self.save_units([sent], by=by)


def _refuse_no_key(key: str, serial_number: str) -> None:
    if not key:
        raise InvalidInput("a tag needs a key.", operation="set_unit_tag", unit=serial_number)


def _tags_of(tags: Iterable[Setting | Mapping[str, str]], serial_number: str) -> dict[str, str]:
    wanted: dict[str, str] = {}
    for given in tags:
        try:
            tag = tag_of(given)
        except (KeyError, TypeError, ValueError):
            text = f'{given!r} is no tag: {{"key": ..., "value": ...}} is wanted.'
            raise InvalidInput(text, operation="set_unit_tags", unit=serial_number) from None
        _refuse_no_key(tag.key, serial_number)
        wanted[tag.key] = tag.value
    return wanted


def _next_command(by: StationHeaders, key: str) -> StationHeaders:
    # What was expected is one tag's value: the first's.
    by = by._replace(expected="")
    if not by.command_id:
        return by
    return by._replace(command_id=str(uuid5(UUID(by.command_id), key)))
