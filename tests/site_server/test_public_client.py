"""The public WATS client, as it comes from PyPI, makes and keeps a product's whole life here."""

from collections.abc import Iterator

import pytest
from pywats import AsyncWATS
from pywats.domains.report.report_models.common_types import ReportStatus, StepStatus
from pywats.models import UUTReport
from pywats.shared.enums import CompOp

from tests.support.site import TOKEN, Site, running_site

BOARD, BOX, FCT, EOL = "PW-BOARD", "PW-BOX", 60, 100


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, database: str | None) -> Iterator[Site]:
    """A site with nothing but its stock in it."""
    folder = tmp_path_factory.mktemp("site")
    with running_site(folder, database=database, demo_units=0) as site:
        yield site


def report(wats: AsyncWATS, serial: str, part: str, process: int, voltage: float) -> UUTReport:
    """A test of one measurement between 3.2 and 3.4 V."""
    made = wats.report.create_uut_report(
        "Anna", part, "A", serial, process, station_name="T1", location="Hall", purpose="Production"
    )
    root = made.get_root_sequence_call()
    passed = 3.2 <= voltage <= 3.4
    root.add_numeric_step(
        name="3V3", value=voltage, unit="V", comp_op=CompOp.GELE, low_limit=3.2, high_limit=3.4,
        status=StepStatus.Passed if passed else StepStatus.Failed,
    )  # fmt: skip
    made.result = ReportStatus.Passed if passed else ReportStatus.Failed
    root.status = StepStatus.Passed if passed else StepStatus.Failed
    return made


async def test_a_product_lives_its_whole_life(site: Site) -> None:
    # Its cache keeps units for five minutes; what is tested is the server.
    async with AsyncWATS(base_url=site.url, token=TOKEN, enable_cache=False) as wats:
        await _life(site, wats)


async def _life(site: Site, wats: AsyncWATS) -> None:
    await _make_products(site, wats)
    serials = await _take_serial_numbers(site, wats)
    await _make_units(site, wats, serials)
    await _test_fail_repair_pass(site, wats, serials[0])
    await _build_and_verify(site, wats, serials)
    await _ship(site, wats, serials[2])


async def _make_products(site: Site, wats: AsyncWATS) -> None:
    for part, name in ((BOARD, "Board"), (BOX, "Box")):
        made = await wats.product.create_product(part, name=name)
        assert made is not None
        assert made.part_number == part
        assert await wats.product.create_revision(part, "A", name=f"{name} A") is not None
    template = await wats.product.get_box_build_template(BOX, "A")
    await template.add_subunit(BOARD, "A", quantity=2)
    await template.save()
    [box] = [
        each for each in site.get("/api/internal/Product/GetProductInfo",
                                  partNumber=BOX, revision="A")
        if each["hlevel"] == 1
    ]  # fmt: skip
    assert (box["PartNumber"], box["Revision"], box["Quantity"]) == (BOARD, "A", 2)
    again = await wats.product.get_box_build_template(BOX, "A")
    assert [each.quantity for each in again.subunits] == [2]
    assert await wats.product.add_product_tag(BOARD, "Family", "Power") is not None
    assert site.get(f"/api/Product/{BOARD}")["tags"] == [{"key": "Family", "value": "Power"}]


async def _take_serial_numbers(site: Site, wats: AsyncWATS) -> list[str]:
    rows = "".join(f"Serial number,PW-{number:04}\r\n" for number in range(1, 6))
    assert await wats.production.import_serial_numbers(rows.encode())
    assert [each.name for each in await wats.production.get_serial_number_types()] == [
        "Serial number"
    ]
    taken = await wats.production.allocate_serial_numbers("Serial number", 3, reference_pn=BOX)
    assert taken == ["PW-0001", "PW-0002", "PW-0003"]
    [statistics] = site.get("/api/internal/Production/SerialNumbers/Statistics")
    assert (statistics["free"], statistics["taken"]) == (2, 3)
    held = await wats.production.find_serial_numbers_by_reference(
        "Serial number", reference_part=BOX
    )
    assert [each["id"] for each in held] == taken
    return list(taken)


async def _make_units(site: Site, wats: AsyncWATS, serials: list[str]) -> None:
    assert await wats.production.save_batches([{"batchNumber": "PW-LOT", "batchSize": 3}])
    for serial in serials[:2]:
        assert (
            await wats.production.create_unit(serial, BOARD, "A", batch_number="PW-LOT") is not None
        )
        assert await wats.production.set_unit_phase(serial, BOARD, "Under Production")
        assert await wats.production.set_unit_process(serial, BOARD, process_code=FCT)
        assert site.unit(serial)["unitPhaseId"] == 2
        assert site.unit(serial)["processCode"] == str(FCT)
    assert await wats.production.create_unit(serials[2], BOX, "A") is not None
    assert site.unit(serials[2])["partNumber"] == BOX
    assert [each["unitCount"] for each in site.get("/api/Production/Batches")] == [2]


async def _test_fail_repair_pass(site: Site, wats: AsyncWATS, serial: str) -> None:
    failed = report(wats, serial, BOARD, FCT, 3.61)
    assert await wats.report.submit_report(failed) == str(failed.id)
    [header] = await wats.report.query_uut_headers(odata_filter=f"serialNumber eq '{serial}'")
    assert (str(header.uuid), header.result) == (str(failed.id), "Failed")
    repair = wats.report.create_uur_report(failed, operator="Bo", comment="Regulator replaced")
    repair.add_failure("Component", "Defect Component", component_ref="U7")
    assert await wats.report.submit_report(repair) == str(repair.id)
    repairs = {"$filter": f"serialNumber eq '{serial}' and reportType eq 'R'"}
    [kept] = site.get("/api/Report/Query/Header", **repairs)
    assert kept["referencedUut"] == str(failed.id)
    assert await wats.report.submit_report(report(wats, serial, BOARD, FCT, 3.31))
    runs = site.get("/api/Report/Query/Header", **{"$filter": f"serialNumber eq '{serial}'"})
    assert sorted(each["result"] for each in runs) == ["Failed", "Passed", "Passed"]
    again = await wats.report.get_report(str(failed.id))
    assert again is not None
    assert again.serial_number if hasattr(again, "serial_number") else again.sn == serial


async def _build_and_verify(site: Site, wats: AsyncWATS, serials: list[str]) -> None:
    first, second, box = serials
    assert await wats.report.submit_report(report(wats, second, BOARD, FCT, 3.3))
    rule = {"partNumber": BOARD, "revision": "", "processCodes": [FCT]}
    _post(site, "/api/internal/UnitVerification/PostUnitVerificationRule", rule)
    grade = await wats.production.get_unit_grade(first, BOARD)
    assert grade is not None
    assert (grade.status, grade.all_processes_passed_last_run) == ("Warning", True)
    assert await wats.production.is_unit_passing(second, BOARD)
    for serial in (first, second):
        assert await wats.production.set_unit_phase(serial, BOARD, "Finalized")
        assert await wats.production.add_child_to_assembly(box, BOX, serial, BOARD)
    children = site.unit(box)["subUnits"]
    assert [(each["serialNumber"], each["position"]) for each in children] == [
        (first, 0),
        (second, 1),
    ]
    checked = await wats.production.verify_assembly(box, BOX, "A")
    assert checked is not None
    assert checked["isComplete"] is True
    assert await wats.production.remove_child_from_assembly(box, BOX, second, BOARD)
    assert [each["serialNumber"] for each in site.unit(box)["subUnits"]] == [first]
    assert await wats.production.add_child_to_assembly(box, BOX, second, BOARD)
    found = await wats.production.query_units(filter=f"subUnits/any(s: s/partNumber eq '{BOARD}')")
    assert [each.serial_number for each in found] == [box]


async def _ship(site: Site, wats: AsyncWATS, box: str) -> None:
    assert await wats.report.submit_report(report(wats, box, BOX, EOL, 3.3))
    assert await wats.production.set_unit_tag(box, BOX, "Order", "4711")
    assert await wats.production.set_unit_phase(box, BOX, "Shipped")
    unit = site.unit(box)
    assert (unit["unitPhase"], unit["tags"]) == ("Shipped", [{"key": "Order", "value": "4711"}])
    kinds = [row["kind"] for row in reversed(site.history(box))]
    assert kinds == [
        "created", "child", "child", "child", "child", "report", "tag", "phase",
    ]  # fmt: skip


def _post(site: Site, path: str, body: object) -> None:
    import httpx

    headers = {"Authorization": f"Basic {TOKEN}"}
    httpx.post(site.url + path, json=body, headers=headers).raise_for_status()
