"""What the window says of itself: whose station it is, and where it points."""

from typing import NamedTuple


class WindowFacts(NamedTuple):
    """Facts that come from settings rather than from scans.

    `examples` are serial numbers the empty lookup panel offers for a first try; the
    demo site fills them in, a real station leaves them out.
    """

    practice: bool
    station: str
    operator: str
    server: str
    version: str
    examples: tuple[str, ...] = ()
