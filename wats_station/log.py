"""Logging: the program's diagnostics on stderr, and the event log that tests and support read.

The event log is one JSON object a line with at least `t` (UTC, ISO 8601) and `event`
(product.md section 2). Lines are written by a thread of its own, so that a slow disk
never holds up whoever has something to tell. Nothing secret goes into it.
"""

import json
import logging
import queue
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO


def configure_diagnostics() -> None:
    """Send warnings and errors of the program to stderr, a line each."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("wats-station: %(levelname)s: %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)


class EventLog:
    """Writes events to a file, in the order they are given; with no file it drops them.

    Raises OSError on construction when the file cannot be written.
    """

    def __init__(self, path: Path | None) -> None:
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("a", encoding="utf-8")
            self._thread = threading.Thread(
                target=self._write_lines, args=(file,), name="event-log", daemon=True
            )
            self._thread.start()

    def write(self, event: str, **fields: object) -> None:
        """Add one event with its fields; values must be what JSON can hold."""
        if self._thread is None:
            return
        time = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self._lines.put(json.dumps({"t": time, "event": event, **fields}, ensure_ascii=False))

    def close(self) -> None:
        """Write what is left and end; further events are dropped."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._lines.put(None)
            thread.join(timeout=2.0)

    def _write_lines(self, file: TextIO) -> None:
        with file:
            while (line := self._lines.get()) is not None:
                try:
                    file.write(line + "\n")
                    file.flush()
                except OSError:
                    logging.getLogger(__name__).exception("an event was not written to the log")
