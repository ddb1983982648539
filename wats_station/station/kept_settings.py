"""The settings of each data folder that this process works on, read in layers.

One object a folder: what is kept later is compared with what was read, and what the run was
given on its command line holds for both.
"""

from collections.abc import Sequence
from pathlib import Path

from wats_station.adapters.settings_file import SettingsFile
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.flows.settings import SettingsFixed

_opened: dict[Path, SettingsFile] = {}


def open_settings(folder: Path, command_line: Sequence[str] = ()) -> SettingsFile:
    """The settings of this folder with what this run was given, texts `path=value`.

    From now on they are the folder's: `settings_of` finds them.
    """
    _opened[folder] = SettingsFile(folder, command_line=command_line)
    return _opened[folder]


def settings_of(folder: Path) -> SettingsFile:
    """The folder's settings, as they were opened or else as the environment has them."""
    return _opened.get(folder) or open_settings(folder)


def fixed(file: SettingsFile) -> SettingsFixed:
    """Which settings cannot be changed in this run, once they were read."""
    by = file.layers.in_force.fixed if file.layers is not None else {}
    return SettingsFixed(tuple(by.items()))


def problems(file: SettingsFile) -> tuple[Notice, ...]:
    """What could not be used beside the station's own file, once it was read."""
    if file.layers is None:
        return ()
    told = [notice(NoticeKind.SETTING_LEFT_OUT, detail=detail) for detail in file.layers.left_out]
    fleet = file.layers.fleet
    if fleet.problem:
        kind = NoticeKind.FLEET_COPY_USED if fleet.copied else NoticeKind.FLEET_UNKNOWN
        told.append(notice(kind, detail=fleet.problem))
    return tuple(told)
