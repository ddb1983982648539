"""`python -m tests.benchmarks [--json FILE]`: every figure beside its floor and its limit.

Limits are goals: a figure over its limit is said, and does not fail the run.
"""

import argparse
import os
import sys
from pathlib import Path

from tests.benchmarks.rows import printed, write_json


def main() -> int:
    """Measure, print, and write the JSON where asked."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    parser.add_argument(
        "--only",
        choices=("window", "client", "outbox", "site", "packaged"),
        help="some of the figures",
    )
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    rows = []
    if options.only in (None, "window"):
        from tests.benchmarks.many import many_rows
        from tests.benchmarks.memory import memory_rows
        from tests.benchmarks.scan import scan_rows
        from tests.benchmarks.start import start_rows

        rows += start_rows() + scan_rows() + many_rows() + memory_rows()
    if options.only in (None, "client"):
        from tests.benchmarks.client import client_rows

        rows += client_rows()
    if options.only in (None, "outbox"):
        from tests.benchmarks.outbox import outbox_rows

        rows += outbox_rows()
    if options.only in (None, "site"):
        from tests.benchmarks.site import site_rows

        rows += site_rows()
    if options.only in (None, "packaged"):
        from tests.benchmarks.packaged import packaged_rows

        rows += packaged_rows()
    for row in rows:
        print(printed(row))
    if options.json:
        write_json(rows, options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
