"""Several processes that serve one PostgreSQL database, started and replaced by uvicorn.

What a worker needs to know goes to it by environment, which is nobody else's to read,
and never by command line, which is everybody's.
"""

import os
import signal
import socket
import threading
from collections.abc import Callable
from multiprocessing import parent_process
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.supervisors.multiprocess import Multiprocess

from wats_station.site_server.access_log import AccessLog
from wats_station.site_server.app import make_app
from wats_station.site_server.store.database import Database, open_database

_PREFIX = "WATS_STATION_WORKER_"
_NAMES = ("TOKEN", "DATABASE", "ACCESS_LOG", "DATA_DIR")
_START_SECONDS = 30.0


def tell(**values: str) -> None:
    """Set what the workers will read: token, database, access_log, data_dir."""
    for name, value in values.items():
        os.environ[_PREFIX + name.upper()] = value


class Crew(Multiprocess):
    """The workers; `ready` is called once every one accepts, `was_ready` says that it was."""

    def __init__(
        self, config: uvicorn.Config, sockets: list[socket.socket], ready: Callable[[], None]
    ) -> None:
        super().__init__(config, sockets)
        self._ready = ready
        self.was_ready = False

    def init_processes(self) -> None:
        """Start them, and wait until they accept."""
        super().init_processes()
        self.was_ready = all(
            each.wait_until_ready(_START_SECONDS, self.should_exit) for each in self.processes
        )
        if self.was_ready:
            self._ready()
        else:
            self.should_exit.set()


def make_worker() -> ASGIApp:
    """The application of one worker, in its own process."""
    token, database_url, log_path, data_dir = (
        os.environ.get(_PREFIX + each, "") for each in _NAMES
    )
    database = open_database(database_url, Path(data_dir))
    log = None
    if log_path:
        # One file a worker: no two processes may start the same file anew.
        path = Path(log_path)
        log = AccessLog(path.with_name(f"{path.stem}-{os.getpid()}{path.suffix}"))
    _end_with_parent()
    return _Worker(make_app(database, token, log), database, log)


class _Worker:
    """Closes what it opened when uvicorn says that it ends."""

    def __init__(self, app: ASGIApp, database: Database, log: AccessLog | None) -> None:
        self._app = app
        self._database = database
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._database.close()
        if self._log is not None:
            self._log.close()
        await send({"type": "lifespan.shutdown.complete"})


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="site-parent-watch", daemon=True).start()
