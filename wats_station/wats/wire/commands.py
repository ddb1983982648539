"""What became of a station's command, as the site server tells it (product.md 7.4)."""

from wats_station.wats.wire.fields import Text, WireModel


class CommandState(WireModel):
    """`applied` and `voided` are both false for a command that never arrived.

    Source: product.md 7.4; the site server alone tells it.
    """

    id: Text
    applied: bool
    voided: bool
