"""The outbox as the doctor sees it: whether it can be used, and what waits or was refused in it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from wats_station.adapters.store.outbox.schema import NAME
from wats_station.station.doctor.finding import Finding, failed, note, ok
from wats_station.station.doctor.sqlite_file import reading


def check_outbox(folder: Path) -> Finding:
    """Whether what is kept can be read; nothing of it is changed."""
    path = folder / NAME
    if not path.exists():
        return note("outbox", "nothing was changed here yet")
    try:
        with closing(reading(path)) as database:
            (said,) = database.execute("PRAGMA quick_check(1)").fetchone()
            states = dict(database.execute("SELECT state, count(*) FROM command GROUP BY state"))
    except sqlite3.Error as error:
        said, states = str(error), {}
    if said != "ok":
        hint = "start the station: it keeps the file aside, and rescues what can be read of it"
        return failed("outbox", f"{path}: {' '.join(str(said).split())}", hint)
    waiting, refused = states.get("waiting", 0), states.get("rejected", 0)
    if refused:
        hint = "open the outbox in the window: try again, or let a supervisor discard it"
        return note("outbox", f"{path}: {refused} refused, {waiting} waiting", hint)
    return ok("outbox", f"{path}: {waiting} waiting")
