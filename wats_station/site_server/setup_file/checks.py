"""What only the whole file shows: entries given twice, keys of repairs elsewhere, pools."""

from collections.abc import Hashable, Iterable, Iterator

from wats_station.site_server.setup_file.faults import Fault, Loc
from wats_station.site_server.setup_file.model import (
    Process,
    RepairCategory,
    SerialNumberType,
    SetupFile,
)
from wats_station.site_server.setup_file.places import Places
from wats_station.site_server.setup_file.pools import (
    MOST_NUMBERS,
    NoRange,
    TooMany,
    first_unlike,
    identifier_of,
    numbers_of,
)

_OF_REPAIRS = {
    "uut_binding": "uutBinding",
    "bom_binding": "bomBinding",
    "vendor_binding": "vendorBinding",
    "component_reference_mask": "componentReferenceMask",
    "component_reference_text": "componentReferenceText",
    "categories": "categories",
    "fields": "fields",
}


def check(content: SetupFile, places: Places) -> list[Fault]:
    """Everything that is wrong in a file whose shape is right."""
    return [
        *_twice_at_the_top(content, places),
        *_twice_in_processes(content.processes, places),
        *_not_of_a_repair(content.processes, places),
        *_pools(content.serial_number_types, places),
    ]


def pool_faults(
    of_type: SerialNumberType, regex: str, loc: Loc, places: Places, room: int = MOST_NUMBERS
) -> tuple[list[Fault], int]:
    """What is wrong with a type's pool, and how much room the numbers leave."""
    faults = []
    for at, part in enumerate(of_type.pool):
        here = (*loc, "pool", at)
        try:
            numbers = numbers_of(part, identifier_of(of_type), room)
        except NoRange as error:
            faults.append(places.fault(here, str(error)))
            continue
        except TooMany:
            faults.append(places.fault(here, f"a file may bring {MOST_NUMBERS} numbers at most"))
            continue
        room -= len(numbers)
        wrong = first_unlike(numbers, regex)
        if wrong is not None:
            message = f"{numbers[wrong]} does not match the type's regex {regex}"
            one = (*here, "values", wrong) if part.values else here
            faults.append(places.fault(one, message))
    return faults, room


def _pools(types: list[SerialNumberType], places: Places) -> Iterator[Fault]:
    room = MOST_NUMBERS
    for at, of_type in enumerate(types):
        loc = ("serialNumberTypes", at)
        faults, room = pool_faults(of_type, of_type.regex, loc, places, room)
        yield from faults


def _twice_at_the_top(content: SetupFile, places: Places) -> Iterator[Fault]:
    types, groups = content.serial_number_types, content.product_groups
    keyed: list[tuple[str, str, Iterable[Hashable]]] = [
        ("processes", "code", (each.code for each in content.processes)),
        ("serialNumberTypes", "name", (each.name for each in types)),
        ("categories", "name", (each.name for each in content.categories)),
        ("productGroups", "name", (each.name for each in groups)),
        ("vendors", "name", (each.name for each in content.vendors)),
        ("products", "partNumber", (each.part_number for each in content.products)),
        ("barcodeIdentifiers", "pattern", (each.pattern for each in content.barcode_identifiers)),
    ]
    for section, key, values in keyed:
        yield from _twice((section,), key, values, places)
    rules = ((each.part_number, each.revision) for each in content.verification_rules)
    yield from _twice(("verificationRules",), "", rules, places)
    for at, product in enumerate(content.products):
        revisions = (each.revision for each in product.revisions)
        yield from _twice(("products", at, "revisions"), "revision", revisions, places)


def _twice_in_processes(processes: list[Process], places: Places) -> Iterator[Fault]:
    for at, process in enumerate(processes):
        loc: Loc = ("processes", at)
        fields = (each.name for each in process.fields)
        categories = (each.name for each in process.categories)
        yield from _twice((*loc, "fields"), "name", fields, places)
        yield from _twice((*loc, "categories"), "name", categories, places)
        yield from _twice_in_categories(process.categories, (*loc, "categories"), places)


def _twice_in_categories(
    categories: list[RepairCategory], loc: Loc, places: Places
) -> Iterator[Fault]:
    for at, category in enumerate(categories):
        codes = (each.name for each in category.codes)
        yield from _twice((*loc, at, "codes"), "name", codes, places)


def _twice(loc: Loc, key: str, values: Iterable[Hashable], places: Places) -> Iterator[Fault]:
    """A fault for each entry of the list at `loc` that an earlier one stands for already."""
    seen: dict[Hashable, Loc] = {}
    for at, value in enumerate(values):
        here = (*loc, at, key) if key else (*loc, at)
        if value in seen:
            line = places.of(seen[value]).line
            shown = ", ".join(map(str, value)) if isinstance(value, tuple) else value
            yield places.fault(here, f"{shown} is given twice: the first is on line {line}")
        else:
            seen[value] = here


def _not_of_a_repair(processes: list[Process], places: Places) -> Iterator[Fault]:
    for at, process in enumerate(processes):
        if process.kind == "repair":
            continue
        for field, key in _OF_REPAIRS.items():
            if field in process.model_fields_set:
                message = f"this key is of repairs alone, and the process is of kind {process.kind}"
                yield places.key_fault(("processes", at, key), message)
