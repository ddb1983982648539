"""Supervisors' PINs: hashed so that they cannot be read, locked so that they cannot be guessed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wats_station.domain.operator import Operator, Role
from wats_station.services.pins import (
    LOCKED_FOR,
    TRIES,
    PinTries,
    hash_pin,
    matches,
    new_salt,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SALT = bytes(range(16))
KEPT = hash_pin("9001", SALT)


def test_a_pin_matches_its_hash_and_no_other_does() -> None:
    assert matches("9001", KEPT)
    assert not matches("9002", KEPT)
    assert not matches("", KEPT)


def test_the_hash_says_how_it_was_made_and_is_one_an_operator_can_have() -> None:
    assert KEPT.startswith(f"scrypt$16384$8$1${SALT.hex()}$")
    assert Operator("1", "Eva", Role.SUPERVISOR, KEPT).can_approve
    assert hash_pin("9001", SALT) == KEPT
    assert hash_pin("9001", new_salt()) != hash_pin("9001", new_salt())


@pytest.mark.parametrize("pin", ["", "123", "1234567890123", "12a4", "12 4", "１２３４", "1234\n"])
def test_what_is_no_pin_is_not_hashed_and_not_told(pin: str) -> None:
    with pytest.raises(ValueError, match="4 to 12 digits") as raised:
        hash_pin(pin, SALT)
    assert not pin or pin not in str(raised.value)


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "9001",
        "scrypt$16384$8$1$zz$zz",
        "scrypt$16383$8$1$00$00",
        f"scrypt${2**30}$8$1$00$00",
        "scrypt$16384$8$9999999$00$00",
        f"bcrypt{KEPT[6:]}",
        KEPT[:-2],
        KEPT + "$",
    ],
)
def test_what_is_no_hash_matches_nothing(kept: str) -> None:
    assert not matches("9001", kept)


def test_five_wrong_tries_lock_for_five_minutes() -> None:
    tries = PinTries()
    for left in (4, 3, 2, 1):
        tries = tries.after_wrong("9001", NOON)
        assert (tries.left("9001", NOON), tries.locked_until("9001", NOON)) == (left, None)
    tries = tries.after_wrong("9001", NOON)
    until = NOON + timedelta(minutes=5)
    assert (tries.left("9001", NOON), tries.locked_until("9001", NOON)) == (0, until)
    just_before = until - timedelta(microseconds=1)
    assert tries.locked_until("9001", just_before) == until
    assert tries.after_wrong("9001", just_before) is tries
    assert (tries.left("9001", until), tries.locked_until("9001", until)) == (TRIES, None)
    assert tries.after_wrong("9001", until).left("9001", until) == 4


def test_a_right_one_begins_the_count_again_and_another_badge_has_its_own() -> None:
    tries = PinTries().after_wrong("ab", NOON).after_wrong("cd", NOON)
    assert (tries.left("AB", NOON), tries.left("cd", NOON), tries.left("ef", NOON)) == (4, 4, 5)
    assert tries.after_right("AB") == PinTries().after_wrong("cd", NOON)


def test_a_clock_set_back_locks_for_no_longer() -> None:
    tries = PinTries()
    for _ in range(TRIES):
        tries = tries.after_wrong("9001", NOON)
    earlier = NOON - timedelta(days=400)
    checked = tries.at(earlier)
    assert checked.locked_until("9001", earlier) == earlier + LOCKED_FOR
    assert tries.at(NOON) == tries


@given(st.lists(st.tuples(st.integers(0, 200), st.booleans()), max_size=60))
def test_nobody_gets_more_than_five_tries_in_five_minutes_without_a_right_one(
    entered: list[tuple[int, bool]],
) -> None:
    tries, now, wrong = PinTries(), NOON, list[datetime]()
    locked: datetime | None = None
    for seconds, right in entered:
        now += timedelta(seconds=seconds)
        if locked is not None and now < locked:
            assert tries.locked_until("9001", now) == locked
            assert tries.after_wrong("9001", now) is tries
            continue
        assert tries.locked_until("9001", now) is None
        locked = None
        tries = tries.after_right("9001") if right else tries.after_wrong("9001", now)
        wrong = [] if right else [*wrong, now]
        if len(wrong) == TRIES:
            locked, wrong = now + LOCKED_FOR, []
        assert tries.left("9001", now) == (0 if locked else TRIES - len(wrong))
