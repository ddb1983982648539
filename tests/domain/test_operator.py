"""Operators: what each role may, what can be a badge, and the rules of the register."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wats_station.domain.operator import (
    Change,
    Operator,
    OperatorDraft,
    Operators,
    Permission,
    Register,
    RegisterChange,
    RegisterRefusal,
    RegisterRefused,
    Remove,
    Role,
    against,
    applied,
    may,
    needed,
)

HASH = f"scrypt$16384$8$1${'0' * 32}${'1' * 64}"
OTHER_HASH = f"scrypt$16384$8$1${'0' * 32}${'2' * 64}"
ANNA = Operator("1001", "Anna", Role.OPERATOR)
TOM = Operator("2001", "Tom", Role.TECHNICIAN)
EVA = Operator("9001", "Eva", Role.SUPERVISOR, HASH)
ALL = Operators((ANNA, TOM, EVA))
NOBODY = Operators()


def draft(
    role: Role = Role.OPERATOR, badge: str = "77", pin: str = "", name: str = "New"
) -> OperatorDraft:
    return OperatorDraft(badge, name, role, pin)


def test_a_role_may_what_the_ones_before_it_may() -> None:
    allowed = {role: {each for each in Permission if may(role, each)} for role in Role}
    assert allowed[Role.OPERATOR] == {Permission.CHANGE}
    assert allowed[Role.TECHNICIAN] == {Permission.CHANGE, Permission.REPAIR}
    assert allowed[Role.SUPERVISOR] == set(Permission)
    assert needed(Permission.REPAIR) is Role.TECHNICIAN


def test_with_nobody_registered_everything_is_allowed() -> None:
    assert all(NOBODY.allow(None, each) for each in Permission)


def test_with_somebody_registered_nobody_logged_in_may_nothing() -> None:
    assert not any(ALL.allow(None, each) for each in Permission)
    assert ALL.allow(TOM, Permission.REPAIR)
    assert not ALL.allow(TOM, Permission.RELEASE)


@pytest.mark.parametrize("badge", ["", " ", "12\t3", "a\x1db", " 1", "1 ", "x" * 101, "a\u200bb"])
def test_what_can_be_no_badge(badge: str) -> None:
    with pytest.raises(ValueError, match="a badge is 1 to 100"):
        Operator(badge, "Anna", Role.OPERATOR)


@pytest.mark.parametrize("name", ["", "  ", "An\nna", "x" * 101])
def test_what_can_be_no_name(name: str) -> None:
    with pytest.raises(ValueError, match="a name is 1 to 100"):
        Operator("1", name, Role.OPERATOR)


def test_what_can_be_no_hash_of_a_pin_is_said_without_it() -> None:
    with pytest.raises(ValueError, match="register the PIN again") as raised:
        Operator("1", "Eva", Role.SUPERVISOR, "9001")
    assert "9001" not in str(raised.value)


def test_no_representation_shows_a_pin_or_its_hash() -> None:
    shown = repr((Operators((EVA,)), Register(draft(pin="987654")), Change(EVA, draft(pin="4321"))))
    assert "scrypt" not in shown
    assert "987654" not in shown
    assert "4321" not in shown


def test_a_badge_is_found_without_letter_case_and_registered_once() -> None:
    known = Operators((Operator("ab-1", "Anna", Role.OPERATOR),))
    assert known.find(" AB-1 ") is known.registered[0]
    assert known.find("ab-2") is None
    with pytest.raises(ValueError, match="each badge is registered once"):
        Operators((*known.registered, Operator("AB-1", "Tom", Role.OPERATOR)))


@pytest.mark.parametrize(
    ("operators", "change", "reason"),
    [
        (NOBODY, Register(draft(Role.SUPERVISOR, pin="1234")), None),
        (NOBODY, Register(draft(Role.SUPERVISOR)), RegisterRefusal.SUPERVISOR_NEEDS_PIN),
        (NOBODY, Register(draft()), RegisterRefusal.FIRST_IS_SUPERVISOR),
        (NOBODY, Register(draft(pin="1234")), RegisterRefusal.FIRST_IS_SUPERVISOR),
        (ALL, Register(draft()), None),
        (ALL, Register(draft(Role.SUPERVISOR)), None),
        (ALL, Register(draft(badge="9001")), RegisterRefusal.BADGE_TAKEN),
        (ALL, Register(draft(badge="7\x1d7")), RegisterRefusal.BADGE_WRONG),
        (ALL, Register(draft(name=" ")), RegisterRefusal.NAME_WRONG),
        (ALL, Register(draft(Role.SUPERVISOR, pin="123")), RegisterRefusal.PIN_WRONG),
        (ALL, Register(draft(Role.SUPERVISOR, pin="12345678901234")), RegisterRefusal.PIN_WRONG),
        (ALL, Register(draft(Role.SUPERVISOR, pin="１２３４")), RegisterRefusal.PIN_WRONG),
        (ALL, Change(ANNA, draft(Role.SUPERVISOR, badge="1001")), None),
        (ALL, Change(ANNA, draft(badge="2001")), RegisterRefusal.BADGE_TAKEN),
        (ALL, Change(EVA, draft(Role.OPERATOR, badge="9001")), RegisterRefusal.LAST_SUPERVISOR),
        (ALL, Change(EVA, draft(Role.SUPERVISOR, badge="9002")), None),
        (ALL, Remove(ANNA), None),
        (ALL, Remove(EVA), RegisterRefusal.LAST_SUPERVISOR),
        (Operators((EVA,)), Remove(EVA), RegisterRefusal.LAST_SUPERVISOR),
        (NOBODY, Remove(EVA), RegisterRefusal.NOT_REGISTERED),
        (
            Operators((EVA, Operator("9002", "Per", Role.SUPERVISOR))),
            Remove(EVA),
            RegisterRefusal.SUPERVISOR_NEEDS_PIN,
        ),
        (
            ALL,
            Change(Operator("1001", "Ann", Role.OPERATOR), draft(badge="1001")),
            RegisterRefusal.CHANGED_ELSEWHERE,
        ),
    ],
)
def test_the_rules_of_the_register(
    operators: Operators, change: RegisterChange, reason: RegisterRefusal | None
) -> None:
    assert against(operators, change) is reason
    if reason is not None:
        with pytest.raises(RegisterRefused) as raised:
            applied(operators, change)
        assert raised.value.reason is reason


def test_a_change_keeps_the_pin_unless_there_is_a_new_one() -> None:
    renamed = applied(ALL, Change(EVA, draft(Role.SUPERVISOR, badge="9001", name=" Eva B ")))
    assert renamed.find("9001") == Operator("9001", "Eva B", Role.SUPERVISOR, HASH)
    other = draft(Role.SUPERVISOR, badge="9001", pin="4321")
    again = applied(ALL, Change(EVA, other), OTHER_HASH).find("9001")
    assert again is not None
    assert again.pin_hash == OTHER_HASH


def test_who_is_no_supervisor_any_more_has_no_pin_left() -> None:
    both = Operators((EVA, Operator("9002", "Per", Role.SUPERVISOR, OTHER_HASH)))
    demoted = applied(both, Change(EVA, draft(Role.TECHNICIAN, badge="9001"))).find("9001")
    assert demoted is not None
    assert demoted.pin_hash == ""


people = st.builds(
    OperatorDraft,
    badge=st.sampled_from("abcA"),
    name=st.just("N"),
    role=st.sampled_from(Role),
    pin=st.sampled_from(("", "1234")),
)


@given(st.lists(st.tuples(st.sampled_from("rcd"), st.integers(0, 9), people), max_size=30))
def test_whatever_is_changed_somebody_is_left_who_can_approve(
    wishes: list[tuple[str, int, OperatorDraft]],
) -> None:
    operators = NOBODY
    for what, number, wanted in wishes:
        known = operators.registered
        change: RegisterChange = Register(wanted)
        if known and what != "r":
            before = known[number % len(known)]
            change = Change(before, wanted) if what == "c" else Remove(before)
        pin = "" if isinstance(change, Remove) else change.draft.pin
        if against(operators, change) is None:
            operators = applied(operators, change, HASH if pin else "")
            assert operators.approvers
