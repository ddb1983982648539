"""A unit's family: what is shown of it before and after its tree is read."""

from dataclasses import replace

from tests.support.units import unit
from wats_station.domain.family import Family, Relative, has_family, relatives
from wats_station.domain.unit import UnitKey

CHILD, GRANDCHILD = UnitKey("C-1", "P"), UnitKey("G-1", "Q")
UNIT = replace(unit(), children=(CHILD,), parent_serial_number="TOP")
TREE = Family(
    UNIT.key,
    (Relative(UnitKey("TOP", "T"), -1),),
    (Relative(CHILD, 1), Relative(GRANDCHILD, 2)),
    UNIT.children,
    "TOP",
)


def test_until_it_is_read_the_parent_and_the_children() -> None:
    assert has_family(UNIT)
    assert not has_family(unit())
    assert relatives(UNIT, None) == (Relative(UnitKey("TOP", ""), -1), Relative(CHILD, 1))


def test_read_it_is_whole() -> None:
    assert [each.level for each in relatives(UNIT, TREE)] == [-1, 1, 2]


def test_a_tree_of_another_build_is_none_of_its() -> None:
    for other in (
        replace(UNIT, children=()),
        replace(UNIT, parent_serial_number=""),
        replace(UNIT, serial_number="SN2"),
    ):
        assert relatives(other, TREE) == relatives(other, None)
