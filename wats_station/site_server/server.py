"""The server's process: opens the database, says when it is ready, and ends in order."""

import contextlib
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from wats_station.site_server import demo_factory, stock
from wats_station.site_server.app import make_app
from wats_station.site_server.auth import first_token
from wats_station.site_server.store.database import Database, DatabaseRefused, open_database

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_KEEP_ALIVE_SECONDS = 75
_GRACE_SECONDS = 1


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """How to run; `port` 0 picks a free one, no `database` means SQLite in `data_dir`."""

    data_dir: Path
    host: str = "127.0.0.1"
    port: int = 8585
    database: str | None = None
    demo_data: bool = False
    demo_units: int = 60
    exit_with_parent: bool = False


def serve(options: ServeOptions) -> int:
    """Serve until told to end; the answer is the exit code."""
    if options.host not in _LOOPBACK:
        return _complain(f"--host {options.host}: only this machine (127.0.0.1) is served yet")
    try:
        options.data_dir.mkdir(parents=True, exist_ok=True)
        token, token_file = first_token(options.data_dir)
        listening = _listen(options.host, options.port)
    except OSError as error:
        place = error.filename or f"{options.host}:{options.port}"
        return _complain(f"cannot use {place}: {error.strerror or error}")
    with listening:
        try:
            database = open_database(options.database, options.data_dir)
        except (DatabaseRefused, ArgumentError) as error:
            return _complain(str(error))
        except SQLAlchemyError as error:
            reason = getattr(error, "orig", None) or error
            return _complain(f"the database cannot be used: {reason}")
        with contextlib.closing(database):
            _lay_down(database, options)
            if token_file is not None and not options.exit_with_parent:
                sys.stderr.write(f"site server: the token is in {token_file}\n")
            return _run(make_app(database, token), listening, options)


def _lay_down(database: Database, options: ServeOptions) -> None:
    database.write_now(stock.lay_down)
    if options.demo_data:
        database.write_now(lambda each: demo_factory.lay_down(each, options.demo_units))


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP on purpose: without it the event loop leaves Nagle's delay on, 44 ms an answer.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening


def _run(app: FastAPI, listening: socket.socket, options: ServeOptions) -> int:
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    server = _Server(
        uvicorn.Config(
            app,
            http="httptools",
            ws="none",
            lifespan="off",
            access_log=False,
            log_level="error",
            server_header=False,
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        ),
        f"http://{shown}:{port}",
    )
    if options.exit_with_parent:
        threading.Thread(target=_end_with_input, args=(server,), daemon=True).start()
    server.run(sockets=[listening])
    return 0


class _Server(uvicorn.Server):
    """Says when it accepts; a signal ends it with exit code 0, as a stop that was asked for."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        sys.stdout.write(f"site server ready: {self._address}\n")
        sys.stdout.flush()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Uvicorn raises the signal again once it has ended; here that is a clean end."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.handle_exit)
        yield


def _end_with_input(server: uvicorn.Server) -> None:
    """Whoever started us holds our standard input; it closes when they end, killed or not."""
    while sys.stdin.readline():
        pass
    server.should_exit = True


def _complain(message: str) -> int:
    sys.stderr.write(f"site server: {message}\n")
    return 1
