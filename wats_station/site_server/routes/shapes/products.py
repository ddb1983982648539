"""Products, revisions, templates and parts lists as requests bring them (wire contract 2.4)."""

from typing import Annotated

from pydantic import AliasChoices, Field, TypeAdapter

from wats_station.site_server.routes.shapes.fields import (
    INTEGRAL,
    Guid,
    Long,
    Middle,
    Name,
    Shape,
    Short,
    Tags,
    TagShape,
    TagsXml,
    Whole,
    given_tags,
)
from wats_station.site_server.store.boms import Component
from wats_station.site_server.store.products import NewProduct, NewRevision

State = Annotated[int, Field(ge=0, le=1), INTEGRAL]
Quantity = Annotated[int, Field(ge=1, le=10_000), INTEGRAL]


class RevisionShape(Shape):
    """A revision; with a `productRevisionId` it is changed, without one added or found by name."""

    revision: Name
    product_revision_id: Guid | None = None
    product_id: Guid | None = None
    part_number: Short | None = None
    name: Short | None = None
    description: Long | None = None
    state: State | None = None
    xml_data: TagsXml | None = None
    tags: Tags = None

    def new_revision(self) -> NewRevision:
        """The revision as the store takes it."""
        return NewRevision(
            self.revision,
            self.product_revision_id,
            self.name,
            self.description,
            self.state,
            given_tags(self.tags, self.xml_data),
        )


class ProductShape(Shape):
    """A product; with a `productId` it is changed, without one added or found by part number."""

    part_number: Name
    product_id: Guid | None = None
    name: Short | None = None
    description: Long | None = None
    non_serial: bool | None = None
    state: State | None = None
    product_category_id: Guid | None = None
    xml_data: TagsXml | None = None
    tags: Tags = None
    revisions: Annotated[list[RevisionShape], Field(max_length=1000)] | None = None

    def new_product(self) -> NewProduct:
        """The product as the store takes it."""
        return NewProduct(
            self.part_number,
            self.product_id,
            self.name,
            self.description,
            self.non_serial,
            self.state,
            self.product_category_id,
            given_tags(self.tags, self.xml_data),
            tuple(each.new_revision() for each in self.revisions or ()),
        )


class NewRelation(Shape):
    """A line of a box build to be made: the child's revision belongs into the parent's."""

    parent_product_revision_id: Guid
    product_revision_id: Guid
    quantity: Quantity | None = None
    revision_mask: Short | None = None
    item_number: Short | None = None


class ChangedRelation(Shape):
    """A line of a box build to be changed; what is left out stays."""

    product_revision_relation_id: Annotated[
        Guid,
        Field(
            validation_alias=AliasChoices(
                "ProductRevisionRelationId", "productRevisionRelationId", "relationId"
            )
        ),
    ]
    product_revision_id: Guid | None = None
    quantity: Quantity | None = None
    revision_mask: Short | None = None
    item_number: Short | None = None


class ComponentShape(Shape):
    """A component of a parts list, as either client spells it."""

    number: Annotated[Name, Field(validation_alias=AliasChoices("number", "Number", "partNumber"))]
    revision: Annotated[
        Short | None, Field(validation_alias=AliasChoices("revision", "Revision", "Rev"))
    ] = None
    quantity: Annotated[
        Whole | None, Field(validation_alias=AliasChoices("quantity", "Quantity", "Qty"))
    ] = None
    description: Annotated[
        Long | None, Field(validation_alias=AliasChoices("description", "Description", "Desc"))
    ] = None
    reference: Annotated[
        Middle | None,
        Field(
            validation_alias=AliasChoices("reference", "Ref", "componentRef", "componentReference")
        ),
    ] = None
    function_block: Annotated[
        Short | None, Field(validation_alias=AliasChoices("functionBlock", "FunctionBlock"))
    ] = None

    def component(self) -> Component:
        """The component as the store takes it."""
        return Component(
            self.number,
            self.revision or "",
            1 if self.quantity is None else self.quantity,
            self.description or "",
            self.reference or "",
            self.function_block or "",
        )


class BomShape(Shape):
    """A parts list with the revision it is of."""

    part_number: Annotated[
        Name, Field(validation_alias=AliasChoices("partNumber", "Partnumber", "PartNumber"))
    ]
    revision: Annotated[
        Short | None, Field(validation_alias=AliasChoices("revision", "Revision"))
    ] = None
    components: Annotated[
        list[ComponentShape],
        Field(validation_alias=AliasChoices("components", "Components"), max_length=10_000),
    ]


class CategoryShape(Shape):
    """A product category."""

    name: Name
    description: Long | None = None
    product_category_id: Annotated[
        Guid | None,
        Field(
            validation_alias=AliasChoices("ProductCategoryId", "productCategoryId", "categoryId")
        ),
    ] = None


class GroupFilterShape(Shape):
    """Which products a group takes, by WATS filters."""

    part_number: Short | None = None
    revision: Short | None = None
    exclude: bool | None = None
    order_no: Whole | None = None


class GroupShape(Shape):
    """A product group, as either client spells it."""

    name: Annotated[
        Name, Field(validation_alias=AliasChoices("name", "productGroupName", "ProductGroupName"))
    ]
    id: Annotated[
        Whole | None,
        Field(validation_alias=AliasChoices("id", "productGroupId", "ProductGroupId")),
    ] = None
    description: Long | None = None
    is_public: bool | None = None


class VendorShape(Shape):
    """A vendor, as either client spells it."""

    name: Annotated[Name, Field(validation_alias=AliasChoices("name", "VendorName", "vendorName"))]
    vendor_id: Guid | None = None


PRODUCT = TypeAdapter(ProductShape)
PRODUCTS: TypeAdapter[list[ProductShape]] = TypeAdapter(
    Annotated[list[ProductShape], Field(max_length=1000)]
)
REVISION = TypeAdapter(RevisionShape)
REVISIONS: TypeAdapter[list[RevisionShape]] = TypeAdapter(
    Annotated[list[RevisionShape], Field(max_length=1000)]
)
NEW_RELATION = TypeAdapter(NewRelation)
CHANGED_RELATION = TypeAdapter(ChangedRelation)
BOM = TypeAdapter(BomShape)
COMPONENTS: TypeAdapter[list[ComponentShape]] = TypeAdapter(
    Annotated[list[ComponentShape], Field(max_length=10_000)]
)
CATEGORIES: TypeAdapter[list[CategoryShape]] = TypeAdapter(
    Annotated[list[CategoryShape], Field(max_length=1000)]
)
GROUP = TypeAdapter(GroupShape)
VENDORS: TypeAdapter[list[VendorShape] | VendorShape] = TypeAdapter(
    Annotated[list[VendorShape], Field(max_length=1000)] | VendorShape
)
TAGS: TypeAdapter[list[TagShape]] = TypeAdapter(Annotated[list[TagShape], Field(max_length=1000)])
