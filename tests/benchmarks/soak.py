"""`python -m tests.benchmarks.soak ROUNDS`: a site server killed under load, again and again.

On SQLite and on PostgreSQL; ends with 1 at the first write that was acknowledged and is
missing, or is there by half, or when the server takes two seconds to come back.
"""

import sys
import tempfile
import time
from pathlib import Path

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
    return 0


if __name__ == "__main__":
    sys.exit(main())
