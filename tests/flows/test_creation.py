"""Making a unit that was not found: where it is allowed, of what, after a yes, and why not."""

from dataclasses import replace

import pytest

from tests.flows.bench_line import Line
from tests.flows.register import ANNA, REGISTER
from tests.support.units import unit
from wats_station.domain.command import CommandState, CreateUnit
from wats_station.domain.creation import CreationFacts, NewUnit, ProductChoice
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.outcome import OutcomeKind
from wats_station.domain.settings import Settings, StationSettings
from wats_station.domain.unit import UnitKey
from wats_station.flows.creation import (
    CheckCreation,
    CreateConfirmed,
    CreateOpened,
    CreationChecked,
    CreationState,
    PartChosen,
    ProductsRead,
    ReadProducts,
    ReadRevisions,
    RevisionChosen,
    RevisionsRead,
)
from wats_station.flows.lookup import LookupStatus, ReadUnit, UnitAnswered
from wats_station.flows.operators import OperatorsRead
from wats_station.flows.submitting import CommandEnded, CommandWaits, NotKept, Submit, SubmitEvent

FREE = CreationFacts(exists=False, revisions=("A", "B"))


def bench(*, may: bool = True) -> Line:
    line = Line()
    station = StationSettings(may_create=may)
    settings = replace(line.bench.settings, kept=Settings(station=station))
    line.bench = replace(line.bench, settings=settings)
    return line


def missed(line: Line, text: str) -> int:
    request = line.scan(text)
    line.send(UnitAnswered(request, GatewayProblem(ProblemKind.NOT_FOUND)))
    return request


def given(line: Line) -> Submit:
    effect = line.last_effect()
    assert isinstance(effect, Submit)
    return effect


def test_without_the_setting_nothing_is_offered() -> None:
    line = bench(may=False)
    missed(line, "NEW-1/PART-1/B/L-1")
    assert line.bench.creation.offer is None
    line.scan("CMD-CONFIRM")
    assert line.outcomes()[-1][2] is NoticeKind.NO_CURRENT_UNIT


def test_it_is_offered_as_the_label_says_until_the_next_scan() -> None:
    line = bench()
    missed(line, "NEW-1/PART-1/B/L-1")
    assert line.bench.creation.offer == NewUnit("NEW-1", "PART-1", "B", "L-1")
    line.scan("SN1")
    assert line.bench.creation == CreationState()


def test_a_lookup_that_failed_offers_nothing() -> None:
    line = bench()
    request = line.scan("NEW-1/PART-1/B")
    line.send(UnitAnswered(request, GatewayProblem(ProblemKind.UNREACHABLE)))
    assert line.bench.creation.offer is None


def test_a_whole_label_and_a_yes_make_it_and_it_is_shown() -> None:
    line = bench()
    missed(line, "NEW-1/PART-1/B/L-1")
    request = line.scan("CMD-CONFIRM")
    assert line.last_effect() == CheckCreation(request, UnitKey("NEW-1", "PART-1"))
    line.send(CreationChecked(request, FREE))
    effect = given(line)
    assert (effect.key, effect.actions) == (
        UnitKey("NEW-1", "PART-1"),
        (CreateUnit("B", "L-1"),),
    )
    # Nothing is made offline: whether it is there by then nobody could know.
    assert effect.needs_server
    line.send(CommandEnded(request, CommandState.DELIVERED, done=1))
    assert line.outcomes()[-1] == (request, OutcomeKind.DONE, NoticeKind.UNIT_CREATED)
    assert line.bench.creation.offer is None
    assert isinstance(line.last_effect(), ReadUnit)
    line.send(UnitAnswered(request, unit("NEW-1")))
    assert line.bench.lookup.status is LookupStatus.FOUND
    # The lookup ends no scan a second time.
    assert [each[0] for each in line.outcomes()].count(request) == 1


def test_part_and_revision_are_chosen() -> None:
    line = bench()
    missed(line, "NEW-1")
    line.scan("CMD-CONFIRM")
    assert line.outcomes()[-1][1:] == (OutcomeKind.REFUSED, NoticeKind.CREATE_INCOMPLETE)
    request = line.touch(CreateOpened())
    assert line.last_effect() == ReadProducts(request)
    products = (ProductChoice("PART-1"), ProductChoice("PART-2"))
    line.send(ProductsRead(request, products))
    assert line.outcomes()[-1][2] is NoticeKind.CREATE_WHICH_PART
    assert (line.bench.creation.choosing, line.bench.creation.products) == (True, products)
    request = line.touch(PartChosen(part_number=" PART-1 "))
    assert line.last_effect() == ReadRevisions(request, "PART-1")
    line.send(RevisionsRead(request, ("A", "B")))
    assert line.outcomes()[-1][2] is NoticeKind.CREATE_WHICH_REVISION
    line.touch(RevisionChosen(revision="B"))
    assert line.outcomes()[-1][2] is NoticeKind.CREATE_READY
    assert line.bench.creation.offer == NewUnit("NEW-1", "PART-1", "B")
    request = line.touch(CreateConfirmed())
    assert line.last_effect() == CheckCreation(request, UnitKey("NEW-1", "PART-1"))


def test_the_products_that_belong_here_are_offered() -> None:
    line = bench()
    station = StationSettings(may_create=True, parts=("ctrl-*",))
    kept = Settings(station=station)
    line.bench = replace(line.bench, settings=replace(line.bench.settings, kept=kept))
    missed(line, "NEW-1")
    request = line.touch(CreateOpened())
    products = (ProductChoice("PSU-1"), ProductChoice("CTRL-100"))
    line.send(ProductsRead(request, products))
    assert line.bench.creation.products == products[1:]


def test_a_label_that_said_what_it_is_may_be_overruled() -> None:
    line = bench()
    missed(line, "NEW-1/PART-1/B")
    request = line.touch(CreateOpened(again=True))
    assert line.last_effect() == ReadProducts(request)


def test_the_only_revision_is_the_one() -> None:
    line = bench()
    missed(line, "NEW-1/PART-2")
    request = line.touch(CreateOpened())
    assert line.last_effect() == ReadRevisions(request, "PART-2")
    line.send(RevisionsRead(request, ("A",)))
    assert line.outcomes()[-1][2] is NoticeKind.CREATE_READY
    assert line.bench.creation.offer == NewUnit("NEW-1", "PART-2", "A")


@pytest.mark.parametrize("answer", [None, ()])
def test_an_unknown_product_is_refused_and_another_may_be_chosen(
    answer: tuple[str, ...] | None,
) -> None:
    line = bench()
    missed(line, "NEW-1/NO-SUCH")
    request = line.touch(CreateOpened())
    line.send(RevisionsRead(request, answer))
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.CREATE_NO_PRODUCT)
    request = line.touch(CreateOpened())
    assert line.last_effect() == ReadProducts(request)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (CreationFacts(True, ("B",)), NoticeKind.CREATE_EXISTS),
        (CreationFacts(False, None), NoticeKind.CREATE_NO_PRODUCT),
        (CreationFacts(False, ("A",)), NoticeKind.CREATE_NO_REVISION),
        (GatewayProblem(ProblemKind.UNREACHABLE), NoticeKind.NEEDS_SERVER),
        (GatewayProblem(ProblemKind.FORBIDDEN), NoticeKind.NOT_PERMITTED),
    ],
)
def test_each_refusal_says_why_and_makes_nothing(
    answer: CreationFacts | GatewayProblem, kind: NoticeKind
) -> None:
    line = bench()
    missed(line, "NEW-1/PART-1/B")
    request = line.scan("CMD-CONFIRM")
    line.send(CreationChecked(request, answer))
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, kind)
    assert not [each for each in line.effects if isinstance(each, Submit)]


def test_one_that_is_there_by_now_is_shown() -> None:
    line = bench()
    missed(line, "NEW-1/PART-1/B")
    request = line.scan("CMD-CONFIRM")
    line.send(CreationChecked(request, CreationFacts(True, ("B",))))
    assert isinstance(line.last_effect(), ReadUnit)
    line.send(UnitAnswered(request, unit("NEW-1")))
    assert line.bench.current_unit == unit("NEW-1")


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        (CommandWaits(2), NoticeKind.QUEUED),
        (CommandEnded(2, CommandState.REJECTED), NoticeKind.NOT_WRITTEN),
        (NotKept(2, notice(NoticeKind.NEEDS_SERVER, serial="NEW-1")), NoticeKind.NEEDS_SERVER),
    ],
)
def test_what_becomes_of_the_command_is_told(event: SubmitEvent, kind: NoticeKind) -> None:
    line = bench()
    missed(line, "NEW-1/PART-1/B")
    request = line.scan("CMD-CONFIRM")
    assert request == event.request
    line.send(CreationChecked(request, FREE))
    line.send(event)
    assert line.outcomes()[-1][::2] == (request, kind)


def test_cancel_leaves_it_and_a_badge_is_needed() -> None:
    line = bench()
    missed(line, "NEW-1/PART-1/B")
    line.send(OperatorsRead(REGISTER))
    line.scan("CMD-CONFIRM")
    assert line.outcomes()[-1][2] is NoticeKind.LOGIN_NEEDED
    line.scan("CMD-CANCEL")
    assert line.bench.creation.offer is None
    line.scan(f"OPR-{ANNA.badge}")
    line.touch(CreateConfirmed())
    assert line.outcomes()[-1][2] is NoticeKind.NOTHING_TO_CREATE
