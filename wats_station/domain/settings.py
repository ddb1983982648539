"""What a station can be told once and keeps: its scanners, its labels, its sounds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is kept. `volume` is in percent; 0 flashes instead."""

    station_name: str = ""
    location: str = ""
    scanner: ScannerProfile = field(default_factory=ScannerProfile)
    labels: LabelSettings = field(default_factory=LabelSettings)
    volume: int = LOUDEST

    def __post_init__(self) -> None:
        if not 0 <= self.volume <= LOUDEST:
            raise ValueError("the volume is 0 to 100 percent")


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
