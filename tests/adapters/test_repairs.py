"""Repairs through the gateway: the case, the report as it is filed, and the retest."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from tests.support.repairs import CASE, REPAIR, TEST
from tests.support.site import TOKEN, Site, running_site
from wats_station.adapters.gateway import WatsGateway
from wats_station.adapters.gateway.repair_report import repair_report
from wats_station.adapters.gateway.repairs import failed_step, last_failure, operation_of
from wats_station.domain.command import Command, FileReport
from wats_station.domain.repair import (
    AttachedFile,
    Binding,
    Fault,
    PastRepair,
    RepairCase,
    RepairCode,
    RepairDraft,
    ReportAuthor,
)
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import Process
from wats_station.wats.wire.processes import RepairOperation as OperationAnswer
from wats_station.wats.wire.report_document import NumericMeasurement, Step, TextMeasurement
from wats_station.wats.wire.reports import ReportHeader

FAILED = "DEMO-1002"
AUTHOR = ReportAuthor("anna", "BENCH-1", "Line 2")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture
async def gateway(site: Site) -> AsyncIterator[WatsGateway]:
    made = WatsGateway(site.url, TOKEN)
    yield made
    await made.close()


async def case_of(gateway: WatsGateway, serial_number: str) -> RepairCase:
    return await gateway.repair_case(await gateway.find_unit(serial_number, None))


async def test_a_repair_is_read_filed_with_its_photo_and_waits_for_the_retest(
    gateway: WatsGateway, site: Site, tmp_path: Path
) -> None:
    case = await case_of(gateway, FAILED)
    assert case.test is not None
    assert case.repaired is None
    step = case.test.steps[0]
    assert step.measured
    assert "…" in step.limits
    operation = case.operations[0]
    assert (operation.code, operation.binding) == (500, Binding.OPTIONAL)
    assert RepairCode("Component", "Defect Component") in operation.codes
    assert case.past is not None

    faults = (
        Fault("Component", "Defect Component", step.id, "R12", "RES-10R", comment="replaced"),
        Fault("Solder Process", "Solder Bridge", step.id),
    )
    photo = AttachedFile("photo-1", "board.jpg", "image/jpeg", 5)
    draft = RepairDraft(500, faults, "two things", (photo,))
    report_id = uuid4()
    paper = repair_report(case, draft, {"photo-1": b"photo"}, report_id, AUTHOR)
    stamp = Stamp(UUID(int=8), "anna", "BENCH-1", "")
    await gateway.perform(Command(case.unit.key, FileReport(report_id, paper), stamp, NOW), NOW)

    filed = site.get(f"/api/Report/Wsjf/{report_id}", includeAttachments="true")
    assert filed["uur"]["refUUT"] == case.test.report_id
    assert [each["code"] for each in filed["subUnits"][0]["failures"]] == [
        "Defect Component",
        "Solder Bridge",
    ]
    assert filed["binaryData"][0]["data"] == "cGhvdG8="
    again = await case_of(gateway, FAILED)
    assert again.test is not None
    assert again.test.report_id == case.test.report_id
    assert again.repaired == NOW
    assert again.past is not None
    assert PastRepair("Component", "Defect Component", step.name) in again.past

    run = await gateway.last_run(case.unit.key, case.test.process.code)
    assert run is not None
    assert (run.passed, run.report_id) == (False, case.test.report_id)
    failed = await gateway.failed_run(case.unit.key, case.test.process)
    assert failed == case.test


async def test_a_unit_that_passed_or_was_never_run_has_no_failed_test(
    gateway: WatsGateway,
) -> None:
    for serial in ("DEMO-1001", "DEMO-1003", "DEMO-1006"):
        case = await case_of(gateway, serial)
        assert case.test is None, serial
    never = await case_of(gateway, "DEMO-1003")
    assert await gateway.last_run(never.unit.key, 30) is None
    assert await gateway.failed_run(never.unit.key, Process(30, "ICT")) is None
    passed = await gateway.find_unit("DEMO-1001", None)
    assert await gateway.failed_run(passed.key, Process(60, "Functional test")) is None


def header(code: int, result: str, kind: str = "T", uuid: str = "") -> ReportHeader:
    return ReportHeader(
        serial_number="SN1", uuid=uuid, process_code=code, result=result, report_type=kind
    )


def test_the_last_failure_is_of_a_process_that_has_not_passed_since() -> None:
    older = header(100, "Failed", uuid="older")
    newest_first = [header(30, "Passed"), header(500, "Passed", "R"), header(30, "Failed"), older]
    assert last_failure(newest_first) is older
    assert last_failure([header(30, "Passed"), header(30, "Failed")]) is None
    terminated = header(30, "Terminated")
    assert last_failure([terminated, older]) is terminated


@pytest.mark.parametrize(
    ("step", "measured", "limits"),
    [
        (Step(numeric_meas=(NumericMeasurement(value=10.9, unit="V", low_limit=9.5,
                                               high_limit=10.5, status="F"),)),
         "10.9 V", "9.5 … 10.5 V"),
        (Step(numeric_meas=(NumericMeasurement(value=1.0, low_limit=2.0, status="F"),)),
         "1", "≥ 2"),
        (Step(numeric_meas=(NumericMeasurement(value=3.0, status="P"),
                            NumericMeasurement(value=4.0, high_limit=2.0, status="F"))),
         "4", "≤ 2"),
        (Step(string_meas=(TextMeasurement(value="2.3.9", limit="2.4.1", status="F"),)),
         "2.3.9", "2.4.1"),
        (Step(report_text="no answer"), "", "no answer"),
    ],
)  # fmt: skip
def test_a_step_says_what_was_measured_and_what_would_have_been_right(
    step: Step, measured: str, limits: str
) -> None:
    found = failed_step(step.model_copy(update={"name": "S", "id": 7}), "Main/S")
    assert (found.id, found.name, found.path) == ("7", "S", "Main/S")
    assert (found.measured, found.limits) == (measured, limits)


def test_a_code_is_a_leaf_and_its_category_the_node_above_it() -> None:
    leaf = {"Description": "Bridge", "Selectable": True, "ImageConstraint": 1, "Status": 1}
    gone = {"Description": "Old", "Selectable": True, "Status": 0}
    deep = {"Description": "Solder", "Status": 1, "Failcodes": [leaf, gone]}
    tree = {"Description": "Process", "Status": 1, "Failcodes": [deep]}
    told = {"Description": "Repair", "UUTRequired": 0, "Categories": [tree]}
    answer = OperationAnswer.model_validate(told)
    operation = operation_of(answer)
    assert operation.codes == (RepairCode("Solder", "Bridge", needs_photo=True),)
    assert operation.binding is Binding.REQUIRED
    unheard_of = answer.model_copy(update={"uut_binding": 9})
    assert operation_of(unheard_of).binding is Binding.OPTIONAL


def test_a_report_is_not_tied_to_a_test_where_the_operation_says_never() -> None:
    draft = RepairDraft(500, (Fault("Misc", "Other"),))
    tied = repair_report(CASE, draft, {}, uuid4(), AUTHOR)
    assert TEST.report_id in tied
    never = replace(CASE, operations=(replace(REPAIR, binding=Binding.NEVER),))
    assert "refUUT" not in repair_report(never, draft, {}, uuid4(), AUTHOR)
    with pytest.raises(ValueError, match="repair operation"):
        repair_report(replace(CASE, operations=()), draft, {}, uuid4(), AUTHOR)
