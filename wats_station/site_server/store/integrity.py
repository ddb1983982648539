"""Is the database whole? Asked before it is used; a damaged one is never written to."""

import logging
import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from wats_station.site_server.store import engines
from wats_station.site_server.store.engines import DatabaseRefused

# SQLite reads about 500 MB a second; a larger file is checked beside the first requests.
_CHECKED_AT_START = 256 * 1024 * 1024
_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Integrity:
    """What a check that is still running has found so far; empty when nothing."""

    problem: str = ""


def check_before_use(address: URL) -> None:
    """Read a SQLite file of ordinary size through. Raises DatabaseRefused for a damaged one.

    PostgreSQL keeps checksums itself and refuses damaged pages where it meets them.
    """
    file = engines.file_of(address)
    if file is not None and file.exists() and not _is_large(file):
        problem = problem_of(file)
        if problem:
            raise DatabaseRefused(damaged(address, problem))


def check_beside(address: URL) -> Integrity:
    """Read a large SQLite file through in a thread; what it finds is logged and shown."""
    integrity = Integrity()
    file = engines.file_of(address)
    if file is not None and _is_large(file):
        arguments = (file, address, integrity)
        threading.Thread(target=_check, args=arguments, name="site-check", daemon=True).start()
    return integrity


def problem_of(file: Path, *, thorough: bool = False) -> str:
    """What is wrong with this SQLite file; empty when nothing is. `thorough` checks indexes too."""
    check = "integrity_check" if thorough else "quick_check"
    try:
        connection = sqlite3.connect(file)
        try:
            row = connection.execute(f"PRAGMA {check}(1)").fetchone()
            broken = connection.execute("PRAGMA foreign_key_check").fetchone() if thorough else None
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        return str(error)
    except UnicodeDecodeError:
        # What SQLite would say of a damaged page holds the page's own bytes.
        return "its tables cannot be read"
    if broken is not None:
        return f"table {broken[0]} refers to a row of {broken[2]} that is not there"
    return "" if row[0] == "ok" else str(row[0]).replace("\n", " ")


def _is_large(file: Path) -> bool:
    return file.stat().st_size > _CHECKED_AT_START


def _check(file: Path, address: URL, integrity: Integrity) -> None:
    integrity.problem = problem_of(file)
    if integrity.problem:
        _LOG.error("%s", damaged(address, integrity.problem))


def damaged(address: URL, problem: str) -> str:
    """What to say of a damaged database, and what to do."""
    return (
        f"the database {address.database} is damaged ({problem}): keep a copy of it, then"
        " bring back the last good state with: wats-station site restore FILE"
    )
