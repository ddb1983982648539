"""What became of a station's command, as the site server alone tells it (product.md 7.4)."""

from wats_station.wats.wire.fields import Text, WireModel


class CommandState(WireModel):
    """Whether the write with this id was applied, or voided before it could be.

    Both are false for one that the server has not seen: it may still be on its way.
    Source: product.md 7.4.
    """

    id: Text
    applied: bool
    voided: bool
