"""The server's process: opens the database, says when it is ready, and ends in order."""

import contextlib
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from wats_station import stop_request
from wats_station.site_server import demo, stock, workers
from wats_station.site_server.access_log import AccessLog
from wats_station.site_server.app import make_app
from wats_station.site_server.auth import first_token
from wats_station.site_server.listening import (
    ListeningRefused,
    Tls,
    check_address,
    listen,
    read_tls,
    url_of,
)
from wats_station.site_server.protocol import PatientProtocol
from wats_station.site_server.store import integrity
from wats_station.site_server.store.database import Database, open_database
from wats_station.site_server.store.engines import DatabaseRefused, file_of

ACCESS_LOG = "site-access.jsonl"
_KEEP_ALIVE_SECONDS = 75
_GRACE_SECONDS = 1
# Far more than stations, far fewer than the system has files to open.
_CONNECTIONS = 4000


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """How to run; `port` 0 picks a free one, no `database` means SQLite in `data_dir`."""

    data_dir: Path
    host: str = "127.0.0.1"
    port: int = 8585
    database: str | None = None
    demo_data: bool = False
    demo_units: int = 300
    exit_with_parent: bool = False
    workers: int = 1
    tls_cert: Path | None = None
    tls_key: Path | None = None
    insecure_lan: bool = False
    access_log: bool = True


def serve(options: ServeOptions) -> int:
    """Serve until told to end; the answer is the exit code."""
    try:
        tls = read_tls(options.tls_cert, options.tls_key)
        check_address(options.host, tls, insecure_lan=options.insecure_lan)
        options.data_dir.mkdir(parents=True, exist_ok=True)
        token, token_file = first_token(options.data_dir)
        listening = listen(options.host, options.port)
    except (ListeningRefused, DatabaseRefused) as error:
        return _complain(str(error))
    except OSError as error:
        return _complain(f"cannot use {error.filename}: {error.strerror or error}")
    with listening:
        try:
            database = open_database(options.database, options.data_dir)
        except DatabaseRefused as error:
            return _complain(str(error))
        with contextlib.closing(database):
            _lay_down(database, options)
            if token_file is not None and not options.exit_with_parent:
                sys.stderr.write(f"site server: the token is in {token_file}\n")
            if options.workers == 1:
                return _run_alone(database, token, listening, tls, options)
            if file_of(database.address) is not None:
                return _complain("--workers needs PostgreSQL: SQLite has one writing process")
        return _run_workers(token, listening, tls, options)


def _lay_down(database: Database, options: ServeOptions) -> None:
    database.write_now(stock.lay_down)
    if options.demo_data:
        database.write_now(lambda each: demo.lay_down(each, options.demo_units))
    database.write_now(stock.lay_down_serial_type)


def _run_alone(
    database: Database,
    token: str,
    listening: socket.socket,
    tls: Tls | None,
    options: ServeOptions,
) -> int:
    log = AccessLog(options.data_dir / ACCESS_LOG) if options.access_log else None
    try:
        checked = integrity.check_beside(database.address)
        app = make_app(database, token, log, checked)
        server = _Server(_config(app, tls, lifespan="off"), url_of(listening, tls))
        if options.exit_with_parent:
            _watch_input(server.stop)
        server.run(sockets=[listening])
        return 0
    finally:
        if log is not None:
            log.close()


def _run_workers(
    token: str, listening: socket.socket, tls: Tls | None, options: ServeOptions
) -> int:
    """Each worker opens the database for itself; one that dies is replaced."""
    workers.tell(
        token=token,
        database=options.database or "",
        access_log=str(options.data_dir / ACCESS_LOG) if options.access_log else "",
        data_dir=str(options.data_dir),
    )
    app = "wats_station.site_server.workers:make_worker"
    config = _config(app, tls, lifespan="on", factory=True, workers=options.workers)
    crew = workers.Crew(config, [listening], lambda: _say_ready(url_of(listening, tls)))
    if options.exit_with_parent:
        _watch_input(crew.should_exit.set)
    crew.run()
    return 0 if crew.was_ready else 1


def _config(app: ASGIApp | str, tls: Tls | None, **options: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=PatientProtocol,
        ws="none",
        access_log=False,
        log_level="error",
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        ssl_certfile=tls.certificate if tls else None,
        ssl_keyfile=tls.key if tls else None,
        **options,
    )


class _Server(uvicorn.Server):
    """Says when it accepts; a signal ends it with exit code 0, as a stop that was asked for."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        _say_ready(self._address)

    def stop(self) -> None:
        self.should_exit = True

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Uvicorn raises the signal again once it has ended; here that is a clean end."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.handle_exit)
        yield


def _say_ready(address: str) -> None:
    stop_request.listen()
    sys.stdout.write(f"site server ready: {address}\n")
    sys.stdout.flush()


def _watch_input(stop: Callable[[], None]) -> None:
    """Whoever started us holds our standard input; it closes when they end, killed or not."""

    def wait() -> None:
        while sys.stdin.readline():
            pass
        stop()

    threading.Thread(target=wait, daemon=True).start()


def _complain(message: str) -> int:
    sys.stderr.write(f"site server: {message}\n")
    return 1
