"""The agent's life: one for a data folder, from `agent ready` until a signal ends it.

It asks the server for nothing while the outbox is empty, and steps aside for a window. A
station that knows no server yet is waited for: the agent is started at logon, long before
somebody has set the station up.
"""

import asyncio
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from wats_station import stop_request
from wats_station.domain.errors import GatewayProblem
from wats_station.domain.secrets import TokenProblem
from wats_station.domain.settings import SettingsProblem
from wats_station.log import EventLog, configure_diagnostics
from wats_station.services.ports import UnitGateway
from wats_station.station.delivery import Delivery
from wats_station.station.known_server import Server, known_server, make_gateway
from wats_station.station.outbox_events import write_row

_LOCK = "agent.lock"
# How often it looks whether the station was set to another server, in seconds.
_LOOK_EVERY = 5.0


class AgentOptions(NamedTuple):
    """What the command line and the environment asked for; empty texts are the kept ones."""

    server: str
    token: str
    data_dir: Path
    json_log: Path | None


def run_agent(options: AgentOptions) -> int:
    """Deliver until a signal comes; the answer is the exit code."""
    configure_diagnostics()
    try:
        options.data_dir.mkdir(parents=True, exist_ok=True)
        events = EventLog(options.json_log)
        lock = FileLock(options.data_dir / _LOCK)
        lock.acquire(blocking=False)
    except Timeout:
        return _complain(f"an agent runs on {options.data_dir} already")
    except OSError as error:
        return _complain(f"cannot write {error.filename}: {error.strerror}")
    try:
        asyncio.run(_Agent(options, events).live())
    finally:
        lock.release()
        events.close()
    return 0


class _Agent:
    def __init__(self, options: AgentOptions, events: EventLog) -> None:
        self._options = options
        self._events = events
        self._said = ""
        self._gateway: UnitGateway | None = None

    async def live(self) -> None:
        """Work until a signal ends it."""
        ended = asyncio.Event()
        _on_signals(ended.set)
        stop_request.listen()
        delivery = Delivery(
            self._options.data_dir,
            lambda row: write_row(self._events, row),
            self._complain,
            window=False,
        )
        sys.stdout.write("agent ready\n")
        sys.stdout.flush()
        self._events.write("agent.ready")
        server: Server | None = None
        while not ended.is_set():
            known = await asyncio.to_thread(self._known)
            if known != server:
                server = known
                await self._serve(delivery, server)
            try:
                async with asyncio.timeout(_LOOK_EVERY):
                    await ended.wait()
            except TimeoutError:
                continue
        await delivery.close()
        await self._leave()

    async def _serve(self, delivery: Delivery, server: Server | None) -> None:
        delivery.stop()
        await self._leave()
        if server is None:
            return
        try:
            self._gateway = await asyncio.to_thread(make_gateway, server)
        except GatewayProblem as problem:
            self._complain(f"{server.url}: {problem.message}")
            return
        delivery.begin(self._gateway, server.known_as)

    async def _leave(self) -> None:
        gateway, self._gateway = self._gateway, None
        if gateway is not None:
            await gateway.close()

    def _known(self) -> Server | None:
        options = self._options
        try:
            server = known_server(options.data_dir, options.server, options.token)
        except (SettingsProblem, TokenProblem) as problem:
            self._complain(str(problem))
            return None
        if server is None:
            self._complain("no server is set yet: set the station up in its window")
        return server

    def _complain(self, text: str) -> None:
        """Say it once, however often it is found."""
        if text != self._said:
            self._said = text
            _complain(text)


def _on_signals(ended: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Not the loop's own handlers: Windows has none.
        signal.signal(number, lambda _number, _frame: loop.call_soon_threadsafe(ended))


def _complain(text: str) -> int:
    sys.stderr.write(f"wats-station: {text}\n")
    return 1
