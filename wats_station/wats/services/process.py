"""Processes: what the line does to a unit, by code. Source: wire contract section 2.5."""

from wats_station.wats import wire
from wats_station.wats.transport import Transport


class ProcessService:
    """`client.process`, also reached as `client.app.get_processes` (the guide's name)."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def get_processes(self) -> tuple[wire.ProcessInfo, ...]:
        """Every active process: test, repair and other operations."""
        return await self._transport.get(wire.PROCESSES, wire.PROCESS_LIST, {})
