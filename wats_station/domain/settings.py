"""What a station can be told once and keeps: its scanner and its labels."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wats_station.domain.scanner_profile import ScannerProfile


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
class Settings:
    """Everything that is kept."""

    scanner: ScannerProfile = field(default_factory=ScannerProfile)
    labels: LabelSettings = field(default_factory=LabelSettings)


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
