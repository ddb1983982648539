"""WATS filters for part numbers and revisions (wire contract section 2.3).

`%` stands for any text, `_` for one character, `;` separates alternatives; nothing at
all matches everything. Case counts.
"""

import re
from functools import lru_cache

EXACT, WILD, NO_MATCH = 2, 1, 0


def closeness(pattern: str, text: str) -> tuple[int, int]:
    """How closely `pattern` fits `text`: greater is closer, (NO_MATCH, 0) is no match.

    Exact goes before wildcard, then the alternative with the most literal characters.
    """
    return max(_closeness_of_one(each.strip(), text) for each in (pattern or "%").split(";"))


def _closeness_of_one(pattern: str, text: str) -> tuple[int, int]:
    if not _wild(pattern):
        return (EXACT, len(pattern)) if pattern == text else (NO_MATCH, 0)
    if _expression(pattern).fullmatch(text) is None:
        return NO_MATCH, 0
    return WILD, sum(character not in "%_" for character in pattern)


def _wild(pattern: str) -> bool:
    return "%" in pattern or "_" in pattern


@lru_cache(maxsize=1024)
def _expression(pattern: str) -> re.Pattern[str]:
    parts = {"%": ".*", "_": "."}
    # Neighbouring % collapse: `.*.*.*` takes exponential time on a text that does not match.
    collapsed = re.sub("%+", "%", pattern)
    return re.compile("".join(parts.get(c, re.escape(c)) for c in collapsed), re.DOTALL)
