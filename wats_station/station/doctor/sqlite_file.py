"""An SQLite file that is only looked at: nothing of it is changed, and nobody kept waiting."""

import sqlite3
from pathlib import Path

# How long a look waits for a program that has the file locked, in seconds.
_LOCK_WAIT = 1.0


def reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; raises `sqlite3.Error` where the file cannot be opened."""
    address = path.absolute().as_uri()
    if not address.startswith("file:///"):
        # SQLite takes the server of a Windows share as part of the path only.
        address = address.replace("file://", "file:////", 1)
    return sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=_LOCK_WAIT)
