"""Units on hold: a tag on the server, so that every station obeys it."""

from wats_station.domain.unit import Tag, Unit

HOLD_TAG = "Hold"
# A tag cannot be taken away by every WATS server: a released unit says so.
_HELD, _RELEASED = "yes", "no"

HELD = Tag(HOLD_TAG, _HELD)
RELEASED = Tag(HOLD_TAG, _RELEASED)


def is_on_hold(unit: Unit) -> bool:
    """True for a unit that must not go on until a supervisor releases it."""
    return any(tag.key == HOLD_TAG and tag.value != _RELEASED for tag in unit.tags)
