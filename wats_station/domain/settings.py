"""What a station can be told once and keeps: its server, its place, its scanners, its labels."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wats_station.domain.scanner_port import SerialSettings
from wats_station.domain.scanner_profile import ScannerProfile

LOUDEST = 100


@dataclass(frozen=True, slots=True)
class LabelRule:
    """A regular expression with groups named serial, part, revision, batch and process."""

    name: str
    pattern: str


@dataclass(frozen=True, slots=True)
class LabelSettings:
    """What labels look like here; `parts_by_gtin` tells the part number of a GTIN."""

    command_prefix: str = "CMD-"
    badge_prefix: str = "OPR-"
    rules: tuple[LabelRule, ...] = ()
    parts_by_gtin: Mapping[str, str] = field(default_factory=dict)

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

    name: str = ""
    location: str = ""
    process: int | None = None


@dataclass(frozen=True, slots=True)
class SoundSettings:
    """How loud outcomes are, in percent; at 0 the screen flashes instead."""

    volume: int = 75

    def __post_init__(self) -> None:
        if not 0 <= self.volume <= LOUDEST:
            raise ValueError(f"a volume is 0 to {LOUDEST}")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is kept; the server's token is no part of it (see `adapters.token`).

    `scanner` is the keyboard scanner in use, `other_scanners` are profiles to change to.
    """

    server: str = ""
    station: StationSettings = field(default_factory=StationSettings)
    scanner: ScannerProfile = field(default_factory=ScannerProfile)
    other_scanners: tuple[ScannerProfile, ...] = ()
    serial_ports: tuple[SerialSettings, ...] = ()
    sounds: SoundSettings = field(default_factory=SoundSettings)
    labels: LabelSettings = field(default_factory=LabelSettings)

    def __post_init__(self) -> None:
        names = [port.port for port in self.serial_ports]
        if len(set(names)) < len(names):
            raise ValueError("each serial port is named once")
        profiles = [profile.name for profile in (self.scanner, *self.other_scanners)]
        if len(set(profiles)) < len(profiles):
            raise ValueError("each scanner profile has a name of its own")
        if self.server and not self.server.startswith(("http://", "https://")):
            raise ValueError("a server's address begins with http:// or https://")


class SettingsFault(StrEnum):
    """Why kept settings cannot be used."""

    UNREADABLE = "unreadable"
    NOT_SETTINGS = "not_settings"


class SettingsProblem(Exception):
    """The settings cannot be read or kept; `detail` says where and why, in plain English."""

    def __init__(self, fault: SettingsFault, detail: str) -> None:
        super().__init__(detail)
        self.fault = fault
        self.detail = detail
