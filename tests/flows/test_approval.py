"""The approval of one action: a PIN is looked at once, and kept nowhere."""

from datetime import UTC, datetime

import pytest

from tests.flows.register import ANNA, EVA, PER, REGISTER
from wats_station.domain.operator import (
    Operator,
    Operators,
    Permission,
    PinResult,
    PinVerdict,
    Role,
)
from wats_station.flows.approval import (
    Approval,
    ApprovalAsked,
    ApprovalEffect,
    ApprovalEvent,
    ApprovalLeft,
    ApprovalRefusal,
    ApprovalRefused,
    Approved,
    CheckPin,
    PinChecked,
    PinEntered,
    PinFault,
    Question,
    step,
    with_register,
)

DISCARD = Approval(1, Permission.DISCARD, 4711)
OTHER = Approval(2, Permission.RELEASE)
ONE_SUPERVISOR = Operators((ANNA, EVA))
RIGHT = PinResult(PinVerdict.RIGHT)


def told(
    *events: ApprovalEvent, operators: Operators = REGISTER
) -> tuple[Question | None, list[ApprovalEffect]]:
    question: Question | None = None
    effects: list[ApprovalEffect] = []
    for event in events:
        question, more = step(question, event, operators)
        effects.extend(more)
    return question, effects


def test_the_right_pin_approves_and_says_who_did() -> None:
    question, effects = told(
        ApprovalAsked(DISCARD), PinEntered("4321", "9002"), PinChecked(DISCARD, PER, RIGHT)
    )
    assert question is None
    assert effects == [CheckPin(DISCARD, PER, "4321"), Approved(DISCARD, PER)]


@pytest.mark.parametrize(
    "result",
    [
        PinResult(PinVerdict.WRONG, tries_left=3),
        PinResult(PinVerdict.LOCKED, locked_until=datetime(2026, 11, 24, tzinfo=UTC)),
    ],
)
def test_a_wrong_or_locked_pin_is_said_and_another_may_be_tried(result: PinResult) -> None:
    asked = (ApprovalAsked(DISCARD), PinEntered("4321", "9002"), PinChecked(DISCARD, PER, result))
    question, _ = told(*asked)
    assert question == Question(DISCARD, supervisor=PER, said=result)
    question, effects = told(*asked, PinEntered("9001", "9001"))
    assert question == Question(DISCARD, supervisor=EVA, checking=EVA)
    assert effects[-1] == CheckPin(DISCARD, EVA, "9001")


@pytest.mark.parametrize(
    ("pin", "badge", "fault"),
    [
        ("123", "9001", PinFault.NOT_A_PIN),
        ("12345678901234", "9001", PinFault.NOT_A_PIN),
        ("", "9001", PinFault.NOT_A_PIN),
        ("1234", "", PinFault.WHOSE),
        ("1234", "4711", PinFault.UNKNOWN_BADGE),
        ("1234", "1001", PinFault.NOT_SUPERVISOR),
        ("1234", "9003", PinFault.NO_PIN),
    ],
)
def test_what_is_not_even_looked_at(pin: str, badge: str, fault: PinFault) -> None:
    known = Operators((*REGISTER.registered, Operator("9003", "Ida", Role.SUPERVISOR)))
    question, effects = told(ApprovalAsked(DISCARD), PinEntered(pin, badge), operators=known)
    assert (question, effects) == (Question(DISCARD, said=fault), [])


def test_the_only_supervisor_needs_no_badge() -> None:
    _, effects = told(ApprovalAsked(DISCARD), PinEntered("9001"), operators=ONE_SUPERVISOR)
    assert effects == [CheckPin(DISCARD, EVA, "9001")]


def test_a_pin_is_looked_at_once_however_often_it_is_entered() -> None:
    _, effects = told(
        ApprovalAsked(DISCARD), PinEntered("9001", "9001"), PinEntered("9002", "9002")
    )
    assert effects == [CheckPin(DISCARD, EVA, "9001")]


def test_an_answer_about_another_approval_or_supervisor_approves_nothing() -> None:
    asked = (ApprovalAsked(DISCARD), PinEntered("9001", "9001"))
    for answer in (PinChecked(OTHER, EVA, RIGHT), PinChecked(DISCARD, PER, RIGHT)):
        question, effects = told(*asked, answer)
        assert question == Question(DISCARD, supervisor=EVA, checking=EVA)
        assert len(effects) == 1


def test_a_right_pin_comes_too_late_once_nobody_waits() -> None:
    question, effects = told(
        ApprovalAsked(DISCARD),
        PinEntered("9001", "9001"),
        ApprovalLeft(),
        PinChecked(DISCARD, EVA, RIGHT),
        ApprovalLeft(),
    )
    assert question is None
    assert effects[1:] == [ApprovalRefused(DISCARD, ApprovalRefusal.LEFT)]


def test_a_new_approval_takes_the_place_of_the_last() -> None:
    question, effects = told(ApprovalAsked(DISCARD), ApprovalAsked(OTHER))
    assert question == Question(OTHER)
    assert effects == [ApprovalRefused(DISCARD, ApprovalRefusal.SUPERSEDED)]


def test_without_a_supervisor_who_has_a_pin_nobody_can() -> None:
    question, effects = told(ApprovalAsked(DISCARD), operators=Operators((ANNA,)))
    assert question is None
    assert effects == [ApprovalRefused(DISCARD, ApprovalRefusal.NOBODY_CAN)]


def test_a_supervisor_whose_pin_was_changed_is_asked_again() -> None:
    question, _ = told(ApprovalAsked(DISCARD), PinEntered("9001", "9001"))
    renewed = Operator("9001", "Eva", Role.SUPERVISOR, PER.pin_hash)
    question, effects = with_register(question, Operators((ANNA, renewed)))
    assert (question, effects) == (Question(DISCARD), ())
    assert step(question, PinChecked(DISCARD, EVA, RIGHT), ONE_SUPERVISOR) == (question, ())
    gone, effects = with_register(question, Operators((ANNA,)))
    assert (gone, effects) == (None, (ApprovalRefused(DISCARD, ApprovalRefusal.NOBODY_CAN),))


def test_no_representation_shows_a_pin() -> None:
    question, effects = told(ApprovalAsked(DISCARD), PinEntered("864209", "9001"))
    assert "864209" not in repr((question, effects, PinEntered("864209", "9001")))
