"""Pattern 4: how a part did in the last days, and what of it is in production now.

Unlike the guide's print: no division by zero on a day without a test, and the units in
production are asked for in one request instead of one for each report.
"""

import argparse
from datetime import timedelta
from typing import NamedTuple

from wats_station.wats import UnitPhase, WatsClient
from wats_station.wats.clock import utc_now
from wats_station.wats.examples.bench import connected

_SHOWN = 10


class Status(NamedTuple):
    """Whole reports, and the serial numbers that are in production."""

    tested: int
    passed: int
    in_production: tuple[str, ...]

    @property
    def failed(self) -> int:
        """Reports that did not pass."""
        return self.tested - self.passed


def production_dashboard(client: WatsClient, part_number: str, days: int = 7) -> Status:
    """Print the part's status, and return it."""
    start = utc_now() - timedelta(days=days)
    headers = client.report.query_uut_headers(
        odata_filter=f"partNumber eq '{part_number}' and start ge {start:%Y-%m-%d}", top=1000
    )
    units = client.production.query_units(
        f"partNumber eq '{part_number}' and unitPhaseId eq {UnitPhase.UNDER_PRODUCTION:d}", top=1000
    )
    status = Status(
        tested=len(headers),
        passed=len([header for header in headers if header.passed]),
        in_production=tuple(unit.serial_number for unit in units),
    )
    print(f"\n{part_number} Production Status (Last {days} Days)")
    print("=" * 60)
    print(f"Total Tested: {status.tested}")
    if status.tested:
        print(f"Passed: {status.passed} ({status.passed / status.tested:.1%})")
        print(f"Failed: {status.failed} ({status.failed / status.tested:.1%})")
    print(f"\nCurrently in production: {len(status.in_production)}")
    for serial_number in status.in_production[:_SHOWN]:
        print(f"  - {serial_number}")
    return status


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=production_dashboard.__doc__)
    parser.add_argument("part_number")
    parser.add_argument("--days", type=int, default=7)
    given = parser.parse_args()
    with connected() as client:
        production_dashboard(client, given.part_number, given.days)


if __name__ == "__main__":
    main()
