"""Products, revisions, box-build templates and parts lists (wire contract 2.4)."""

from typing import Annotated

from pydantic import Field

from wats_station.wats.wire.fields import OR_EMPTY, Number, Text, WireModel, spelled
from wats_station.wats.wire.units import Setting, tag_as_sent

_ACTIVE = 1
_SENT_REVISION = {
    "product_revision_id",
    "product_id",
    "revision",
    "name",
    "description",
    "state",
    "part_number",
}
_SENT_PRODUCT = {
    "product_id",
    "part_number",
    "name",
    "description",
    "non_serial",
    "state",
    "product_category_id",
}


class ProductRevision(WireModel):
    """A revision of a product; `state` 1 is active. `tags` are sent as keyed changes.

    Source: wire contract 2.4.
    """

    product_revision_id: Text = ""
    product_id: Text = ""
    revision: str
    name: Text = ""
    description: Text = ""
    state: Number = _ACTIVE
    part_number: Text = ""
    tags: Annotated[tuple[Setting, ...], OR_EMPTY] = ()

    def as_sent(self) -> dict[str, object]:
        """The revision as a body: what was given of it."""
        return _sent(self, _SENT_REVISION, self.tags)


class Product(WireModel):
    """A product with its revisions; `state` 1 is active, `non_serial` a part without numbers.

    Lists of products have no revisions and no tags in them. Source: wire contract 2.4.
    """

    product_id: Text = ""
    part_number: str
    name: Text = ""
    description: Text = ""
    non_serial: bool | None = None
    state: Number = _ACTIVE
    product_category_id: Text = ""
    product_category_name: Text = Field(
        default="", validation_alias=spelled("productCategoryName", "category")
    )
    revisions: Annotated[tuple[ProductRevision, ...], OR_EMPTY] = ()
    tags: Annotated[tuple[Setting, ...], OR_EMPTY] = ()

    def as_sent(self) -> dict[str, object]:
        """The product as a body: what was given of it, with the revisions that were."""
        body = _sent(self, _SENT_PRODUCT, self.tags)
        if self.revisions:
            body["revisions"] = [revision.as_sent() for revision in self.revisions]
        return body


def _sent(
    model: Product | ProductRevision, names: set[str], tags: tuple[Setting, ...]
) -> dict[str, object]:
    given: dict[str, object] = model.model_dump(
        mode="json", by_alias=True, include=names & model.model_fields_set, exclude_none=True
    )
    # An id that is no id means a new one.
    body = {name: value for name, value in given.items() if value != "" or not name.endswith("Id")}
    if tags:
        body["tags"] = [tag_as_sent(tag) for tag in tags]
    return body


class ProductInfoRow(WireModel):
    """One row of GetProductInfo: the product revision itself (level 0), or a part of its box build.

    `quantity` is how many of them the line above holds. Source: wire contract 2.4.
    """

    product_id: Text = ""
    part_number: Text
    name: Text = ""
    revision: Text = ""
    quantity: Number = 1
    level: Number = Field(default=0, validation_alias=spelled("hlevel", "hLevel"))
    product_revision_id: Text = ""
    parent_product_revision_id: Text = ""
    revision_name: Text = ""
    product_revision_relation_id: Text = ""
    revision_mask: Text = ""
    category: Text = ""
    non_serial: bool = False


class TemplateLine(WireModel):
    """One line of a box build: which part, which revisions of it, and how many.

    `first_index` is the first 0-based position it takes; a part without serial numbers
    takes none. `revision_mask` wins over `revision` where there is one.
    Source: wire contract 2.4.
    """

    relation_id: str = ""
    product_revision_id: str = ""
    part_number: str
    revision: str = ""
    name: str = ""
    quantity: int = 1
    revision_mask: str = ""
    non_serial: bool = False
    first_index: int = 0

    @property
    def indexes(self) -> range:
        """The positions that are this line's."""
        return range(self.first_index, self.first_index + (0 if self.non_serial else self.quantity))


class BoxBuildTemplate(WireModel):
    """What a revision is built of. `subunits` are its lines, in the server's order.

    A line may stand for several units: `total_quantity` counts those that are built in.
    Source: wire contract 2.4.
    """

    part_number: str
    revision: str
    product_revision_id: str = ""
    subunits: tuple[TemplateLine, ...] = ()

    @property
    def total_quantity(self) -> int:
        """How many units with a serial number a complete assembly holds."""
        return sum(len(line.indexes) for line in self.subunits)

    def line_at(self, index: int) -> TemplateLine | None:
        """The line whose position this is, or None."""
        return next((line for line in self.subunits if index in line.indexes), None)


class RelationAnswer(WireModel):
    """A line of a box build as the server answers it after a write."""

    product_revision_relation_id: Text = Field(
        validation_alias=spelled("productRevisionRelationId", "relationId"),
    )
    parent_product_revision_id: Text = ""
    product_revision_id: Text = ""
    quantity: Number = 1
    revision_mask: Text = ""


class Component(WireModel):
    """One component of a parts list; `reference` is where it sits, as C12 or R7-R9.

    Source: wire contract 2.4.
    """

    number: Text = Field(validation_alias=spelled("number", "partNumber"))
    revision: Text = Field(default="", validation_alias=spelled("revision", "rev"))
    quantity: Number = Field(default=1, validation_alias=spelled("quantity", "qty"))
    description: Text = Field(default="", validation_alias=spelled("description", "desc"))
    reference: Text = Field(
        default="", validation_alias=spelled("reference", "ref", "componentRef")
    )
    function_block: Text = ""


class ProductGroupFilter(WireModel):
    """Which products a group takes, by WATS filters; `exclude` takes them out.

    Source: wire contract 2.4.
    """

    part_number: Text = ""
    revision: Text = ""
    exclude: bool = False


class ProductGroup(WireModel):
    """A group of products. Source: wire contract 2.4."""

    id: int | None = Field(default=None, validation_alias=spelled("productGroupId", "id"))
    name: Text = Field(validation_alias=spelled("productGroupName", "name"))
    filters: Annotated[tuple[ProductGroupFilter, ...], OR_EMPTY] = ()


class ProductCategory(WireModel):
    """A category of products; without an id it is a new one. Source: wire contract 2.4."""

    product_category_id: Text = ""
    name: Text
    description: Text = ""


class Vendor(WireModel):
    """A vendor of parts. Source: wire contract 2.4."""

    vendor_id: Text = ""
    name: Text = Field(validation_alias=spelled("vendorName", "name"))
