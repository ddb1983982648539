"""Products and processes."""

from tests.wats.contract.rows import (
    BOM,
    BY,
    INFO,
    LINE,
    PRODUCT,
    REVISION,
    TEMPLATE,
    Row,
    read,
    write,
)
from wats_station.wats import (
    Component,
    Product,
    ProductCategory,
    ProductRevision,
)

PRODUCT_ROWS = {
    "product.query_products": read(
        lambda c: c.product.query_products("PartNumber eq 'P1'", 5, "PartNumber"),
        "/api/Product/Query",
        {"$filter": "PartNumber eq 'P1'", "$top": "5", "$orderby": "PartNumber"}, f"[{PRODUCT}]",
    ),
    "product.get_product": read(
        lambda c: c.product.get_product("P/1"), "/api/Product/P%2F1", answer=PRODUCT
    ),
    "product.get_product_by_part_number": read(
        lambda c: c.product.get_product_by_part_number("P/1"),
        "/api/internal/Product/GetProductByPN", {"PN": "P/1"}, '{"PartNumber": "P/1"}',
    ),
    "product.get_revision": read(
        lambda c: c.product.get_revision("P1", "A"), "/api/Product/P1/A", answer=REVISION
    ),
    "product.save_product": write(
        lambda c: c.product.save_product(Product(part_number="P1", name="One"), by=BY),
        "PUT", "/api/Product", body={"partNumber": "P1", "name": "One"}, answer=PRODUCT,
    ),
    "product.save_products": write(
        lambda c: c.product.save_products([Product(part_number="P1")], by=BY),
        "PUT", "/api/Products", body=[{"partNumber": "P1"}], answer=f"[{PRODUCT}]",
    ),
    "product.save_revision": write(
        lambda c: c.product.save_revision(ProductRevision(product_id="1", revision="A"), by=BY),
        "PUT", "/api/Product/Revision", body={"productId": "1", "revision": "A"},
        answer=REVISION,
    ),
    "product.save_revisions": write(
        lambda c: c.product.save_revisions([ProductRevision(revision="A")], by=BY),
        "PUT", "/api/Products/Revisions", body=[{"revision": "A"}], answer=f"[{REVISION}]",
    ),
    "product.get_product_info": read(
        lambda c: c.product.get_product_info("P1", "A"),
        "/api/internal/Product/GetProductInfo", {"partNumber": "P1", "revision": "A"}, INFO,
    ),
    "product.get_box_build_template": read(
        lambda c: c.product.get_box_build_template("P1", "A"),
        "/api/internal/Product/GetProductInfo", {"partNumber": "P1", "revision": "A"}, INFO,
    ),
    "product.add_subunit": write(
        lambda c: c.product.add_subunit(
            TEMPLATE, "CP", "A", quantity=3, revision_mask="A%", by=BY
        ),
        "POST", "/api/internal/Product/PostProductRevisionRelation",
        body={
            "ParentProductRevisionId": "R1", "ProductRevisionId": "R1", "Quantity": 3,
            "RevisionMask": "A%",
        },
        answer='{"ProductRevisionRelationId": "L2"}',
    ),
    "product.change_subunit": write(
        lambda c: c.product.change_subunit(TEMPLATE, LINE, quantity=4, by=BY),
        "PUT", "/api/internal/Product/PutProductRevisionRelation",
        body={
            "ProductRevisionRelationId": "L1", "ParentProductRevisionId": "R1",
            "ProductRevisionId": "R2", "Quantity": 4, "RevisionMask": "",
        },
        answer='{"ProductRevisionRelationId": "L1"}',
    ),
    "product.remove_subunit": write(
        lambda c: c.product.remove_subunit(TEMPLATE, LINE, by=BY),
        "DELETE", "/api/internal/Product/DeleteProductRevisionRelation",
        {"productRevisionRelationId": "L1"},
    ),
    "product.get_bom": read(
        lambda c: c.product.get_bom("P1", "A"), "/api/internal/Product/Bom",
        {"partNumber": "P1", "revision": "A"}, '[{"Number": "C1", "Qty": 2, "Ref": "R1"}]',
    ),
    "product.save_bom": Row(
        lambda c: c.product.save_bom(
            "P1", "A", [Component(number="C&1", quantity=2, reference="R1")], by=BY
        ),
        "PUT", "/api/Product/BOM", {}, BOM, is_write=True, content_type="application/xml",
    ),
    "product.get_product_groups_of": read(
        lambda c: c.product.get_product_groups_of("P1", "A"),
        "/api/Product/ProductGroupsByProduct", {"partNumber": "P1", "revision": "A"},
        '[{"productGroupId": 1, "productGroupName": "Boards"}]',
    ),
    "product.get_categories": read(
        lambda c: c.product.get_categories(), "/api/internal/Product/GetProductCategories",
        answer='[{"ProductCategoryId": "1", "Name": "Boards"}]',
    ),
    "product.save_categories": write(
        lambda c: c.product.save_categories(
            [ProductCategory(product_category_id="1", name="Boards")], by=BY
        ),
        "PUT", "/api/internal/Product/PutProductCategories",
        body=[{"ProductCategoryId": "1", "Name": "Boards"}], answer="[]",
    ),
    "product.get_vendors": read(
        lambda c: c.product.get_vendors(), "/api/Product/Vendors",
        answer='[{"vendorId": "1", "VendorName": "Elfa"}]',
    ),
    "product.save_vendors": write(
        lambda c: c.product.save_vendors(["Elfa"], by=BY),
        "PUT", "/api/Product/Vendors", body=[{"VendorName": "Elfa"}], answer="[]",
    ),
    "product.delete_vendor": write(
        lambda c: c.product.delete_vendor("1", by=BY), "DELETE", "/api/Product/Vendors/1"
    ),
}  # fmt: skip
PROCESS_ROWS = {
    "process.get_processes": read(
        lambda c: c.process.get_processes(), "/api/App/Processes",
        answer='[{"code": 30, "name": "ICT"}]',
    ),
    "process.query_processes": read(
        lambda c: c.process.query_processes(repair=False, inactive=True), "/api/App/Processes",
        {
            "includeTestOperations": "true", "includeRepairOperations": "false",
            "includeWipOperations": "true", "includeInactiveProcesses": "true",
        },
        '[{"code": 30, "name": "ICT"}]',
    ),
    "process.code_and_name": read(
        lambda c: c.process.code_and_name("ict"), "/api/App/Processes",
        answer='[{"code": 30, "name": "ICT"}]',
    ),
    "process.get_repair_operations": read(
        lambda c: c.process.get_repair_operations(),
        "/api/internal/Process/GetRepairOperations",
        answer='{"500": {"Description": "Repair", "Categories": [{"GUID": "1"}]}}',
    ),
    "process.get_repair_operation": read(
        lambda c: c.process.get_repair_operation(500),
        "/api/internal/Process/GetRepairOperations",
        answer='{"500": {"Description": "Repair"}}',
    ),
    "process.repair_operation_by_id": read(
        lambda c: c.process.repair_operation_by_id("1-2", 500),
        "/api/internal/Process/GetRepairOperation/1-2", {"processCode": "500"},
        '{"Description": "Repair"}',
    ),
    "process.get_all_processes": read(
        lambda c: c.process.get_all_processes(), "/api/internal/Process/GetProcesses",
        answer='[{"Code": 30, "ProcessID": "1", "IsWIPOperation": true}]',
    ),
    "process.get_process": read(
        lambda c: c.process.get_process("1-2"), "/api/internal/Process/GetProcess/1-2",
        answer='{"Code": 30}',
    ),
}  # fmt: skip
