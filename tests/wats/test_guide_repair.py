"""The guide's repairs, on a live site server."""

import pytest

from tests.support.site import Site
from tests.wats.guide import made, read
from wats_station.wats import (
    InvalidInput,
    Rejected,
    UURReport,
    WatsClient,
)
from wats_station.wats.examples.bench import run_test


def test_a_repair_from_part_and_process(api: WatsClient, site: Site) -> None:
    unit = made(api)
    run_test(api, unit, 60, volts=3.9)
    api.production.set_unit_process(unit.serial_number, 60)
    unit = read(api, unit.serial_number)
    with pytest.raises(InvalidInput, match=r"failure_names\[500\]"):
        api.report.create_uur_from_part_and_process(
            unit.part_number, unit.serial_number, unit.revision, unit.current_process,
            failure_category=500, failure_code=501,
        )  # fmt: skip
    api.report.failure_names.update({500: "Component", 501: "Defect Component"})
    uur = api.report.create_uur_from_part_and_process(
        part_number=unit.part_number,
        serial_number=unit.serial_number,
        revision=unit.revision,
        process_code=unit.current_process,
        failure_category=500,
        failure_code=501,
        description="Repair performed",
        operator="Repair Tech",
    )
    assert isinstance(uur, UURReport)
    receipt = api.report.send_uur_report(uur)
    kept = site.get(f"/api/Report/Wsjf/{receipt.uuid}")
    assert (kept["sn"], kept["processCode"], kept["uur"]["processCode"]) == (
        unit.serial_number, 500, 60,
    )  # fmt: skip
    assert kept["purpose"] == "Repair"
    failure = kept["subUnits"][0]["failures"][0]
    assert (failure["category"], failure["code"]) == ("Component", "Defect Component")
    again = api.report.get_report(receipt.uuid)
    assert isinstance(again, UURReport)
    assert again.uur.user == "Repair Tech"
    assert again.failures[0].code == "Defect Component"


def test_a_repair_that_the_server_refuses_says_its_reason(api: WatsClient) -> None:
    unit = made(api)
    uur = api.report.create_uur_from_part_and_process(
        unit.part_number, unit.serial_number, unit.revision, 60,
        failure_category="Component", failure_code="No such code",
    )  # fmt: skip
    with pytest.raises(Rejected, match="Code must be a valid value"):
        api.report.send_uur_report(uur)
    empty = api.report.create_uur_from_part_and_process(
        unit.part_number, unit.serial_number, unit.revision, 60
    )
    with pytest.raises(InvalidInput, match="at least one failure"):
        api.report.send_uur_report(empty)
