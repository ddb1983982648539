"""`python -m tests.benchmarks.soak ROUNDS ACTIONS`: everything killed, again and again.

First a site server under load, on SQLite and on PostgreSQL: ends with 1 at the first write
that was acknowledged and is missing, or is there by half, or when the server takes two
seconds to come back. Then a window, its agent and the server behind a network that lies: not
one of the operator's actions may be lost, done twice, or pretended.
"""

import sys
import tempfile
import time
from pathlib import Path

from tests.support.kill_run import killed_shift
from tests.support.kills import kill_rounds
from tests.support.postgres import running_postgres
from tests.support.site import running_site


def main() -> int:
    """Kill and check; prints how many writes outlived it."""
    rounds = int(sys.argv[1])
    with running_postgres() as postgres, tempfile.TemporaryDirectory(prefix="soak-") as folder:
        for name, database in (("SQLite", None), ("PostgreSQL", postgres.database())):
            began = time.monotonic()
            with running_site(Path(folder) / name, database=database, demo_units=0) as site:
                writes = kill_rounds(site, rounds, seed=time.time_ns())
            took = time.monotonic() - began
            print(f"{name}: {rounds} kills, {writes} acknowledged writes, none lost, {took:.0f} s")
    actions = int(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        station = Path(folder) / "station"
        station.mkdir()
        began = time.monotonic()
        with running_site(Path(folder) / "site") as site:
            figures = killed_shift(station, site, actions, seed=time.time_ns())
        print(f"station: {figures}, none lost, none twice, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
