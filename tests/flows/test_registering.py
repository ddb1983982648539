"""Registering through the flow: by whom it may be done, one change at a time, told when kept."""

from tests.flows.register import ANNA, EVA, PER, REGISTER, TOM
from wats_station.domain.operator import (
    Change,
    OperatorDraft,
    Operators,
    OperatorsFault,
    OperatorsProblem,
    Register,
    RegisterRefusal,
    Remove,
    Role,
)
from wats_station.flows.operators import OperatorsEffect, OperatorsState, step
from wats_station.flows.registering import (
    ChangeAsked,
    KeepOperators,
    OperatorsKept,
    OperatorsNotKept,
    RegisterAsked,
    Registering,
    RegisteringEvent,
    RegisterSaid,
    RemoveAsked,
)

FIRST = OperatorDraft("9001", "Eva", Role.SUPERVISOR, "9001")
NEW = OperatorDraft("3001", "Ida", Role.OPERATOR)
NOBODY = OperatorsState(operators=Operators())
WITH_EVA = OperatorsState(operators=REGISTER, active=EVA)


def told(
    state: OperatorsState, *events: RegisteringEvent
) -> tuple[OperatorsState, list[OperatorsEffect]]:
    effects: list[OperatorsEffect] = []
    for event in events:
        state, more = step(state, event)
        effects.extend(more)
    return state, effects


def refused(state: OperatorsState, event: RegisteringEvent) -> RegisterRefusal:
    after, effects = told(state, event)
    assert (after.registering.keeping, effects) == (False, [])
    assert after.registering.said is not None
    assert isinstance(after.registering.said.why_not, RegisterRefusal)
    return after.registering.said.why_not


def test_the_first_one_is_registered_by_anybody_and_counts_once_it_is_kept() -> None:
    state, effects = told(NOBODY, RegisterAsked(FIRST))
    assert effects == [KeepOperators(Register(FIRST), None, None)]
    assert (state.registering, state.operators) == (Registering(keeping=True), Operators())
    state, _ = told(state, OperatorsKept(Operators((EVA,))))
    assert state.operators == Operators((EVA,))
    assert state.registering == Registering(said=RegisterSaid())


def test_the_first_one_must_be_a_supervisor_with_a_pin() -> None:
    assert refused(NOBODY, RegisterAsked(NEW)) is RegisterRefusal.FIRST_IS_SUPERVISOR
    no_pin = OperatorDraft("9001", "Eva", Role.SUPERVISOR)
    assert refused(NOBODY, RegisterAsked(no_pin)) is RegisterRefusal.SUPERVISOR_NEEDS_PIN


def test_after_that_a_supervisor_does_it_or_approves_it() -> None:
    with_tom = OperatorsState(operators=REGISTER, active=TOM)
    for event in (RegisterAsked(NEW), RemoveAsked(ANNA), RegisterAsked(NEW, approved_by=TOM)):
        assert refused(with_tom, event) is RegisterRefusal.NOT_ALLOWED
    _, effects = told(WITH_EVA, RegisterAsked(NEW))
    assert effects == [KeepOperators(Register(NEW), EVA, None)]
    _, effects = told(with_tom, RegisterAsked(NEW, approved_by=PER))
    assert effects == [KeepOperators(Register(NEW), TOM, PER)]


def test_nobody_is_registered_before_the_register_was_read() -> None:
    assert refused(OperatorsState(), RegisterAsked(FIRST)) is RegisterRefusal.NOT_ALLOWED


def test_the_last_supervisor_stays() -> None:
    alone = OperatorsState(operators=Operators((ANNA, EVA)), active=EVA)
    demoted = OperatorDraft("9001", "Eva", Role.OPERATOR)
    assert refused(alone, RemoveAsked(EVA)) is RegisterRefusal.LAST_SUPERVISOR
    assert refused(alone, ChangeAsked(EVA, demoted)) is RegisterRefusal.LAST_SUPERVISOR
    _, effects = told(WITH_EVA, RemoveAsked(PER))
    assert effects == [KeepOperators(Remove(PER), EVA, None)]


def test_one_change_at_a_time() -> None:
    state, effects = told(WITH_EVA, ChangeAsked(ANNA, NEW), RegisterAsked(NEW), RemoveAsked(TOM))
    assert effects == [KeepOperators(Change(ANNA, NEW), EVA, None)]
    assert state.registering.keeping


def test_what_could_not_be_kept_changed_nothing_and_says_why() -> None:
    problem = OperatorsProblem(OperatorsFault.READ_ONLY, "operators.json cannot be written")
    for why in (problem, RegisterRefusal.CHANGED_ELSEWHERE):
        state, _ = told(WITH_EVA, RegisterAsked(NEW), OperatorsNotKept(why))
        assert state.operators == REGISTER
        assert state.registering == Registering(said=RegisterSaid(why))


def test_no_representation_shows_a_pin() -> None:
    state, effects = told(
        WITH_EVA, RegisterAsked(OperatorDraft("9", "Ida", Role.SUPERVISOR, "86420"))
    )
    assert "86420" not in repr((state, effects))
