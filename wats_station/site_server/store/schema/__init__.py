"""The tables. A change here needs a migration beside it (`migrations/versions`)."""

from wats_station.site_server.store.schema.columns import metadata
from wats_station.site_server.store.schema.products import (
    component,
    product,
    product_category,
    product_group,
    product_group_filter,
    relation,
    revision,
    vendor,
)
from wats_station.site_server.store.schema.reports import (
    report,
    report_body,
    report_misc_info,
    report_sub_unit,
)
from wats_station.site_server.store.schema.serials import serial_number, serial_type
from wats_station.site_server.store.schema.site import (
    barcode_identifier,
    process,
    setting,
    token,
    verification_rule,
)
from wats_station.site_server.store.schema.units import (
    batch,
    command,
    deleted_unit,
    history,
    unit,
    unit_change,
)

__all__ = [
    "barcode_identifier",
    "batch",
    "command",
    "component",
    "deleted_unit",
    "history",
    "metadata",
    "process",
    "product",
    "product_category",
    "product_group",
    "product_group_filter",
    "relation",
    "report",
    "report_body",
    "report_misc_info",
    "report_sub_unit",
    "revision",
    "serial_number",
    "serial_type",
    "setting",
    "token",
    "unit",
    "unit_change",
    "vendor",
    "verification_rule",
]
