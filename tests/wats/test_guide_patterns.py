"""The guide's four patterns, as the examples that ship, on a live site server."""

import pytest

from tests.wats.guide import made, read, serial
from wats_station.wats import (
    UnitPhase,
    WatsClient,
)
from wats_station.wats.examples.assembly_build import build_module
from wats_station.wats.examples.bench import run_test
from wats_station.wats.examples.dashboard import production_dashboard
from wats_station.wats.examples.production_workflow import production_workflow
from wats_station.wats.examples.repair import repair_workflow


def test_pattern_1_runs(api: WatsClient, capsys: pytest.CaptureFixture[str]) -> None:
    number = serial()
    assert production_workflow(api, number, "CTRL-100", "B") is True
    assert read(api, number).phase == "Finalized"
    assert api.production.get_unit_tags(number)["LotNumber"] == "LOT-2025-W01"
    assert f"{number}: Production complete" in capsys.readouterr().out


def test_pattern_2_runs(api: WatsClient) -> None:
    template = api.product.get_box_build_template("GW-500", "A")
    parts = [
        made(api, line.part_number, line.revision)
        for line in template.subunits for _ in line.indexes
    ]  # fmt: skip
    for part in parts:
        for row in api.production.verify_unit(part.serial_number).results:
            run_test(api, part, row.process_code)
        if not api.production.verify_unit(part.serial_number).results:
            run_test(api, part, 60)
    module = serial()
    serials = [part.serial_number for part in parts]
    built = build_module(api, module, "GW-500", "A", serials)
    unit = read(api, module)
    assert [child.serial_number for child in unit.sub_units] == serials
    assert built is (unit.phase == "Finalized")
    assert built is api.production.is_unit_passing(module)
    with pytest.raises(ValueError, match="is not passing"):
        build_module(api, serial(), "GW-500", "A", [made(api).serial_number])


def test_pattern_3_runs(api: WatsClient, capsys: pytest.CaptureFixture[str]) -> None:
    unit = made(api)
    run_test(api, unit, 30)
    run_test(api, unit, 60, volts=3.9)
    number = unit.serial_number
    assert repair_workflow(api, number, "Component", "Defect Component", "U7") is True
    assert "1 failed, 3V3 rail: 3.9 V" in capsys.readouterr().out
    uur = api.report.query_uur_headers(f"serialNumber eq '{number}'")[0]
    failed = api.report.query_uut_headers(f"serialNumber eq '{number}' and result eq 'Failed'")[0]
    assert uur.referenced_uut == failed.uuid
    assert read(api, number).current_process == 60
    assert repair_workflow(api, number, "Component", "Defect Component") is True
    assert "already passing" in capsys.readouterr().out


def test_pattern_4_runs(api: WatsClient, capsys: pytest.CaptureFixture[str]) -> None:
    part = f"DASH-{serial()}"
    one, other = made(api, part, "A"), made(api, part, "A", phase=UnitPhase.UNDER_PRODUCTION)
    run_test(api, one, 30)
    run_test(api, other, 30, volts=4.0)
    status = production_dashboard(api, part)
    assert (status.tested, status.passed, status.failed) == (2, 1, 1)
    assert status.in_production == (other.serial_number,)
    assert "Passed: 1 (50.0%)" in capsys.readouterr().out
    assert production_dashboard(api, "NEVER-MADE").tested == 0
