"""Which station a report comes from (wire contract section 5, station identity)."""

import platform
from typing import NamedTuple

_UNKNOWN = "Unknown"


class Station(NamedTuple):
    """The name, the place and the purpose that reports made by this client carry.

    `purpose` is one of WATS's words: Production, Debug, Development, Repair, and so on.
    Source: wire contract 5.
    """

    name: str = ""
    location: str = _UNKNOWN
    purpose: str = "Development"

    def known(self) -> "Station":
        """This station, by the computer's name where it has none of its own."""
        return self if self.name else self._replace(name=platform.node().upper() or _UNKNOWN)
