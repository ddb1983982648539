"""A unit comes to the repair panel, and leaves it."""

from wats_station.domain.repair import RepairDraft
from wats_station.domain.unit import Unit
from wats_station.flows.repair.effects import LeaveRetest, ReadCase
from wats_station.flows.repair.state import RepairState, RepairStatus, Step, Unfiled


def put_away(state: RepairState) -> RepairState:
    """The panel without its unit; what was entered for it is offered again."""
    if state.unit is None:
        return state
    key, faults = state.unit.key, len(state.draft.faults)
    others = tuple(row for row in state.unfiled if row.key != key)
    unfiled = others if state.draft.is_empty else (Unfiled(key, faults), *others)
    return RepairState(unfiled=unfiled)


def opened(state: RepairState, request: int, unit: Unit) -> Step:
    """Read what there is to repair of this unit; the one before it is put away."""
    same = state.unit is not None and state.unit.key == unit.key
    unfiled = state.unfiled if same else put_away(state).unfiled
    reading = RepairState(
        RepairStatus.READING,
        request,
        unit,
        draft=state.draft if same else RepairDraft(),
        step=state.step if same else "",
        unfiled=tuple(row for row in unfiled if row.key != unit.key),
    )
    return reading, (LeaveRetest(), ReadCase(request, unit))
