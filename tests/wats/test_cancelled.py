"""Calls that are cancelled: the pool of connections outlives any number of them."""

import asyncio
import random
from contextlib import suppress

import pytest

from tests.support.site import TOKEN, Site
from wats_station.wats import AsyncWatsClient, ServerUnavailable
from wats_station.wats.exchanges import Exchanges

_MANY = 1500


async def test_after_many_cancelled_calls_there_is_still_a_connection(site: Site) -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    async with AsyncWatsClient(site.url, TOKEN) as client:
        await client.app.version()
        for _ in range(_MANY):
            with suppress(TimeoutError):
                async with asyncio.timeout(chance.random() * 0.004), asyncio.TaskGroup() as group:
                    for _ in range(2):
                        group.create_task(client.production.get_unit("DEMO-1001", "CTRL-100"))
        async with asyncio.timeout(5):
            assert await client.production.get_unit("DEMO-1001", "CTRL-100") is not None


async def test_a_cancelled_caller_is_free_at_once_and_its_exchange_ends() -> None:
    exchanges, ended, held = Exchanges[str](), asyncio.Event(), asyncio.Event()

    async def exchange() -> str:
        await held.wait()
        ended.set()
        raise ServerUnavailable("nobody hears this")

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await exchanges.run(exchange())
    assert not ended.is_set()
    held.set()
    await asyncio.wait_for(ended.wait(), 1)
    await exchanges.end()


async def test_an_exchange_that_never_ends_is_ended_with_the_client() -> None:
    exchanges = Exchanges[str]()

    async def exchange() -> str:
        await asyncio.Event().wait()
        return ""

    with suppress(TimeoutError):
        async with asyncio.timeout(0.01):
            await exchanges.run(exchange())
    await asyncio.wait_for(exchanges.end(), 3)
    assert asyncio.all_tasks() == {asyncio.current_task()}
