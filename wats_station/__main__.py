"""`python -m wats_station` is the `wats-station` command."""

import sys

from wats_station.cli import main

if __name__ == "__main__":
    sys.exit(main())
