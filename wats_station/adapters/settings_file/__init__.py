"""The settings on the disk: the station's own file, and the fleet's in a shared folder.

A file that is not as it should be is never half used, and never overwritten by what was
not read from it: whoever wrote it is told what is wrong, and where.
"""

from wats_station.adapters.settings_file.kept import Layers, SettingsFile

__all__ = ["Layers", "SettingsFile"]
