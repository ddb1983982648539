"""The tree in the lookup's flow: read where there is one, again where it changed."""

from dataclasses import replace

from tests.flows.bench_line import Line
from tests.support.units import unit
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.family import Family
from wats_station.domain.unit import UnitKey
from wats_station.flows.lookup import FamilyAnswered, ReadFamily, UnitAnswered, UnitChanged

BUILT = replace(unit(), children=(UnitKey("C-1", "P"),))
TREE = Family(BUILT.key, children=BUILT.children)


def asked(line: Line) -> list[ReadFamily]:
    return [each for each in line.effects if isinstance(each, ReadFamily)]


def test_a_unit_with_a_family_has_its_tree_read_once() -> None:
    line = Line()
    request = line.scan("SN1")
    line.send(UnitAnswered(request, BUILT))
    assert asked(line) == [ReadFamily(request, BUILT)]
    line.send(FamilyAnswered(request, TREE))
    assert line.bench.lookup.family == TREE
    # A change that builds nothing reads no tree.
    line.send(UnitChanged(request, replace(BUILT, location="Hall 2")))
    assert len(asked(line)) == 1
    line.send(UnitChanged(request, replace(BUILT, children=())))
    assert len(asked(line)) == 1
    line.send(UnitChanged(request, replace(BUILT, children=(UnitKey("C-2", "P"),))))
    assert len(asked(line)) == 2


def test_one_alone_and_one_that_was_remembered_have_none_read() -> None:
    line = Line()
    line.found()
    assert asked(line) == []


def test_a_problem_leaves_the_direct_level() -> None:
    line = Line()
    request = line.scan("SN1")
    line.send(UnitAnswered(request, BUILT))
    line.send(FamilyAnswered(request, GatewayProblem(ProblemKind.TIMEOUT)))
    assert line.bench.lookup.family is None
    assert line.bench.current_unit == BUILT
