"""The register and PINs as they are worked on: real files, and a clock that is turned by hand."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import ExpectLog
from wats_station.adapters.operators_file import OperatorsFile
from wats_station.adapters.pin_tries_file import PinTriesFile
from wats_station.domain.operator import (
    Change,
    Operator,
    OperatorDraft,
    Operators,
    OperatorsFault,
    OperatorsProblem,
    Permission,
    PinResult,
    PinVerdict,
    Register,
    RegisterChange,
    RegisterRefusal,
    Remove,
    Role,
)
from wats_station.flows.approval import Approval, CheckPin, PinChecked
from wats_station.flows.operators import OperatorsEvent, OperatorsRead
from wats_station.flows.registering import KeepOperators, OperatorsKept, OperatorsNotKept
from wats_station.services.operators import OperatorsWork, PinDesk
from wats_station.services.pins import hash_pin, matches, new_salt

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
EVA = Operator("9001", "Eva", Role.SUPERVISOR, hash_pin("9001", new_salt()))
PER = Operator("9002", "Per", Role.SUPERVISOR, hash_pin("4321", new_salt()))
SOME = Operators((EVA, Operator("1001", "Anna", Role.OPERATOR)))
RELEASE = Approval(1, Permission.RELEASE)


class Clock:
    """The wall clock, turned by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


class Bench:
    """One station's work in a folder, and what it delivered."""

    def __init__(self, folder: Path) -> None:
        self.file = OperatorsFile(folder / "operators.json")
        self.clock = Clock()
        self.told: list[OperatorsEvent] = []
        self.work = OperatorsWork(self.file, PinTriesFile(folder), self.clock, self.told.append)

    async def change(self, change: RegisterChange) -> OperatorsEvent:
        await self.work.keep(KeepOperators(change, None, None))
        return self.told[-1]

    async def pin(self, operator: Operator, pin: str) -> PinResult:
        await self.work.check_pin(CheckPin(RELEASE, operator, pin))
        checked = self.told[-1]
        assert isinstance(checked, PinChecked)
        assert (checked.approval, checked.operator) == (RELEASE, operator)
        return checked.result


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


async def test_the_register_is_delivered_and_again_only_once_it_was_changed(bench: Bench) -> None:
    await bench.work.look()
    await bench.work.look()
    assert bench.told == [OperatorsRead(Operators())]
    OperatorsFile(bench.file.path).keep(lambda _present: SOME)
    await bench.work.look()
    await bench.work.look()
    assert bench.told[1:] == [OperatorsRead(SOME)]
    await bench.work.read()
    assert bench.told[2:] == [OperatorsRead(SOME)]


async def test_a_damaged_register_is_delivered_as_a_problem_once(bench: Bench) -> None:
    bench.file.path.write_text("{", encoding="utf-8")
    await bench.work.look()
    await bench.work.look()
    (read,) = bench.told
    assert isinstance(read, OperatorsRead)
    assert isinstance(read.answer, OperatorsProblem)
    assert read.answer.fault is OperatorsFault.DAMAGED


async def test_a_pin_is_kept_hashed_with_a_salt_of_its_own(bench: Bench) -> None:
    await bench.change(Register(OperatorDraft("9001", "Eva", Role.SUPERVISOR, "9001")))
    kept = await bench.change(Register(OperatorDraft("9002", "Per", Role.SUPERVISOR, "9001")))
    assert isinstance(kept, OperatorsKept)
    first, second = (each.pin_hash for each in kept.operators.registered)
    assert matches("9001", first)
    assert matches("9001", second)
    assert first != second
    assert bench.file.read() == kept.operators


async def test_the_rules_hold_for_what_the_file_says_now(bench: Bench) -> None:
    bench.file.keep(lambda _present: Operators((EVA, PER)))
    await bench.work.read()
    other = Bench(bench.file.path.parent)
    assert isinstance(await other.change(Remove(PER)), OperatorsKept)
    assert await bench.change(Remove(EVA)) == OperatorsNotKept(RegisterRefusal.LAST_SUPERVISOR)
    demoted = Change(PER, OperatorDraft("9002", "Per", Role.OPERATOR))
    assert await bench.change(demoted) == OperatorsNotKept(RegisterRefusal.NOT_REGISTERED)


async def test_a_register_that_is_gone_is_not_begun_anew(bench: Bench) -> None:
    bench.file.keep(lambda _present: SOME)
    await bench.work.read()
    bench.file.path.unlink()
    told = await bench.change(Register(OperatorDraft("1", "Ida", Role.SUPERVISOR, "1234")))
    assert isinstance(told, OperatorsNotKept)
    assert isinstance(told.why, OperatorsProblem)
    assert told.why.fault is OperatorsFault.GONE
    assert not bench.file.path.exists()


async def test_what_cannot_be_kept_is_delivered_as_a_problem(bench: Bench) -> None:
    bench.file.path.write_text("{", encoding="utf-8")
    told = await bench.change(Register(OperatorDraft("1", "Ida", Role.SUPERVISOR, "1234")))
    assert isinstance(told, OperatorsNotKept)
    assert isinstance(told.why, OperatorsProblem)


async def test_five_wrong_pins_lock_and_a_right_one_waits_until_the_time_is_over(
    tmp_path: Path,
) -> None:
    bench = Bench(tmp_path)
    assert (await bench.pin(EVA, "9001")).verdict is PinVerdict.RIGHT
    for left in (4, 3, 2, 1):
        assert await bench.pin(EVA, "1111") == PinResult(PinVerdict.WRONG, tries_left=left)
    until = NOON + timedelta(minutes=5)
    locked = PinResult(PinVerdict.LOCKED, locked_until=until)
    assert await bench.pin(EVA, "1111") == locked
    assert await bench.pin(EVA, "9001") == locked
    assert (await bench.pin(PER, "4321")).verdict is PinVerdict.RIGHT
    # Another start of the program.
    bench = Bench(tmp_path)
    bench.clock.now = until - timedelta(milliseconds=1)
    assert await bench.pin(EVA, "9001") == locked
    bench.clock.now = until
    assert (await bench.pin(EVA, "9001")).verdict is PinVerdict.RIGHT


async def test_pins_entered_at_the_same_moment_count_each(bench: Bench) -> None:
    check = CheckPin(RELEASE, EVA, "1111")
    await asyncio.gather(*(bench.work.check_pin(check) for _ in range(8)))
    verdicts = [each.result.verdict for each in bench.told if isinstance(each, PinChecked)]
    assert verdicts == [PinVerdict.WRONG] * 4 + [PinVerdict.LOCKED] * 4


async def test_a_try_counts_though_the_program_ends_before_it_is_looked_at(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(pin: str, pin_hash: str) -> bool:
        raise KeyboardInterrupt

    desk = PinDesk(PinTriesFile(bench.file.path.parent), bench.clock)
    monkeypatch.setattr("wats_station.services.operators.matches", killed)
    with pytest.raises(KeyboardInterrupt):
        desk.check(EVA, "1111")
    monkeypatch.undo()
    assert await bench.pin(EVA, "1111") == PinResult(PinVerdict.WRONG, tries_left=3)


async def test_where_the_count_cannot_be_kept_it_is_remembered(
    tmp_path: Path, expected_log: ExpectLog
) -> None:
    expected_log("wrong PINs count until the program ends only")
    expected_log(r"pin-tries\.json cannot be read")
    bench = Bench(tmp_path)
    (tmp_path / "pin-tries.json").mkdir()
    verdicts = [(await bench.pin(EVA, "1111")).verdict for _ in range(5)]
    assert verdicts == [PinVerdict.WRONG] * 4 + [PinVerdict.LOCKED]


async def test_a_clock_set_back_locks_for_five_minutes_and_no_longer(bench: Bench) -> None:
    for _ in range(5):
        await bench.pin(EVA, "1111")
    bench.clock.now = NOON - timedelta(days=30)
    until = bench.clock.now + timedelta(minutes=5)
    assert await bench.pin(EVA, "9001") == PinResult(PinVerdict.LOCKED, locked_until=until)
    bench.clock.now = until
    assert (await bench.pin(EVA, "9001")).verdict is PinVerdict.RIGHT


entries = st.lists(st.tuples(st.integers(0, 120), st.booleans(), st.booleans()), max_size=25)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(entries)
def test_no_order_of_tries_and_restarts_opens_a_locked_pin(
    tmp_path_factory: pytest.TempPathFactory, entered: list[tuple[int, bool, bool]]
) -> None:
    folder, clock = tmp_path_factory.mktemp("tries"), Clock()
    desk, wrong, locked = PinDesk(PinTriesFile(folder), clock), 0, NOON
    for seconds, right, restarted in entered:
        clock.now += timedelta(seconds=seconds)
        if restarted:
            desk = PinDesk(PinTriesFile(folder), clock)
        verdict = desk.check(EVA, "9001" if right else "1111").verdict
        if clock.now < locked:
            assert verdict is PinVerdict.LOCKED
            continue
        wrong = 0 if right else wrong + 1
        if wrong == 5:
            wrong, locked = 0, clock.now + timedelta(minutes=5)
            assert verdict is PinVerdict.LOCKED
        else:
            assert verdict is (PinVerdict.RIGHT if right else PinVerdict.WRONG)
