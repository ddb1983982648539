"""Verification rules, barcode identifiers and options."""

from collections.abc import Sequence

from sqlalchemy import Connection

from wats_station.site_server.setup_file.apply.rows import new_draft, rows_by, save, values_for
from wats_station.site_server.setup_file.columns import BARCODE, RULE
from wats_station.site_server.setup_file.model import (
    BarcodeIdentifier,
    Options,
    VerificationRule,
)
from wats_station.site_server.setup_file.planned import Planned, changed
from wats_station.site_server.store import settings
from wats_station.site_server.store.schema import barcode_identifier, verification_rule


def put_rules(connection: Connection, rules: Sequence[VerificationRule]) -> list[Planned]:
    """Make or change the verification rules, known by part number and revision."""
    known = rows_by(connection, verification_rule, "part_number", "revision")
    found = []
    for each in rules:
        row = known.get((each.part_number, each.revision))
        draft = new_draft(row, "verification rule", f"{each.part_number} {each.revision}")
        key = {"part_number": each.part_number, "revision": each.revision}
        save(connection, verification_rule, row, key, values_for(each, RULE, row, draft))
        found.append(draft.planned())
    return found


def put_barcodes(connection: Connection, codes: Sequence[BarcodeIdentifier]) -> list[Planned]:
    """Make or change the barcode identifiers, known by their pattern."""
    known = rows_by(connection, barcode_identifier, "pattern", first="order")
    found = []
    for each in codes:
        row = known.get(each.pattern)
        draft = new_draft(row, "barcode identifier", each.pattern)
        values = values_for(each, BARCODE, row, draft)
        save(connection, barcode_identifier, row, {"pattern": each.pattern}, values)
        found.append(draft.planned())
    return found


def put_options(connection: Connection, options: Options) -> list[Planned]:
    """Keep the options that are given."""
    if "log_unit_changes" not in options.model_fields_set:
        return []
    name, new = settings.LOG_UNIT_CHANGES, options.log_unit_changes
    old = settings.get(connection, name, None)
    draft = new_draft(old, "option", name)
    if old != new:
        settings.put(connection, name, new)
    if old not in (None, new):
        draft.note([changed(name, old, new)])
    return [draft.planned()]
