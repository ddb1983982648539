"""What became of a write, asked of a live site server, and of a server that keeps no ids."""

from uuid import uuid4

import pytest

from tests.support.site import TOKEN, Site
from tests.wats.conftest import Answering
from tests.wats.guide import made, read
from wats_station.wats import (
    AsyncWatsClient,
    CommandState,
    NotFound,
    ProtocolError,
    Rejected,
    StationHeaders,
    UnitPhase,
    WatsClient,
)


def test_a_write_that_was_applied_is_known(api: WatsClient) -> None:
    serial, command_id = made(api).serial_number, str(uuid4())
    state = api.production.command_state(command_id)
    assert state == CommandState(id=command_id, applied=False, voided=False)
    api.production.set_unit_tag(serial, "Lot", "L1", by=StationHeaders(command_id))
    applied = CommandState(id=command_id, applied=True, voided=False)
    assert api.production.command_state(command_id) == applied
    assert api.production.void_command(command_id) == applied


async def test_a_write_that_was_given_up_is_rejected(api: WatsClient, site: Site) -> None:
    serial, command_id = made(api).serial_number, str(uuid4())
    async with AsyncWatsClient(site.url, TOKEN) as client:
        production = client.production
        voided = CommandState(id=command_id, applied=False, voided=True)
        assert await production.void_command(command_id) == voided
        with pytest.raises(Rejected, match="given up by its station") as late:
            await production.set_unit_tag(serial, "Lot", "L1", by=StationHeaders(command_id))
        assert (late.value.status, late.value.reason_code) == (409, "voided")
        assert await production.command_state(command_id) == voided
    assert read(api, serial).tags == ()


def test_a_change_decided_on_another_state_is_rejected(api: WatsClient) -> None:
    serial = made(api, phase=UnitPhase.FINALIZED).serial_number
    production = api.production

    def late(expected: str) -> StationHeaders:
        return StationHeaders(str(uuid4()), expected=expected)

    with pytest.raises(Rejected) as refused:
        production.set_unit_phase(serial, UnitPhase.SCRAPPED, by=late("phase=2"))
    assert (refused.value.status, refused.value.reason_code) == (409, "changedMeanwhile")
    assert refused.value.message == "The unit was changed meanwhile: its phase is Finalized."
    with pytest.raises(Rejected, match="it has no process"):
        production.set_unit_process(serial, 30, by=late("process=60"))
    with pytest.raises(Rejected, match="it has no tag Lot"):
        production.set_unit_tag(serial, "Lot", "L1", by=late("tag=L0"))
    assert read(api, serial).phase == "Finalized"
    assert production.get_unit_tags(serial) == {}


@pytest.mark.parametrize("value", ["", "L1", " L 1 ", "100%", "Ø=漢", "a\nb", "it's", "😀"])
def test_what_is_expected_arrives_as_it_is(api: WatsClient, value: str) -> None:
    serial = made(api).serial_number
    for before, after in ((None, value), (value, "x")):
        expected = "tag" if before is None else f"tag={before}"
        by = StationHeaders(str(uuid4()), expected=expected)
        api.production.set_unit_tag(serial, "Lot", after, by=by)
    assert api.production.get_unit_tags(serial) == {"Lot": "x"}


def test_what_is_expected_of_several_tags_is_said_of_the_first(api: WatsClient) -> None:
    serial = made(api).serial_number
    api.production.set_unit_tag(serial, "A", "1")
    by = StationHeaders(str(uuid4()), expected="tag=1")
    tags = [{"key": "A", "value": "2"}, {"key": "B", "value": "3"}]
    api.production.set_unit_tags(serial, tags, by=by)
    assert api.production.get_unit_tags(serial) == {"A": "2", "B": "3"}


def test_an_expectation_that_is_none_is_rejected_by_name(api: WatsClient) -> None:
    serial = made(api).serial_number
    with pytest.raises(Rejected, match="X-Station-Expected") as refused:
        api.production.set_unit_phase(serial, 2, by=StationHeaders(expected="tag=1"))
    assert (refused.value.status, refused.value.reason_code) == (400, "invalidRequest")


async def test_a_server_that_keeps_no_ids_lacks_the_calls(answering: Answering) -> None:
    async with AsyncWatsClient(answering.url, TOKEN) as client:
        for ask in (client.production.command_state, client.production.void_command):
            with pytest.raises(NotFound) as missing:
                await ask(str(uuid4()))
            assert missing.value.no_such_call


@pytest.mark.parametrize("body", ["null", "{}", '{"id": "C-1", "applied": true}', "<html>"])
async def test_an_answer_of_another_shape_says_nothing(answering: Answering, body: str) -> None:
    answering.answer_all(200, "application/json", body.encode())
    async with AsyncWatsClient(answering.url, TOKEN) as client:
        for ask in (client.production.command_state, client.production.void_command):
            with pytest.raises(ProtocolError):
                await ask("C-1")
