"""Near matches: which units a serial number that is not there may have been meant for.

A label that was torn, smudged or typed by hand: the end is missing or wrong, a separator
was left out, or a word stands before the number. What is found is offered, never chosen.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

from wats_station.domain.unit import UnitKey

MOST_NEAR = 6
# So many characters at the end may be missing or wrong, and so many must be right.
_LOOSE_END = 3
_LEAST_SHARED = 2
_MOST_VARIANTS = 8

# What no text that is sent can hold, and the last character there is.
_SURROGATES, _LAST = range(0xD800, 0xE000), 0x10FFFF

_SEPARATORS = re.compile(r"[-_./: ]+")
_BORDER = re.compile(r"(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])")
# What is printed before the number itself on many labels.
_LEAD = re.compile(r"(?:S/?N|SER(?:IAL)?(?:\s*(?:NO|NUMBER|NR))?)[.:#\s-]*(?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NearUnit:
    """A unit that may be meant, with what tells it from the others."""

    key: UnitKey
    part_name: str = ""
    phase: str = ""


def prefix_of(serial_number: str) -> str:
    """What a near unit's serial number begins with at least; empty where that says nothing."""
    length = max(len(serial_number) - _LOOSE_END, len(serial_number) // 2, _LEAST_SHARED)
    prefix = serial_number[:length]
    return prefix if len(prefix) >= _LEAST_SHARED else ""


def after_prefix(prefix: str) -> str:
    """A text that is behind every text with this prefix."""
    following = ord(prefix[-1]) + 1
    if following in _SURROGATES or following > _LAST:
        return prefix + chr(_LAST)
    return prefix[:-1] + chr(following)


def variants(serial_number: str) -> tuple[str, ...]:
    """The same number written otherwise: without separators, with one, without a leading word."""
    bare = _LEAD.sub("", serial_number, count=1) if _LEAD.match(serial_number) else serial_number
    together = _SEPARATORS.sub("", bare)
    apart = _BORDER.sub("-", together)
    found = (bare, together, apart, _SEPARATORS.sub("-", bare))
    cased = (each for text in found for each in (text, text.upper(), text.lower()))
    unique = dict.fromkeys(each for each in cased if each and each != serial_number)
    return tuple(unique)[:_MOST_VARIANTS]


def nearest(serial_number: str, found: Iterable[NearUnit]) -> tuple[NearUnit, ...]:
    """The nearest of those found, the likeliest first."""
    prefix = prefix_of(serial_number).casefold()
    others = {text.casefold() for text in variants(serial_number)}
    unique = {each.key: each for each in found}
    near = [
        each
        for each in unique.values()
        if each.key.serial_number.casefold() in others
        or (prefix and each.key.serial_number.casefold().startswith(prefix))
    ]
    near.sort(key=lambda each: _distance(serial_number, each.key.serial_number, others))
    return tuple(near[:MOST_NEAR])


def _distance(wanted: str, there: str, others: set[str]) -> tuple[bool, int, float, str]:
    folded, looked_for = there.casefold(), wanted.casefold()
    shared = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(looked_for, folded, strict=False))
    )
    likeness = SequenceMatcher(None, looked_for, folded).ratio()
    return (folded not in others, -shared, -likeness, there)
