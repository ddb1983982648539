"""What a station can be told once and keeps: its server, its place, its scanners, its labels.

Each field is the one declaration of its setting: type, standard value, what it is for, and
whether a change waits for the next start. `declarations` lists them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wats_station.domain.display import Language, ThemeMode
from wats_station.domain.gate import GateRule
from wats_station.domain.hold import HOLD_TAG
from wats_station.domain.next_phases import NextPhases, table_of
from wats_station.domain.panel import AVAILABLE, Panel
from wats_station.domain.phase import PhaseTable
from wats_station.domain.scanner_port import SerialSettings
from wats_station.domain.scanner_profile import ScannerProfile
from wats_station.domain.setting import Declaration, declared_in, described

LOUDEST = 100
LONGEST_IDLE = 24 * 60
MOST_DAYS = 36_500
MOST_RUNS = 1_000
# The settings are no place to begin: a supervisor opens them.
START_PANELS = tuple(each for each in Panel if each in AVAILABLE - {Panel.SETTINGS})


@dataclass(frozen=True, slots=True)
class LabelRule:
    """A regular expression with groups named serial, part, revision, batch and process."""

    name: str
    pattern: str


@dataclass(frozen=True, slots=True)
class LabelSettings:
    """What labels look like here; `parts_by_gtin` tells the part number of a GTIN."""

    command_prefix: str = field(
        default="CMD-",
        metadata=described("What the code of a command begins with; at least one character."),
    )
    badge_prefix: str = field(
        default="OPR-",
        metadata=described("What an operator's badge begins with; at least one character."),
    )
    rules: tuple[LabelRule, ...] = field(
        default=(),
        metadata=described(
            "How to read labels of your own, tried in order and before the standards: regular"
            " expressions with groups named serial, part, revision, batch and process."
        ),
    )
    parts_by_gtin: Mapping[str, str] = field(
        default_factory=dict, metadata=described("The part number of each GTIN on a label.")
    )

    def __post_init__(self) -> None:
        # Every text begins with nothing: each scan would be a badge.
        if not self.command_prefix or not self.badge_prefix:
            raise ValueError("a prefix of commands and of badges is at least one character")


@dataclass(frozen=True, slots=True)
class StationSettings:
    """Who and where this station is.

    Without a `name` it is called as the computer is. `process` is the code of the process
    that is carried out here; None where it does several.
    """

    name: str = field(
        default="",
        metadata=described("What goes onto every change made here; empty: the computer's name."),
    )
    location: str = field(default="", metadata=described("Where the station stands."))
    process: int | None = field(
        default=None,
        metadata=described(
            "The code of the process carried out here; null: several of them, or none."
        ),
    )
    parts: tuple[str, ...] = field(
        default=(),
        metadata=described(
            "The part numbers that belong here, * for any text; empty: all. Counts where"
            " station.process is set."
        ),
    )
    most_runs: int = field(
        default=0,
        metadata=described(
            "How often the process here may be run without passing: 0 to 1000; at 0 any number."
        ),
    )
    most_repairs: int = field(
        default=0,
        metadata=described(
            "How often a unit may be repaired for the process here: 0 to 1000; at 0 any number."
        ),
    )

    required_tags: tuple[str, ...] = field(
        default=(),
        metadata=described(
            "The tags that are asked for once per batch and put onto every unit that is moved"
            " here, as Lot and WorkOrder; empty: none."
        ),
    )
    station_tag: str = field(
        default="Station",
        metadata=described(
            "The tag that gets this station's name where tags are required; empty: none."
        ),
    )
    operator_tag: str = field(
        default="Operator",
        metadata=described(
            "The tag that gets the operator's name where tags are required; empty: none."
        ),
    )
    may_create: bool = field(
        default=False,
        metadata=described(
            "Whether a unit that is not found may be made here, from its label and a yes."
        ),
    )

    def __post_init__(self) -> None:
        _check_tags(self.required_tags, (self.station_tag, self.operator_tag))
        if not all(0 <= each <= MOST_RUNS for each in (self.most_runs, self.most_repairs)):
            raise ValueError(f"runs and repairs are limited to 0 to {MOST_RUNS}")
        if not all(each.strip() for each in self.parts):
            raise ValueError("a part number that belongs here is not empty")

    @property
    def gate(self) -> GateRule:
        """What units this station takes."""
        return GateRule(self.process, self.parts, self.most_runs, self.most_repairs)


def _check_tags(required: tuple[str, ...], filled_in: tuple[str, str]) -> None:
    own = {key.casefold() for key in filled_in if key}
    asked = [key.casefold() for key in required]
    for key in (*required, *filter(None, filled_in)):
        if key != key.strip() or not key.isprintable() or not key or "=" in key:
            raise ValueError(f"{key!r} is no tag: name it in printable characters, without =")
        if key.casefold() == HOLD_TAG.casefold():
            raise ValueError(f"the tag {key} says that a unit is on hold: require another one")
    if len(set(asked)) < len(asked):
        raise ValueError("each required tag is named once (letter case does not count)")
    if filled := sorted(own & set(asked)):
        raise ValueError(f"the tag {filled[0]} is filled in by the program: do not require it")
    if len(own) < len([key for key in filled_in if key]):
        raise ValueError("station and operator have a tag each: give them different ones")


@dataclass(frozen=True, slots=True)
class PhaseSettings:
    """Which phases may follow which."""

    next: NextPhases = field(
        default_factory=dict,
        metadata=described(
            "Which phases may follow a phase, where that is not the standard table: by the"
            " phase's number or code, allowed for anybody and supervisor for one alone."
        ),
    )

    def __post_init__(self) -> None:
        table_of(self.next)

    @property
    def table(self) -> PhaseTable:
        """The table in force."""
        return table_of(self.next)


@dataclass(frozen=True, slots=True)
class SoundSettings:
    """How loud outcomes are, in percent; at 0 the screen flashes instead."""

    volume: int = field(
        default=75,
        metadata=described("How loud outcomes are: 0 to 100 percent; at 0 the screen flashes."),
    )

    def __post_init__(self) -> None:
        if not 0 <= self.volume <= LOUDEST:
            raise ValueError(f"a volume is 0 to {LOUDEST}")


@dataclass(frozen=True, slots=True)
class DisplaySettings:
    """What the window speaks, its colours, its first panel, and who may close it."""

    language: Language = field(
        default=Language.SYSTEM,
        metadata=described("The window's language: en or nb; empty: the system's."),
    )
    theme: ThemeMode = field(
        default=ThemeMode.SYSTEM,
        metadata=described(
            "The window's colours: light, dark or contrast; system: light or dark, as the"
            " desktop is."
        ),
    )
    start_panel: Panel = field(
        default=Panel.LOOKUP,
        metadata=described(
            f"The panel in front at the start and after a logout: {', '.join(START_PANELS)}."
        ),
    )
    kiosk: bool = field(
        default=False,
        metadata=described(
            "Whether the window fills the screen and only a supervisor closes it, once"
            " operators are registered."
        ),
    )

    def __post_init__(self) -> None:
        if self.start_panel not in START_PANELS:
            raise ValueError(f"the start panel is one of {', '.join(START_PANELS)}")


@dataclass(frozen=True, slots=True)
class OperatorSettings:
    """Where the registered operators are, and how long one stays logged in without a scan."""

    file: str = field(
        default="",
        metadata=described(
            "A file of operators that several stations share; empty: this station's own.",
            restart=True,
        ),
    )
    idle_minutes: int = field(
        default=10,
        metadata=described(
            "After how many minutes without a scan an operator is logged out: 0 to 1440;"
            " at 0 never."
        ),
    )

    def __post_init__(self) -> None:
        if not 0 <= self.idle_minutes <= LONGEST_IDLE:
            raise ValueError(f"an operator is logged out after 0 to {LONGEST_IDLE} minutes")


@dataclass(frozen=True, slots=True)
class AuditSettings:
    """How long the audit log keeps what was done, and how long it names who did it."""

    keep_days: int = field(
        default=365,
        metadata=described(
            "For how many days the audit log keeps an entry: 0 to 36500; at 0 for ever.",
            restart=True,
        ),
    )
    pseudonymise_after_days: int = field(
        default=0,
        metadata=described(
            "After how many days an entry names a pseudonym instead of the operator:"
            " 0 to 36500; at 0 never.",
            restart=True,
        ),
    )

    def __post_init__(self) -> None:
        times = (self.keep_days, self.pseudonymise_after_days)
        if not all(0 <= each <= MOST_DAYS for each in times):
            raise ValueError(f"the audit log's times are 0 to {MOST_DAYS} days")


@dataclass(frozen=True, slots=True)
class FleetSettings:
    """Where this station finds the settings that it shares with others."""

    folder: str = field(
        default="",
        metadata=described(
            "The shared folder whose settings.json holds the standard values of all stations;"
            " empty: none. What is in it is read at each start.",
            restart=True,
        ),
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is kept; the server's token is no part of it (see `adapters.token`).

    `scanner` is the keyboard scanner in use, `other_scanners` are profiles to change to.
    """

    server: str = field(
        default="",
        metadata=described(
            "The WATS server's or site server's address: http://HOST:PORT or https://HOST."
        ),
    )
    station: StationSettings = field(default_factory=StationSettings)
    scanner: ScannerProfile = field(
        default_factory=ScannerProfile,
        metadata=described(
            "The keyboard scanner in use. Its layout is us, no, de or fr; prefix and suffixes are"
            " one character each; thresholds are in seconds, above 0 and at most 10."
        ),
    )
    other_scanners: tuple[ScannerProfile, ...] = field(
        default=(),
        metadata=described("Keyboard scanners to change to, each with a name of its own."),
    )
    serial_ports: tuple[SerialSettings, ...] = field(
        default=(),
        metadata=described(
            "Serial scanners, each port once. baud_rate is in bits a second; data_bits 5 to 8;"
            " parity N, E, O, M or S; stop_bits 1, 1.5 or 2."
        ),
    )
    phases: PhaseSettings = field(default_factory=PhaseSettings)
    sounds: SoundSettings = field(default_factory=SoundSettings)
    display: DisplaySettings = field(default_factory=DisplaySettings)
    labels: LabelSettings = field(default_factory=LabelSettings)
    operators: OperatorSettings = field(default_factory=OperatorSettings)
    audit: AuditSettings = field(default_factory=AuditSettings)
    fleet: FleetSettings = field(default_factory=FleetSettings)

    def __post_init__(self) -> None:
        names = [port.port for port in self.serial_ports]
        if len(set(names)) < len(names):
            raise ValueError("each serial port is named once")
        profiles = [profile.name for profile in (self.scanner, *self.other_scanners)]
        if len(set(profiles)) < len(profiles):
            raise ValueError("each scanner profile has a name of its own")
        if self.server and not self.server.startswith(("http://", "https://")):
            raise ValueError("a server's address begins with http:// or https://")


def declarations() -> tuple[Declaration, ...]:
    """Every setting there is, in the order in which they are declared."""
    return tuple(declared_in(Settings))


class SettingsFault(StrEnum):
    """Why kept settings cannot be used."""

    UNREADABLE = "unreadable"
    NOT_SETTINGS = "not_settings"
    NEWER = "newer"


class SettingsProblem(Exception):
    """The settings cannot be read or kept; `detail` says where and why, in plain English."""

    def __init__(self, fault: SettingsFault, detail: str) -> None:
        super().__init__(detail)
        self.fault = fault
        self.detail = detail
