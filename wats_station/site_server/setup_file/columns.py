"""Which key of the file is kept in which column: the one table for import and export."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from wats_station.site_server.setup_file.words import (
    BINDINGS,
    FAILURE_TYPES,
    IDENTIFIERS,
    IMAGES,
)


def _as_it_is(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class Kept:
    """A field of the model and its column; `into` and `out` convert to and from the database."""

    field: str
    column: str = ""
    into: Callable[[Any], Any] = _as_it_is
    out: Callable[[Any], Any] = _as_it_is

    @property
    def name(self) -> str:
        """The column's name: the field's, unless it is another."""
        return self.column or self.field


def _word(field: str, column: str, words: Sequence[str]) -> Kept:
    """A word whose place is its number; a number without one reads as the first word."""

    def out(number: int) -> str:
        return words[number] if 0 <= number < len(words) else words[0]

    return Kept(field, column, words.index, out)


def _truth(column: str) -> Kept:
    return Kept("active", column, int, lambda number: number == 1)


PROCESS = (
    Kept("name"),
    Kept("kind"),
    Kept("index", "position"),
    Kept("active"),
    Kept("description"),
)
# These three are in the JSON of a repair operation, as the API answers it.
REPAIR = (
    _word("uut_binding", "uutBinding", BINDINGS),
    _word("bom_binding", "bomBinding", BINDINGS),
    _word("vendor_binding", "vendorBinding", BINDINGS),
    Kept("component_reference_mask", "compRefMask"),
    Kept("component_reference_text", "compRefValidationText"),
)
REPAIR_CATEGORY = (_truth("status"),)
REPAIR_CODE = (
    _word("failure_type", "failureType", FAILURE_TYPES),
    _word("image", "imageConstraint", IMAGES),
    _truth("status"),
)
SERIAL_TYPE = (
    Kept("description"),
    Kept("format"),
    Kept("regex"),
    _word("identifier", "identifier", IDENTIFIERS),
)
CATEGORY = GROUP = (Kept("description"),)
VENDOR: Sequence[Kept] = ()
FILTER = (Kept("part_number"), Kept("revision"), Kept("exclude"))
PRODUCT = (Kept("name"), Kept("description"), Kept("non_serial"), _truth("state"))
REVISION = (Kept("name"), Kept("description"), _truth("state"))
BOX_BUILD = (
    Kept("part_number"),
    Kept("revision"),
    Kept("quantity"),
    Kept("revision_mask"),
    Kept("item_number"),
)
BOM = (
    Kept("number"),
    Kept("revision"),
    Kept("quantity"),
    Kept("description"),
    Kept("reference"),
    Kept("function_block"),
)
RULE = (Kept("processes", "process_codes"),)
BARCODE = (
    Kept("serial_number"),
    Kept("part_number"),
    Kept("revision"),
    Kept("batch_number"),
    Kept("process"),
    Kept("order"),
    Kept("description"),
)
