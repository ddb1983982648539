"""Pattern 3: a failed unit, repaired and tested again.

Unlike the guide's print: category and code are the server's own words (WATS knows no
numbers for them), and the repair is tied to the test that failed.
"""

import argparse

from wats_station.wats import WatsClient
from wats_station.wats.examples.bench import connected, run_test


def repair_workflow(
    client: WatsClient, serial_number: str, category: str, code: str, component: str = ""
) -> bool:
    """Report the repair and test again; true when the unit passes then."""
    production = client.production
    # 1. What is wrong?
    verification = production.verify_unit(serial_number)
    if verification.is_passing:
        print("Unit is already passing")
        return True
    failed = client.report.query_uut_headers(
        f"serialNumber eq '{serial_number}' and result ne 'Passed'", top=1
    )
    if not failed:
        raise ValueError(f"{serial_number} has no failed test")
    print(
        f"{serial_number}: {verification.failed_step_count} failed, {failed[0].caused_uut_failure}"
    )
    # 2. The repair.
    uur = client.report.create_uur_from_uut(
        failed[0],
        failure_category=category,
        failure_code=code,
        component=component,
        description="Repair performed",
        operator="Repair Tech",
    )
    client.report.send_uur_report(uur)
    # 3. Back to the test that failed.
    unit = production.get_unit(serial_number)
    if unit is None or uur.uur.process_code == 0:
        raise ValueError(f"{serial_number} is gone")
    production.set_unit_process(serial_number, operation_type=uur.uur.process_code)
    run_test(client, unit, uur.uur.process_code)
    # 4. And now?
    passing = production.is_unit_passing(serial_number)
    print(f"{serial_number}: {'Repair successful' if passing else 'Still failing - escalate'}")
    return passing


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=repair_workflow.__doc__)
    for name in ("serial_number", "category", "code"):
        parser.add_argument(name)
    parser.add_argument("--component", default="", help="as R12")
    given = parser.parse_args()
    with connected() as client:
        repair_workflow(client, given.serial_number, given.category, given.code, given.component)


if __name__ == "__main__":
    main()
