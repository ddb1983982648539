"""What the assembly panel asks for, carried out: reads side by side, drafts one after another."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.scripted_gateway import ScriptedGateway
from tests.support.assemblies import EMPTY, ONE_IN, PARENT, PSU_UNIT
from tests.support.units import PASSED
from wats_station.adapters.clock import utc_now
from wats_station.adapters.store.draft_file import DraftFile
from wats_station.domain.assembly import BuiltIn, ChildFacts, Inside
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.notice import Notice, NoticeKind
from wats_station.domain.unit import UnitKey
from wats_station.flows.assembly.state import (
    AssemblyRead,
    ChildRead,
    ForgetUnfinished,
    InsidesRead,
    KeepUnfinished,
    ReadAssembly,
    ReadChild,
    ReadInsides,
    Unfinished,
    UnfinishedRead,
)
from wats_station.services.asking import Asking
from wats_station.services.assembly_work import Answer, AssemblyWork, Effect
from wats_station.services.changes import Author
from wats_station.services.ports import UnitGateway
from wats_station.services.product_reads import ProductReads
from wats_station.services.remembering import Remembering
from wats_station.services.tasks import Tasks

ROW = Unfinished(PARENT.key, 1, 3)


class Plant:
    """The work over a scripted gateway and a real file of drafts."""

    def __init__(self, folder: Path) -> None:
        self.gateway = ScriptedGateway(PARENT, PSU_UNIT)
        self.gateway.assemblies["GW-1"] = EMPTY
        future: asyncio.Future[UnitGateway] = asyncio.get_running_loop().create_future()
        future.set_result(self.gateway)
        self.answers: asyncio.Queue[Answer] = asyncio.Queue()
        self.told: list[Notice] = []
        self.tasks = Tasks()
        self.author = Author("anna", "B", "site")
        asking = Asking(future)
        products = ProductReads(asking, Remembering(self.tasks, utc_now), lambda: 0.0)
        self.work = AssemblyWork(
            asking,
            products,
            self.tasks,
            self.answers.put_nowait,
            self.told.append,
            author=lambda: self.author,
            now=utc_now,
        )
        self.drafts = self.work.drafts = DraftFile(folder)

    async def answer_to(self, effect: Effect) -> Answer:
        """What comes of it."""
        self.work.carry_out(effect)
        return await asyncio.wait_for(self.answers.get(), 5.0)

    async def unfinished(self) -> tuple[Unfinished, ...]:
        """What is offered."""
        await self.work.read_unfinished()
        answer = await asyncio.wait_for(self.answers.get(), 5.0)
        assert isinstance(answer, UnfinishedRead)
        return answer.rows


@pytest.fixture
async def plant(tmp_path: Path) -> AsyncIterator[Plant]:
    plant = Plant(tmp_path)
    yield plant
    await plant.tasks.drain()
    await asyncio.to_thread(plant.drafts.close)


async def test_slots_are_read(plant: Plant) -> None:
    answer = await plant.answer_to(ReadAssembly(1, PARENT.key, "A"))
    assert answer == AssemblyRead(1, PARENT.key, EMPTY)


async def test_a_child_is_read_with_the_parent_as_it_is_now(plant: Plant) -> None:
    answer = await plant.answer_to(ReadChild(1, PARENT.key, "P-2", ""))
    assert answer == ChildRead(1, ChildFacts(PSU_UNIT, PASSED), PARENT)


async def test_a_child_that_is_built_of_parts_says_how_far_it_is(plant: Plant) -> None:
    rack = UnitKey("RACK-1", "RACK-9")
    gateway, plain = BuiltIn(PARENT.key, "A"), BuiltIn(UnitKey("P-1", "PSU-220"), "A")
    another = BuiltIn(UnitKey("P-2", "PSU-220"), "A")
    plant.gateway.assemblies["GW-1"] = ONE_IN
    asked = ReadInsides(rack, (gateway, plain, another))
    inside = Inside(PARENT.key, 1, 3, is_complete=False)
    assert await plant.answer_to(asked) == InsidesRead(rack, (inside,))
    # Of a kind that is built of nothing one is asked, once.
    assert sorted(plant.gateway.calls) == ["assembly GW-1", "assembly P-1"]
    assert await plant.answer_to(asked) == InsidesRead(rack, (inside,))
    assert sorted(plant.gateway.calls) == ["assembly GW-1", "assembly GW-1", "assembly P-1"]


@pytest.mark.parametrize(
    ("other", "found"),
    [(("P-2", ""), "P-2"), (("NOTHING", ""), ProblemKind.NOT_FOUND)],
)
async def test_of_two_readings_the_one_that_is_there_counts(
    plant: Plant, other: tuple[str, str], found: str | ProblemKind
) -> None:
    answer = await plant.answer_to(ReadChild(1, PARENT.key, "Q-2", "", other))
    assert isinstance(answer, ChildRead)
    if isinstance(answer.answer, ChildFacts):
        assert answer.answer.unit.serial_number == found
    else:
        assert answer.answer.kind is found


async def test_two_readings_that_are_both_there_are_never_built_in(plant: Plant) -> None:
    plant.gateway.units["Q-2"] = replace(PSU_UNIT, serial_number="Q-2")
    answer = await plant.answer_to(ReadChild(1, PARENT.key, "P-2", "", ("Q-2", "")))
    assert isinstance(answer, ChildRead)
    assert isinstance(answer.answer, GatewayProblem)
    assert answer.answer.kind is ProblemKind.AMBIGUOUS


async def test_a_parent_that_is_gone_is_said(plant: Plant) -> None:
    del plant.gateway.units["GW-1"]
    answer = await plant.answer_to(ReadChild(1, PARENT.key, "P-2", ""))
    assert isinstance(answer, ChildRead)
    assert isinstance(answer.answer, GatewayProblem)


async def test_the_last_word_on_what_is_half_done_is_kept(plant: Plant) -> None:
    for filled in range(20):
        plant.work.carry_out(KeepUnfinished(Unfinished(PARENT.key, filled, 20)))
    plant.work.carry_out(KeepUnfinished(Unfinished(UnitKey("GW-2", "GW-500"), 1, 3)))
    plant.work.carry_out(ForgetUnfinished(UnitKey("GW-2", "GW-500")))
    plant.work.carry_out(KeepUnfinished(ROW))
    async with asyncio.timeout(5.0):
        while await plant.unfinished() != (ROW,):
            await asyncio.sleep(0.01)
    assert plant.told == []


async def test_what_is_half_done_on_another_server_is_not_offered(plant: Plant) -> None:
    plant.author = Author("anna", "B", "elsewhere")
    plant.work.carry_out(KeepUnfinished(ROW))
    async with asyncio.timeout(5.0):
        while not await plant.unfinished():
            await asyncio.sleep(0.01)
    plant.author = Author("anna", "B", "site")
    assert await plant.unfinished() == ()


async def test_what_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "drafts.sqlite").mkdir()
    plant = Plant(tmp_path)
    plant.work.carry_out(KeepUnfinished(ROW))
    async with asyncio.timeout(5.0):
        while not plant.told:
            await asyncio.sleep(0.01)
    assert plant.told[0].kind is NoticeKind.DRAFT_FAULT
    await plant.tasks.drain()
