"""The outbox's promise against a server that lies, over thousands of random histories.

Each history is a list of what operators, other stations, the network and the power do. At
its end the network is well: then every command has exactly one end, and what the station
says of it is what the server did (product.md 7.1 to 7.4).
"""

import asyncio

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from tests.services.lying_server import Lie, LyingServer
from tests.services.outbox_plant import (
    SERIALS,
    AwayAndBack,
    Decide,
    DiskFails,
    Do,
    Elsewhere,
    Kill,
    Late,
    Look,
    Network,
    Plant,
    Step,
    Wait,
)
from tests.support.virtual_time import run_virtually
from wats_station.domain.command import (
    CommandState,
)
from wats_station.domain.settling import projected
from wats_station.domain.unit import Unit

# What leaves the station without an answer, and with work to settle.
_LOSSES = (Lie.LATE, Lie.APPLIED, Lie.TWICE, Lie.NONE, Lie.LOST)
_serials = st.sampled_from(SERIALS)
_whats = st.sampled_from(["phase", "process", "tag", "lot"])
_steps = st.one_of(
    st.builds(Do, _serials, _whats, st.integers(0, 3)),
    st.builds(Do, _serials, _whats, st.integers(0, 3)),
    st.builds(Look, _serials),
    st.builds(Elsewhere, _serials, _whats, st.integers(0, 3)),
    st.builds(AwayAndBack, _serials, _whats),
    st.builds(Network, st.lists(st.sampled_from(Lie), min_size=1, max_size=6).map(tuple)),
    st.builds(Network, st.lists(st.sampled_from(_LOSSES), min_size=1, max_size=6).map(tuple)),
    st.builds(Late),
    st.builds(Wait, st.sampled_from([0.01, 0.3, 2.0, 6.0, 40.0])),
    st.builds(Kill),
    st.builds(Decide, st.booleans()),
    st.builds(DiskFails, st.booleans()),
)
HISTORIES = st.lists(_steps, min_size=5, max_size=60)


async def _lived(history: list[Step], *, keeps_ids: bool, looks_first: bool = False) -> Plant:
    note("\n".join(map(repr, history)))
    plant = Plant(LyingServer(SERIALS, keeps_ids=keeps_ids))
    for step in history:
        if looks_first and isinstance(step, Do):
            await plant.take(Look(step.serial))
        await plant.take(step)
    await plant.settle()
    return plant


def _check_ends(plant: Plant) -> None:
    rows = plant.store.rows
    assert sorted(rows) == sorted(plant.accepted), "a command was lost, or came from nowhere"
    still_open = [row for row in rows.values() if row.state.is_open]
    assert not still_open, "a command has no end"
    for row in rows.values():
        if row.state in (CommandState.NOT_DONE, CommandState.CONFLICT):
            assert row.why is not None, "nobody is told why it was not done"


def _check_exactly(plant: Plant) -> None:
    """What the station says is what the server did; on the site server without exception."""
    applied = [command_id for command_id, _ in plant.server.applied]
    assert len(set(applied)) == len(applied), "applied twice"
    for number, row in plant.store.rows.items():
        *spent, last = plant.ids[number]
        assert not set(spent) & set(applied), "applied although it was refused"
        if row.state is not CommandState.DELIVERED:
            assert last not in applied, f"{row.state}, and applied all the same"
    assert plant.server.overwritten == [], "a newer change of somebody else was overwritten"
    _check_order(plant)


def _check_order(plant: Plant) -> None:
    number_of = {ids[-1]: number for number, ids in plant.ids.items()}
    for serial in SERIALS:
        numbers = [
            number_of[command_id]
            for command_id, found in plant.server.applied
            if found.serial_number == serial and command_id in number_of
        ]
        assert numbers == sorted(numbers), "commands on one unit were applied out of order"


@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
@given(HISTORIES)
def test_on_the_site_server_every_command_ends_as_the_server_saw_it(history: list[Step]) -> None:
    plant = run_virtually(_lived(history, keeps_ids=True))
    _check_ends(plant)
    _check_exactly(plant)


_HONEST_ABOUT_TIME = [lie for lie in Lie if lie not in (Lie.LATE, Lie.TWICE)]
_alone = st.one_of(
    st.builds(Do, _serials, _whats, st.integers(0, 3)),
    st.builds(Do, _serials, _whats, st.integers(0, 3)),
    st.builds(Network, st.lists(st.sampled_from(_HONEST_ABOUT_TIME), max_size=6).map(tuple)),
    st.builds(Wait, st.sampled_from([0.01, 0.3, 2.0, 6.0, 40.0])),
    st.builds(Kill),
    st.builds(DiskFails, st.booleans()),
)


@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_alone, max_size=40))
def test_on_a_wats_server_with_one_station_what_is_told_is_what_is_there(
    history: list[Step],
) -> None:
    plant = run_virtually(_lived(history, keeps_ids=False, looks_first=True))
    _check_ends(plant)
    assert plant.server.overwritten == []
    for serial in SERIALS:
        unit = LyingServer(SERIALS, keeps_ids=False).units[serial]
        delivered = [
            row.command.action
            for row in plant.store.rows.values()
            if row.state is CommandState.DELIVERED and row.command.unit.serial_number == serial
        ]
        there = plant.server.units[serial]
        assert _plain(projected(unit, delivered)) == _plain(there)


def _plain(unit: Unit) -> tuple[object, object, frozenset[object]]:
    return unit.phase, unit.process, frozenset(unit.tags)


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(HISTORIES)
def test_on_a_wats_server_every_command_has_one_end(history: list[Step]) -> None:
    _check_ends(run_virtually(_lived(history, keeps_ids=False)))


def test_a_flood_of_refusals_does_not_hammer_the_server() -> None:
    async def flooded() -> int:
        plant = Plant(LyingServer([f"SN{number}" for number in range(200)], keeps_ids=True))
        plant.server.lies = [Lie.REFUSED] * 200
        for serial in plant.server.units:
            await plant.take(Do(serial, "tag", 1))
        await asyncio.sleep(10.0)
        refused = len(plant.outbox.open_rows()) - plant.waiting_count()
        await plant.settle()
        return refused

    assert 5 <= run_virtually(flooded()) <= 40


@pytest.mark.parametrize("lie", [Lie.LOST, Lie.DENIED, Lie.HTML, Lie.FAILED_BEFORE])
def test_a_server_that_stays_away_is_asked_less_and_less(lie: Lie) -> None:
    async def away() -> int:
        plant = Plant(LyingServer(SERIALS, keeps_ids=True))
        plant.server.lies = [lie] * 10_000
        await plant.take(Do("SN1", "tag", 1))
        await plant.take(Do("SN2", "tag", 1))
        await asyncio.sleep(600.0)
        requests = plant.server.requests
        await plant.settle()
        _check_ends(plant)
        _check_exactly(plant)
        return requests

    assert run_virtually(away()) < 100
