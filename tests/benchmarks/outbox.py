"""The outbox: durable writes beside raw commits of the rows, delivery beside plain requests."""

import asyncio
import random
import statistics
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from uuid import uuid4

from tests.benchmarks.rows import Row
from tests.support.site import TOKEN, Site, running_site
from wats_station.adapters.clock import utc_now
from wats_station.adapters.gateway import WatsGateway
from wats_station.adapters.store.outbox.schema import opened
from wats_station.adapters.store.outbox.store import _ADD, OutboxFile, _new_values
from wats_station.domain.command import Command, WriteTag
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import UnitKey
from wats_station.services.outbox import Outbox
from wats_station.services.sender import Sender
from wats_station.services.tasks import Tasks

_ROUNDS = 7
_WRITES = 400
_SENDS = 300
_numbers = count()


def outbox_rows() -> list[Row]:
    """Times as ratios to their floors; a rate of a half is a ratio of two."""
    with tempfile.TemporaryDirectory(prefix="outbox-") as name:
        folder = Path(name)
        one, many = asyncio.run(_durable(folder))
        with running_site(folder / "site", demo_units=0) as site:
            drained = asyncio.run(_drained(folder, site))
    return [
        Row("outbox: a durable write, one after the other", one, "x raw", 2.0),
        Row("outbox: durable writes given at once", many, "x raw", 2.0),
        Row("outbox: fresh commands delivered", drained, "x plain", 1 / 0.9),
    ]


async def _durable(folder: Path) -> tuple[float, float]:
    outbox = OutboxFile(folder)
    await outbox.open_rows()
    one, many = [], []
    with closing(opened(folder / "raw.sqlite")) as raw:
        for _ in range(_ROUNDS):
            began = time.perf_counter()
            for command in _commands(_WRITES):
                raw.execute("BEGIN IMMEDIATE")
                raw.execute(_ADD, _new_values(command))
                raw.execute("COMMIT")
            floor = time.perf_counter() - began
            began = time.perf_counter()
            for command in _commands(_WRITES):
                await outbox.add(command)
            one.append((time.perf_counter() - began) / floor)
            began = time.perf_counter()
            await asyncio.gather(*map(outbox.add, _commands(_WRITES)))
            many.append((time.perf_counter() - began) / floor)
    await asyncio.to_thread(outbox.close)
    return statistics.median(one), statistics.median(many)


async def _drained(folder: Path, site: Site) -> float:
    store = OutboxFile(folder)
    outbox = Outbox(store, utc_now, lambda _row: None)
    gateway = WatsGateway(site.url, TOKEN)
    await gateway.warm()
    tasks = Tasks()
    sender = Sender(outbox, gateway, "site", time.monotonic, random.random)
    tasks.start("send", sender.run())
    ratios = []
    for _ in range(_ROUNDS):
        plain, fresh = _commands(_SENDS), _commands(_SENDS)
        site.make_units([command.unit for command in (*plain, *fresh)])
        began = time.perf_counter()
        for command in plain:
            await gateway.perform(command, None)
        floor = time.perf_counter() - began
        began = time.perf_counter()
        rows = await asyncio.gather(*map(outbox.submit, fresh))
        await asyncio.gather(*(outbox.end_of(row.number) for row in rows))
        ratios.append((time.perf_counter() - began) / floor)
    await tasks.drain()
    await gateway.close()
    await asyncio.to_thread(store.close)
    return statistics.median(ratios)


def _commands(many: int) -> list[Command]:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    return [
        Command(
            UnitKey(f"B{next(_numbers):07}", "BENCH-1"),
            WriteTag("Lot", None, "L1"),
            Stamp(uuid4(), "anna", "BENCH-1"),
            now,
            "site",
            0.0,
            "CMD-TAG-Lot=L1",
        )
        for _ in range(many)
    ]
