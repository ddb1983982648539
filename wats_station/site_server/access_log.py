"""The access log: one JSON object a request, written by a thread of its own.

What identifies a caller is the name of the token, never the token; bodies and the
`Authorization` header are not looked at, and a query value whose name speaks of a token is
masked. The file is started anew at 10 MB, and the last five are kept.
"""

import logging
import queue
import re
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import NamedTuple

import orjson

_LARGEST = 10 * 1024 * 1024
_KEPT = 5
_PATIENCE = 0.25
_SECRET = re.compile(r"(?i)((?:^|&)[^=&]*(?:token|password|secret)[^=&]*=)[^&]*")


class Access(NamedTuple):
    """One request and its answer; `milliseconds` until the last byte was handed over."""

    time: str
    request_id: str
    client: str
    method: str
    path: str
    query: str
    status: int
    milliseconds: float
    caller: str
    station: str
    operator: str
    command: str


class AccessLog:
    """Takes requests as they end; `close` writes what is left. Raises OSError at construction."""

    def __init__(self, path: Path) -> None:
        self._waiting: queue.SimpleQueue[Access | None] = queue.SimpleQueue()
        self._ending = threading.Event()
        self._handler = RotatingFileHandler(
            path, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8"
        )
        self._handler.setFormatter(logging.Formatter("%(message)s"))
        self._thread = threading.Thread(target=self._run, name="site-access-log")
        self._thread.start()

    def write(self, access: Access) -> None:
        """Have one request written."""
        self._waiting.put(access)

    def close(self) -> None:
        """Write what is left, and end."""
        self._ending.set()
        self._waiting.put(None)
        self._thread.join()
        self._handler.close()

    def _run(self) -> None:
        ended = False
        while not ended:
            first = self._waiting.get()
            # Written together some times a second: a thread that woke for every request would
            # take the interpreter away from those who answer them.
            self._ending.wait(_PATIENCE)
            waiting = [first]
            while not self._waiting.empty():
                waiting.append(self._waiting.get())
            ended = None in waiting
            lines = "\n".join(line_of(each) for each in waiting if each is not None)
            if lines:
                record = logging.LogRecord("access", logging.INFO, "", 0, lines, None, None)
                self._handler.emit(record)


def line_of(access: Access) -> str:
    """The line of one request."""
    return orjson.dumps(
        {
            "t": access.time,
            "id": access.request_id,
            "client": access.client,
            "method": access.method,
            "path": access.path,
            "query": _SECRET.sub(r"\1***", access.query),
            "status": access.status,
            "ms": round(access.milliseconds, 2),
            "caller": access.caller,
            "station": access.station,
            "operator": access.operator,
            "command": access.command,
        }
    ).decode()
