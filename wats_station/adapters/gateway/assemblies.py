"""What a unit is built of, and what a unit that is to be built in says of itself."""

from wats_station.adapters.gateway.answers import key_of, process_result
from wats_station.domain.assembly import Assembly, BuiltIn, LoosePart, Slot
from wats_station.domain.quarantine import ProductTags
from wats_station.domain.verification import Grade, Verification
from wats_station.wats.client import AsyncWatsClient
from wats_station.wats.errors import NotFound
from wats_station.wats.side_by_side import both
from wats_station.wats.wire.assembly import revision_pattern, verified
from wats_station.wats.wire.products import BoxBuildTemplate, TemplateLine
from wats_station.wats.wire.units import Unit

# The tag of a product revision that names another phase its units may be built in from.
_FINISHED_TAG = "PhaseFinalized"


async def read_assembly(
    client: AsyncWatsClient, serial_number: str, part_number: str, revision: str
) -> Assembly | None:
    """The unit's slots with what is in them; None where the server has no box build for it."""
    unit, template = await both(
        client.production.get_unit(serial_number, part_number),
        _template(client, part_number, revision),
    )
    if unit is None:
        raise NotFound("there is no such unit", operation="assembly", unit=serial_number)
    if template is None or not template.subunits:
        return None
    return assembly_of(template, unit)


def finished_phase(product: ProductTags, revision: str) -> str:
    """The phase that this product revision takes for done; empty where it names none."""
    tags = product.of_revision(revision)
    return next((tag.value for tag in tags if tag.key == _FINISHED_TAG), "")


async def tests_of(client: AsyncWatsClient, serial_number: str, part_number: str) -> Verification:
    """The grade and a row per process."""
    answer = await client.production.verify_unit(serial_number, part_number)
    rows = tuple(process_result(row) for row in answer.rows)
    return Verification(Grade(answer.grade.value), answer.has_rule, rows)


def assembly_of(template: BoxBuildTemplate, unit: Unit) -> Assembly:
    """The template's positions with the unit's children in them."""
    found = verified(template, unit)
    children = {slot.index: slot.child for slot in found.slots if slot.child is not None}
    return Assembly(
        key=key_of(unit),
        revision=unit.revision,
        slots=tuple(
            _slot(line, index, children.get(index))
            for line in template.subunits
            for index in line.indexes
        ),
        strangers=tuple(_built_in(each) for each in found.strangers),
        loose=tuple(
            LoosePart(line.part_number, line.name, line.quantity) for line in found.not_waited_for
        ),
        derived=found.positions_are_derived,
    )


async def _template(
    client: AsyncWatsClient, part_number: str, revision: str
) -> BoxBuildTemplate | None:
    try:
        return await client.product.get_box_build_template(part_number, revision)
    except NotFound as missing:
        if missing.no_such_call:
            raise
        return None


def _slot(line: TemplateLine, index: int, child: Unit | None) -> Slot:
    return Slot(
        index=index,
        part_number=line.part_number,
        part_name=line.name,
        revisions=line.revision_mask.strip() or line.revision,
        pattern=revision_pattern(line),
        child=_built_in(child) if child else None,
    )


def _built_in(child: Unit) -> BuiltIn:
    return BuiltIn(key_of(child), child.revision)
