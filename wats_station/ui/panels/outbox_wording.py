"""Commands of the outbox in words: what is wanted of which unit, and what became of it."""

from PySide6.QtCore import QCoreApplication

from wats_station.domain.command import (
    Action,
    AddChild,
    CommandState,
    CreateUnit,
    FileReport,
    MovePhase,
    MoveProcess,
    OutboxRow,
    RemoveChild,
    WriteTag,
)
from wats_station.domain.notice import Notice, NoticeKind
from wats_station.ui.texts import local_time, sentence
from wats_station.ui.theme import ToneName
from wats_station.ui.widgets.rows import Ink, Row
from wats_station.ui.words import QT_TRANSLATE_NOOP

_STATES = {
    CommandState.WAITING: QT_TRANSLATE_NOOP("Outbox", "Waiting"),
    CommandState.REJECTED: QT_TRANSLATE_NOOP("Outbox", "Refused"),
    CommandState.DELIVERED: QT_TRANSLATE_NOOP("Outbox", "Delivered"),
    CommandState.NOT_DONE: QT_TRANSLATE_NOOP("Outbox", "Not done"),
    CommandState.CONFLICT: QT_TRANSLATE_NOOP("Outbox", "Conflict"),
    CommandState.DISCARDED: QT_TRANSLATE_NOOP("Outbox", "Given up"),
}
_LOOKS: dict[CommandState, tuple[ToneName, str, Ink]] = {
    CommandState.WAITING: ("queued", "queued", "warn"),
    CommandState.REJECTED: ("refused", "refused", "bad"),
    CommandState.DELIVERED: ("done", "done", "good"),
    CommandState.NOT_DONE: ("refused", "refused", "bad"),
    CommandState.CONFLICT: ("refused", "warning", "bad"),
    CommandState.DISCARDED: ("ignored", "ignored", "muted"),
}


# What a command waits for, by what stands in its way: there is nothing to scan again.
_WAITS = {
    NoticeKind.SERVER_UNREACHABLE: QT_TRANSLATE_NOOP(
        "Outbox", "The server cannot be reached. It goes out when the server answers."
    ),
    NoticeKind.SERVER_TIMEOUT: QT_TRANSLATE_NOOP(
        "Outbox", "The server has not answered. It is looked up, then sent again if it must be."
    ),
    NoticeKind.SERVER_ERROR: QT_TRANSLATE_NOOP(
        "Outbox", "The server failed. It is looked up, then sent again if it must be."
    ),
    NoticeKind.SERVER_NOT_WATS: QT_TRANSLATE_NOOP(
        "Outbox", "Something else than WATS answers. It goes out when WATS answers."
    ),
    NoticeKind.TOKEN_REFUSED: QT_TRANSLATE_NOOP(
        "Outbox", "The server refuses the token. It goes out when Settings has a good one."
    ),
    NoticeKind.NOT_PERMITTED: QT_TRANSLATE_NOOP(
        "Outbox", "The token may not do this. It goes out when Settings has one that may."
    ),
}


def state_word(row: OutboxRow) -> str:
    """The row's state in a word; the second half of a replacement says that it is half done."""
    if row.is_half_done:
        return QCoreApplication.translate("Outbox", "Half done")
    return QCoreApplication.translate("Outbox", _STATES[row.state])


def state_look(row: OutboxRow) -> tuple[ToneName, str]:
    """Tone and symbol of the row's state."""
    tone, symbol, _ = _LOOKS[row.state]
    return tone, symbol


def wanted_text(action: Action) -> str:
    """What the action does, in few words."""
    translate = QCoreApplication.translate
    match action:
        case MovePhase(before, to):
            return translate("Outbox", "Phase: {before} → {to}").format(
                before=before.name, to=to.name
            )
        case MoveProcess(_, to):
            return translate("Outbox", "Process: {to}").format(to=f"{to.code} {to.name}")
        case WriteTag(key, _, to):
            return translate("Outbox", "Tag: {tag}").format(tag=f"{key} = {to}")
        case AddChild(child):
            return translate("Outbox", "Build in: {serial}").format(serial=child.serial_number)
        case RemoveChild(child):
            return translate("Outbox", "Take out: {serial}").format(serial=child.serial_number)
        case CreateUnit():
            return translate("Outbox", "Make the unit")
        case FileReport():
            return translate("Outbox", "Repair report")


def why_text(row: OutboxRow, server: str) -> str:
    """Why it waits, or how it ended."""
    if row.why is not None:
        return _reason(row, row.why)
    translate = QCoreApplication.translate
    if row.state is not CommandState.WAITING:
        return ""
    if row.command.server != server:
        return translate("Outbox", "It waits for the station to be on {server} again.").format(
            server=row.command.server
        )
    return translate("Outbox", "It goes out as soon as the server answers and its turn comes.")


def _reason(row: OutboxRow, why: Notice) -> str:
    waits = _WAITS.get(why.kind) if row.state is CommandState.WAITING else None
    return QCoreApplication.translate("Outbox", waits) if waits else sentence(why)


def outbox_row(row: OutboxRow) -> Row:
    """One line of the list."""
    command = row.command
    _, symbol, ink = _LOOKS[row.state]
    title = f"{command.unit.serial_number}  ·  {wanted_text(command.action)}"
    detail = " · ".join(part for part in (command.stamp.operator, command.stamp.station) if part)
    if row.why is not None:
        detail = _reason(row, row.why)
    return Row(symbol, ink, title, state_word(row), detail, local_time(command.made))
