"""Pattern 2: a module built from its parts.

Unlike the guide's print: the module is made first, each part is finalized before it is
built in (the server takes no other), and goes to the position that takes it.
"""

import argparse
from collections.abc import Sequence

from wats_station.wats import Unit, UnitPhase, WatsClient
from wats_station.wats.examples.bench import connected, run_test

FINAL_TEST = 60


def build_module(
    client: WatsClient, module_sn: str, module_part: str, module_revision: str,
    part_serials: Sequence[str],
) -> bool:  # fmt: skip
    """Build, verify, test and finalize the module. Raises ValueError where it cannot be built."""
    production = client.production
    # 1. The module.
    module = production.create_unit(
        Unit(serial_number=module_sn, part_number=module_part, revision=module_revision)
    )
    production.set_unit_phase(module_sn, "Under Production - Queued")
    # 2. Every part has passed and is finished.
    for serial in part_serials:
        if not production.is_unit_passing(serial):
            raise ValueError(f"{serial} is not passing")
        part = production.get_unit(serial)
        if part is not None and part.unit_phase_id != UnitPhase.FINALIZED:
            production.set_unit_phase(serial, "Finalized")
    # 3. Build.
    for index, serial in enumerate(part_serials):
        production.add_child_to_assembly(parent_serial=module_sn, child_serial=serial, index=index)
    # 4. Is everything there?
    verification = production.verify_assembly(module_sn, module_part, module_revision)
    if not verification.is_complete:
        missing = ", ".join(
            f"{m.part_number} at index {m.index}" for m in verification.missing_parts
        )
        raise ValueError(f"Assembly incomplete: {missing}")
    # 5. Test, and 6. finalize.
    production.set_unit_phase(module_sn, "Under Production")
    production.set_unit_process(module_sn, operation_type=FINAL_TEST)
    run_test(client, module, FINAL_TEST)
    passing = production.is_unit_passing(module_sn)
    if passing:
        production.set_unit_phase(module_sn, "Finalized")
    print(f"{module_sn}: {'built' if passing else 'failed its test'}")
    return passing


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=build_module.__doc__)
    for name in ("module_sn", "module_part", "module_revision"):
        parser.add_argument(name)
    parser.add_argument("part_serials", nargs="+", help="in the order of the template")
    given = parser.parse_args()
    with connected() as client:
        build_module(
            client, given.module_sn, given.module_part, given.module_revision, given.part_serials
        )


if __name__ == "__main__":
    main()
