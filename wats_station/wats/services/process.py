"""Processes: what the line does to a unit, by code. Source: wire contract section 2.5."""

from wats_station.wats import wire
from wats_station.wats.quoting import squeezed
from wats_station.wats.remembered import Remembered
from wats_station.wats.transport import Transport


class ProcessService:
    """`client.process`. Every call raises `WatsError` and its kinds."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._processes = Remembered(self._read)

    async def get_processes(self) -> tuple[wire.ProcessInfo, ...]:
        """Every active process: test, repair and other operations; read once by each client.

        Also reached as `client.app.get_processes`, the production guide's name.
        """
        return await self._processes.get()

    async def code_and_name(self, wanted: int | str) -> tuple[str, str]:
        """A process by its code or its name, both as text.

        One that the server does not list goes as it is: the server is the judge.
        """
        text = str(int(wanted)) if isinstance(wanted, int) else wanted
        for process in await self.get_processes():
            if text == str(process.code) or squeezed(text) == squeezed(process.name):
                return str(process.code), process.name
        return text, text

    async def _read(self) -> tuple[wire.ProcessInfo, ...]:
        return await self._transport.get(wire.PROCESSES, wire.PROCESS_LIST)
