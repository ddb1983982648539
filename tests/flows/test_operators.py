"""The operators' flow: one session at a time, ended when it is time, and switched by a badge."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.flows.register import ANNA, EVA, PER, REGISTER, TOM
from wats_station.domain.operator import (
    Operator,
    Operators,
    OperatorsFault,
    OperatorsProblem,
    Permission,
    PinResult,
    PinVerdict,
    Role,
)
from wats_station.flows.approval import (
    Approval,
    ApprovalAsked,
    ApprovalLeft,
    ApprovalRefusal,
    ApprovalRefused,
    Approved,
    CheckPin,
    PinChecked,
    PinEntered,
)
from wats_station.flows.operators import (
    WARNING_SECONDS,
    ActivitySeen,
    AlreadyIn,
    BadgeScanned,
    IdleTimeSet,
    Lack,
    LoggedIn,
    LoggedOut,
    LogoutAsked,
    LogoutReason,
    OperatorsEffect,
    OperatorsEvent,
    OperatorsRead,
    OperatorsState,
    PinWanted,
    ScanRefusal,
    ScanRefused,
    Ticked,
    lack,
    next_tick,
    step,
)
from wats_station.flows.registering import OperatorsKept

RELEASE = Approval(7, Permission.RELEASE, "SN-1")
READ = OperatorsState(operators=REGISTER)
DAMAGED = OperatorsProblem(OperatorsFault.DAMAGED, "operators.json: damaged")


def told(
    state: OperatorsState, *events: OperatorsEvent
) -> tuple[OperatorsState, list[OperatorsEffect]]:
    effects: list[OperatorsEffect] = []
    for event in events:
        state, more = step(state, event)
        effects.extend(more)
    return state, effects


def with_in(operator: Operator, now: float = 0.0, idle: float = 0.0) -> OperatorsState:
    state, _ = told(READ, IdleTimeSet(idle, now), BadgeScanned(0, operator.badge, now))
    return state


def test_a_badge_logs_in() -> None:
    state, effects = told(READ, BadgeScanned(1, "1001", 5.0))
    assert (state.active, effects) == (ANNA, [LoggedIn(1, ANNA)])


def test_another_badge_switches_and_the_same_one_is_in_already() -> None:
    state, effects = told(
        with_in(ANNA), BadgeScanned(2, "2001", 6.0), BadgeScanned(3, " 2001 ", 7.0)
    )
    assert state.active == TOM
    assert effects == [
        LoggedOut(LogoutReason.SWITCHED, ANNA),
        LoggedIn(2, TOM),
        AlreadyIn(3, TOM),
    ]


def test_an_unknown_badge_changes_nothing() -> None:
    before = with_in(ANNA, idle=100.0)
    state, effects = told(before, BadgeScanned(2, "4711", 20.0))
    assert state == before
    assert effects == [ScanRefused(2, ScanRefusal.UNKNOWN_BADGE)]


def test_logout_ends_the_session_and_with_nobody_in_is_refused() -> None:
    state, effects = told(with_in(ANNA), LogoutAsked(2, 6.0), LogoutAsked(3, 7.0))
    assert state.active is None
    assert effects == [
        LoggedOut(LogoutReason.ASKED, ANNA, 2),
        ScanRefused(3, ScanRefusal.NOBODY_LOGGED_IN),
    ]


def test_before_the_register_is_read_no_badge_is_known() -> None:
    state, effects = told(OperatorsState(), BadgeScanned(1, "1001", 0.0))
    assert (state.active, effects) == (None, [ScanRefused(1, ScanRefusal.REGISTER_UNREAD)])


@pytest.mark.parametrize("idle", [31.0, 60.0, 600.0, 0.1 + 0.2 + 600])
def test_a_session_ends_after_exactly_the_set_time_with_a_countdown_before(idle: float) -> None:
    state = with_in(ANNA, now=1000.1, idle=idle)
    assert state.seconds_left is None
    counted = []
    for left in range(WARNING_SECONDS, 0, -1):
        now = next_tick(state)
        assert now is not None
        early, nothing = told(state, Ticked(now - 0.001))
        assert (early.seconds_left, nothing) == (state.seconds_left, [])
        state, effects = told(state, Ticked(now))
        assert effects == []
        counted.append(state.seconds_left)
        assert now == pytest.approx(1000.1 + idle - left)
    assert counted == list(range(30, 0, -1))
    end = next_tick(state)
    assert end == 1000.1 + idle
    state, effects = told(state, Ticked(end))
    assert effects == [LoggedOut(LogoutReason.IDLE, ANNA)]
    assert (state.active, state.seconds_left, next_tick(state)) == (None, None, None)


def test_activity_puts_the_end_off_and_takes_the_warning_away() -> None:
    state, _ = told(with_in(ANNA, idle=60.0), Ticked(45.0))
    assert state.seconds_left == 15
    state, effects = told(state, ActivitySeen(50.0), Ticked(79.0))
    assert (state.seconds_left, effects) == (None, [])
    assert next_tick(state) == 80.0


def test_with_a_short_time_the_whole_of_it_is_warned_of() -> None:
    state = with_in(ANNA, idle=10.0)
    assert state.seconds_left == 10
    assert told(state, Ticked(9.99))[0].active == ANNA
    assert told(state, Ticked(10.0))[0].active is None


def test_without_an_idle_time_a_session_never_ends_by_itself() -> None:
    state, effects = told(with_in(ANNA), Ticked(1e9))
    assert (state.active, effects, next_tick(state)) == (ANNA, [], None)


@pytest.mark.parametrize("late", [ActivitySeen(60.0), BadgeScanned(2, "1001", 70.0)])
def test_what_comes_after_the_end_comes_too_late(late: ActivitySeen | BadgeScanned) -> None:
    """A computer that slept has no tick on time."""
    _, effects = told(with_in(ANNA, idle=60.0), late)
    assert effects[0] == LoggedOut(LogoutReason.IDLE, ANNA)
    assert effects[1:] == ([LoggedIn(2, ANNA)] if isinstance(late, BadgeScanned) else [])


def test_a_shorter_idle_time_counts_from_now() -> None:
    state, effects = told(with_in(ANNA, idle=600.0), Ticked(300.0), IdleTimeSet(60.0, 300.0))
    assert (state.active, effects, next_tick(state)) == (ANNA, [], 330.0)


def test_who_is_no_longer_registered_is_out() -> None:
    without = Operators((TOM, EVA))
    state, effects = told(with_in(ANNA), ApprovalAsked(RELEASE), OperatorsRead(without))
    assert (state.active, state.question) == (None, None)
    assert effects == [
        ApprovalRefused(RELEASE, ApprovalRefusal.SESSION_ENDED),
        LoggedOut(LogoutReason.REMOVED, ANNA),
    ]


def test_a_new_role_counts_at_once() -> None:
    risen = Operator("1001", "Anna", Role.TECHNICIAN)
    state, effects = told(with_in(ANNA), OperatorsKept(Operators((risen, EVA))))
    assert (state.active, effects) == (risen, [])
    assert lack(state, Permission.REPAIR) is None


def test_a_register_that_cannot_be_read_leaves_the_last_one_in_force() -> None:
    state, effects = told(with_in(ANNA), OperatorsRead(DAMAGED))
    assert (state.problem, state.operators, state.active, effects) == (DAMAGED, REGISTER, ANNA, [])
    state, _ = told(state, OperatorsRead(REGISTER))
    assert state.problem is None


def test_a_register_that_is_gone_does_not_open_the_station() -> None:
    state, _ = told(with_in(ANNA), OperatorsRead(Operators()))
    assert state.problem is not None
    assert state.problem.fault is OperatorsFault.GONE
    assert lack(state, Permission.SETTINGS) is Lack.SUPERVISOR


def lacks(state: OperatorsState) -> dict[Permission, Lack]:
    found = {each: lack(state, each) for each in Permission}
    return {each: missing for each, missing in found.items() if missing is not None}


def test_what_is_missing_for_an_action() -> None:
    supervisors = set(Permission) - {Permission.CHANGE, Permission.REPAIR}
    assert lacks(OperatorsState(operators=Operators())) == {}
    assert lacks(READ) == dict.fromkeys(Permission, Lack.LOGIN)
    of_anna = {Permission.REPAIR: Lack.TECHNICIAN, **dict.fromkeys(supervisors, Lack.SUPERVISOR)}
    assert lacks(with_in(ANNA)) == of_anna
    assert lacks(with_in(TOM)) == dict.fromkeys(supervisors, Lack.SUPERVISOR)
    assert lacks(with_in(EVA)) == {}


def test_without_any_register_to_read_the_line_goes_on_with_what_every_operator_may() -> None:
    state, _ = told(OperatorsState(), OperatorsRead(DAMAGED))
    assert lacks(state) == dict.fromkeys(set(Permission) - {Permission.CHANGE}, Lack.REGISTER)


def test_a_supervisors_badge_while_an_approval_is_open_asks_for_the_pin() -> None:
    state, effects = told(with_in(ANNA), ApprovalAsked(RELEASE), BadgeScanned(2, "9001", 1.0))
    assert effects == [PinWanted(2, EVA)]
    assert state.active == ANNA
    assert state.question is not None
    assert state.question.supervisor == EVA
    state, effects = told(state, PinEntered("9001"))
    assert effects == [CheckPin(RELEASE, EVA, "9001")]
    state, effects = told(state, PinChecked(RELEASE, EVA, PinResult(PinVerdict.RIGHT)))
    assert effects == [Approved(RELEASE, EVA)]
    assert (state.active, state.question) == (ANNA, None)


def test_a_supervisor_without_a_pin_cannot_approve_by_badge() -> None:
    no_pin = Operator("9003", "Ida", Role.SUPERVISOR)
    state = OperatorsState(operators=Operators((ANNA, EVA, no_pin)))
    asked, _ = told(state, BadgeScanned(1, "1001", 0.0), ApprovalAsked(RELEASE))
    after, effects = told(asked, BadgeScanned(2, "9003", 1.0))
    assert (after, effects) == (asked, [ScanRefused(2, ScanRefusal.NO_PIN)])


def test_another_operators_badge_switches_and_leaves_the_approval() -> None:
    state, effects = told(with_in(ANNA), ApprovalAsked(RELEASE), BadgeScanned(2, "2001", 1.0))
    assert (state.active, state.question) == (TOM, None)
    assert effects == [
        ApprovalRefused(RELEASE, ApprovalRefusal.SESSION_ENDED),
        LoggedOut(LogoutReason.SWITCHED, ANNA),
        LoggedIn(2, TOM),
    ]


def test_the_active_operators_own_badge_leaves_the_approval_open() -> None:
    state, effects = told(with_in(ANNA), ApprovalAsked(RELEASE), BadgeScanned(2, "1001", 1.0))
    assert effects == [AlreadyIn(2, ANNA)]
    assert state.question is not None


def test_a_right_pin_after_the_session_has_ended_approves_nothing() -> None:
    asked, _ = told(
        with_in(ANNA, idle=60.0), ApprovalAsked(RELEASE), PinEntered("9001", "9001"), Ticked(60.0)
    )
    _, effects = told(asked, PinChecked(RELEASE, EVA, PinResult(PinVerdict.RIGHT)))
    assert effects == []


badges = st.sampled_from(("1001", "2001", "9001", "9002", "4711"))
registers = st.sampled_from(
    (REGISTER, Operators((ANNA, EVA)), Operators((TOM, PER)), Operators(), DAMAGED)
)
verdicts = st.sampled_from(PinVerdict).map(PinResult)
PIN = "86420135"


@st.composite
def histories(draw: st.DrawFn) -> list[OperatorsEvent]:
    now, made = 0.0, list[OperatorsEvent]()
    for request in range(draw(st.integers(1, 40))):
        now += draw(st.floats(0, 50))
        approval = Approval(draw(st.integers(0, 3)), Permission.RELEASE)
        made.append(
            draw(
                st.one_of(
                    st.builds(BadgeScanned, st.just(request), badges, st.just(now)),
                    st.just(LogoutAsked(request, now)),
                    st.just(ActivitySeen(now)),
                    st.just(Ticked(now)),
                    st.builds(IdleTimeSet, st.sampled_from((0.0, 40.0, 90.0)), st.just(now)),
                    st.builds(OperatorsRead, registers),
                    st.just(ApprovalAsked(approval)),
                    st.builds(PinEntered, st.just(PIN), st.just("") | badges),
                    st.builds(PinChecked, st.just(approval), st.sampled_from((EVA, PER)), verdicts),
                    st.just(ApprovalLeft()),
                )
            )
        )
    return made


@dataclass
class Log:
    """What the audit log would make of the effects."""

    active: Operator | None = None
    open: Approval | None = None
    answered: list[int] = field(default_factory=list)
    checking: tuple[Approval, Operator] | None = None

    def take(self, effect: OperatorsEffect) -> None:
        match effect:
            case LoggedIn(request, operator):
                assert self.active is None, "two operators active"
                self.active = operator
                self.answered.append(request)
            case LoggedOut(_, operator, request):
                assert self.active is not None
                assert self.active.badge == operator.badge
                self.active = None
                self.answered += [] if request is None else [request]
            case AlreadyIn(request) | PinWanted(request) | ScanRefused(request):
                self.answered.append(request)
            case CheckPin(approval, operator, pin):
                assert (approval, pin) == (self.open, PIN)
                self.checking = approval, operator
            case Approved(approval, operator):
                assert (approval, operator) == self.checking
                assert approval == self.open
                self.open = self.checking = None
            case ApprovalRefused(approval):
                assert self.open is None or approval == self.open
                self.open = None


@given(histories())
def test_whatever_happens_one_operator_at_most_is_active_and_everything_is_answered(
    history: list[OperatorsEvent],
) -> None:
    state, log = OperatorsState(operators=REGISTER), Log()
    for event in history:
        state, effects = step(state, event)
        log.answered.clear()
        for effect in effects:
            log.take(effect)
        if isinstance(event, ApprovalAsked) and state.question is not None:
            log.open = event.approval
        wanted = [event.request] if isinstance(event, BadgeScanned | LogoutAsked) else []
        assert log.answered == wanted
        assert (state.active and state.active.badge) == (log.active and log.active.badge)
        assert (state.question and state.question.approval) == log.open
        assert PIN not in repr((state, event, effects))


@given(
    idle=st.floats(31, 100_000),
    start=st.floats(0, 1e6),
    pauses=st.lists(st.floats(0, 1), max_size=8),
)
def test_a_session_lasts_for_exactly_the_idle_time_after_the_last_activity(
    idle: float, start: float, pauses: list[float]
) -> None:
    """Woken when it says it wants to be, and whenever something happens in between."""
    state, now = with_in(ANNA, start, idle), start
    for part in pauses:
        now += part * idle * 0.99
        state, effects = told(state, ActivitySeen(now))
        assert effects == []
    last, woken = state.last, 0
    while (tick := next_tick(state)) is not None:
        state, effects = told(state, Ticked(tick))
        assert (effects == []) == (tick < last + idle)
        now, woken = tick, woken + 1
    assert (now, woken) == (last + idle, WARNING_SECONDS + 1)
