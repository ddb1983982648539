"""Pattern 1: a unit from its first scan to finalized.

Unlike the guide's print: the unit is made first (a phase cannot be set on one that does
not exist), and the operations are those of the server.
"""

import argparse

from wats_station.wats import Unit, WatsClient
from wats_station.wats.clock import utc_now
from wats_station.wats.examples.bench import connected, run_test

OPERATIONS = (30, 60)


def production_workflow(
    client: WatsClient, serial_number: str, part_number: str, revision: str
) -> bool:
    """Take the unit through every operation; true when it was finalized."""
    production = client.production
    unit = production.create_unit(
        Unit(serial_number=serial_number, part_number=part_number, revision=revision)
    )
    # 1. Into the queue.
    production.set_unit_phase(serial_number, "Under Production - Queued")
    production.set_unit_tags(
        serial_number,
        [
            {"key": "LotNumber", "value": "LOT-2025-W01"},
            {"key": "StartDate", "value": utc_now().isoformat()},
        ],
    )
    # 2. and 3. Each operation with its test.
    production.set_unit_phase(serial_number, "Under Production")
    for operation in OPERATIONS:
        production.set_unit_process(serial_number, operation_type=operation)
        run_test(client, unit, operation)
    # 4. Verify, and finalize.
    if not production.is_unit_passing(serial_number):
        print(f"{serial_number}: Failed - send to repair")
        return False
    production.set_unit_phase(serial_number, "Finalized")
    print(f"{serial_number}: Production complete")
    return True


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=production_workflow.__doc__)
    for name in ("serial_number", "part_number", "revision"):
        parser.add_argument(name)
    given = parser.parse_args()
    with connected() as client:
        production_workflow(client, given.serial_number, given.part_number, given.revision)


if __name__ == "__main__":
    main()
