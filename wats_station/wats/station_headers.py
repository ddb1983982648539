"""Who changes something, where and under which id: headers that the site server keeps."""

from typing import NamedTuple

from wats_station.wats.quoting import header_value


class StationHeaders(NamedTuple):
    """What travels with a write (product.md 7.4); a WATS server ignores it.

    `command_id` is a UUID's text: the site server applies a command once. `expected` is what
    the unit was when a change of its phase, its process or one tag was decided: `phase=2`,
    `process=60`, `process=` for none, `tag=` and the value, `tag` for one that was not there.
    Where it is something else by now, and not what is wanted either, the site server refuses:
    `Rejected` with the reason code `changedMeanwhile`.
    """

    command_id: str = ""
    station: str = ""
    operator: str = ""
    approved_by: str = ""
    expected: str = ""

    def as_headers(self) -> dict[str, str]:
        """Only those that are known, in a form that any text survives."""
        named = {
            "X-Station-Command": self.command_id,
            "X-Station-Name": self.station,
            "X-Station-Operator": self.operator,
            "X-Station-Approved-By": self.approved_by,
            "X-Station-Expected": self.expected,
        }
        return {name: header_value(value) for name, value in named.items() if value}


NO_HEADERS = StationHeaders()
