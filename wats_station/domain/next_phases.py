"""The site's own table of next phases, as it is kept in the settings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wats_station.domain.phase import STANDARD, PhaseId, PhaseTable, phase_number


@dataclass(frozen=True, slots=True)
class Following:
    """What may follow a phase, each by its number or WATS's code.

    `allowed` by anybody, `supervisor` with one alone. Raises ValueError for what is no
    phase, or is named in both.
    """

    allowed: tuple[str | int, ...] = ()
    supervisor: tuple[str | int, ...] = ()

    def __post_init__(self) -> None:
        twice = _numbers(self.allowed) & _numbers(self.supervisor)
        if twice:
            raise ValueError(
                f"phase {min(twice)} is allowed to anybody and to a supervisor: name it once"
            )


NextPhases = Mapping[str, Following]


def table_of(kept: NextPhases) -> PhaseTable:
    """The table in force: a phase that is named goes by its row, any other by the standard one.

    Raises ValueError for what is no phase, is named twice, or would follow itself.
    """
    anybody, supervisor = dict(STANDARD.anybody), dict(STANDARD.supervisor)
    seen: set[int] = set()
    for name, row in kept.items():
        number = _number(name)
        if number in seen:
            raise ValueError(f"phase {number} has two rows: give it one")
        seen.add(number)
        anybody[number], supervisor[number] = _numbers(row.allowed), _numbers(row.supervisor)
        if number in anybody[number] | supervisor[number]:
            raise ValueError(f"phase {name} cannot follow itself: take it out of its row")
    return PhaseTable(anybody, supervisor)


def kept_of(table: PhaseTable) -> NextPhases:
    """What is kept of a table: the rows that are not the standard one's, by number."""
    rows = {}
    for phase in PhaseId:
        now = _row(table, phase)
        if now != _row(STANDARD, phase):
            allowed, supervisor = now
            rows[str(int(phase))] = Following(tuple(sorted(allowed)), tuple(sorted(supervisor)))
    return rows


def _row(table: PhaseTable, phase: int) -> tuple[frozenset[int], frozenset[int]]:
    none = frozenset[int]()
    return table.anybody.get(phase, none), table.supervisor.get(phase, none)


def _numbers(names: Iterable[str | int]) -> frozenset[int]:
    return frozenset(_number(name) for name in names)


def _number(name: str | int) -> int:
    number = phase_number(name)
    if number is None:
        known = ", ".join(str(int(phase)) for phase in PhaseId)
        raise ValueError(f"{name!r} is no phase: give its code, or a number of {known}")
    return number
