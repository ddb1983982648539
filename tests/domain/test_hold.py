"""Units on hold: plain words on the server, and behind them why."""

from dataclasses import replace

import pytest

from tests.support.units import unit
from wats_station.domain.hold import HELD, held, hold_reason, is_on_hold, released
from wats_station.domain.unit import Tag


@pytest.mark.parametrize(
    ("tag", "on_hold", "reason"),
    [
        (HELD, True, ""),
        (released(), False, ""),
        (held("cracked: twice"), True, "cracked: twice"),
        (released("looked at"), False, ""),
        (Tag("Hold", "no"), False, ""),
        (Tag("Hold", "waiting for the customer"), True, "waiting for the customer"),
        (Tag("Hold", "nobody looked"), True, "nobody looked"),
        (Tag("Hold", ""), True, ""),
        (Tag("Other", "yes"), False, ""),
    ],
)
def test_what_the_tag_says(tag: Tag, on_hold: bool, reason: str) -> None:
    known = replace(unit(), tags=(tag,))
    assert is_on_hold(known) is on_hold
    assert hold_reason(known) == reason


def test_without_a_reason_the_words_are_plain() -> None:
    assert held() == HELD == Tag("Hold", "yes")
    assert released() == Tag("Hold", "no")
