"""A set-up file put into the database."""

from sqlalchemy import Connection

from wats_station.site_server.clock import Clock, system_clock, utc_text
from wats_station.site_server.setup_file.apply.groups import (
    put_categories,
    put_groups,
    put_vendors,
)
from wats_station.site_server.setup_file.apply.processes import put_processes
from wats_station.site_server.setup_file.apply.products import put_products
from wats_station.site_server.setup_file.apply.rules import put_barcodes, put_options, put_rules
from wats_station.site_server.setup_file.apply.serials import put_serial_types
from wats_station.site_server.setup_file.faults import SetupFileFaulty
from wats_station.site_server.setup_file.planned import Planned
from wats_station.site_server.setup_file.reading import Setup
from wats_station.site_server.setup_file.references import reference_faults


def import_setup(connection: Connection, setup: Setup, now: Clock = system_clock) -> list[Planned]:
    """Make and change what the file says, in the caller's transaction; nothing is deleted.

    Rolling the transaction back makes it a dry run. Raises SetupFileFaulty, before anything
    is written, for references to what is nowhere and for loops in the box builds.
    """
    faults = reference_faults(connection, setup)
    if faults:
        raise SetupFileFaulty(faults)
    content = setup.content
    return [
        *put_processes(connection, content.processes),
        *put_serial_types(connection, content.serial_number_types, utc_text(now())),
        *put_categories(connection, content.categories),
        *put_groups(connection, content.product_groups),
        *put_vendors(connection, content.vendors),
        *put_products(connection, content.products),
        *put_rules(connection, content.verification_rules),
        *put_barcodes(connection, content.barcode_identifiers),
        *put_options(connection, content.options),
    ]
