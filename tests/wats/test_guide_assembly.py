"""The guide's chapter on assemblies, and templates edited, on a live site server."""

import pytest

from tests.support.site import Site
from tests.wats.guide import made, serial
from wats_station.wats import (
    InvalidInput,
    NotFound,
    Rejected,
    Unit,
    UnitPhase,
    WatsClient,
)


def finished(api: WatsClient, part: str, revision: str) -> str:
    return made(api, part, revision, phase=UnitPhase.FINALIZED).serial_number


def test_assembly(api: WatsClient, site: Site) -> None:
    template = api.product.get_box_build_template("GW-500", "A")
    assert len(template.subunits) == 4
    module = made(api, "GW-500", "A", phase=UnitPhase.UNDER_PRODUCTION).serial_number
    empty = api.production.verify_assembly(
        parent_serial=module, parent_part="GW-500", parent_revision="A"
    )
    assert (empty.is_complete, empty.missing_count) == (False, template.total_quantity)
    places = [(line.part_number, index) for line in template.subunits for index in line.indexes]
    assert [(missing.part_number, missing.index) for missing in empty.missing_parts] == places
    children = [
        finished(api, line.part_number, line.revision)
        for line in template.subunits for _ in line.indexes
    ]  # fmt: skip
    with pytest.raises(InvalidInput, match="position 0 takes CTRL-100 revision"):
        api.production.add_child_to_assembly(module, children[-1], 0)
    with pytest.raises(InvalidInput, match="there is no position 99: the template has"):
        api.production.add_child_to_assembly(module, children[0], 99)
    for index, child in reversed(list(enumerate(children))):
        api.production.add_child_to_assembly(parent_serial=module, child_serial=child, index=index)
    complete = api.production.verify_assembly(module, "GW-500", "A")
    assert (complete.is_complete, complete.missing_count) == (True, 0)
    assert complete.positions_are_derived is False
    assert [slot.child.serial_number for slot in complete.slots if slot.child] == children
    kept = {each["serialNumber"]: each["position"] for each in site.unit(module)["subUnits"]}
    assert kept == {child: index for index, child in enumerate(children)}
    with pytest.raises(InvalidInput, match="position 0 is taken by"):
        api.production.add_child_to_assembly(module, finished(api, "CTRL-100", "B"), 0)

    api.production.remove_child_from_assembly(parent_serial=module, index=0)
    after = api.production.verify_assembly(module)
    assert [missing.index for missing in after.missing_parts] == [0]
    api.production.remove_child_from_assembly(module, child_serial=children[1])
    assert api.production.verify_assembly(module).missing_count == 2
    with pytest.raises(InvalidInput, match="nothing stands at position 0"):
        api.production.remove_child_from_assembly(module, 0)
    with pytest.raises(NotFound, match="is not in this unit"):
        api.production.remove_child_from_assembly(module, child_serial=children[0])
    api.production.disassemble(module)
    assert site.unit(module)["subUnits"] == []
    assert api.production.verify_assembly(module).missing_count == template.total_quantity


def test_a_child_that_is_not_finalized_is_refused_by_the_server(api: WatsClient) -> None:
    module = made(api, "GW-500", "A").serial_number
    child = made(api, phase=UnitPhase.UNDER_PRODUCTION).serial_number
    with pytest.raises(Rejected, match="must be Finalized") as refused:
        api.production.add_child_to_assembly(module, child, 0)
    assert refused.value.reason_code == "childNotFinalized"


def test_a_template_is_edited(api: WatsClient) -> None:
    part = f"BOX-{serial()}"
    for number in (part, f"{part}-X"):
        api.production.create_unit(Unit(serial_number=serial(), part_number=number, revision="A"))
    template = api.product.get_box_build_template(part, "A")
    assert template.subunits == ()
    template = api.product.add_subunit(template, f"{part}-X", "A", quantity=2)
    assert [(line.part_number, line.quantity) for line in template.subunits] == [(f"{part}-X", 2)]
    template = api.product.change_subunit(
        template, template.subunits[0], quantity=3, revision_mask="A,B%"
    )
    assert (template.subunits[0].quantity, template.subunits[0].revision_mask) == (3, "A,B%")
    assert template.total_quantity == 3
    assert api.product.remove_subunit(template, template.subunits[0]).subunits == ()
    with pytest.raises(InvalidInput, match="not in this template"):
        api.product.remove_subunit(
            api.product.get_box_build_template(part, "A"), template.subunits[0]
        )
