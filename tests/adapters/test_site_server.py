"""The gateway on a real site server in a process of its own, by the demo factory's units."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from tests.support.site import TOKEN, Site, running_site
from wats_station.adapters.gateway import WatsGateway
from wats_station.domain.command import Action, Command, MovePhase, MoveProcess, WriteTag
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.phase import Phase, PhaseId
from wats_station.domain.settings import LabelSettings
from wats_station.domain.settling import CHANGED_MEANWHILE, VOIDED
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import Process, Tag, UnitKey
from wats_station.domain.verification import Grade
from wats_station.scan.decode import decode
from wats_station.scan.reading import Rule
from wats_station.services.labels import label_rules


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder: Path = tmp_path_factory.mktemp("site")
    with running_site(folder) as site:
        yield site


@pytest.fixture
async def gateway(site: Site) -> AsyncIterator[WatsGateway]:
    gateway = WatsGateway(site.url, TOKEN)
    await gateway.warm()
    yield gateway
    await gateway.close()


def stamp() -> Stamp:
    return Stamp(uuid4(), "Åse / 7%", "BENCH 1")


async def kind_of(gateway: WatsGateway, serial: str, part: str | None = None) -> ProblemKind:
    with pytest.raises(GatewayProblem) as raised:
        await gateway.find_unit(serial, part)
    return raised.value.kind


async def test_phases_and_processes(gateway: WatsGateway) -> None:
    assert {phase.id for phase in await gateway.phases()} == set(PhaseId)
    assert Process(30, "ICT") in await gateway.processes()
    await gateway.ping()


async def test_known_unknown_and_ambiguous_units(gateway: WatsGateway) -> None:
    await gateway.phases()
    unit = await gateway.find_unit("DEMO-1001", None)
    assert (unit.part_number, unit.part_name) == ("CTRL-100", "Motor controller board")
    assert (unit.phase.id, unit.phase.code) == (PhaseId.UNDER_PRODUCTION, "Under_Production")
    assert unit.process == Process(60, "Functional")
    assert await gateway.find_unit("DEMO-1001", "CTRL-100") == unit
    assert await kind_of(gateway, "NO-SUCH") is ProblemKind.NOT_FOUND
    assert await kind_of(gateway, "DEMO-1001", "OTHER") is ProblemKind.NOT_FOUND
    with pytest.raises(GatewayProblem) as raised:
        await gateway.find_unit("DEMO-2001", None)
    assert raised.value.kind is ProblemKind.AMBIGUOUS
    for key in raised.value.candidates:
        assert (await gateway.find_unit(key.serial_number, key.part_number)).key == key
    assert len(raised.value.candidates) == 2


@pytest.mark.parametrize("serial", ["a/b", "it's", "100%", "%2F", "..", "a b", "Ø-æ-漢", "a\x1db"])
async def test_odd_serial_numbers_are_unknown_and_nothing_else(
    gateway: WatsGateway, serial: str
) -> None:
    assert await kind_of(gateway, serial) is ProblemKind.NOT_FOUND


@pytest.mark.parametrize(
    ("serial", "grade", "has_rule"),
    [
        ("DEMO-1001", Grade.PASSED, True),
        ("DEMO-1002", Grade.FAILED, True),
        ("DEMO-1003", Grade.NOT_TESTED, True),
        ("DEMO-1004", Grade.PASSED, False),
        ("DEMO-1006", Grade.PASSED, True),
        ("DEMO-1007", Grade.PENDING, True),
    ],
)
async def test_grades_of_the_demo_units(
    gateway: WatsGateway, serial: str, grade: Grade, *, has_rule: bool
) -> None:
    unit = await gateway.find_unit(serial, None)
    verification = await gateway.verification(unit.key)
    assert (verification.grade, verification.has_rule) == (grade, has_rule)
    assert verification.results


async def perform(gateway: WatsGateway, key: UnitKey, action: Action) -> None:
    await gateway.perform(Command(key, action, stamp(), datetime.now(UTC)), None)


async def test_what_was_decided_on_another_state_is_refused(
    gateway: WatsGateway, site: Site
) -> None:
    unit = await gateway.find_unit("DEMO-1003", None)
    site.set_phase("DEMO-1003", PhaseId.MISSING)
    scrapped = Phase(PhaseId.SCRAPPED, "", "Scrapped")
    with pytest.raises(GatewayProblem) as raised:
        await perform(gateway, unit.key, MovePhase(unit.phase, scrapped))
    assert (raised.value.kind, raised.value.reason) == (ProblemKind.REJECTED, CHANGED_MEANWHILE)
    assert (await gateway.find_unit("DEMO-1003", None)).phase.id == PhaseId.MISSING


async def test_the_site_server_knows_what_it_has_applied(gateway: WatsGateway) -> None:
    key = (await gateway.find_unit("DEMO-1006", None)).key
    done, given_up = stamp(), stamp()
    tag = WriteTag("Bin", None, "7")
    await gateway.perform(Command(key, tag, done, datetime.now(UTC)), None)
    assert await gateway.give_up(done.command_id) is True
    assert await gateway.give_up(given_up.command_id) is False
    late = Command(key, WriteTag("Bin", "7", "8"), given_up, datetime.now(UTC))
    with pytest.raises(GatewayProblem) as raised:
        await gateway.perform(late, None)
    assert raised.value.reason == VOIDED
    assert await gateway.give_up(given_up.command_id) is False


async def test_changes_are_done_and_are_in_the_units_life(gateway: WatsGateway, site: Site) -> None:
    key = (await gateway.find_unit("DEMO-1006", None)).key
    before = await gateway.find_unit("DEMO-1006", None)
    await perform(gateway, key, MovePhase(before.phase, Phase(PhaseId.FINALIZED, "", "Finalized")))
    await perform(gateway, key, MoveProcess(before.process, Process(30, "ICT")))
    await perform(gateway, key, WriteTag("Work order", None, "Ø/1 & 'x'"))
    unit = await gateway.find_unit("DEMO-1006", None)
    assert (unit.phase.id, unit.process) == (PhaseId.FINALIZED, Process(30, "ICT"))
    assert Tag("Work order", "Ø/1 & 'x'") in unit.tags
    life = await gateway.timeline(key)
    assert [each.when for each in life] == sorted(
        (each.when for each in life if each.when), reverse=True
    )
    tag, process, phase = life[:3]
    assert (tag.kind, tag.title) == ("tag", "Work order")
    assert (process.kind, process.title) == ("process", "ICT")
    assert (phase.kind, phase.title, phase.operator, phase.station) == (
        "phase", "Finalized", "Åse / 7%", "BENCH 1",
    )  # fmt: skip
    assert {each.kind for each in life} >= {"test", "repair", "created"}
    assert {each.good for each in life if each.kind == "test"} == {True, False}


async def test_what_the_server_refuses_is_told_in_its_words(gateway: WatsGateway) -> None:
    key = (await gateway.find_unit("DEMO-1002", None)).key
    with pytest.raises(GatewayProblem) as raised:
        await perform(gateway, key, MoveProcess(None, Process(777, "?")))
    assert "777" in raised.value.message
    nowhere = Phase(4096, "", "?")
    with pytest.raises(GatewayProblem) as raised:
        await perform(gateway, key, MovePhase(nowhere, nowhere))
    assert raised.value.kind is ProblemKind.REJECTED


async def test_a_wrong_token_is_refused(site: Site) -> None:
    gateway = WatsGateway(site.url, "d3Jvbmc=")
    with pytest.raises(GatewayProblem) as raised:
        await gateway.find_unit("DEMO-1001", None)
    assert raised.value.kind is ProblemKind.TOKEN_REFUSED
    await gateway.close()


async def test_the_servers_label_rules_read_its_labels(gateway: WatsGateway) -> None:
    rules, problems = label_rules(LabelSettings(), await gateway.label_rules())
    assert problems == ()
    reading = decode("SUP|P:CTRL-100|S:77|R:B|L:L1", rules)
    assert (reading.rule, reading.serial_number, reading.part_number) == (
        Rule.CUSTOM, "77", "CTRL-100",
    )  # fmt: skip
    assert (reading.revision, reading.batch_number) == ("B", "L1")
