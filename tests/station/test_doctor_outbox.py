"""What the doctor says of the outbox: what waits in it, and what to do where it is damaged."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from tests.support.units import phase
from wats_station.adapters.store.outbox.store import OutboxFile
from wats_station.domain.command import Command, CommandState, MovePhase, OutboxRow
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import UnitKey
from wats_station.station.doctor.finding import State
from wats_station.station.doctor.outbox import check_outbox

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def command(serial_number: str) -> Command:
    action = MovePhase(phase(2), phase(16), verified=True)
    stamp = Stamp(uuid4(), "anna", "BENCH-1")
    return Command(UnitKey(serial_number, "P1"), action, stamp, NOW, "site", 0.5, "")


@pytest.fixture
async def outbox(tmp_path: Path) -> AsyncIterator[OutboxFile]:
    outbox = OutboxFile(tmp_path)
    yield outbox
    outbox.close()


def test_a_station_that_changed_nothing_yet(tmp_path: Path) -> None:
    finding = check_outbox(tmp_path)
    assert (finding.state, finding.hint) == (State.NOTE, "")
    assert list(tmp_path.iterdir()) == []


async def test_what_waits_is_counted_while_the_station_runs(
    tmp_path: Path, outbox: OutboxFile
) -> None:
    for number in range(3):
        await outbox.add(command(f"SN{number}"))
    finding = check_outbox(tmp_path)
    assert (finding.state, finding.hint) == (State.OK, "")
    assert finding.detail.endswith("outbox.sqlite: 3 waiting")


async def test_what_the_server_refused_needs_somebody(tmp_path: Path, outbox: OutboxFile) -> None:
    number = await outbox.add(command("SN1"))
    await outbox.change(OutboxRow(number, command("SN1"), CommandState.REJECTED))
    finding = check_outbox(tmp_path)
    assert (finding.state, bool(finding.hint)) == (State.NOTE, True)
    assert "1 refused, 0 waiting" in finding.detail


@pytest.mark.parametrize(
    "content", [b"no database" * 100, b"", b"SQLite format 3\0" + b"\xff" * 9000]
)
def test_a_damaged_outbox_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "outbox.sqlite").write_bytes(content)
    finding = check_outbox(tmp_path)
    assert (finding.state, bool(finding.hint)) == (State.FAILED, True)
    assert "\n" not in finding.detail
    assert (tmp_path / "outbox.sqlite").read_bytes() == content
