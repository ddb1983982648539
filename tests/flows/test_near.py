"""Near matches in the lookup's flow: offered after the refusal, never chosen, never in its way."""

import pytest

from tests.flows.bench_line import Line
from tests.support.units import unit
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.near import NearUnit
from wats_station.domain.notice import NoticeKind
from wats_station.domain.outcome import OutcomeKind
from wats_station.flows.lookup import LookupStatus, NearAnswered, ReadNear, UnitAnswered

NEAR = (NearUnit(unit("SN1").key), NearUnit(unit("SN2").key))


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (ProblemKind.NOT_FOUND, LookupStatus.NOT_FOUND),
        (ProblemKind.UNREACHABLE, LookupStatus.FAILED),
    ],
)
def test_they_are_asked_for_once_the_refusal_is_told(
    kind: ProblemKind, status: LookupStatus
) -> None:
    line = Line()
    request = line.scan("SN")
    line.send(UnitAnswered(request, GatewayProblem(kind)))
    assert line.outcomes()[-1][:2] == (request, OutcomeKind.REFUSED)
    assert [each for each in line.effects if isinstance(each, ReadNear)] == [
        ReadNear(request, "SN")
    ]
    assert (line.bench.lookup.status, line.bench.lookup.near) == (status, None)
    line.send(NearAnswered(request, NEAR))
    assert line.bench.lookup.near == NEAR
    # One that is the only near one is not chosen either.
    line.send(NearAnswered(request, NEAR[:1]))
    assert line.bench.current_unit is None
    assert line.bench.lookup.status is status


def test_a_later_scan_wants_none_of_them() -> None:
    line = Line()
    first = line.scan("SN")
    line.send(UnitAnswered(first, GatewayProblem(ProblemKind.NOT_FOUND)))
    second = line.scan("SN1")
    line.send(NearAnswered(first, NEAR))
    assert line.bench.lookup.near is None
    line.send(UnitAnswered(second, unit("SN1")))
    assert line.outcomes()[-1][2] is NoticeKind.UNIT_SHOWN


def test_several_parts_are_no_near_matches() -> None:
    line = Line()
    request = line.scan("SN1")
    problem = GatewayProblem(ProblemKind.AMBIGUOUS, candidates=(unit("SN1").key,))
    line.send(UnitAnswered(request, problem))
    assert not [each for each in line.effects if isinstance(each, ReadNear)]
