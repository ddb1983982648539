"""The shape of a set-up file. What is not given is left as it is, or at these defaults."""

import re
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from wats_station.site_server.setup_file.words import (
    Binding,
    FailureType,
    Identifier,
    Image,
    Kind,
)

VERSION = 1
_LARGEST = 2**31 - 1


def _storable(text: str) -> str:
    if "\0" in text:
        raise PydanticCustomError("setup", "a text must not hold the character U+0000")
    return text


def _compiles(text: str) -> str:
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        message = "a regular expression is wanted, and this is none: {reason}"
        raise PydanticCustomError("setup", message, {"reason": str(error)}) from None
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("setup", "a text is wanted that is not empty")
    return text


def _known_version(version: int) -> int:
    if version != VERSION:
        message = "version: 1 is wanted: this server knows no other"
        raise PydanticCustomError("setup", message)
    return version


_Storable = AfterValidator(_storable)
Name = Annotated[str, StringConstraints(max_length=100), _Storable, AfterValidator(_not_blank)]
Short = Annotated[str, StringConstraints(max_length=100), _Storable]
Medium = Annotated[str, StringConstraints(max_length=200), _Storable]
Described = Annotated[str, StringConstraints(max_length=500), _Storable]
Long = Annotated[str, StringConstraints(max_length=1000), _Storable]
Text = Annotated[str, _Storable]
Regex = Annotated[str, StringConstraints(max_length=500), _Storable, AfterValidator(_compiles)]
Number = Annotated[str, StringConstraints(max_length=100), _Storable, AfterValidator(_not_blank)]
Count = Annotated[int, Field(ge=0, le=_LARGEST)]
Pieces = Annotated[int, Field(ge=1, le=10_000)]
Index = Annotated[int, Field(ge=-_LARGEST, le=_LARGEST)]
Tags = dict[Name, Text]


class Shape(BaseModel):
    """What every part of the file has in common: known keys only, and nothing is converted."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        alias_generator=to_camel,
        hide_input_in_errors=True,
    )


class RepairCode(Shape):
    """One code of a repair category."""

    name: Name
    failure_type: FailureType = "default"
    image: Image = "optional"
    active: bool = True


class RepairCategory(Shape):
    """A branch of a repair operation's code tree."""

    name: Name
    active: bool = True
    codes: list[RepairCode] = []


class RepairField(Shape):
    """A question a repair asks; `choices` are kept in the mask, separated by semicolons."""

    name: Name
    input_mask: Text = ""
    choices: list[Name] = []
    active: bool = True

    @model_validator(mode="after")
    def _one_of_both(self) -> "RepairField":
        if {"input_mask", "choices"} <= self.model_fields_set:
            raise PydanticCustomError("setup", "either inputMask is wanted, or choices")
        if any(";" in choice for choice in self.choices):
            raise PydanticCustomError("setup", "a choice must not hold a semicolon")
        return self

    @property
    def mask(self) -> str:
        """The mask as it is kept."""
        return ";".join(self.choices) if self.choices else self.input_mask


class Process(Shape):
    """A process; what is beneath `description` is of repairs alone."""

    code: Count
    name: Name
    kind: Kind
    index: Index = 0
    active: bool = True
    description: Text = ""
    uut_binding: Binding = "optional"
    bom_binding: Binding = "optional"
    vendor_binding: Binding = "never"
    component_reference_mask: Regex = ".*"
    component_reference_text: Text = ""
    categories: list[RepairCategory] = []
    fields: list[RepairField] = []


class PoolPart(Shape):
    """Numbers of a pool: a range, or one by one."""

    from_: Name = Field(default="", alias="from")
    to: Name = ""
    values: list[Name] = []

    @model_validator(mode="after")
    def _one_of_both(self) -> "PoolPart":
        given = self.model_fields_set
        if given not in ({"from_", "to"}, {"values"}):
            raise PydanticCustomError("setup", "either from and to are wanted, or values")
        return self


class SerialNumberType(Shape):
    """A kind of serial number with numbers to be added to its pool."""

    name: Name
    description: Text = ""
    format: Medium = ""
    regex: Regex = ""
    identifier: Identifier = "serial number"
    pool: list[PoolPart] = []


class Category(Shape):
    """A product category."""

    name: Name
    description: Text = ""


class GroupFilter(Shape):
    """Which products a group takes, or with `exclude` leaves out."""

    part_number: Short = "%"
    revision: Short = "%"
    exclude: bool = False


class ProductGroup(Shape):
    """A product group; `filters` replaces the group's filters."""

    name: Name
    description: Text = ""
    filters: list[GroupFilter] = []


class Vendor(Shape):
    """A vendor."""

    name: Name


class BoxBuildLine(Shape):
    """So many units of a child revision belong into the parent."""

    part_number: Name
    revision: Name
    quantity: Pieces = 1
    revision_mask: Medium = ""
    item_number: Short = ""


class BomLine(Shape):
    """A component of the parts list."""

    number: Name
    revision: Short = ""
    quantity: Count = 1
    description: Text = ""
    reference: Long = ""
    function_block: Short = ""


class Revision(Shape):
    """A product revision; `boxBuild` and `bom` replace what it is made of."""

    revision: Name
    name: Short = ""
    description: Text = ""
    active: bool = True
    tags: Tags = {}
    box_build: list[BoxBuildLine] = []
    bom: list[BomLine] = []


class Product(Shape):
    """A product with its revisions; an empty `category` is none."""

    part_number: Name
    name: Short = ""
    description: Text = ""
    non_serial: bool = False
    active: bool = True
    category: Short = ""
    tags: Tags = {}
    revisions: list[Revision] = []


class VerificationRule(Shape):
    """Which processes units must pass; part number and revision are WATS filters."""

    part_number: Short = "%"
    revision: Short = "%"
    processes: list[Count]


class BarcodeIdentifier(Shape):
    """Which codes it reads, and the expressions that find what is in them."""

    pattern: Annotated[Regex, AfterValidator(_not_blank)]
    serial_number: Regex = ""
    part_number: Regex = ""
    revision: Regex = ""
    batch_number: Regex = ""
    process: Regex = ""
    order: Index = 0
    description: Described = ""


class Options(Shape):
    """Settings of the site."""

    log_unit_changes: bool = False


class SetupFile(Shape):
    """The whole file."""

    version: Annotated[int, AfterValidator(_known_version)]
    processes: list[Process] = []
    serial_number_types: list[SerialNumberType] = []
    categories: list[Category] = []
    product_groups: list[ProductGroup] = []
    vendors: list[Vendor] = []
    products: list[Product] = []
    verification_rules: list[VerificationRule] = []
    barcode_identifiers: list[BarcodeIdentifier] = []
    options: Options = Options()
