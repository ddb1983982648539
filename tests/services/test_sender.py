"""The sender's decisions one by one, each in the situation that needs it."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.services.lying_server import Lie, LyingServer, moved, tagged
from tests.services.outbox_plant import EPOCH, SERIALS, Do, Kill, Late, Network, Plant
from tests.support.units import FAILED, phase, unit
from tests.support.virtual_time import run_virtually
from wats_station.domain.command import (
    Command,
    CommandState,
    FileReport,
    MovePhase,
    OutboxRow,
    WriteTag,
)
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.phase import PhaseId
from wats_station.domain.stamp import Stamp

AWAY = (Lie.LOST,) * 30
HERE = unit("SN1")


def plant(*, keeps_ids: bool) -> Plant:
    return Plant(LyingServer(SERIALS, keeps_ids=keeps_ids))


async def later() -> None:
    """Long enough for whatever waits."""
    await asyncio.sleep(200.0)


def row(site: Plant, number: int = 1) -> OutboxRow:
    return site.store.rows[number]


def ran(work: Coroutine[Any, Any, None]) -> None:
    run_virtually(work)


@pytest.mark.parametrize("keeps_ids", [True, False])
def test_what_has_waited_looks_before_it_goes(keeps_ids: bool) -> None:
    async def scene() -> None:
        site = plant(keeps_ids=keeps_ids)
        await site.take(Network((Lie.FAILED_BEFORE,) * 30))
        await site.take(Do("SN1", "phase", 2))
        site.server.change("SN1", moved(HERE, replace(HERE, phase=phase(PhaseId.SHIPPED))))
        site.server.lies.clear()
        await later()
        ended = row(site)
        assert ended.state in (CommandState.CONFLICT, CommandState.NOT_DONE)
        assert ended.why == notice(NoticeKind.UNIT_CHANGED, serial="SN1", phase="Shipped")
        assert site.server.units["SN1"].phase.id == PhaseId.SHIPPED
        await site.settle()

    ran(scene())


def finalizing() -> MovePhase:
    return MovePhase(HERE.phase, phase(PhaseId.FINALIZED), verified=True)


async def given(site: Plant, action: Any, **more: Any) -> OutboxRow:
    stamp = Stamp(uuid4(), "anna", "BENCH-1")
    return await site.outbox.submit(Command(HERE.key, action, stamp, EPOCH, server="site", **more))


def test_a_unit_that_failed_meanwhile_is_not_finalized() -> None:
    async def scene() -> None:
        site = plant(keeps_ids=False)
        await asyncio.sleep(1.0)
        await site.take(Network(AWAY))
        await given(site, finalizing())
        site.server.verdict = FAILED
        await asyncio.sleep(20.0)
        site.server.lies.clear()
        await later()
        assert row(site).state is CommandState.NOT_DONE
        assert row(site).why is not None
        assert row(site).why.kind is NoticeKind.FINALIZE_NOT_PASSED  # type: ignore[union-attr]
        assert site.server.applied == []
        await site.settle()

    ran(scene())


def test_what_follows_a_refusal_looks_before_it_goes() -> None:
    async def scene() -> None:
        site = plant(keeps_ids=False)
        await asyncio.sleep(1.0)
        await site.take(Network((Lie.REFUSED,)))
        first = await given(site, WriteTag("Lot", None, "L1"))
        await given(site, WriteTag("Lot", "L1", "L2"))
        await asyncio.sleep(1.0)
        assert row(site).state is CommandState.REJECTED
        await site.outbox.discard(first.number, "olga", notice(NoticeKind.DISCARDED, reason="x"))
        await later()
        assert row(site, 2).state is CommandState.NOT_DONE
        assert site.server.applied == []
        await site.settle()

    ran(scene())


def test_a_request_that_arrives_after_its_command_was_given_up_is_refused() -> None:
    async def scene() -> None:
        site = plant(keeps_ids=True)
        await asyncio.sleep(1.0)
        await site.take(Network((Lie.LATE,)))
        await site.take(Do("SN1", "phase", 2))
        await asyncio.sleep(0)
        shipped = replace(HERE, phase=phase(PhaseId.SHIPPED))
        site.server.change("SN1", shipped)
        await later()
        assert row(site).state is CommandState.CONFLICT
        site.server.change("SN1", HERE)
        await site.take(Late())
        assert site.server.units["SN1"] == HERE
        await site.settle()

    ran(scene())


def test_a_request_that_arrives_after_a_refusal_is_refused_too() -> None:
    async def scene() -> None:
        site = plant(keeps_ids=True)
        await asyncio.sleep(1.0)
        # Sent and late; looked at; sent again and refused.
        await site.take(Network((Lie.REFUSED, Lie.NONE, Lie.LATE)))
        await site.take(Do("SN1", "tag", 1))
        await later()
        assert row(site).state is CommandState.REJECTED
        await site.take(Late())
        assert site.server.units["SN1"] == HERE
        again = await site.outbox.retry(1)
        assert again.command.id != site.ids[1][0]
        site.ids[1].append(again.command.id)
        await later()
        assert row(site).state is CommandState.DELIVERED
        await site.settle()

    ran(scene())


def test_a_corrected_command_keeps_its_place_in_the_line() -> None:
    async def scene() -> None:
        site = plant(keeps_ids=True)
        await asyncio.sleep(1.0)
        await site.take(Network((Lie.REFUSED,)))
        await given(site, WriteTag("Lot", None, "Ll"))
        await given(site, WriteTag("Bin", None, "7"))
        await asyncio.sleep(1.0)
        assert [row(site, number).state for number in (1, 2)] == [
            CommandState.REJECTED, CommandState.WAITING,
        ]  # fmt: skip
        await site.outbox.correct(1, WriteTag("Lot", None, "L1"))
        await later()
        assert [row(site, number).state for number in (1, 2)] == [CommandState.DELIVERED] * 2
        lot = tagged(HERE, "Lot", "L1")
        assert site.server.units["SN1"] == tagged(lot, "Bin", "7")
        await site.settle()

    ran(scene())


def test_a_refused_token_holds_what_waits_and_loses_nothing() -> None:
    async def scene() -> None:
        site = plant(keeps_ids=True)
        await asyncio.sleep(1.0)
        await site.take(Network((Lie.DENIED,) * 5))
        await site.take(Do("SN1", "tag", 1))
        await asyncio.sleep(0.05)
        held = site.outbox.open_rows()[0]
        assert (held.state, held.why) == (
            CommandState.WAITING, notice(NoticeKind.TOKEN_REFUSED),
        )  # fmt: skip
        await later()
        assert row(site).state is CommandState.DELIVERED
        await site.settle()

    ran(scene())


def test_an_end_that_cannot_be_written_down_is_found_again() -> None:
    async def scene() -> None:
        site = plant(keeps_ids=True)
        await asyncio.sleep(1.0)
        await given(site, WriteTag("Lot", None, "L1"))
        site.store.problem = "the disk is full"
        await asyncio.sleep(5.0)
        assert len(site.server.applied) == 1
        assert site.outbox.open_rows()[0].why == notice(
            NoticeKind.OUTBOX_FAULT, detail="the disk is full"
        )
        site.store.problem = ""
        await later()
        assert row(site).state is CommandState.DELIVERED
        assert len(site.server.applied) == 1
        await site.settle()

    ran(scene())


def test_a_month_of_idleness_asks_the_server_for_nothing_and_writes_nothing() -> None:
    async def scene() -> None:
        site = plant(keeps_ids=True)
        await site.take(Do("SN1", "tag", 1))
        await later()
        requests, changes = site.server.requests, site.store.changes
        await asyncio.sleep(30 * 86_400.0)
        assert (site.server.requests, site.store.changes) == (requests, changes)
        await site.settle()

    ran(scene())


def test_what_is_for_another_server_waits() -> None:
    async def scene() -> None:
        site = plant(keeps_ids=True)
        stamp = Stamp(uuid4(), "anna", "BENCH-1")
        tag = WriteTag("Lot", None, "L1")
        await site.outbox.submit(Command(HERE.key, tag, stamp, EPOCH, server="elsewhere"))
        await site.take(Do("SN1", "tag", 2))
        await site.take(Kill())
        await later()
        assert row(site).state is CommandState.WAITING
        assert row(site, 2).state is CommandState.DELIVERED
        await site.close()

    ran(scene())


def test_a_report_waits_until_the_servers_time_is_known() -> None:
    async def scene() -> None:
        site = plant(keeps_ids=True)
        report = FileReport(UUID(int=5), "{}")
        await given(site, report)
        await later()
        assert site.server.starts == []
        assert site.outbox.open_rows()[0].why == notice(NoticeKind.CLOCK_UNKNOWN)
        site.sender.ahead = 30.0
        await later()
        assert site.server.starts == [EPOCH - timedelta(seconds=30)]
        await given(site, report, ahead=0.0)
        await later()
        assert site.server.starts[1:] == [EPOCH]
        await site.settle()

    ran(scene())
