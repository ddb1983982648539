"""What is read once: shared by those who ask together, and never a failure kept."""

import asyncio

import pytest

from wats_station.wats import ServerUnavailable
from wats_station.wats.remembered import Remembered


class Source:
    def __init__(self) -> None:
        self.reads = 0
        self.answers = asyncio.Event()
        self.error: Exception | None = None

    async def read(self) -> str:
        self.reads += 1
        await self.answers.wait()
        if self.error is not None:
            raise self.error
        return "value"


async def test_those_who_ask_together_share_one_request() -> None:
    source = Source()
    kept = Remembered(source.read)
    async with asyncio.TaskGroup() as group:
        asking = [group.create_task(kept.get()) for _ in range(5)]
        await asyncio.sleep(0)
        source.answers.set()
    assert [each.result() for each in asking] == ["value"] * 5
    assert await kept.get() == "value"
    assert source.reads == 1


async def test_a_failure_is_told_to_all_and_not_kept() -> None:
    source = Source()
    source.error = ServerUnavailable("gone", status=503)
    kept = Remembered(source.read)
    asking = asyncio.gather(*(kept.get() for _ in range(3)), return_exceptions=True)
    await asyncio.sleep(0)
    source.answers.set()
    ended = await asking
    assert [type(each) for each in ended] == [ServerUnavailable] * 3
    assert source.reads == 1
    source.error = None
    assert await kept.get() == "value"


async def test_when_the_first_gives_up_the_next_one_asks() -> None:
    source = Source()
    kept = Remembered(source.read)
    async with asyncio.TaskGroup() as group:
        first = group.create_task(kept.get())
        await asyncio.sleep(0)
        second = group.create_task(kept.get())
        await asyncio.sleep(0)
        first.cancel()
        source.answers.set()
    assert first.cancelled()
    assert second.result() == "value"
    assert source.reads == 2


async def test_a_fault_of_the_program_is_raised_and_blocks_nobody() -> None:
    source = Source()
    source.error = KeyError("bug")
    source.answers.set()
    kept = Remembered(source.read)
    with pytest.raises(KeyError):
        await kept.get()
    with pytest.raises(KeyError):
        await asyncio.wait_for(kept.get(), 1.0)
