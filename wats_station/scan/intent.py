"""Intent: what a reading asks the station to do."""

from dataclasses import dataclass

from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.panel import AVAILABLE, Panel
from wats_station.scan.decode import LONGEST_FIELD, LONGEST_TEXT, Reading, Rule, visible

_SHOWN_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class ShowUnit:
    """Look a unit up; an empty part number leaves it to the server."""

    serial_number: str
    part_number: str = ""


@dataclass(frozen=True, slots=True)
class OpenPanel:
    """Bring a panel to the front."""

    panel: Panel


@dataclass(frozen=True, slots=True)
class SetPhase:
    """Move the current unit to the phase that `text` names (code, number or name)."""

    text: str


@dataclass(frozen=True, slots=True)
class SetProcess:
    """Set the current unit's process to the code in `text`."""

    text: str


@dataclass(frozen=True, slots=True)
class SetTag:
    """Set one tag on the current unit."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Confirm:
    """Answer yes to what the station asked."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """Leave what the station asked."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A text with no meaning here."""

    why: Notice


@dataclass(frozen=True, slots=True)
class Refused:
    """A text with a meaning that cannot be acted on."""

    why: Notice


Meaning = (
    ShowUnit
    | OpenPanel
    | SetPhase
    | SetProcess
    | SetTag
    | Confirm
    | Cancel
    | NotUnderstood
    | Refused
)

# Commands of the product that no panel of this version answers yet.
_LATER = frozenset(
    {"VERIFY", "REMOVE", "REPLACE", "DISASSEMBLE", "FAIL", "REF", "SUBMIT"}
    | {"HOLD", "RELEASE", "UNDO", "LOGOUT"}
)


def intent(reading: Reading, *, torn: bool = False) -> Meaning:
    """What the reading asks for; a torn scan asks for nothing but to be scanned again."""
    if torn:
        return NotUnderstood(notice(NoticeKind.SCAN_TORN, text=shown(reading.text)))
    match reading.rule:
        case Rule.COMMAND:
            return _command(reading)
        case Rule.BADGE:
            return Refused(notice(NoticeKind.NOT_IN_THIS_VERSION, text=shown(reading.text)))
        case Rule.WATS_FIELDS | Rule.SERIAL:
            return ShowUnit(reading.serial_number, reading.part_number)
        case Rule.EMPTY:
            return NotUnderstood(notice(NoticeKind.EMPTY_SCAN))
        case Rule.TOO_LONG:
            return _too_long(reading)
        case Rule.CONTROL_CHARACTERS:
            return NotUnderstood(notice(NoticeKind.CONTROL_CHARACTERS, text=shown(reading.text)))
        case Rule.NO_SERIAL:
            return NotUnderstood(notice(NoticeKind.SERIAL_MISSING, text=shown(reading.text)))


def meaning_name(meaning: Meaning) -> str:
    """The meaning in one word, as the event log calls it (`unit`, `panel`, `phase`, ...)."""
    match meaning:
        case ShowUnit():
            return "unit"
        case OpenPanel():
            return "panel"
        case SetPhase():
            return "phase"
        case SetProcess():
            return "process"
        case SetTag():
            return "tag"
        case Confirm():
            return "confirm"
        case Cancel():
            return "cancel"
        case NotUnderstood():
            return "not_understood"
        case Refused():
            return "refused"


def shown(text: str) -> str:
    """The text as a person may see it: control characters visible, cut to one line."""
    cut = text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 1] + "…"
    return visible(cut)


def _too_long(reading: Reading) -> Meaning:
    longest = max(len(field) for field in reading.text.split("/"))
    whole = len(reading.text) > LONGEST_TEXT
    length, limit = (len(reading.text), LONGEST_TEXT) if whole else (longest, LONGEST_FIELD)
    return NotUnderstood(notice(NoticeKind.SCAN_TOO_LONG, length=str(length), limit=str(limit)))


def _command(reading: Reading) -> Meaning:
    name, _, rest = reading.argument.partition("-")
    rest = rest.strip()
    match name.upper():
        case "PANEL":
            return _panel(reading, rest)
        case "PHASE" if rest:
            return SetPhase(rest)
        case "PROCESS" if rest:
            return SetProcess(rest)
        case "TAG":
            return _tag(reading, rest)
        case "PHASE" | "PROCESS":
            return NotUnderstood(notice(NoticeKind.COMMAND_INCOMPLETE, text=shown(reading.text)))
        case "CONFIRM" if not rest:
            return Confirm()
        case "CANCEL" if not rest:
            return Cancel()
        case later if later in _LATER:
            return Refused(notice(NoticeKind.NOT_IN_THIS_VERSION, text=shown(reading.text)))
    return NotUnderstood(notice(NoticeKind.UNKNOWN_COMMAND, text=shown(reading.text)))


def _panel(reading: Reading, name: str) -> Meaning:
    panel = Panel.__members__.get(name.upper())
    if panel is None:
        return NotUnderstood(notice(NoticeKind.UNKNOWN_COMMAND, text=shown(reading.text)))
    if panel not in AVAILABLE:
        return Refused(notice(NoticeKind.NOT_IN_THIS_VERSION, text=shown(reading.text)))
    return OpenPanel(panel)


def _tag(reading: Reading, rest: str) -> Meaning:
    key, equals, value = rest.partition("=")
    key, value = key.strip(), value.strip()
    if not (key and equals and value):
        return NotUnderstood(notice(NoticeKind.COMMAND_INCOMPLETE, text=shown(reading.text)))
    return SetTag(key, value)
