"""The token every /api route asks for (wire contract section 1).

What follows `Basic ` is taken as it is, opaque. The first token comes from the
environment or from a file that only its owner can read; further ones are kept as digests
in the database, and one that was revoked is refused within a second.
"""

import hmac
import os
import secrets
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from fastapi import Request

from wats_station.site_server.refusals import forbidden
from wats_station.site_server.store import tokens
from wats_station.site_server.store.database import Database
from wats_station.site_server.store.tokens import ADMINISTER, digest_of

TOKEN_VARIABLE = "WATS_STATION_SITE_TOKEN"
TOKEN_FILE = "site-token"
_SCHEME = b"basic "
_FRESH_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose token a request carries."""

    name: str
    role: str


class TokenCheck:
    """Knows the tokens: the first one, which may administer, and the database's."""

    def __init__(self, first: str, database: Database) -> None:
        self._database = database
        self._first = (digest_of(first).encode(), Caller("first", ADMINISTER))
        self._others: list[tuple[bytes, Caller]] = []
        self._read_at = -_FRESH_SECONDS

    async def caller(self, authorization: bytes) -> Caller | None:
        """Whose token stands in this header, or None for nobody's."""
        if authorization[: len(_SCHEME)].lower() != _SCHEME:
            return None
        digest = digest_of(
            authorization[len(_SCHEME) :].strip().decode("utf-8", "replace")
        ).encode()
        if hmac.compare_digest(digest, self._first[0]):
            return self._first[1]
        if monotonic() - self._read_at >= _FRESH_SECONDS:
            rows = await self._database.read(tokens.in_use)
            self._others = [(kept.encode(), Caller(name, role)) for kept, role, name in rows]
            self._read_at = monotonic()
        # Every one is compared, so that the time taken says nothing about which was right.
        found = [who for kept, who in self._others if hmac.compare_digest(digest, kept)]
        return found[0] if found else None


async def administrators_only(request: Request) -> None:
    """A dependency: raises a 403 refusal for a token that may only operate."""
    if request.state.caller.role != ADMINISTER:
        raise forbidden()


def first_token(data_dir: Path) -> tuple[str, Path | None]:
    """The token to accept, and the file it is kept in when it was not given by environment.

    Raises OSError when the file cannot be read or made.
    """
    given = os.environ.get(TOKEN_VARIABLE, "").strip()
    if given:
        return given, None
    path = data_dir / TOKEN_FILE
    while True:
        kept = path.read_text(encoding="utf-8").strip() if path.exists() else ""
        if kept:
            return kept, path
        _write_new_token(path)


def _write_new_token(path: Path) -> None:
    token = b64encode(f"station:{secrets.token_urlsafe(24)}".encode()).decode()
    # Made elsewhere and moved into place: a kill half-way leaves no empty token behind,
    # and at no instant can another user read it.
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(token + "\n")
    draft.replace(path)
