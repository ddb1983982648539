"""The production guide, call by call and on values, by the blocking client on a live site server.

Each test is a chapter of the guide, with its calls as they are printed there; the values
asked for are laid down by the test, or known of the demo factory.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.site import Site
from tests.wats.guide import made, read, serial
from wats_station.wats import (
    AmbiguousUnit,
    InvalidInput,
    NotFound,
    Rejected,
    Unit,
    UnitPhase,
    UnitState,
    UnitVerificationGrade,
    WatsClient,
)
from wats_station.wats.examples.bench import run_test


def test_quick_start(api: WatsClient) -> None:
    unit = api.production.get_unit("DEMO-1001")
    assert unit is not None
    assert (unit.serial_number, unit.part_number) == ("DEMO-1001", "CTRL-100")
    assert api.production.verify_unit("DEMO-1001").is_passing is True
    assert api.production.is_unit_passing("DEMO-1001") is True
    assert api.production.is_unit_passing("DEMO-1002") is False


def test_serial_numbers_are_allocated(api: WatsClient, site: Site) -> None:
    sn_types = api.production.get_serial_number_types("CTRL-100", "B")
    assert next((each.id, each.name, each.pattern) for each in sn_types) == (
        1, "Serial number", r"SN-\d{6}",
    )  # fmt: skip
    free = sn_types[0].free_count or 0
    serial_numbers = api.production.allocate_serial_numbers(
        part_number="CTRL-100", revision="B", quantity=10, serial_type_id=1
    )
    assert len(set(serial_numbers)) == 10
    assert all(sn.startswith("SN-") for sn in serial_numbers)
    assert api.production.get_serial_number_types()[0].free_count == free - 10
    taken = site.get(
        "/api/Production/SerialNumbers/ByReference", serialNumberType="Serial number",
        refPN="CTRL-100",
    )  # fmt: skip
    assert set(serial_numbers) <= {row["id"] for row in taken}
    with pytest.raises(InvalidInput, match="there are: 1 Serial number, 2 "):
        api.production.allocate_serial_numbers("CTRL-100", "B", 1, serial_type_id=9)


def test_unit_information(api: WatsClient, site: Site) -> None:
    unit = api.production.get_unit("DEMO-1002")
    assert unit is not None
    known = site.unit("DEMO-1002")
    assert (unit.serial_number, unit.part_number, unit.revision) == ("DEMO-1002", "CTRL-100", "B")
    assert unit.state is UnitState.IN_PRODUCTION
    assert str(unit.state) == "In production"
    assert unit.phase == "Under Production"
    assert unit.current_process == int(known["processCode"]) == 60
    newest = site.get(
        "/api/Report/Query/Header", **{"$filter": "serialNumber eq 'DEMO-1002'", "$top": "1"}
    )[0]["startUtc"]
    assert unit.last_test_date == datetime.fromisoformat(newest)
    assert read(api, made(api).serial_number).last_test_date is None


def test_an_unknown_unit_is_none(api: WatsClient) -> None:
    assert api.production.get_unit("NEW-SN-001") is None
    with pytest.raises(NotFound, match="no such unit"):
        api.production.verify_unit("NEW-SN-001")


def test_a_serial_number_of_two_parts_lists_them(api: WatsClient) -> None:
    with pytest.raises(AmbiguousUnit) as several:
        api.production.get_unit("DEMO-2001")
    parts = [part for _, part in several.value.candidates]
    assert len(parts) == 2
    for part in parts:
        unit = api.production.get_unit("DEMO-2001", part_number=part)
        assert unit is not None
        assert unit.part_number == part
        assert api.production.get_unit("DEMO-2001", part, revision=unit.revision) == unit
        assert api.production.get_unit("DEMO-2001", part, revision="NONE") is None


def test_units_are_created_and_updated(api: WatsClient, site: Site) -> None:
    number = serial()
    unit = Unit(serial_number=number, part_number=f"PART-{number}", revision="A")
    created_unit = api.production.create_unit(unit)
    assert (created_unit.serial_number, created_unit.revision) == (number, "A")
    assert created_unit.phase == "Undefined"
    assert created_unit.state is UnitState.UNKNOWN
    api.production.update_unit(
        Unit(serial_number=number, part_number=f"PART-{number}", current_location="Shelf 7")
    )
    assert (site.unit(number)["currentLocation"], site.unit(number)["revision"]) == ("Shelf 7", "A")
    with pytest.raises(Rejected):
        api.production.add_unit(unit)


@pytest.mark.parametrize(
    ("phase", "number"),
    [
        ("Under Production - Queued", 4098),
        ("Under Production", 2),
        ("Undefined", 1),
        ("Finalized", 16),
        ("Scrapped", 32),
        ("Repair_Production", 4),
        ("in storage", 1024),
        ("256", 256),
        (2048, 2048),
        (UnitPhase.EXTENDED_TEST, 64),
    ],
)
def test_phases_by_name_code_number_and_enum(
    api: WatsClient, site: Site, phase: str | int, number: int
) -> None:
    unit = made(api)
    api.production.set_unit_phase(unit.serial_number, phase)
    assert site.unit(unit.serial_number)["unitPhaseId"] == number
    assert read(api, unit.serial_number).unit_phase_id == number


def test_the_guides_phase_names_are_read_back(api: WatsClient) -> None:
    unit = made(api)
    for phase in ("Under Production - Queued", "Under Production", "Finalized", "Scrapped"):
        api.production.set_unit_phase(unit.serial_number, phase)
        assert read(api, unit.serial_number).phase == phase
    with pytest.raises(InvalidInput, match="'Nowhere' is no phase; there are Undefined"):
        api.production.set_unit_phase(unit.serial_number, "Nowhere")


def test_every_phase_of_the_server_has_its_enum(api: WatsClient) -> None:
    assert {phase.unit_phase_id for phase in api.production.get_phases()} == set(UnitPhase)


def test_process(api: WatsClient) -> None:
    unit = made(api)
    api.production.set_unit_process(serial_number=unit.serial_number, operation_type=100)
    assert read(api, unit.serial_number).current_process == 100
    api.production.set_unit_process(unit.serial_number, "ict")
    assert read(api, unit.serial_number).current_process == 30
    with pytest.raises((NotFound, Rejected)):
        api.production.set_unit_process(unit.serial_number, operation_type=77)


def test_tags(api: WatsClient, site: Site) -> None:
    number = made(api).serial_number
    api.production.set_unit_tags(number, [
        {"key": "LotNumber", "value": "LOT-2025-W01"},
        {"key": "WorkOrder", "value": "WO-12345"},
        {"key": "Station", "value": "ICT-3"},
    ])  # fmt: skip
    api.production.set_unit_tags(number, [{"key": "LotNumber", "value": "LOT-2"}])
    wanted = {"LotNumber": "LOT-2", "WorkOrder": "WO-12345", "Station": "ICT-3"}
    assert api.production.get_unit_tags(number) == wanted
    assert {tag["key"]: tag["value"] for tag in site.unit(number)["tags"]} == wanted
    api.production.delete_unit_tags(number, ["WorkOrder", "Never there"])
    assert api.production.get_unit_tags(number) == {"LotNumber": "LOT-2", "Station": "ICT-3"}
    with pytest.raises(InvalidInput, match="is no tag"):
        api.production.set_unit_tags(number, [{"key": "A", "value": "1"}, {"name": "B"}])
    assert "A" not in api.production.get_unit_tags(number)


def test_verification(api: WatsClient) -> None:
    verification = api.production.verify_unit("DEMO-1002")
    assert verification.grade == UnitVerificationGrade.FAILED
    assert verification.grade == "FAILED"
    assert verification.is_passing is False
    assert verification.has_rule is True
    assert verification.failed_step_count == 1
    assert verification.status == "Failed"
    assert [(row.process_code, row.status) for row in verification.results] == [
        (30, "Passed"), (60, "Failed"),
    ]  # fmt: skip
    assert set(UnitVerificationGrade) == {"PASSED", "FAILED", "NOT_TESTED", "PENDING"}


def test_every_grade(api: WatsClient) -> None:
    unit = made(api)

    def grade() -> UnitVerificationGrade:
        return api.production.verify_unit(unit.serial_number).grade

    assert grade() is UnitVerificationGrade.NOT_TESTED
    run_test(api, unit, 30)
    assert grade() is UnitVerificationGrade.PENDING
    run_test(api, unit, 60, volts=3.5)
    assert grade() is UnitVerificationGrade.FAILED
    run_test(api, unit, 60)
    assert grade() is UnitVerificationGrade.PASSED
    assert api.production.verify_unit(unit.serial_number).failed_step_count == 0


def test_without_a_rule_the_last_run_of_every_process_counts(api: WatsClient) -> None:
    unit = made(api, part=f"NO-RULE-{serial()}")
    run_test(api, unit, 30)
    verification = api.production.verify_unit(unit.serial_number)
    assert verification.has_rule is False
    assert verification.is_passing is True
    run_test(api, unit, 60, volts=3.0)
    verification = api.production.verify_unit(unit.serial_number)
    assert verification.grade is UnitVerificationGrade.FAILED
    assert verification.failed_step_count == 1


def test_simple_pass_or_fail(api: WatsClient) -> None:
    unit = made(api)
    for process in (30, 60):
        run_test(api, unit, process)
    if api.production.is_unit_passing(unit.serial_number):
        api.production.set_unit_phase(unit.serial_number, "Finalized")
    assert read(api, unit.serial_number).phase == "Finalized"


def test_change_history(api: WatsClient) -> None:
    unit = made(api)
    number = unit.serial_number
    api.production.set_unit_phase(number, "Under Production - Queued")
    api.production.set_unit_phase(number, "Under Production")
    api.production.set_unit_process(number, 30)
    run_test(api, unit, 30, volts=3.6)
    changes = sorted(api.production.get_unit_changes(number), key=lambda c: c.timestamp)
    assert [
        (c.change_type, c.process_name, c.old_phase, c.new_phase, c.result) for c in changes
    ] == [
        ("created", "", "", "", ""),
        ("phase", "", "Undefined", "Under Production - Queued", ""),
        ("phase", "", "Under Production - Queued", "Under Production", ""),
        ("process", "ICT", "", "", ""),
        ("test", "ICT", "", "", "Failed"),
    ]
    assert changes[-1].operator == "Example"
    assert f"{changes[0].timestamp:%Y-%m-%d}" == f"{datetime.now(UTC):%Y-%m-%d}"
    newest_first = [c.timestamp for c in api.production.get_unit_changes(number)]
    assert newest_first == sorted(newest_first, reverse=True)


def test_batches_by_tag(api: WatsClient) -> None:
    serial_numbers = [made(api).serial_number for _ in range(3)]
    for number in serial_numbers:
        api.production.set_unit_tags(number, [
            {"key": "LotNumber", "value": "BATCH-2025-W01"},
            {"key": "ManufactureDate", "value": "2025-01-15"},
        ])  # fmt: skip
    found = [
        unit.serial_number
        for unit in api.production.query_units("partNumber eq 'CTRL-100'", top=1000)
        if any(tag.key == "LotNumber" and tag.value == "BATCH-2025-W01" for tag in unit.tags)
    ]
    assert set(found) == set(serial_numbers)


def test_headers_by_odata(api: WatsClient) -> None:
    headers = api.report.query_uut_headers(odata_filter="partNumber eq 'CTRL-100'", top=500)
    assert headers
    assert {header.part_number for header in headers} == {"CTRL-100"}
    assert {header.report_type for header in headers} == {"T"}
    assert all(header.passed is (header.result == "Passed") for header in headers)
    day = f"{datetime.now(UTC) + timedelta(days=2):%Y-%m-%d}"
    assert api.report.query_uut_headers(f"start ge {day}") == ()
    with_misc = api.report.query_uut_headers(
        "serialNumber eq 'DEMO-1002'", top=1, expand=["miscinfo"]
    )[0]
    assert [(m.description, m.value) for m in with_misc.misc_info] == [("Fixture", "F-60")]


def test_process_codes(api: WatsClient) -> None:
    processes = api.app.get_processes()
    assert {30: "ICT", 500: "Repair"}.items() <= {p.code: p.name for p in processes}.items()


GUIDE = {
    "production": [
        "get_unit",
        "verify_unit",
        "is_unit_passing",
        "get_serial_number_types",
        "allocate_serial_numbers",
        "create_unit",
        "set_unit_phase",
        "set_unit_process",
        "set_unit_tags",
        "get_unit_changes",
        "verify_assembly",
        "add_child_to_assembly",
        "remove_child_from_assembly",
    ],
    "report": ["query_uut_headers", "create_uur_from_part_and_process", "send_uur_report"],
    "product": ["get_box_build_template"],
    "app": ["get_processes"],
}


@pytest.mark.parametrize(
    ("domain", "name"), [(domain, name) for domain, names in GUIDE.items() for name in names]
)
def test_every_call_of_the_guide_is_there_and_tested(
    api: WatsClient, domain: str, name: str
) -> None:
    assert callable(getattr(getattr(api, domain), name))
    tested = "".join(
        file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_guide*.py")
    )
    assert f"api.{domain}.{name}(" in tested
