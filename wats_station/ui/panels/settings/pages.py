"""The pages of the settings, each built when it is first looked at."""

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

from wats_station.ui.panels.settings.about import AboutPage
from wats_station.ui.panels.settings.display import DisplayPage
from wats_station.ui.panels.settings.keyboard import KeyboardPage
from wats_station.ui.panels.settings.operators import OperatorsPage
from wats_station.ui.panels.settings.page import Page
from wats_station.ui.panels.settings.papers import PapersPage
from wats_station.ui.panels.settings.phases import PhasesPage
from wats_station.ui.panels.settings.ports import PortsPage
from wats_station.ui.panels.settings.scans import ScansPage
from wats_station.ui.panels.settings.server import ServerPage
from wats_station.ui.panels.settings.sounds import SoundsPage
from wats_station.ui.panels.settings.station import StationPage
from wats_station.ui.theme import Theme

# In the order of their buttons.
NAMES = (
    "server",
    "station",
    "keyboard",
    "ports",
    "sounds",
    "display",
    "papers",
    "scans",
    "phases",
    "operators",
    "about",
)
SomePage = TypeVar("SomePage", bound=Page)


class Pages:
    """A property a page; all of them at once would stall the window when the panel opens.

    `built` is called with each once it is there.
    """

    def __init__(self, theme: Theme, built: Callable[[Page], None]) -> None:
        self._theme = theme
        self._built = built

    def named(self, name: str) -> Page:
        """The page of this name, of those in `NAMES`."""
        page = getattr(self, name)
        if not isinstance(page, Page):
            raise TypeError(f"no page is called {name}")
        return page

    @cached_property
    def server(self) -> ServerPage:
        """The server and its token."""
        return self._build(ServerPage)

    @cached_property
    def station(self) -> StationPage:
        """Who and where this station is."""
        return self._build(StationPage)

    @cached_property
    def keyboard(self) -> KeyboardPage:
        """Keyboard scanners."""
        return self._build(KeyboardPage)

    @cached_property
    def ports(self) -> PortsPage:
        """Serial scanners."""
        return self._build(PortsPage)

    @cached_property
    def sounds(self) -> SoundsPage:
        """How loud outcomes are."""
        return self._build(SoundsPage)

    @cached_property
    def display(self) -> DisplayPage:
        """Language, colours, the first panel, kiosk."""
        return self._build(DisplayPage)

    @cached_property
    def papers(self) -> PapersPage:
        """Sheets of codes."""
        return self._build(PapersPage)

    @cached_property
    def scans(self) -> ScansPage:
        """The last scans."""
        return self._build(ScansPage)

    @cached_property
    def phases(self) -> PhasesPage:
        """Which phases may follow which."""
        return self._build(PhasesPage)

    @cached_property
    def operators(self) -> OperatorsPage:
        """Who may work here."""
        return self._build(OperatorsPage)

    @cached_property
    def about(self) -> AboutPage:
        """What this program is and is made with."""
        return self._build(AboutPage)

    def _build(self, kind: Callable[[Theme], SomePage]) -> SomePage:
        page = kind(self._theme)
        self._built(page)
        return page
