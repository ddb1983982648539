"""Batches of units, and whether the production module is there. Source: section 2.1 and 2.2."""

from collections.abc import Iterable

from pydantic import ConfigDict, TypeAdapter

from wats_station.wats.services.production_calls import ProductionCalls
from wats_station.wats.station_headers import NO_HEADERS, StationHeaders
from wats_station.wats.wire.fields import many
from wats_station.wats.wire.units import Batch

_BATCHES = many(Batch)
_SAVED: TypeAdapter[tuple[Batch, ...] | None] = TypeAdapter(
    tuple[Batch, ...] | None, config=ConfigDict(defer_build=True)
)
_ANYTHING: TypeAdapter[bool | int | str | None] = TypeAdapter(
    bool | int | str | None, config=ConfigDict(defer_build=True)
)

_PATH = "/api/Production/Batches"


class BatchCalls(ProductionCalls):
    """The batch calls of `client.production`."""

    async def save_batches(
        self, batches: Iterable[Batch], *, by: StationHeaders = NO_HEADERS
    ) -> None:
        """Make batches, or change how many units they shall have."""
        body = [
            {"batchNumber": batch.batch_number, "batchSize": batch.batch_size} for batch in batches
        ]
        await self._transport.write_for("PUT", _PATH, _SAVED, {}, by.as_headers(), body=body)

    async def get_batches(self, *, part_number: str = "") -> tuple[Batch, ...]:
        """Every batch; the site server alone has this call."""
        query = {"partNumber": part_number} if part_number else {}
        return await self._transport.read(_PATH, _BATCHES, query)

    async def is_connected(self) -> bool:
        """True when the server's production module is there."""
        said = await self._transport.read("/api/internal/Production/isConnected", _ANYTHING)
        return bool(said)
