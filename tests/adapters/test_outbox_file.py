"""The outbox on the disk: what was accepted outlives a kill, damage is named and survived."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.processes import ROOT
from tests.support.units import phase
from wats_station.adapters.store.outbox.schema import KEPT_ENDED, NAME, VERSION
from wats_station.adapters.store.outbox.store import OutboxFile
from wats_station.adapters.store.outbox.wording import action_of, action_text, kind_of
from wats_station.domain.audit import AuditEntry, AuditKeeping
from wats_station.domain.command import (
    Action,
    AddChild,
    Command,
    CommandState,
    CreateUnit,
    FileReport,
    MovePhase,
    MoveProcess,
    OutboxProblem,
    OutboxRow,
    RemoveChild,
    WriteTag,
)
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import Process, Tag, UnitKey

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
KEY = UnitKey("SN1", "P1")
MOVE = MovePhase(phase(2), phase(16), verified=True)


def command(action: Action = MOVE, *, operator: str = "anna", made: datetime = NOW) -> Command:
    return Command(KEY, action, Stamp(uuid4(), operator, "BENCH-1"), made, "site", 0.5, "CMD-X")


@pytest.fixture
async def outbox(tmp_path: Path) -> AsyncIterator[OutboxFile]:
    outbox = OutboxFile(tmp_path)
    yield outbox
    await asyncio.to_thread(outbox.close)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
keys = st.builds(UnitKey, texts, texts)
processes = st.builds(Process, st.integers(0, 9999), texts)
phases = st.sampled_from([phase(2), phase(16), phase(32)])
ACTIONS = st.one_of(
    st.builds(MovePhase, phases, phases, st.booleans(), st.booleans(), st.text()),
    st.builds(MoveProcess, st.none() | processes, processes, st.booleans()),
    st.builds(WriteTag, texts, st.none() | texts, texts),
    st.builds(AddChild, keys, st.none() | st.integers(0, 500)),
    st.builds(RemoveChild, keys),
    st.builds(CreateUnit, texts, texts, st.lists(st.builds(Tag, texts, texts)).map(tuple)),
    st.builds(FileReport, st.uuids(), texts),
)


@given(ACTIONS)
def test_an_action_is_read_as_it_was_written(action: Action) -> None:
    assert action_of(kind_of(action), action_text(action)) == action


async def test_a_command_is_kept_as_it_was_given(outbox: OutboxFile) -> None:
    given_command = replace(command(), follows=UUID(int=3))
    number = await outbox.add(given_command)
    assert await outbox.open_rows() == (OutboxRow(number, given_command),)
    ended = OutboxRow(
        number, given_command, CommandState.CONFLICT, 4,
        notice(NoticeKind.UNIT_CHANGED, serial="SN1", phase="Shipped"), NOW, seen=False,
    )  # fmt: skip
    await outbox.change(ended)
    assert await outbox.open_rows() == ()
    assert await outbox.ended_rows(10) == (ended,)
    assert ended.is_half_done


async def test_an_end_and_its_audit_entry_are_one(outbox: OutboxFile) -> None:
    given_command = command(WriteTag("Lot", "L1", "L2"))
    number = await outbox.add(given_command)
    ended = OutboxRow(number, given_command, CommandState.DELIVERED, 1, None, NOW, seen=True)
    await outbox.change(ended)
    await outbox.change(replace(ended, attempts=2))
    assert await outbox.entries(10) == (
        AuditEntry(
            at=NOW, what="tag", operator="anna", station="BENCH-1", outcome="delivered",
            server="site", serial_number="SN1", part_number="P1", old="Lot=L1", new="Lot=L2",
            scan="CMD-X", command=str(given_command.id),
        ),
    )  # fmt: skip


_WRITER = """
import asyncio, sys
from pathlib import Path
from tests.adapters.test_outbox_file import command
from wats_station.adapters.store.outbox.store import OutboxFile

async def write() -> None:
    outbox = OutboxFile(Path(sys.argv[1]))
    while True:
        print(await outbox.add(command()), flush=True)

asyncio.run(write())
"""


def test_what_was_accepted_outlives_a_kill(tmp_path: Path) -> None:
    accepted = 0
    for count in (30, 80, 150):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        for _ in range(count):
            accepted = int(writer.stdout.readline())
        os.kill(writer.pid, signal.SIGKILL)
        for line in writer.stdout:
            accepted = int(line)
        writer.wait()
        writer.stdout.close()
        with closing(sqlite3.connect(tmp_path / NAME)) as connection:
            (kept,) = connection.execute("SELECT count(*) FROM command").fetchone()
            # One more may have been committed and not told yet.
            assert accepted <= kept <= accepted + 1


async def test_two_processes_may_use_it_at_once(tmp_path: Path, outbox: OutboxFile) -> None:
    other = OutboxFile(tmp_path)
    numbers = await asyncio.gather(
        *(each.add(command()) for _ in range(100) for each in (outbox, other))
    )
    assert len(set(numbers)) == 200
    await asyncio.to_thread(other.close)


async def test_a_damaged_file_is_named_and_what_waits_in_it_is_rescued(tmp_path: Path) -> None:
    before = OutboxFile(tmp_path)
    numbers = [await before.add(command()) for _ in range(50)]
    await asyncio.to_thread(before.close)
    # A page of the audit log's index is overwritten: the commands can be read.
    with closing(sqlite3.connect(tmp_path / NAME)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'audit_at'"
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with (tmp_path / NAME).open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    told: list[str] = []
    outbox = OutboxFile(tmp_path, told=told.append)
    rows = await outbox.open_rows()
    assert [row.number for row in rows] == numbers
    assert len(told) == 1
    assert "outbox.damaged-1.sqlite" in told[0]
    assert "50 actions rescued" in told[0]
    assert (tmp_path / "outbox.damaged-1.sqlite").exists()
    await outbox.add(command())
    await asyncio.to_thread(outbox.close)


async def test_a_file_that_is_no_database_gives_way(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"this is no database" * 500)
    told: list[str] = []
    outbox = OutboxFile(tmp_path, told=told.append)
    await outbox.add(command())
    assert "cannot be read" in told[0]
    await asyncio.to_thread(outbox.close)


async def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / NAME)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = (tmp_path / NAME).read_bytes()
    outbox = OutboxFile(tmp_path)
    with pytest.raises(OutboxProblem, match="newer version"):
        await outbox.add(command())
    await asyncio.to_thread(outbox.close)
    assert (tmp_path / NAME).read_bytes() == before


async def test_a_row_that_fails_undoes_nobody_elses(outbox: OutboxFile) -> None:
    same = command()
    answers = await asyncio.gather(
        *(outbox.add(each) for each in (command(), same, same, command())), return_exceptions=True
    )
    assert [isinstance(each, OutboxProblem) for each in answers] == [False, False, True, False]
    assert len(await outbox.open_rows()) == 3


async def test_what_has_ended_is_kept_up_to_a_bound_and_what_nobody_noted_for_ever(
    outbox: OutboxFile,
) -> None:
    unnoted = command()
    number = await outbox.add(unnoted)
    refused = notice(NoticeKind.NOT_WRITTEN, serial="SN1")
    bad = OutboxRow(number, unnoted, CommandState.NOT_DONE, 1, refused, NOW)
    await outbox.change(bad)

    async def delivered() -> None:
        each = command()
        row = OutboxRow(await outbox.add(each), each, CommandState.DELIVERED, 1, None, NOW, True)
        await outbox.change(row)

    for _ in range(70):
        await asyncio.gather(*(delivered() for _ in range(100)))
    ended = await outbox.ended_rows(100_000)
    assert KEPT_ENDED <= len(ended) <= KEPT_ENDED + 400
    assert ended[-1] == bad


_BOUND = 80 * 1024 * 1024


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_a_hundred_thousand_deliveries_stay_within_the_stated_size(
    outbox: OutboxFile, tmp_path: Path
) -> None:
    async def delivered(number: int) -> None:
        each = command(WriteTag(f"Work order {number % 50}", "LOT-0", f"LOT-{number}"))
        row = OutboxRow(await outbox.add(each), each, CommandState.DELIVERED, 1, None, NOW, True)
        await outbox.change(row)

    def size() -> int:
        return sum(path.stat().st_size for path in tmp_path.glob("outbox.sqlite*"))

    sizes = []
    for batch in range(0, 140_000, 500):
        await asyncio.gather(*(delivered(batch + each) for each in range(500)))
        if batch % 20_000 == 0:
            await outbox.tidy(AuditKeeping(), NOW)
        if batch in (99_500, 139_500):
            sizes.append(size())
    assert sizes[0] < _BOUND
    assert sizes[1] < min(_BOUND, sizes[0] * 1.3)


async def test_the_log_forgets_and_pseudonymises_as_it_is_told(outbox: OutboxFile) -> None:
    def entry(operator: str, days: int) -> AuditEntry:
        return AuditEntry(NOW - timedelta(days=days), "login", operator, "BENCH-1", "done")

    for days in (400, 100, 99, 1):
        await outbox.record(entry("anna", days))
    await outbox.record(entry("bo", 98))
    await outbox.tidy(AuditKeeping(days=365, pseudonymise_after=30), NOW)
    await outbox.tidy(AuditKeeping(days=365, pseudonymise_after=30), NOW)
    kept = await outbox.entries(10)
    assert [(NOW - each.at).days for each in kept] == [98, 1, 99, 100]
    bo, anna_now, anna_then, anna_before = (each.operator for each in kept)
    assert anna_now == "anna"
    assert anna_then == anna_before != bo
    assert not {"anna", "bo"} & {bo, anna_then}


async def test_entries_since_a_day(outbox: OutboxFile) -> None:
    for days in (3, 2, 1):
        at = NOW - timedelta(days=days)
        await outbox.record(AuditEntry(at, "login", "anna", "BENCH-1", "done"))
    assert len(await outbox.entries(10, NOW - timedelta(days=2, hours=1))) == 2
