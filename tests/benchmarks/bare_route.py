"""The floor of a lookup: one row by its key, on the same stack, and nothing else.

Run as `python -m tests.benchmarks.bare_route DATABASE`; prints its address once it accepts.
"""

import socket
import sys
from pathlib import Path

import orjson
import uvicorn
from fastapi import FastAPI, Request, Response
from sqlalchemy import bindparam, create_engine, select
from sqlalchemy.pool import StaticPool

from wats_station.site_server.store.schema import unit


def main() -> None:
    """Serve until the parent's end."""
    engine = create_engine(
        f"sqlite:///{Path(sys.argv[1])}",
        poolclass=StaticPool,
        isolation_level="AUTOCOMMIT",
        connect_args={"check_same_thread": False},
    )
    connection = engine.connect()
    app = FastAPI(docs_url=None, redoc_url=None)

    chosen = select(unit).where(unit.c.serial_number == bindparam("serial"))

    @app.get("/unit/{serial}")
    async def one(request: Request, serial: str) -> Response:
        """One unit's row."""
        row = connection.execute(chosen, {"serial": serial}).mappings().first()
        return Response(
            orjson.dumps({str(k): v for k, v in row.items()} if row else None),
            media_type="application/json",
        )

    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen(128)
    config = uvicorn.Config(
        app, http="httptools", ws="none", lifespan="off", access_log=False, log_level="error"
    )
    print(f"ready: http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
