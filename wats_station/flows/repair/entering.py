"""Entering a repair: failures by code, their components, the step they explain, and words."""

from dataclasses import replace

from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.repair import Fault, RepairCode, RepairOperation
from wats_station.domain.repair_rules import fits, named, usable
from wats_station.flows.repair.effects import DropFile
from wats_station.flows.repair.ending import done, refused
from wats_station.flows.repair.state import (
    CodePicked,
    CommentEntered,
    ComponentAsked,
    FailAsked,
    FaultChanged,
    FaultRemoved,
    FileRemoved,
    OperationChosen,
    RepairEvent,
    RepairState,
    Step,
    StepChosen,
)
from wats_station.scan.intent import shown

MOST_FAULTS = 50


def request_of(event: RepairEvent) -> int:
    """The request of what somebody asked for; 0 for what nobody did."""
    return int(getattr(event, "request", 0))


def step(state: RepairState, event: RepairEvent) -> Step:
    """The state with what was entered; a refusal leaves it as it was, and says why."""
    operation = state.operation
    match event:
        case FailAsked(request, text) if operation is not None:
            return _by_text(state, request, operation, text)
        case CodePicked(request, category, code) if operation is not None:
            return _picked(state, request, operation, RepairCode(category, code))
        case FailAsked(request) | CodePicked(request):
            return _not(state, request, notice(NoticeKind.NO_REPAIR_OPERATION))
        case ComponentAsked(request, text):
            return _component(state, request, text)
        case FaultChanged(request, index, fault):
            return _changed(state, request, index, fault)
        case FaultRemoved(request, index):
            return _removed(state, request, index)
        case OperationChosen(request, code):
            return _operation(state, request, code)
    return _beside(state, event)


def _beside(state: RepairState, event: RepairEvent) -> Step:
    """What is not about one failure."""
    match event:
        case StepChosen(request, step_id):
            chosen = replace(state, step=step_id)
            name = chosen.failed_step.name if chosen.failed_step else ""
            return chosen, (done(request, notice(NoticeKind.STEP_CHOSEN, step=shown(name))),)
        case CommentEntered(request, text):
            draft = replace(state.draft, comment=text.strip())
            return replace(state, draft=draft), (done(request, notice(NoticeKind.COMMENT_KEPT)),)
        case FileRemoved(request, file_id):
            return _file_removed(state, request, file_id)
    return state, ()


def _by_text(state: RepairState, request: int, operation: RepairOperation, text: str) -> Step:
    found = named(operation, text)
    if not found:
        why = notice(NoticeKind.FAULT_UNKNOWN, text=shown(text), operation=operation.name)
        return _not(state, request, why)
    if len(found) > 1:
        what = notice(NoticeKind.FAULT_CHOICE, code=found[0].name, count=str(len(found)))
        return replace(state, choosing=found, preview=False), (done(request, what),)
    return _added(state, request, found[0])


def _picked(
    state: RepairState, request: int, operation: RepairOperation, wanted: RepairCode
) -> Step:
    code = next(
        (
            each
            for each in operation.codes
            if (each.category, each.name) == (wanted.category, wanted.name)
        ),
        None,
    )
    if code is None:
        text = f"{wanted.category}/{wanted.name}"
        why = notice(NoticeKind.FAULT_UNKNOWN, text=shown(text), operation=operation.name)
        return _not(state, request, why)
    return _added(state, request, code)


def _added(state: RepairState, request: int, code: RepairCode) -> Step:
    faults = state.draft.faults
    if len(faults) >= MOST_FAULTS:
        return _not(state, request, notice(NoticeKind.FAULTS_TOO_MANY, count=str(MOST_FAULTS)))
    fault = Fault(code.category, code.name, state.step)
    draft = replace(state.draft, faults=(*faults, fault))
    what = notice(NoticeKind.FAULT_ADDED, category=code.category, code=code.name)
    return replace(state, draft=draft, choosing=(), preview=False), (done(request, what),)


def _component(state: RepairState, request: int, text: str) -> Step:
    faults = state.draft.faults
    if not faults or state.choosing:
        kind = NoticeKind.FAULT_CHOICE_OPEN if state.choosing else NoticeKind.COMPONENT_NO_FAULT
        return _not(state, request, notice(kind, component=shown(text)))
    return _changed(state, request, len(faults) - 1, replace(faults[-1], component=text))


def _changed(state: RepairState, request: int, index: int, fault: Fault) -> Step:
    faults, operation = state.draft.faults, state.operation
    if not 0 <= index < len(faults) or operation is None:
        return _not(state, request, notice(NoticeKind.FAULT_GONE))
    fault = _tidied(fault)
    if fault.component and not fits(operation, fault.component):
        hint = operation.component_hint or operation.component_mask
        why = notice(NoticeKind.COMPONENT_WRONG, component=shown(fault.component), hint=hint)
        return _not(state, request, why)
    draft = replace(state.draft, faults=(*faults[:index], fault, *faults[index + 1 :]))
    what = notice(NoticeKind.FAULT_CHANGED, code=fault.code)
    if fault.component != faults[index].component and fault.component:
        what = notice(NoticeKind.COMPONENT_SET, component=shown(fault.component), code=fault.code)
    return replace(state, draft=draft), (done(request, what),)


def _tidied(fault: Fault) -> Fault:
    return replace(
        fault,
        component=fault.component.strip(),
        part_number=fault.part_number.strip(),
        part_serial=fault.part_serial.strip(),
        comment=fault.comment.strip(),
    )


def _removed(state: RepairState, request: int, index: int) -> Step:
    faults = state.draft.faults
    if not 0 <= index < len(faults):
        return _not(state, request, notice(NoticeKind.FAULT_GONE))
    draft = replace(state.draft, faults=(*faults[:index], *faults[index + 1 :]))
    what = notice(NoticeKind.FAULT_REMOVED, code=faults[index].code)
    return replace(state, draft=draft, preview=False), (done(request, what),)


def _operation(state: RepairState, request: int, code: int) -> Step:
    usable_now = usable(state.case) if state.case else ()
    chosen = next((each for each in usable_now if each.code == code), None)
    if chosen is None:
        return _not(state, request, notice(NoticeKind.NO_REPAIR_OPERATION))
    known = {(each.category, each.name) for each in chosen.codes}
    lost = [each.code for each in state.draft.faults if (each.category, each.code) not in known]
    if lost:
        codes = ", ".join(lost)
        why = notice(NoticeKind.OPERATION_LACKS_CODES, operation=chosen.name, codes=codes)
        return _not(state, request, why)
    draft = replace(state.draft, operation=chosen.code)
    what = notice(NoticeKind.OPERATION_CHOSEN, operation=chosen.name)
    return replace(state, draft=draft, choosing=()), (done(request, what),)


def _file_removed(state: RepairState, request: int, file_id: str) -> Step:
    file = next((each for each in state.draft.files if each.id == file_id), None)
    if file is None:
        return state, (done(request, notice(NoticeKind.CANCELLED)),)
    left = tuple(each for each in state.draft.files if each.id != file_id)
    what = notice(NoticeKind.FILE_REMOVED, name=shown(file.name))
    draft = replace(state.draft, files=left)
    return replace(state, draft=draft), (DropFile(file), done(request, what))


def _not(state: RepairState, request: int, why: Notice) -> Step:
    return replace(state, refused=why), refused(request, why)
