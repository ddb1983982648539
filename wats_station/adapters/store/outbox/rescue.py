"""Rescuing what waits in a damaged outbox: row by row, each on its own."""

import sqlite3
from contextlib import closing
from pathlib import Path

from wats_station.adapters.store.outbox.schema import opened

_NUMBERS = "SELECT number FROM command WHERE state IN ('waiting', 'rejected') ORDER BY number"


def into(path: Path, damaged: Path) -> tuple[int, str]:
    """Make a new file with the open rows of the damaged one.

    How many came through, and in words what may not have; empty where all did. Raises
    `OutboxProblem` when the new file cannot be made.
    """
    with closing(opened(path)) as new, closing(sqlite3.connect(damaged)) as old:
        try:
            columns = [row[1] for row in new.execute("PRAGMA table_info(command)")]
            numbers = [number for (number,) in old.execute(_NUMBERS)]
        except sqlite3.Error:
            return 0, "what waited in it cannot be read"
        lost = sum(not _copied(new, old, columns, number) for number in numbers)
    return len(numbers) - lost, f"{lost} not" if lost else ""


def _copied(
    new: sqlite3.Connection, old: sqlite3.Connection, columns: list[str], number: int
) -> bool:
    names = ", ".join(columns)
    marks = ", ".join("?" * len(columns))
    try:
        row = old.execute(
            f"SELECT {names} FROM command WHERE number = ?",  # noqa: S608 - our own names
            (number,),
        ).fetchone()
        new.execute(f"INSERT INTO command ({names}) VALUES ({marks})", row)  # noqa: S608
    except (sqlite3.Error, TypeError):
        return False
    return True
