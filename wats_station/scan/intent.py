"""Intent: what a reading asks the station to do."""

from dataclasses import dataclass, replace

from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.panel import AVAILABLE, Panel
from wats_station.domain.quarantine import QuarantineScope
from wats_station.scan import commands
from wats_station.scan.decode import LONGEST_FIELD, LONGEST_TEXT, visible
from wats_station.scan.reading import Reading, Rule

_SHOWN_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class ShowUnit:
    """Look a unit up; an empty part number leaves it to the server.

    `other` is the serial and part number that the same keys say on another keyboard
    layout: both are looked up, and what is there is meant (product.md 4.2). Revision and
    batch are what the label says, for a unit that is to be made.
    """

    serial_number: str
    part_number: str = ""
    other: tuple[str, str] | None = None
    revision: str = ""
    batch_number: str = ""


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
class Hold:
    """Put the current unit on hold."""


@dataclass(frozen=True, slots=True)
class Release:
    """Let the current unit go on."""


@dataclass(frozen=True, slots=True)
class Quarantine:
    """Put the current unit's lot or revision into quarantine, or let it out.

    Without a `reason` the station asks for one.
    """

    scope: QuarantineScope
    on: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """An operator's badge, without its prefix."""

    badge: str


@dataclass(frozen=True, slots=True)
class Logout:
    """The operator goes."""


@dataclass(frozen=True, slots=True)
class Confirm:
    """Answer yes to what the station asked."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """Leave what the station asked."""


@dataclass(frozen=True, slots=True)
class Verify:
    """Say how the current unit stands, or in the assembly panel whether it is complete."""


@dataclass(frozen=True, slots=True)
class Remove:
    """The next child scanned comes out of the open assembly."""


@dataclass(frozen=True, slots=True)
class Replace:
    """The next two scans swap a child of the open assembly: old, then new."""


@dataclass(frozen=True, slots=True)
class Disassemble:
    """Every child comes out of the open assembly."""


@dataclass(frozen=True, slots=True)
class Fail:
    """The open repair has one more failure: its code, or category/code."""

    text: str


@dataclass(frozen=True, slots=True)
class Component:
    """The component reference of the failure that was added last."""

    text: str


@dataclass(frozen=True, slots=True)
class FileRepair:
    """File the open repair."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the last change of the current unit back."""


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
    | Hold
    | Release
    | Quarantine
    | Badge
    | Logout
    | Confirm
    | Cancel
    | Verify
    | Remove
    | Replace
    | Disassemble
    | Fail
    | Component
    | FileRepair
    | Undo
    | NotUnderstood
    | Refused
)

_WRITES = (
    SetPhase,
    SetProcess,
    SetTag,
    Hold,
    Release,
    Quarantine,
    Badge,
    Confirm,
    Remove,
    Replace,
    Disassemble,
    Fail,
    Component,
    FileRepair,
    Undo,
)

# Commands without a value.
_PLAIN: dict[str, Meaning] = {
    "HOLD": Hold(),
    "RELEASE": Release(),
    "LOGOUT": Logout(),
    "CONFIRM": Confirm(),
    "CANCEL": Cancel(),
    "VERIFY": Verify(),
    "REMOVE": Remove(),
    "REPLACE": Replace(),
    "DISASSEMBLE": Disassemble(),
    "SUBMIT": FileRepair(),
    "UNDO": Undo(),
}


def intent(reading: Reading, *, torn: bool = False) -> Meaning:
    """What the reading asks for; a torn scan asks for nothing but to be scanned again."""
    if torn:
        return NotUnderstood(notice(NoticeKind.SCAN_TORN, text=shown(reading.text)))
    match reading.rule:
        case Rule.COMMAND:
            return _command(reading)
        case Rule.BADGE:
            return _badge(reading)
        case Rule.WATS_FIELDS | Rule.SERIAL | Rule.CUSTOM | Rule.MH10 | Rule.GS1:
            return ShowUnit(
                reading.serial_number,
                reading.part_number,
                revision=reading.revision,
                batch_number=reading.batch_number,
            )
        case Rule.EMPTY:
            return NotUnderstood(notice(NoticeKind.EMPTY_SCAN))
        case Rule.TOO_LONG:
            return _too_long(reading)
        case Rule.CONTROL_CHARACTERS:
            return _unread(reading, NoticeKind.CONTROL_CHARACTERS)
        case Rule.NO_SERIAL:
            return _unread(reading, NoticeKind.SERIAL_MISSING)


def answered(code: str) -> bool:
    """True for a command, by its code without prefix, that this version carries out."""
    name, _, rest = code.partition("-")
    if name == "PANEL":
        return Panel.__members__.get(rest) in AVAILABLE
    return True


def settled(by_position: Meaning, by_system: Meaning, text: str, other: str) -> Meaning:
    """What keys mean that two layouts read differently; never a write unless both agree."""
    if by_position == by_system:
        return by_position
    if isinstance(by_position, ShowUnit) and isinstance(by_system, ShowUnit):
        return replace(by_position, other=(by_system.serial_number, by_system.part_number))
    if isinstance(by_position, _WRITES) or isinstance(by_system, _WRITES):
        why = notice(NoticeKind.LAYOUT_AMBIGUOUS, text=shown(text), other=shown(other))
        return Refused(why)
    # A command that changes nothing is no serial number by accident.
    for wanted in (OpenPanel | Cancel | Verify, ShowUnit, Refused):
        for meaning in (by_position, by_system):
            if isinstance(meaning, wanted):
                return meaning
    return by_position


_NAMES: dict[type[Meaning], str] = {
    ShowUnit: "unit",
    OpenPanel: "panel",
    SetPhase: "phase",
    SetProcess: "process",
    SetTag: "tag",
    Hold: "hold",
    Release: "release",
    Quarantine: "quarantine",
    Badge: "badge",
    Logout: "logout",
    Confirm: "confirm",
    Cancel: "cancel",
    Verify: "verify",
    Remove: "remove",
    Replace: "replace",
    Disassemble: "disassemble",
    Fail: "fail",
    Component: "component",
    FileRepair: "submit",
    Undo: "undo",
    NotUnderstood: "not_understood",
    Refused: "refused",
}


def meaning_name(meaning: Meaning) -> str:
    """The meaning in one word, as the event log calls it (`unit`, `panel`, `phase`, ...)."""
    return _NAMES[type(meaning)]


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
        case "FAIL" if rest:
            return Fail(rest)
        case "REF" if rest:
            return Component(rest)
        case "HOLD" | "RELEASE" if (wanted := _quarantine(name, rest)) is not None:
            return wanted
        case "PHASE" | "PROCESS" | "FAIL" | "REF":
            return NotUnderstood(notice(NoticeKind.COMMAND_INCOMPLETE, text=shown(reading.text)))
        case plain if plain in _PLAIN and not rest:
            return _PLAIN[plain]
    return _unread(reading, NoticeKind.UNKNOWN_COMMAND)


def _unread(reading: Reading, kind: NoticeKind) -> Meaning:
    """What was not understood, with what it may have been meant to say."""
    values = {"text": shown(reading.text)}
    nearest = reading.nearest
    if kind is NoticeKind.UNKNOWN_COMMAND and (close := commands.nearest(reading.argument)):
        nearest = reading.text.removesuffix(reading.argument) + close
    if nearest:
        values["nearest"] = shown(nearest)
    return NotUnderstood(notice(kind, **values))


def _panel(reading: Reading, name: str) -> Meaning:
    panel = Panel.__members__.get(name.upper())
    if panel is None:
        return _unread(reading, NoticeKind.UNKNOWN_COMMAND)
    if panel not in AVAILABLE:
        return Refused(notice(NoticeKind.NOT_IN_THIS_VERSION, text=shown(reading.text)))
    return OpenPanel(panel)


def _quarantine(name: str, rest: str) -> Quarantine | None:
    """`HOLD-LOT`, `RELEASE-REVISION`, ... with `=` and a reason, where there is one."""
    what, _, reason = rest.partition("=")
    scope = QuarantineScope.__members__.get(what.strip().upper())
    return Quarantine(scope, name.upper() == "HOLD", reason.strip()) if scope else None


def _badge(reading: Reading) -> Meaning:
    badge = reading.argument.strip()
    if not badge:
        return NotUnderstood(notice(NoticeKind.COMMAND_INCOMPLETE, text=shown(reading.text)))
    return Badge(badge)


def _tag(reading: Reading, rest: str) -> Meaning:
    key, equals, value = rest.partition("=")
    key, value = key.strip(), value.strip()
    if not (key and equals and value):
        return NotUnderstood(notice(NoticeKind.COMMAND_INCOMPLETE, text=shown(reading.text)))
    return SetTag(key, value)
