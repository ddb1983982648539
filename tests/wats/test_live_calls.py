"""Every call beyond the guide, on values, on a live site server with the demo factory."""

import io
import zipfile
from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.site import Site
from tests.wats.guide import made, read, serial
from wats_station.wats import (
    BarcodeIdentifier,
    Batch,
    BinaryData,
    Component,
    NotFound,
    Product,
    ProductCategory,
    ProductRevision,
    Reference,
    Rejected,
    SerialNumberRange,
    Setting,
    Unit,
    UnitPhase,
    UUTReport,
    VerificationRule,
    WatsClient,
)
from wats_station.wats.examples.bench import run_test

TYPE = "Serial number"


def test_the_server_says_who_it_is(api: WatsClient, site: Site) -> None:
    assert api.app.version() == site.get("/api/App/Version")
    ping = api.app.ping()
    assert ping.server_name
    assert ping.server_time is not None
    assert abs(ping.server_time - datetime.now(UTC)) < timedelta(minutes=1)
    assert [each.version for each in api.app.module_versions()] == [api.app.version()]
    assert (api.app.system_status().status, api.app.system_status().problem) == ("OK", "")
    assert [(each.level_id, each.level_name) for each in api.app.get_levels()] == [(1, "Site")]
    assert api.app.common_user_settings().user_name == "first"
    assert api.production.is_connected() is True
    assert [each.site_id for each in api.production.internal.get_sites()] == ["1"]


def test_units_are_listed_changed_and_deleted(api: WatsClient) -> None:
    part = f"LIST-{serial()}"
    units = [made(api, part, "A") for _ in range(3)]
    found = api.production.query_units(f"partNumber eq '{part}'", orderby="serialNumber desc")
    numbers = sorted((unit.serial_number for unit in units), reverse=True)
    assert [unit.serial_number for unit in found] == numbers
    second = api.production.query_units(
        f"partNumber eq '{part}'", top=1, orderby="serialNumber desc", skip=1
    )
    assert [unit.serial_number for unit in second] == numbers[1:2]
    number = units[0].serial_number
    api.production.change_unit(number, f"{part}-NEW", "B")
    changed = read(api, number)
    assert (changed.part_number, changed.revision) == (f"{part}-NEW", "B")
    assert changed.product is not None
    assert changed.product.part_number == f"{part}-NEW"
    api.production.delete_unit(number)
    assert api.production.get_unit(number) is None
    with pytest.raises(NotFound):
        api.production.delete_unit(number, f"{part}-NEW")


def test_many_units_in_one_request(api: WatsClient) -> None:
    when = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    units = [
        Unit(
            serial_number=serial(), part_number="CTRL-100", revision="B", serial_date=when,
            current_location="Hall 9", unit_phase_id=UnitPhase.FINALIZED,
            tags=(Setting(key="Lot", value="L1"),),
        )
        for _ in range(5)
    ]  # fmt: skip
    api.production.save_units(units)
    for unit in units:
        kept = read(api, unit.serial_number)
        assert (kept.serial_date, kept.current_location, kept.phase) == (
            when,
            "Hall 9",
            "Finalized",
        )
        assert [(tag.key, tag.value) for tag in kept.tags] == [("Lot", "L1")]
    api.production.update_unit(
        Unit(
            serial_number=units[0].serial_number, part_number="CTRL-100",
            tags=(Setting(key="Lot", change=3), Setting(key="New", value="1")),
        )
    )  # fmt: skip
    assert api.production.get_unit_tags(units[0].serial_number) == {"New": "1"}


def test_the_internal_calls_read_what_the_public_ones_write(api: WatsClient) -> None:
    internal = api.production.internal
    number, part = serial(), "CTRL-100"
    unit = internal.create_unit(number, part, "B", phase=UnitPhase.UNDER_PRODUCTION)
    assert (unit.serial_number, unit.part, unit.revision) == (number, part, "B")
    assert unit.unit_id
    (found,) = internal.get_unit(number)
    assert (found.unit_phase_id, found.unit_id) == (2, unit.unit_id)
    assert internal.get_unit_phase(number, part) == 2
    internal.set_unit_phase(number, part, UnitPhase.REPAIRED)
    assert internal.get_unit_phase(number, part) == 256
    internal.set_unit_process(number, part, "ICT")
    assert internal.get_unit_process(number, part) == "ICT"
    internal.set_unit_phase_and_process(number, part, 2, "Functional")
    assert internal.get_unit_process(number, part) == "Functional"
    internal.set_unit_phase_bit(number, part, 4096)
    assert internal.get_unit_phase(number, part) == 4098
    internal.set_unit_phase_bit(number, part, 4096, clear=True)
    assert internal.get_unit_phase(number, part) == 2
    internal.update_unit_attribute(number, part, "Lot", "L7")
    assert [(tag.key, tag.value) for tag in internal.get_unit(number)[0].settings] == [
        ("Lot", "L7")
    ]
    internal.update_unit(number, part, part, "A")
    assert read(api, number).revision == "A"
    states = api.production.get_unit_state_history(number)
    assert states.phases[0] == "Under Production"
    assert len(states.phases) == len(states.processes) == len(states.date_times)


def test_trees(api: WatsClient) -> None:
    internal = api.production.internal
    module, child = made(api, "GW-500", "A"), made(api, phase=UnitPhase.FINALIZED)
    names = (module.serial_number, "GW-500", child.serial_number, "CTRL-100")
    internal.add_child_unit(*names)
    check = api.production.check_child_units(module.serial_number)
    assert (check.is_complete, check.missing_count) == (False, 2)
    assert check.lines[0].serial_numbers == (child.serial_number,)
    assert internal.check_child_units(module.serial_number, "GW-500") == check
    tree = internal.get_unit_hierarchy(child.serial_number, "CTRL-100")
    assert (tree.serial_number, tree.level, tree.is_selected) == (module.serial_number, 0, False)
    assert [(n.serial_number, n.position, n.is_selected) for n in tree.children] == [
        (child.serial_number, 0, True)
    ]
    info = internal.get_unit_info(module.serial_number, "GW-500")
    assert (info[0].serial_number, info[0].name) == (module.serial_number, "Machine gateway")
    assert info[0].sub_units[0].serial_number == child.serial_number
    contents = internal.get_unit_contents(module.serial_number, "GW-500", "A")
    assert contents.product_name == "Machine gateway"
    assert contents.units[0].serial_number == module.serial_number
    assert child.serial_number in {u.serial_number for c in contents.children for u in c.units}
    internal.remove_child_unit(*names)
    assert read(api, module.serial_number).sub_units == ()
    internal.set_parent(child.serial_number, "CTRL-100", module.serial_number, "GW-500")
    assert read(api, child.serial_number).parent_serial_number == module.serial_number
    internal.remove_all_child_units(module.serial_number, "GW-500")
    assert read(api, child.serial_number).parent_serial_number == ""


def test_serial_number_pools(api: WatsClient) -> None:
    production, internal = api.production, api.production.internal
    number = serial()
    taken = production.take_serial_numbers(
        TYPE, 3, Reference(number, "CTRL-100"), station="B7", only_in_sequence=True
    )
    kept = production.serial_numbers_by_reference(TYPE, Reference(number))
    assert [each.id for each in kept] == list(taken)
    assert {(each.state, each.ref_sn, each.ref_pn, each.ref_station) for each in kept} == {
        ("Taken", number, "CTRL-100", "B7")
    }
    ranged = production.serial_numbers_by_range(TYPE, taken[0], taken[-1])
    assert [each.id for each in ranged] == list(taken)
    assert taken[0] in {each.id for each in production.export_serial_numbers(TYPE, last=taken[0])}
    between = {"first": taken[0], "last": taken[-1]}
    assert internal.count_serial_numbers(TYPE, state="Taken", **between) == 3
    assert len(internal.get_serial_numbers(TYPE, state="Taken", **between)) == 3
    (statistics,) = internal.serial_number_statistics(TYPE)
    assert statistics.total == statistics.free + statistics.taken + statistics.reserved
    ranges = internal.serial_number_ranges(TYPE)
    assert sum(each.count for each in ranges if each.state == "Free") == statistics.free
    back = SerialNumberRange(serial_number_type=TYPE, start_address=taken[0], end_address=taken[-1])
    assert internal.free_serial_numbers([back]) == 3
    assert internal.delete_free_serial_numbers([back]) == 3
    assert internal.serial_number_statistics(TYPE)[0].total == statistics.total - 3
    assert production.upload_serial_numbers(TYPE, taken[:2]) == 2
    assert internal.upload_serial_numbers(TYPE, taken) == 1
    reserved = internal.reserve_serial_numbers(TYPE, 2, station="B7", token_id=number)
    assert len(reserved) == 2
    assert internal.count_serial_numbers(
        TYPE, state="Reserved", first=min(reserved), last=max(reserved)
    ) == 2  # fmt: skip


def test_an_empty_pool_says_so(api: WatsClient) -> None:
    types = {each.name: each.free_count for each in api.production.get_serial_number_types()}
    name = min(types, key=lambda each: types[each] or 0)
    while api.production.get_serial_number_types()[list(types).index(name)].free_count:
        api.production.take_serial_numbers(name, 1000)
    with pytest.raises(Rejected) as raised:
        api.production.take_serial_numbers(name, 1)
    assert raised.value.reason_code == "poolEmpty"


def test_batches(api: WatsClient) -> None:
    number = f"LOT-{serial()}"
    api.production.save_batches([Batch(batch_number=number, batch_size=5)])
    unit = Unit(serial_number=serial(), part_number="CTRL-100", revision="B", batch_number=number)
    api.production.create_unit(unit)
    (batch,) = [each for each in api.production.get_batches() if each.batch_number == number]
    assert (batch.batch_size, batch.unit_count) == (5, 1)


def test_verification_rules(api: WatsClient) -> None:
    part = f"RULE-{serial()}"
    rule = api.production.save_verification_rule(
        VerificationRule(part_number=part, revision="%", process_codes=(30, 60))
    )
    assert rule is not None
    assert rule.unit_verification_id is not None
    assert rule in api.production.get_verification_rules()
    changed = rule.model_copy(update={"process_codes": (60,)})
    assert api.production.save_verification_rule(changed) == changed
    assert api.production.get_verification_rule(rule.unit_verification_id) == changed
    unit = made(api, part, "A")
    assert [row.process_code for row in api.production.verify_unit(unit.serial_number).results] == [
        60
    ]
    api.production.delete_verification_rules([rule.unit_verification_id])
    assert api.production.get_verification_rule(rule.unit_verification_id) is None


def test_histories(api: WatsClient) -> None:
    unit = made(api)
    run_test(api, unit, 30, volts=3.7)
    reports = api.production.get_unit_report_history(unit.serial_number, details=True)
    assert [(row.to_process, row.status, row.level, row.user_name) for row in reports] == [
        ("ICT", "Failed", 0, "Example")
    ]
    assert reports[0].details.startswith("3V3 rail: 3.7 V")
    assert reports[0].start_utc is not None
    kinds = [row.kind for row in api.production.history(unit.serial_number)]
    assert kinds == ["report", "created"]
    assert api.production.get_exported_changes(5) == ()


def test_products(api: WatsClient) -> None:
    part = f"PROD/{serial()}"
    product = api.product.save_product(
        Product(
            part_number=part, name="One", non_serial=False,
            revisions=(ProductRevision(revision="A", name="First"),),
            tags=(Setting(key="Line", value="L1"),),
        )
    )  # fmt: skip
    assert (product.part_number, product.name) == (part, "One")
    found = api.product.get_product(part)
    assert found == api.product.get_product_by_part_number(part)
    assert found is not None
    assert [(tag.key, tag.value) for tag in found.tags] == [("Line", "L1")]
    assert [(rev.revision, rev.name) for rev in found.revisions] == [("A", "First")]
    revision = api.product.save_revision(
        ProductRevision(product_id=found.product_id, revision="B", name="Second")
    )
    assert api.product.get_revision(part, "B") == revision
    (again,) = api.product.save_revisions([revision.model_copy(update={"name": "2nd"})])
    assert again.name == "2nd"
    (renamed,) = api.product.save_products([found.model_copy(update={"name": "Uno"})])
    assert renamed.name == "Uno"
    listed = api.product.query_products(f"PartNumber eq '{part}'")
    assert [(each.part_number, each.name) for each in listed] == [(part, "Uno")]
    assert api.product.get_product("NONE") is None
    assert api.product.get_product_by_part_number("NONE") is None
    assert api.product.get_revision(part, "Z") is None


def test_product_lists(api: WatsClient) -> None:
    part = f"BOM-{serial()}"
    made(api, part, "A")
    components = (
        Component(number="R-10k", revision="1", quantity=3, description="Resistor <10k>",
                  reference="R1-R3", function_block="Supply"),
        Component(number="C-1u"),
    )  # fmt: skip
    api.product.save_bom(part, "A", components)
    assert api.product.get_bom(part, "A") == components
    groups = api.product.get_product_groups_of("CTRL-100")
    assert [group.name for group in groups] == ["Boards"]
    with_filters = api.app.get_product_groups(with_filters=True)
    assert {f.part_number for group in with_filters for f in group.filters} >= {"CTRL-%"}
    name = f"Category {part}"
    assert name in {each.name for each in api.product.save_categories([ProductCategory(name=name)])}
    vendors = api.product.save_vendors([f"Vendor {part}"])
    (vendor,) = [each for each in vendors if each.name == f"Vendor {part}"]
    api.product.delete_vendor(vendor.vendor_id)
    assert vendor not in api.product.get_vendors()


def test_processes_and_their_codes(api: WatsClient) -> None:
    operations = {each.code: each for each in api.process.get_repair_operations()}
    assert set(operations) == {500, 510}
    repair = operations[500]
    assert (repair.description, repair.component_mask) == ("Repair", ".*")
    assert repair.needs_failed_test is False
    component = next(each for each in repair.categories if each.description == "Component")
    codes = {each.description: each for each in component.fail_codes}
    assert {"Defect Component", "Burned Component"} <= set(codes)
    assert codes["Defect Component"].selectable
    assert codes["Defect Component"].guid
    assert repair.fields[0].allowed_values == ("Production", "Customer", "Supplier")
    assert api.process.get_repair_operation(500) == repair
    assert api.process.repair_operation_by_id(repair.process_id, 500) == repair
    ict = next(each for each in api.process.get_all_processes() if each.code == 30)
    assert ict.process_id
    assert api.process.get_process(ict.process_id) == ict
    public = {each.code: each for each in api.process.query_processes(test=False)}
    assert 30 not in public
    own = public[500].repair_operation
    assert own is not None
    assert {each.description for each in own.categories} == {
        each.description for each in repair.categories
    }
    assert api.process.code_and_name("functional") == ("60", "Functional")


def test_reports_with_their_files(api: WatsClient) -> None:
    unit = made(api)
    report = api.report.create_uut(unit.serial_number, "CTRL-100", "B", 30, seconds=12.5)
    picture = BinaryData(name="a.png", content_type="image/png", data=b64encode(b"PNG!").decode())
    report = report.model_copy(update={"binary_data": (picture,)})
    receipt = api.report.send_uut_report(report)
    assert receipt.uuid == str(report.id)
    (header,) = api.report.query_headers(f"uuid eq '{receipt.uuid}'", expand=["attachments"])
    assert (header.execution_time, header.passed) == (12.5, True)
    (attachment,) = header.attachments
    file = api.report.get_attachment(receipt.uuid, attachment_id=attachment.attachment_id)
    assert (file.content, file.content_type) == (b"PNG!", "image/png")
    with zipfile.ZipFile(io.BytesIO(api.report.get_attachments(receipt.uuid))) as files:
        assert [files.read(name) for name in files.namelist()] == [b"PNG!"]
    assert unit.serial_number.encode() in api.report.get_certificate(receipt.uuid).content
    whole = api.report.get_report(receipt.uuid, with_attachments=True)
    assert isinstance(whole, UUTReport)
    assert whole.binary_data == (picture,)
    document = api.report.get_report_xml(receipt.uuid)
    assert api.report.send_report_xml(document).uuid == receipt.uuid
    assert api.report.get_report("00000000-0000-4000-8000-000000000000") is None


def test_headers_by_misc_info(api: WatsClient) -> None:
    found = api.report.headers_by_misc_info("Fixture", "F-60", serial_number="DEMO-1002")
    assert [(each.serial_number, each.process_code) for each in found] == [("DEMO-1002", 60)]
    assert [(m.description, m.value) for m in found[0].misc_data] == [("Fixture", "F-60")]
    assert found[0].start is not None


def test_lists_by_filter(api: WatsClient) -> None:
    wanted = {"serialNumber": "DEMO-1006", "topCount": 50}
    everything = api.app.serial_number_history(wanted)
    tests, repairs = api.app.uut_reports(wanted), api.app.uur_reports(wanted)
    assert {each.report_type for each in tests} == {"T"}
    assert {each.report_type for each in repairs} == {"R"}
    assert len(everything) == len(tests) + len(repairs)
    rows = api.app.dynamic_yield({"partNumber": "CTRL-100"}, "partNumber")
    assert [row.part_number for row in rows] == ["CTRL-100"]
    assert rows[0].unit_count > 0
    assert 0 <= (rows[0].fpy or -1) <= (rows[0].lpy or 0) <= 100
    part = repairs[0].part_number
    related = api.app.related_repairs(part)
    assert related
    assert all(each.repair_code and each.fail_code and each.repair_date for each in related)


def test_bar_code_rules(api: WatsClient) -> None:
    rule = api.app.save_barcode_identifier(
        BarcodeIdentifier(pattern="^ZZ:", serial_number="ZZ:(.*)", order=9, description="Ours")
    )
    assert rule.id is not None
    assert rule in api.app.get_barcode_identifiers()
    assert api.app.identify_barcode("ZZ:17").serial_number == "17"
    assert api.app.identify_barcode("A/B/C").revision == "C"
    api.app.delete_barcode_identifier(rule.id)
    assert rule not in api.app.get_barcode_identifiers()
