"""Which server a data folder's station works on, and with which token."""

from dataclasses import dataclass
from pathlib import Path

from wats_station.services.ports import UnitGateway


@dataclass(frozen=True, slots=True)
class Server:
    """Where the server is, and the token it takes (as WATS issues it)."""

    url: str
    token: str
    # What its commands are kept under: a demo site has another port each time it starts.
    name: str = ""

    @property
    def known_as(self) -> str:
        """What commands to this server are kept under."""
        return self.name or self.url.rstrip("/")


def known_server(folder: Path, given_url: str, given_token: str) -> Server | None:
    """The server that was given, else the kept one; None where there is none, or no token.

    Blocks. Raises `SettingsProblem` and `TokenProblem`.
    """
    from wats_station.adapters.settings_file import SettingsFile
    from wats_station.adapters.token import TokenStore

    url = given_url or SettingsFile(folder).read().server
    if not url:
        return None
    token = given_token or TokenStore(folder).read(url)
    return Server(url, token) if token else None


def make_gateway(server: Server) -> UnitGateway:
    """A gateway to the server; blocks. Raises `GatewayProblem` for an address that is none."""
    from wats_station.adapters.gateway import WatsGateway

    return WatsGateway(server.url, server.token)
