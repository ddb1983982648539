"""The server itself: its version, which is also its sign of life. Source: section 1.2."""

from wats_station.wats import wire
from wats_station.wats.services.process import ProcessService
from wats_station.wats.transport import Transport


class AppService:
    """`client.app`. Every call raises `WatsError` and its kinds."""

    def __init__(self, transport: Transport, process: ProcessService) -> None:
        self._transport = transport
        self.get_processes = process.get_processes

    async def version(self) -> str:
        """The server's version; proves that the API answers and takes the token."""
        return await self._transport.get_version(wire.VERSION)
