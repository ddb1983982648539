"""The settings panel's flow: what is kept, what is being checked, and what came of it.

A change counts only once it is on the disk: until then the station goes on as before.
A server is asked with its token before either is kept.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.scan_record import ScanRecord
from wats_station.domain.scanner_port import PortState, PortStatus
from wats_station.domain.scanner_profile import ScannerProfile
from wats_station.domain.settings import Settings
from wats_station.domain.settings_layers import Origin, SettingChange, changes, fixed_change
from wats_station.flows import about as about_flow
from wats_station.flows import scanner_setup as set_up_flow
from wats_station.flows.about import AboutEffect, AboutEvent, AboutState
from wats_station.flows.scanner_setup import SetUpEvent, SetUpState


class Busy(StrEnum):
    """What is under way; one thing at a time."""

    CHECKING = "checking"
    KEEPING = "keeping"
    WRITING = "writing"
    PRINTING = "printing"


class Paper(StrEnum):
    """What can be printed, or written as a PDF file."""

    COMMANDS = "commands"
    TEST_CODES = "test_codes"


@dataclass(frozen=True, slots=True)
class Said:
    """How the last thing asked for here ended."""

    good: bool
    what: Notice


@dataclass(frozen=True, slots=True)
class SettingsState:
    """The settings in force, the ports' states, the set-up, and what was said last.

    `token_known` is whether there is a token for the server; the token itself is never
    here. `fixed_server` is the address that this start was given on its command line.
    `can_sound` is False on a computer without a sound device. `fixed_by` says of each
    setting that cannot be changed here, by its dotted path, what it comes from.
    """

    kept: Settings = Settings()
    token_known: bool = False
    fixed_server: str = ""
    can_sound: bool = True
    busy: Busy | None = None
    said: Said | None = None
    ports: tuple[PortStatus, ...] = ()
    set_up: SetUpState = SetUpState()
    scans: tuple[ScanRecord, ...] = ()
    fixed_by: tuple[tuple[str, Origin], ...] = ()
    about: AboutState = AboutState()

    @property
    def fixed(self) -> frozenset[str]:
        """The dotted paths of the settings that cannot be changed here."""
        return frozenset(path for path, _ in self.fixed_by)


@dataclass(frozen=True, slots=True)
class SettingsRead:
    """What was kept is known, or `problem` says why it is not."""

    settings: Settings
    problem: Notice | None = None


@dataclass(frozen=True, slots=True)
class SettingsFixed:
    """These settings, by dotted path, come from outside and cannot be changed here."""

    by: tuple[tuple[str, Origin], ...]


@dataclass(frozen=True, slots=True)
class KeepAsked:
    """Keep these settings and go by them."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class SettingsKept:
    """They are on the disk; or `wrong` says why not, and nothing has changed."""

    settings: Settings
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class ServerAsked:
    """Work on this server from now on; with an empty token, by the one that is known."""

    url: str
    token: str


@dataclass(frozen=True, slots=True)
class ServerAnswered:
    """The server took the token and both are kept (`kept` says where); or there is a `problem`."""

    settings: Settings
    kept: Notice | None = None
    problem: Notice | None = None


@dataclass(frozen=True, slots=True)
class ServerInUse:
    """The station works on a server now; `fixed` is one from the command line."""

    token_known: bool
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class DemoAsked:
    """Try the demo site."""


@dataclass(frozen=True, slots=True)
class PortTold:
    """A serial port is in another state."""

    status: PortStatus


@dataclass(frozen=True, slots=True)
class SoundTold:
    """Whether outcomes can be heard on this computer."""

    can_sound: bool


@dataclass(frozen=True, slots=True)
class SetUpAsked:
    """Something of the set-up by scanning."""

    event: SetUpEvent


@dataclass(frozen=True, slots=True)
class PdfAsked:
    """Write this paper to a PDF file."""

    paper: Paper
    path: str


@dataclass(frozen=True, slots=True)
class PrintAsked:
    """Print this paper; an empty printer is the system's own choice."""

    paper: Paper
    printer: str = ""


@dataclass(frozen=True, slots=True)
class ScansAsked:
    """Write the recorded scans to a file, for support."""

    path: str


@dataclass(frozen=True, slots=True)
class ScansWanted:
    """Somebody wants to see the last scans."""


@dataclass(frozen=True, slots=True)
class ScansRead:
    """The last scans, newest first."""

    scans: tuple[ScanRecord, ...]


@dataclass(frozen=True, slots=True)
class AboutAsked:
    """Something of the page that says what the program is."""

    event: AboutEvent


@dataclass(frozen=True, slots=True)
class SoundAsked:
    """Let this outcome's sound be heard, as loud as it is set."""

    outcome: str


@dataclass(frozen=True, slots=True)
class WorkEnded:
    """What was written or printed is there, or is not; `what` says which."""

    good: bool
    what: Notice


SettingsEvent = (
    SettingsRead
    | SettingsFixed
    | KeepAsked
    | SettingsKept
    | ServerAsked
    | ServerAnswered
    | ServerInUse
    | DemoAsked
    | PortTold
    | SoundTold
    | SetUpAsked
    | PdfAsked
    | PrintAsked
    | ScansAsked
    | ScansWanted
    | ScansRead
    | SoundAsked
    | AboutAsked
    | WorkEnded
)


@dataclass(frozen=True, slots=True)
class KeepSettings:
    """Write the settings to the disk."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class TryServer:
    """Ask the server with the token, then keep both."""

    settings: Settings
    token: str


@dataclass(frozen=True, slots=True)
class Obey:
    """Go by these settings from now on."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class TellChanges:
    """These settings were changed here: the audit log keeps it."""

    changes: tuple[SettingChange, ...]


@dataclass(frozen=True, slots=True)
class ConnectTo:
    """Leave the server that there is, and work on this one."""

    url: str


@dataclass(frozen=True, slots=True)
class ConnectToDemo:
    """Leave the server that there is, and work on a demo site."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Give keys to the set-up instead of taking scans; or take scans again."""

    on: bool


@dataclass(frozen=True, slots=True)
class WritePdf:
    """Write a paper to a file."""

    paper: Paper
    path: str


@dataclass(frozen=True, slots=True)
class Print:
    """Send a paper to a printer."""

    paper: Paper
    printer: str


@dataclass(frozen=True, slots=True)
class WriteScans:
    """Write the recorded scans to a file."""

    path: str


@dataclass(frozen=True, slots=True)
class ReadScans:
    """Read the last scans."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Let a sound be heard."""

    outcome: str


SettingsEffect = (
    KeepSettings
    | TryServer
    | Obey
    | TellChanges
    | ConnectTo
    | ConnectToDemo
    | Measure
    | WritePdf
    | Print
    | WriteScans
    | ReadScans
    | Sound
    | AboutEffect
)
Step = tuple[SettingsState, tuple[SettingsEffect, ...]]


def step(state: SettingsState, event: SettingsEvent) -> Step:
    """The next state, and what is to be done."""
    match event:
        case SettingsRead(settings, problem):
            said = Said(False, problem) if problem else state.said
            return replace(state, kept=settings, said=said), (Obey(settings),)
        case SettingsFixed(by):
            return replace(state, fixed_by=by), ()
        case ServerInUse(token_known, fixed):
            return replace(state, token_known=token_known, fixed_server=fixed), ()
        case PortTold(status):
            return replace(state, ports=_with(state.ports, status)), ()
        case SoundTold(can_sound):
            return replace(state, can_sound=can_sound), ()
        case SoundAsked(outcome):
            return state, (Sound(outcome),)
        case ScansWanted():
            return state, (ReadScans(),)
        case ScansRead(scans):
            return replace(state, scans=scans), ()
        case SetUpAsked() | AboutAsked():
            return _inner(state, event)
        case SettingsKept(settings, wrong):
            return _kept(state, settings, wrong)
        case ServerAnswered():
            return _server_answered(state, event)
        case WorkEnded(good, what):
            return replace(state, busy=None, said=Said(good, what)), ()
    # One thing at a time: what was pressed twice is not done twice.
    return (state, ()) if state.busy is not None else _begin(state, event)


def left(state: SettingsState) -> Step:
    """Another panel comes to the front: a set-up under way ends, and its keys are scans again."""
    resting = replace(state, said=None)
    if state.set_up.stage is set_up_flow.Stage.RESTING:
        return resting, ()
    return _set_up(resting, set_up_flow.Left())


_PORT_NEWS = {
    PortState.MISSING: NoticeKind.SCANNER_LOST,
    PortState.BUSY: NoticeKind.SCANNER_BUSY,
    PortState.DENIED: NoticeKind.SCANNER_DENIED,
    PortState.FAILED: NoticeKind.SCANNER_FAILED,
    PortState.OPEN: NoticeKind.SCANNER_BACK,
}


def port_news(before: SettingsState, now: SettingsState) -> Said | None:
    """What to tell the bench of a port whose state has changed; None for no news."""
    if before.ports is now.ports:
        return None
    known = {port.port: port.state for port in before.ports}
    for port in now.ports:
        was = known.get(port.port, PortState.CLOSED)
        expected = was is PortState.CLOSED and port.state is PortState.OPEN
        if port.state is not was and port.state in _PORT_NEWS and not expected:
            what = notice(_PORT_NEWS[port.state], port=port.port, detail=port.detail)
            return Said(port.state is PortState.OPEN, what)
    return None


def _begin(
    state: SettingsState,
    event: KeepAsked | ServerAsked | DemoAsked | PdfAsked | PrintAsked | ScansAsked,
) -> Step:
    match event:
        case KeepAsked(settings):
            if why := _refused(state, settings):
                return replace(state, said=Said(False, why)), ()
            return replace(state, busy=Busy.KEEPING, said=None), (KeepSettings(settings),)
        case ServerAsked(url, token):
            return _server_asked(state, url.strip().rstrip("/"), token.strip())
        case DemoAsked():
            return replace(state, said=None), (ConnectToDemo(),)
        case PdfAsked(paper, path):
            return replace(state, busy=Busy.WRITING, said=None), (WritePdf(paper, path),)
        case PrintAsked(paper, printer):
            return replace(state, busy=Busy.PRINTING, said=None), (Print(paper, printer),)
        case ScansAsked(path):
            return replace(state, busy=Busy.WRITING, said=None), (WriteScans(path),)


def _server_asked(state: SettingsState, url: str, token: str) -> Step:
    try:
        settings = replace(state.kept, server=url)
    except ValueError:
        settings = state.kept
        url = ""
    if not url:
        return replace(state, said=Said(False, notice(NoticeKind.ADDRESS_WRONG))), ()
    if why := _refused(state, settings):
        return replace(state, said=Said(False, why)), ()
    if not token and not (state.token_known and url == state.kept.server):
        return replace(state, said=Said(False, notice(NoticeKind.TOKEN_MISSING, server=url))), ()
    return replace(state, busy=Busy.CHECKING, said=None), (TryServer(settings, token),)


def _server_answered(state: SettingsState, event: ServerAnswered) -> Step:
    if event.kept is None:
        why = event.problem or notice(NoticeKind.PROGRAM_FAULT)
        return replace(state, busy=None, said=Said(False, why)), ()
    now = replace(
        state,
        busy=None,
        kept=event.settings,
        token_known=True,
        fixed_server="",
        said=Said(True, event.kept),
    )
    told = _told(state.kept, event.settings)
    return now, (Obey(event.settings), *told, ConnectTo(event.settings.server))


def _kept(state: SettingsState, settings: Settings, wrong: str) -> Step:
    setting_up = state.set_up.stage is set_up_flow.Stage.KEEPING
    set_up = state.set_up
    if setting_up:
        set_up, _ = set_up_flow.step(set_up, set_up_flow.KeepEnded(wrong))
    if wrong:
        said = Said(False, notice(NoticeKind.SETTINGS_NOT_KEPT, detail=wrong))
        return replace(state, busy=None, said=said, set_up=set_up), ()
    said = Said(True, notice(NoticeKind.SETTINGS_KEPT))
    names = {port.port for port in settings.serial_ports}
    ports = tuple(port for port in state.ports if port.port in names)
    now = replace(state, busy=None, said=said, kept=settings, set_up=set_up, ports=ports)
    return now, (Obey(settings), *_told(state.kept, settings))


def _told(before: Settings, now: Settings) -> tuple[TellChanges, ...]:
    found = changes(before, now)
    return (TellChanges(found),) if found else ()


def _inner(state: SettingsState, event: SetUpAsked | AboutAsked) -> Step:
    """What a page's own flow answers."""
    if isinstance(event, SetUpAsked):
        return _set_up(state, event.event)
    about, effects = about_flow.step(state.about, event.event)
    return replace(state, about=about), effects


def _set_up(state: SettingsState, event: SetUpEvent) -> Step:
    set_up, effects = set_up_flow.step(state.set_up, event)
    now, ours = replace(state, set_up=set_up), list[SettingsEffect]()
    for effect in effects:
        match effect:
            case set_up_flow.Listen(on):
                ours.append(Measure(on))
            case set_up_flow.Keep(profile):
                wanted = _using(state.kept, profile)
                if why := _refused(state, wanted):
                    ended, _ = set_up_flow.step(set_up, set_up_flow.KeepEnded(why.kind.value))
                    now = replace(now, said=Said(False, why), set_up=ended)
                    continue
                now = replace(now, busy=Busy.KEEPING, said=None)
                ours.append(KeepSettings(wanted))
    return now, tuple(ours)


def _refused(state: SettingsState, wanted: Settings) -> Notice | None:
    """Why these settings cannot be kept: one of them that is fixed would change."""
    by = dict(state.fixed_by)
    path = fixed_change(state.kept, wanted, by)
    return notice(NoticeKind.SETTING_FIXED, path=path, by=by[path]) if path else None


def _using(settings: Settings, profile: ScannerProfile) -> Settings:
    """The settings with this profile in use; the one before it stays to be changed back to."""
    before = settings.scanner
    others = tuple(each for each in settings.other_scanners if each.name != profile.name)
    if before.measured and before.name != profile.name:
        others = (before, *(each for each in others if each.name != before.name))
    return replace(settings, scanner=profile, other_scanners=others)


def change_scanner(settings: Settings, name: str) -> Settings:
    """The settings with the other profile of this name in use instead."""
    wanted = next(each for each in settings.other_scanners if each.name == name)
    others = tuple(each for each in settings.other_scanners if each.name != name)
    return replace(settings, scanner=wanted, other_scanners=(settings.scanner, *others))


def _with(ports: tuple[PortStatus, ...], status: PortStatus) -> tuple[PortStatus, ...]:
    if all(port.port != status.port for port in ports):
        return (*ports, status)
    return tuple(status if port.port == status.port else port for port in ports)
