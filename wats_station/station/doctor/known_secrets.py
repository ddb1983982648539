"""The secrets that this station knows, so that none of them gets into a bundle."""

import json
import os
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from wats_station.domain.secrets import TokenProblem
from wats_station.domain.settings import SettingsProblem

TOKENS, SITE_TOKEN = "token.json", "site-token"
_VARIABLES = ("WATS_STATION_TOKEN", "WATS_STATION_SITE_TOKEN")
# Shorter ones are no secrets, and stand in every other word.
_SHORTEST = 6


def known_secrets(folder: Path, url: str) -> frozenset[str]:
    """Tokens of the environment, the data folder and the keyring, in each form they may have.

    `url` is the server that was asked for, empty for the kept one. Raises nothing: what cannot
    be read here cannot be read by the bundle either.
    """
    plain = {each.strip() for each in _tokens(folder, url)}
    spelled = {form for each in plain for form in _forms(each)}
    return frozenset(each for each in spelled if len(each) >= _SHORTEST)


def _tokens(folder: Path, url: str) -> Iterator[str]:
    yield from (os.environ.get(name, "") for name in _VARIABLES)
    with suppress(OSError):
        for path in folder.rglob(SITE_TOKEN):
            yield from _content(path).split()
    with suppress(OSError):
        for path in folder.rglob(TOKENS):
            with suppress(ValueError, AttributeError):  # it holds no tokens, or is damaged
                yield from map(str, json.loads(_content(path)).values())
    yield _kept(folder, url)


def _kept(folder: Path, url: str) -> str:
    from wats_station.station.known_server import known_server

    with suppress(SettingsProblem, TokenProblem):
        server = known_server(folder, url, "")
        return server.token if server else ""
    return ""


def _content(path: Path) -> str:
    with suppress(OSError):
        return path.read_text(encoding="utf-8", errors="replace")
    return ""


def _forms(token: str) -> Iterator[str]:
    """As it is, as JSON and a scan's bytes are written, and the password that it is made of."""
    yield token
    yield json.dumps(token)[1:-1]
    yield token.encode(errors="replace").hex(" ")
    with suppress(ValueError):
        said = b64decode(token, validate=True).decode()
        yield said
        yield said.partition(":")[2]
