"""What the server says of itself, and the barcode rules that it keeps (1.2, 2.7 and 5)."""

from datetime import datetime

from wats_station.wats.wire.fields import Text, WireModel


class Ping(WireModel):
    """The server's name and its clock (UTC). Source: wire contract 1.2, 2.7 and 5."""

    server_name: Text = ""
    server_time: datetime | None


class ModuleVersion(WireModel):
    """A module of the server with its version. Source: wire contract 1.2, 2.7 and 5."""

    module: Text = ""
    name: Text = ""
    version: Text


class SystemStatus(WireModel):
    """How the server is; `problem` is empty when nothing is wrong.

    Source: wire contract 1.2, 2.7 and 5.
    """

    status: Text
    version: Text = ""
    problem: Text = ""
    server_time: datetime | None = None


class Level(WireModel):
    """A level of the organisation. Source: wire contract 1.2, 2.7 and 5."""

    level_id: int
    level_name: Text = ""


class UserSettings(WireModel):
    """Who the token belongs to. Source: wire contract 1.2, 2.7 and 5."""

    user_name: Text
    culture: Text = ""


class BarcodeIdentifier(WireModel):
    """A rule that reads a bar code: each part a regular expression, `order` lowest first.

    `id` is None for a rule that is to be made. Source: wire contract 1.2, 2.7 and 5.
    """

    id: int | None = None
    pattern: Text
    serial_number: Text = ""
    part_number: Text = ""
    revision: Text = ""
    batch_number: Text = ""
    process: Text = ""
    order: int = 0
    description: Text = ""


class IdentifiedBarcode(WireModel):
    """What the server reads in a bar code; `identifier` is the rule that did, if one did.

    Source: wire contract 1.2, 2.7 and 5.
    """

    serial_number: Text
    part_number: Text = ""
    revision: Text = ""
    batch_number: Text = ""
    process: Text = ""
    identifier: Text = ""


class RelatedRepair(WireModel):
    """A failure that was repaired on the same part before; `repair_date` is UTC.

    WATS calls the category of a failure its `fail_code`, and its code the `repair_code`.
    Source: wire contract 1.2, 2.7 and 5.
    """

    serial_number: Text
    part_number: Text = ""
    revision: Text = ""
    report_id: Text = ""
    repair_date: datetime | None = None
    fail_step_name: Text = ""
    fail_code: Text = ""
    repair_code: Text = ""
    component_reference: Text = ""
    comment: Text = ""
