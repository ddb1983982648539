"""Which server the window works on: the command line's, the kept one, a demo site, or none yet."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from wats_station.app.demo import DemoSite
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.panel import Panel
from wats_station.domain.secrets import TokenProblem
from wats_station.domain.settings import Settings
from wats_station.flows.settings import ServerInUse
from wats_station.scan.intent import OpenPanel
from wats_station.station.composition import Station, known_token
from wats_station.station.known_server import Server
from wats_station.ui.words import panel_word


class Wanted(NamedTuple):
    """What the start was asked for; `url` and `token` are empty where nothing was given."""

    demo: bool
    url: str
    token: str


class ServerChoice:
    """Connects the station, at the start and whenever the settings choose another server.

    `shown` is called with the address and whether it is a demo site, each time one of them
    becomes known.
    """

    def __init__(
        self,
        station: Station,
        folder: Path,
        wanted: Wanted,
        shown: Callable[[str, bool], None],
    ) -> None:
        self._station = station
        self._folder = folder
        self._wanted = wanted
        self._shown = shown
        self._demo: DemoSite | None = None

    async def begin(self, settings: Settings) -> None:
        """Work on the server that is wanted, else on the kept one; without any say so."""
        url = self._wanted.url or settings.server
        if self._wanted.demo:
            self.change("")
            return
        token = await self._token_for(url) if url else ""
        engine = self._station.engine
        engine.settings_event(ServerInUse(bool(token), self._wanted.url))
        if token:
            self._shown(url, False)
            self._station.connect(_known(Server(url, token)))
            return
        self._station.stay_without()
        engine.pressed(panel_word(Panel.SETTINGS), OpenPanel(Panel.SETTINGS))
        if url:
            engine.told(notice(NoticeKind.TOKEN_MISSING, server=url))

    def change(self, url: str) -> None:
        """Work on this server, whose token is kept by now; an empty one is the demo site."""
        self._shown(url, not url)
        self._station.connect(self._kept_server(url) if url else self._demo_site())

    async def end(self) -> None:
        """Stop the demo site, where there is one."""
        if self._demo is not None:
            await self._demo.stop()

    async def _token_for(self, url: str) -> str:
        if self._wanted.token:
            return self._wanted.token
        try:
            return await known_token(self._folder, url)
        except TokenProblem as problem:
            why = notice(NoticeKind.SETTINGS_FAULT, detail=str(problem))
            self._station.engine.told(why)
            return ""

    async def _kept_server(self, url: str) -> Server:
        return Server(url, await known_token(self._folder, url))

    async def _demo_site(self) -> Server:
        if self._demo is None:
            # The same site as `--demo` has, whichever way it was asked for.
            folder = self._folder if self._wanted.demo else self._folder / "demo"
            self._demo = DemoSite(folder / "site")
        server = await self._demo.start()
        self._shown(server.url, True)
        return server


async def _known(server: Server) -> Server:
    return server
