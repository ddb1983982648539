"""Units as the internal API answers them (wire contract 2.2): PascalCase, by id and as trees."""

from datetime import datetime
from typing import Annotated

from pydantic import AliasChoices, Field

from wats_station.wats.wire.fields import OR_EMPTY, Number, Text, WireModel
from wats_station.wats.wire.units import ProductInfo, RevisionInfo, Setting, Unit


class InternalUnit(WireModel):
    """The internal lookup's answer; the only lookup by serial number on older servers.

    Source: wire contract 2.2.
    """

    unit_id: Text = ""
    serial_number: str
    part_number: Text = ""
    revision: Text = ""
    batch_number: Text = Field(
        default="", validation_alias=AliasChoices("BatchSN", "BatchNumber", "batchNumber")
    )
    serial_date: datetime | None = None
    current_location: Text = ""
    unit_phase_id: Number = 0
    process_code: Text = ""
    product: ProductInfo | None = None
    product_revision: RevisionInfo | None = None
    settings: Annotated[tuple[Setting, ...], OR_EMPTY] = Field(
        default=(), validation_alias=AliasChoices("Settings", "settings", "Tags", "tags")
    )

    @property
    def part(self) -> str:
        """The part number, wherever the answer keeps it; empty when it does not."""
        return self.part_number or (self.product.part_number if self.product else "")


class UnitInfo(WireModel):
    """One row of GetUnitInfo: a unit with its revision and product; the one searched is first.

    Source: wire contract 2.2.
    """

    unit_id: Text = ""
    parent_unit_id: Text = Field(
        default="", validation_alias=AliasChoices("ParentUnitID", "ParentUnitId", "parentUnitId")
    )
    serial_number: str
    batch_number: Text = ""
    serial_date: datetime | None = None
    part_number: Text = ""
    revision: Text = ""
    revision_name: Text = ""
    revision_description: Text = ""
    name: Text = ""
    product_description: Text = ""
    sub_units: Annotated[tuple[Unit, ...], OR_EMPTY] = ()


class UnitNode(WireModel):
    """One unit of a tree: `level` 0 is the top, `is_selected` the one that was asked for.

    Source: wire contract 2.2.
    """

    unit_id: Text = ""
    serial_number: str
    part_number: Text = ""
    revision: Text = ""
    product_name: Text = ""
    unit_phase_id: Number = 0
    position: int | None = None
    level: Number = 0
    is_selected: bool = False
    children: "Annotated[tuple[UnitNode, ...], OR_EMPTY]" = ()


class ContentsItem(WireModel):
    """One item of what an assembly should hold, with the units that stand there.

    Source: wire contract 2.2.
    """

    part_number: Text
    revision: Text = ""
    product_name: Text = ""
    revision_name: Text = ""
    revision_mask: Text = ""
    is_bom_loaded: bool = Field(
        default=False, validation_alias=AliasChoices("IsBOMLoaded", "isBOMLoaded", "isBomLoaded")
    )
    level: Number = 0
    item_id: Text = ""
    parent_item_id: Text = ""
    children: "Annotated[tuple[ContentsItem, ...], OR_EMPTY]" = ()
    units: Annotated[tuple[Unit, ...], OR_EMPTY] = ()


class Site(WireModel):
    """A site that the server knows. Source: wire contract 2.2."""

    site_id: Text
    name: Text = ""
