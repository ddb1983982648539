"""The set-up file: processes, products, rules and the rest of a site's set-up as YAML.

    setup = read_setup(text, "plant.yaml")      # SetupFileFaulty says what is wrong, and where
    planned = import_setup(connection, setup)   # in the caller's transaction
    text = export_setup(connection)

Entries are known by their natural keys. Import makes what is missing and changes what is
given otherwise; what a file does not mention stays. Lists without keys (`filters`,
`boxBuild`, `bom`, `processes` of a rule) replace the old ones where they are given.
"""

from wats_station.site_server.setup_file.export import export_setup
from wats_station.site_server.setup_file.faults import Fault, SetupFileFaulty
from wats_station.site_server.setup_file.importing import import_setup
from wats_station.site_server.setup_file.planned import Planned
from wats_station.site_server.setup_file.reading import Setup, read_setup

__all__ = [
    "Fault",
    "Planned",
    "Setup",
    "SetupFileFaulty",
    "export_setup",
    "import_setup",
    "read_setup",
]
