"""The window's look while it runs: its language, its colours, and how it stands."""

from PySide6.QtWidgets import QApplication

from wats_station.app.first_look import LookWanted
from wats_station.ui.language import install
from wats_station.ui.stance import Stance
from wats_station.ui.theme import Theme


class Look:
    """Has the window follow what is wanted; the same as before costs nothing.

    `shown` is the look that application and theme were made with; `stance` is the window's.
    """

    def __init__(self, app: QApplication, theme: Theme, stance: Stance, shown: LookWanted) -> None:
        self._app = app
        self._theme = theme
        self.stance = stance
        self._shown = shown

    def use(self, wanted: LookWanted) -> None:
        """Speak, colour and stand so from now on."""
        before, self._shown = self._shown, wanted
        if wanted.language != before.language:
            install(self._app, wanted.language)
        if wanted.theme != before.theme:
            self._theme.set_mode(wanted.theme)
        if wanted.kiosk is not before.kiosk:
            self.stance.take(kiosk=wanted.kiosk)
