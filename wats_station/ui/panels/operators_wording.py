"""Operators in words: roles, what a supervisor approves, and what is wrong with a register."""

from PySide6.QtCore import QCoreApplication

from wats_station.domain.operator import (
    Operator,
    OperatorsFault,
    OperatorsProblem,
    Permission,
    PinResult,
    PinVerdict,
    RegisterRefusal,
)
from wats_station.flows.approval import PinFault, Question
from wats_station.flows.bench import Asked
from wats_station.flows.operators import OperatorsState
from wats_station.scan.intent import Hold
from wats_station.ui.texts import local_time
from wats_station.ui.widgets.rows import Row
from wats_station.ui.words import QT_TRANSLATE_NOOP, role_word

translate = QCoreApplication.translate

_PERMISSIONS = {
    Permission.CHANGE: QT_TRANSLATE_NOOP("Operators", "Changing a unit"),
    Permission.REPAIR: QT_TRANSLATE_NOOP("Operators", "Repairing a unit"),
    Permission.GO_BACKWARDS: QT_TRANSLATE_NOOP(
        "Operators", "Moving a unit as only a supervisor may"
    ),
    Permission.RELEASE: QT_TRANSLATE_NOOP("Operators", "Releasing a unit on hold"),
    Permission.QUARANTINE: QT_TRANSLATE_NOOP("Operators", "Quarantine of a lot or a revision"),
    Permission.DISCARD: QT_TRANSLATE_NOOP("Operators", "Giving up a change that was refused"),
    Permission.SETTINGS: QT_TRANSLATE_NOOP("Operators", "Opening the settings"),
    Permission.OPERATORS: QT_TRANSLATE_NOOP("Operators", "Changing who is registered"),
    Permission.CLOSE: QT_TRANSLATE_NOOP("Operators", "Closing the window"),
}
_PIN_FAULTS = {
    PinFault.NOT_A_PIN: QT_TRANSLATE_NOOP("Operators", "A PIN is 4 to 12 digits."),
    PinFault.WHOSE: QT_TRANSLATE_NOOP("Operators", "Scan the supervisor's badge first."),
    PinFault.UNKNOWN_BADGE: QT_TRANSLATE_NOOP("Operators", "Nobody has this badge."),
    PinFault.NOT_SUPERVISOR: QT_TRANSLATE_NOOP("Operators", "That is not a supervisor."),
    PinFault.NO_REASON: QT_TRANSLATE_NOOP("Operators", "Say why: it is kept with the unit."),
    PinFault.REASON_TOO_LONG: QT_TRANSLATE_NOOP(
        "Operators", "A reason is one line of at most 200 characters."
    ),
    PinFault.NO_PIN: QT_TRANSLATE_NOOP("Operators", "This supervisor has no PIN."),
}
_REFUSALS = {
    RegisterRefusal.BADGE_WRONG: QT_TRANSLATE_NOOP(
        "Operators", "A badge is 1 to 100 printable characters."
    ),
    RegisterRefusal.NAME_WRONG: QT_TRANSLATE_NOOP("Operators", "Give a name."),
    RegisterRefusal.PIN_WRONG: QT_TRANSLATE_NOOP("Operators", "A PIN is 4 to 12 digits."),
    RegisterRefusal.BADGE_TAKEN: QT_TRANSLATE_NOOP(
        "Operators", "Somebody else has this badge. Take another one."
    ),
    RegisterRefusal.NOT_REGISTERED: QT_TRANSLATE_NOOP(
        "Operators", "Nobody with this badge is registered any more."
    ),
    RegisterRefusal.CHANGED_ELSEWHERE: QT_TRANSLATE_NOOP(
        "Operators", "Another station changed this operator. Look, then decide again."
    ),
    RegisterRefusal.FIRST_IS_SUPERVISOR: QT_TRANSLATE_NOOP(
        "Operators", "The first one has to be a supervisor."
    ),
    RegisterRefusal.LAST_SUPERVISOR: QT_TRANSLATE_NOOP(
        "Operators", "This is the last supervisor. Register another one first."
    ),
    RegisterRefusal.SUPERVISOR_NEEDS_PIN: QT_TRANSLATE_NOOP(
        "Operators", "One supervisor at least needs a PIN."
    ),
    RegisterRefusal.NOT_ALLOWED: QT_TRANSLATE_NOOP("Operators", "A supervisor has to do this."),
}
_FAULTS = {
    OperatorsFault.UNREADABLE: QT_TRANSLATE_NOOP("Operators", "The list cannot be read."),
    OperatorsFault.DAMAGED: QT_TRANSLATE_NOOP("Operators", "The list is damaged: correct it."),
    OperatorsFault.READ_ONLY: QT_TRANSLATE_NOOP(
        "Operators", "This station may only read the list: change it where it is kept."
    ),
    OperatorsFault.DISK_FULL: QT_TRANSLATE_NOOP("Operators", "The disk is full: make room."),
    OperatorsFault.BUSY: QT_TRANSLATE_NOOP("Operators", "Another station is writing. Try again."),
    OperatorsFault.GONE: QT_TRANSLATE_NOOP(
        "Operators", "The list was there and is gone: check the network drive."
    ),
}


def who_text(state: OperatorsState) -> str:
    """Who is at the bench; empty where nobody has to log in."""
    if state.active is not None:
        return f"{state.active.name} · {role_word(state.active.role.value)}"
    if state.operators is not None and not state.operators.registered:
        return ""
    return translate("Operators", "Nobody is logged in")


def warning_text(state: OperatorsState) -> str:
    """That the session is about to end; empty while it is not."""
    if state.seconds_left is None:
        return ""
    return translate("Operators", "Logged out in {seconds} s: scan to stay").format(
        seconds=state.seconds_left
    )


def wanted_text(question: Question) -> str:
    """What a supervisor is to approve, or what is to be explained."""
    what = question.approval.what
    if isinstance(what, Asked) and isinstance(what.meaning, Hold):
        return translate("Operators", "Why the unit is on hold")
    return translate("Operators", _PERMISSIONS[question.approval.permission])


def whose_text(question: Question, several: bool) -> str:
    """Whose PIN is wanted."""
    if question.supervisor is not None:
        return translate("Operators", "PIN of {name}").format(name=question.supervisor.name)
    if several:
        return translate("Operators", "Supervisor's badge, then PIN")
    return translate("Operators", "The supervisor's PIN")


def pin_said(said: PinResult | PinFault | None) -> str:
    """What was said to the last PIN."""
    if said is None:
        return ""
    if isinstance(said, PinFault):
        return translate("Operators", _PIN_FAULTS[said])
    if said.verdict is PinVerdict.LOCKED:
        until = local_time(said.locked_until)
        return translate(
            "Operators", "Wrong too often. This PIN can be tried again at {time}."
        ).format(time=until)
    return translate("Operators", "Wrong PIN. Tries left: {count}").format(count=said.tries_left)


def refusal_text(why: RegisterRefusal | OperatorsProblem) -> str:
    """Why the register is not changed, or cannot be used."""
    if isinstance(why, OperatorsProblem):
        said = translate("Operators", _FAULTS[why.fault])
        return " ".join(part for part in (said, why.detail) if part)
    return translate("Operators", _REFUSALS[why])


def operator_row(operator: Operator) -> Row:
    """One line of the list."""
    pin = translate("Operators", "with a PIN") if operator.can_approve else ""
    detail = " · ".join(part for part in (operator.badge, pin) if part)
    return Row("person", "accent", operator.name, role_word(operator.role.value), detail, "")
