"""The engine over a scripted gateway: effects carried out, answers brought back, nothing left."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from tests.services.kept_commands import KeptCommands
from tests.services.scripted_gateway import ScriptedGateway
from tests.support.repairs import TEST
from tests.support.units import FAILED, unit
from wats_station.adapters.clock import utc_now
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.link import LinkState
from wats_station.domain.next_phases import Following
from wats_station.domain.notice import NoticeKind
from wats_station.domain.outcome import Outcome
from wats_station.domain.settings import PhaseSettings, Settings
from wats_station.flows.bench import Asked, Bench, BenchEvent, WorkBroke, step
from wats_station.flows.bench.state import Step
from wats_station.flows.outbox import ServerKnown
from wats_station.flows.settings import Busy, KeepAsked, KeepSettings, SettingsKept
from wats_station.scan.intent import Meaning, SetPhase
from wats_station.scan.raw_scan import RawScan, Source
from wats_station.scan.reading import Reading
from wats_station.services.changes import Author
from wats_station.services.engine import Engine, WindowEffect
from wats_station.services.link import Link
from wats_station.services.outbox import Outbox
from wats_station.services.outbox_work import OutboxWork
from wats_station.services.ports import UnitGateway
from wats_station.services.sender import Sender
from wats_station.services.tasks import Tasks


class Watcher:
    """Keeps what the engine told its listener, in order."""

    def __init__(self) -> None:
        self.effects: list[WindowEffect] = []
        self.heard_requests: list[int] = []
        self.outcomes: list[tuple[int, NoticeKind]] = []
        self.bench = Bench()

    def heard(self, request: int, _raw: RawScan, _reading: Reading, _meaning: Meaning) -> None:
        self.heard_requests.append(request)

    def reported(self, request: int, outcome: Outcome) -> None:
        self.outcomes.append((request, outcome.notice.kind))

    def changed(self, bench: Bench) -> None:
        self.bench = bench

    def asked(self, effect: WindowEffect) -> None:
        self.effects.append(effect)


def scan(text: str) -> RawScan:
    now = time.perf_counter()
    return RawScan(Source.TYPED, text, now, now)


async def until(look: Callable[[], object]) -> None:
    """Wait until `look` finds something; the engine has no event for each thing tests look at."""
    async with asyncio.timeout(3.0):
        while not look():
            await asyncio.sleep(0.001)


@asynccontextmanager
async def engine_on(
    gateway: ScriptedGateway | None,
) -> AsyncIterator[tuple[Engine, Watcher, "asyncio.Future[UnitGateway]"]]:
    future: asyncio.Future[UnitGateway] = asyncio.get_running_loop().create_future()
    if gateway is not None:
        future.set_result(gateway)
    watcher = Watcher()
    author = Author("anna", "BENCH-1", server="test")
    engine = Engine(future, watcher, time.perf_counter, utc_now, author)
    engine.outbox_event(ServerKnown("test"))
    store = KeptCommands()
    outbox = Outbox(store, utc_now, engine.row_told)
    engine.keep_commands(OutboxWork(outbox, store, engine.outbox_event, engine.told))
    sending = Tasks()
    if gateway is not None:
        sender = Sender(outbox, gateway, "test", time.monotonic, lambda: 0.5)
        sending.start("send", sender.run())
    try:
        yield engine, watcher, future
    finally:
        await engine.close()
        await sending.drain()
        future.cancel()


async def test_a_scan_is_answered_and_its_details_follow() -> None:
    gateway = ScriptedGateway()
    async with engine_on(gateway) as (engine, watcher, _):
        engine.scanned(scan("SN1"))
        await until(lambda: watcher.bench.lookup.timeline is not None)
        assert watcher.outcomes == [(1, NoticeKind.UNIT_SHOWN)]
        assert watcher.bench.lookup.verification is gateway.verdict
        assert gateway.calls == [
            "unit SN1 None",
            "verification SN1 PART-1",
            "timeline SN1 PART-1",
            "product PART-1",
        ]


async def test_why_it_failed_is_read_behind_the_refusal_which_does_not_wait_for_it() -> None:
    gateway = ScriptedGateway()
    gateway.verdict, gateway.failure = FAILED, TEST
    async with engine_on(gateway) as (engine, watcher, _):
        engine.scanned(scan("SN1"))
        await until(lambda: watcher.bench.lookup.timeline is not None)
        engine.read_reference()
        await until(lambda: watcher.bench.phases)
        gateway.hold_at("failure")
        engine.scanned(scan("CMD-PHASE-FINALIZED"))
        await until(lambda: (2, NoticeKind.FINALIZE_NOT_PASSED) in watcher.outcomes)
        refusal = watcher.bench.phase.refusal
        assert refusal is not None
        assert refusal.is_reading
        gateway.release()
        await until(lambda: watcher.bench.phase.refusal and watcher.bench.phase.refusal.failure)
        assert watcher.bench.phase.refusal is not None
        assert watcher.bench.phase.refusal.failure == TEST


async def test_a_change_of_the_settings_is_told_to_the_log() -> None:
    gateway = ScriptedGateway()
    async with engine_on(gateway) as (engine, _, _):
        log = engine.duty.log = KeptCommands()
        engine.duty.station = "BENCH-1"
        rule = PhaseSettings({"16": Following(("In_Storage",))})
        engine.settings_event(SettingsKept(Settings(phases=rule)))
        await until(lambda: log.log)
        (entry,) = log.log
        assert (entry.what, entry.station, entry.outcome) == ("settings", "BENCH-1", "done")
        assert entry.old == "phases.next = {}"
        assert entry.new == 'phases.next = {"16": {"allowed": ["In_Storage"], "supervisor": []}}'


async def test_a_known_part_saves_a_round_trip_but_the_unit_is_still_asked_for() -> None:
    gateway = ScriptedGateway()
    async with engine_on(gateway) as (engine, watcher, _):
        engine.scanned(scan("SN1"))
        await until(lambda: watcher.bench.lookup.timeline is not None)
        gateway.calls.clear()
        gateway.hold()
        engine.scanned(scan("SN1"))
        await until(lambda: len(gateway.calls) == 3)
        assert gateway.calls[0] == "unit SN1 None"
        assert sorted(gateway.calls[1:]) == ["timeline SN1 PART-1", "verification SN1 PART-1"]
        gateway.release()
        await until(lambda: watcher.bench.lookup.timeline is not None)


async def test_a_write_carries_id_operator_and_station() -> None:
    gateway = ScriptedGateway()
    async with engine_on(gateway) as (engine, watcher, _):
        engine.scanned(scan("SN1"))
        engine.scanned(scan("CMD-PHASE-FINALIZED"))
        engine.scanned(scan("CMD-TAG-Lot=L1"))
        await until(lambda: len(watcher.outcomes) == 3)
        assert [kind for _, kind in watcher.outcomes] == [
            NoticeKind.UNIT_SHOWN,
            NoticeKind.PHASE_SET,
            NoticeKind.TAG_SET,
        ]
        assert "set_phase SN1 16" in gateway.calls
        assert {(stamp.operator, stamp.station) for stamp in gateway.stamps} == {
            ("anna", "BENCH-1")
        }
        assert len({stamp.command_id for stamp in gateway.stamps}) == 2


async def test_a_button_does_what_the_command_does() -> None:
    gateway = ScriptedGateway()
    async with engine_on(gateway) as (engine, watcher, _):
        engine.scanned(scan("SN1"))
        engine.pressed("Scrapped", SetPhase("32"))
        await until(lambda: len(watcher.outcomes) == 2)
        assert watcher.outcomes[1] == (2, NoticeKind.PHASE_SET)
        assert watcher.heard_requests == [1]


async def test_scans_wait_for_a_server_that_is_still_starting() -> None:
    async with engine_on(None) as (engine, watcher, future):
        engine.scanned(scan("SN1"))
        await asyncio.sleep(0.02)
        assert watcher.outcomes == []
        future.set_result(ScriptedGateway())
        await until(lambda: watcher.outcomes == [(1, NoticeKind.UNIT_SHOWN)])


async def test_a_fault_in_the_program_is_an_outcome_and_is_logged(
    caplog: pytest.LogCaptureFixture, expected_log: Callable[[str], None]
) -> None:
    expected_log("a call to the server failed in the program itself")
    gateway = ScriptedGateway()
    gateway.verdict = RuntimeError("boom")
    with caplog.at_level(logging.ERROR):
        async with engine_on(gateway) as (engine, watcher, _):
            engine.scanned(scan("SN1"))
            await until(lambda: watcher.bench.lookup.verification_problem is not None)
            problem = watcher.bench.lookup.verification_problem
            assert problem is not None
            assert problem.kind is NoticeKind.PROGRAM_FAULT


async def test_a_thousand_scans_end_in_order_and_only_the_last_is_read_to_its_end() -> None:
    gateway = ScriptedGateway(*(unit(f"SN{number}") for number in range(1000)))
    async with engine_on(gateway) as (engine, watcher, _):
        for number in range(1000):
            engine.scanned(scan(f"SN{number}"))
        await until(lambda: len(watcher.outcomes) == 1000)
        assert [request for request, _ in watcher.outcomes] == list(range(1, 1001))
        assert watcher.bench.current_unit == unit("SN999")


async def test_closing_ends_open_scans_and_leaves_no_task() -> None:
    gateway = ScriptedGateway()
    gateway.hold()
    async with engine_on(gateway) as (engine, watcher, _):
        before = asyncio.all_tasks()
        engine.scanned(scan("SN1"))
        await asyncio.sleep(0.01)
        await engine.close()
        assert watcher.outcomes == [(1, NoticeKind.STATION_CLOSING)]
        assert asyncio.all_tasks() <= before


async def test_a_failed_call_puts_the_link_in_doubt() -> None:
    gateway = ScriptedGateway()
    gateway.units.clear()
    doubts: list[bool] = []
    async with engine_on(gateway) as (engine, watcher, _):
        engine.asking.call_failed = lambda: doubts.append(True)
        engine.scanned(scan("SN1"))
        await until(lambda: watcher.outcomes)
        assert doubts == [True]


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (ProblemKind.UNREACHABLE, LinkState.OFFLINE),
        (ProblemKind.TIMEOUT, LinkState.OFFLINE),
        (ProblemKind.TOKEN_REFUSED, LinkState.TOKEN_REFUSED),
        (ProblemKind.NOT_THE_API, LinkState.NOT_THE_API),
        (ProblemKind.SERVER_ERROR, LinkState.DEGRADED),
    ],
)
async def test_the_link_tells_each_change_once(kind: ProblemKind, state: LinkState) -> None:
    gateway = ScriptedGateway()
    gateway.pings.extend([None, GatewayProblem(kind), GatewayProblem(kind), None])
    states: list[LinkState] = []
    link = Link(gateway, states.append)
    tasks = Tasks()
    tasks.start("link", link.watch())
    for _ in range(6):
        await asyncio.sleep(0.01)
        link.doubt()
    await until(lambda: len(states) == 3)
    await tasks.drain()
    assert states == [LinkState.ONLINE, state, LinkState.ONLINE]


async def test_a_task_that_fails_is_logged(
    caplog: pytest.LogCaptureFixture, expected_log: Callable[[str], None]
) -> None:
    expected_log("a background task failed")

    async def fail() -> None:
        raise ValueError("broken")

    tasks = Tasks()
    with caplog.at_level(logging.ERROR):
        tasks.start("x", fail())
        await asyncio.sleep(0.01)
    assert "broken" in caplog.text
    await tasks.drain()


async def test_nothing_starts_after_the_drain() -> None:
    ran: list[bool] = []

    async def run() -> None:
        ran.append(True)

    tasks = Tasks()
    await tasks.drain()
    tasks.start("x", run())
    await asyncio.sleep(0.01)
    assert ran == []


class BrokenCache:
    """Fails as only a bug can."""

    def __getattr__(self, name: str) -> Callable[..., object]:
        def fail(*_: object, **__: object) -> object:
            raise ZeroDivisionError(name)

        return fail


async def test_a_scan_whose_work_broke_ends_as_refused_and_the_next_goes_on(
    expected_log: Callable[[str], None],
) -> None:
    expected_log("a background task failed")
    gateway = ScriptedGateway()
    async with engine_on(gateway) as (engine, watcher, _):
        engine.remembering.cache = BrokenCache()  # type: ignore[assignment]
        engine.remembering.server = "test"
        engine.asking.is_down = True
        engine.scanned(scan("SN1"))
        engine.scanned(scan("CMD-PANEL-PHASE"))
        await until(lambda: len(watcher.outcomes) == 2)
        assert watcher.outcomes == [(1, NoticeKind.PROGRAM_FAULT), (2, NoticeKind.PANEL_OPENED)]
        assert "ZeroDivisionError" in watcher.bench.strip.recent[1].outcome.notice.value("detail")


@pytest.mark.parametrize("broken", [{"SN1"}, {"SN1", "the rest"}])
async def test_a_scan_that_the_bench_breaks_over_ends_and_holds_up_no_other(
    broken: set[str], monkeypatch: pytest.MonkeyPatch, expected_log: Callable[[str], None]
) -> None:
    def breaking(bench: Bench, event: BenchEvent) -> Step:
        if isinstance(event, Asked) and event.text in broken:
            raise ZeroDivisionError
        if isinstance(event, WorkBroke) and "the rest" in broken:
            raise ZeroDivisionError
        return step(bench, event)

    if "the rest" in broken:
        expected_log("the bench broke as well")
    monkeypatch.setattr("wats_station.services.engine.step", breaking)
    gateway = ScriptedGateway(unit("SN0"), unit("SN1"))
    async with engine_on(gateway) as (engine, watcher, _):
        with pytest.raises(ZeroDivisionError):
            engine.scanned(scan("SN1"))
        engine.scanned(scan("SN0"))
        await until(lambda: len(watcher.outcomes) == 2)
        assert watcher.outcomes == [(1, NoticeKind.PROGRAM_FAULT), (2, NoticeKind.UNIT_SHOWN)]


async def test_a_failed_task_is_told_by_its_key() -> None:
    told: list[tuple[object, str]] = []
    asyncio.get_running_loop().set_exception_handler(lambda *_: None)

    async def fail() -> None:
        raise ValueError("broken")

    tasks = Tasks(lambda key, error: told.append((key, repr(error))))
    tasks.start(7, fail())
    await until(lambda: told)
    assert told == [(7, "ValueError('broken')")]
    await tasks.drain()


class BrokenSettings:
    async def keep(self, _effect: KeepSettings) -> None:
        raise ZeroDivisionError


async def test_settings_whose_keeping_broke_can_be_kept_again(
    expected_log: Callable[[str], None],
) -> None:
    expected_log("a background task failed")
    async with engine_on(ScriptedGateway()) as (engine, watcher, _):
        engine.settings_work = BrokenSettings()  # type: ignore[assignment]
        engine.settings_event(KeepAsked(Settings(server="https://wats.example.com")))
        assert engine.bench.settings.busy is Busy.KEEPING
        await until(lambda: watcher.bench.settings.busy is None)
        said = watcher.bench.settings.said
        assert said is not None
        assert (said.good, said.what.kind) == (False, NoticeKind.PROGRAM_FAULT)
