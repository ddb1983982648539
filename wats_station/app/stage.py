"""What the start makes before anything else is loaded, and the rest of the run works with."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QApplication

from wats_station.app.look import Look
from wats_station.app.single import OneWindow
from wats_station.ui.shell import Shell

if TYPE_CHECKING:
    from wats_station.log import EventLog


class Stage(NamedTuple):
    """Application, window and how it looks, its folder's lock, the event log."""

    app: QApplication
    shell: Shell
    look: Look
    window: OneWindow
    events: "EventLog"
