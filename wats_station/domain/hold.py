"""Units on hold: a tag on the server, so that every station obeys it.

Its value is `yes` or `no`, and behind a colon why: a tag has no comment of its own.
"""

from wats_station.domain.unit import Tag, Unit

HOLD_TAG = "Hold"
# A tag cannot be taken away by every WATS server: a released unit says so.
_HELD, _RELEASED = "yes", "no"
_BECAUSE = ": "

HELD = Tag(HOLD_TAG, _HELD)


def held(reason: str = "") -> Tag:
    """The tag of a unit on hold."""
    return Tag(HOLD_TAG, _HELD + (_BECAUSE + reason if reason else ""))


def released(reason: str = "") -> Tag:
    """The tag of a unit that was on hold."""
    return Tag(HOLD_TAG, _RELEASED + (_BECAUSE + reason if reason else ""))


def is_release(tag: Tag) -> bool:
    """True for the tag of a unit that was on hold."""
    return tag.key == HOLD_TAG and tag.value.partition(":")[0].strip() == _RELEASED


def is_on_hold(unit: Unit) -> bool:
    """True for a unit that must not go on until a supervisor releases it."""
    return any(tag.key == HOLD_TAG and not is_release(tag) for tag in unit.tags)


def hold_reason(unit: Unit) -> str:
    """Why the unit is on hold; empty where it is not, or nobody said."""
    if not is_on_hold(unit):
        return ""
    value = next(tag.value for tag in unit.tags if tag.key == HOLD_TAG)
    word, _, reason = value.partition(":")
    # What somebody else wrote there is the reason as a whole.
    return reason.strip() if word.strip() == _HELD else value
