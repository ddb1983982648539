"""Processes, and what a repair operation knows: its categories, codes and fields (2.5)."""

from typing import Annotated

from pydantic import Field

from wats_station.wats.wire.fields import OR_EMPTY, Number, Text, WireModel, spelled

_ACTIVE = 1
_REQUIRED = 0


class RepairCode(WireModel):
    """What can be wrong.

    `failure_type`: 0 default, 1 automatic process, 2 scrapped, 3 no failure found,
    4 component, 5 design, 6 manual process, 7 replaced. Source: wire contract 2.5.
    """

    id: Text = Field(default="", validation_alias=spelled("id", "GUID"))
    description: Text = ""
    failure_type: Number = 0
    image_constraint: Number = 0
    status: Number = _ACTIVE


class RepairCategory(WireModel):
    """A group of codes. Source: wire contract 2.5."""

    id: Text = Field(default="", validation_alias=spelled("id", "GUID"))
    description: Text = ""
    status: Number = _ACTIVE
    codes: Annotated[tuple[RepairCode, ...], OR_EMPTY] = Field(
        default=(), validation_alias=spelled("repairCodes", "failcodes")
    )


class RepairField(WireModel):
    """A field that a repair fills in; `allowed_values` where it is a choice.

    Source: wire contract 2.5.
    """

    id: Text = Field(default="", validation_alias=spelled("id", "GUID"))
    description: Text = ""
    input_mask: Text = ""
    valid_regex: Text = ""
    status: Number = _ACTIVE
    sort_order: Number = 0
    allowed_values: Annotated[tuple[Text, ...], OR_EMPTY] = ()


class FailCode(WireModel):
    """One node of the internal code tree: a category, or a code (`selectable`) under one.

    Source: wire contract 2.5.
    """

    guid: Text = Field(default="", validation_alias=spelled("guid", "GUID"))
    description: Text = ""
    selectable: bool = False
    sort_order: Number = 0
    failure_type: Number = 0
    image_constraint: Number = 0
    status: Number = _ACTIVE
    fail_codes: "Annotated[tuple[FailCode, ...], OR_EMPTY]" = Field(
        default=(), validation_alias=spelled("failcodes", "failCodes")
    )


class RepairOperation(WireModel):
    """A repair operation with its whole code tree.

    The bindings say whether the failed test, the parts list and the vendor are needed:
    0 required, 1 optional, 2 never. `component_mask` is a regular expression that a
    component reference has to match. `code` is the process code, 0 where not said.
    Source: wire contract 2.5.
    """

    code: Number = 0
    process_id: Text = Field(default="", validation_alias=spelled("processID", "processId"))
    description: Text
    uut_binding: Number = Field(default=1, validation_alias=spelled("uutBinding", "UUTRequired"))
    bom_binding: Number = Field(default=1, validation_alias=spelled("bomBinding", "BOMRequired"))
    vendor_binding: Number = Field(
        default=1, validation_alias=spelled("vendorBinding", "vendorRequired")
    )
    component_mask: Text = Field(default="", validation_alias=spelled("compRefMask"))
    component_hint: Text = Field(
        default="", validation_alias=spelled("compRefMaskDescription", "compRefValidationText")
    )
    categories: Annotated[tuple[FailCode, ...], OR_EMPTY] = ()
    fields: Annotated[tuple[RepairField, ...], OR_EMPTY] = Field(
        default=(), validation_alias=spelled("miscInfos")
    )

    @property
    def needs_failed_test(self) -> bool:
        """True when a repair must name the test that failed."""
        return self.uut_binding == _REQUIRED


class ProcessRepair(WireModel):
    """What the public list of processes says of a repair operation. Source: wire contract 2.5."""

    uut_binding: Number = 1
    bom_binding: Number = 1
    vendor_binding: Number = 1
    component_mask: Text = Field(default="", validation_alias=spelled("compRefMask"))
    component_hint: Text = Field(default="", validation_alias=spelled("compRefValidationText"))
    categories: Annotated[tuple[RepairCategory, ...], OR_EMPTY] = Field(
        default=(), validation_alias=spelled("repairCategories")
    )
    fields: Annotated[tuple[RepairField, ...], OR_EMPTY] = Field(
        default=(), validation_alias=spelled("miscInfos")
    )


class ProcessInfo(WireModel):
    """A process; `state` 1 is active. `process_id` is there in the internal list alone.

    Source: wire contract 2.5.
    """

    code: int
    name: Text = ""
    description: Text = ""
    process_id: Text = Field(default="", validation_alias=spelled("processID", "processId"))
    is_test_operation: bool = False
    is_repair_operation: bool = False
    is_wip_operation: bool = Field(
        default=False, validation_alias=spelled("isWipOperation", "isWIPOperation")
    )
    process_index: int | None = None
    state: Number = _ACTIVE
    repair_operation: ProcessRepair | None = None
