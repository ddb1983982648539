"""The token every /api route asks for (wire contract section 1).

What follows `Basic ` is compared as it is, opaque, in constant time. Issue 3 brings a
table of hashed tokens with roles; then `TokenCheck` asks the store.
"""

import hmac
import os
import secrets
from base64 import b64encode
from pathlib import Path

from fastapi import Request

from wats_station.site_server.problems import unauthorized

TOKEN_VARIABLE = "WATS_STATION_SITE_TOKEN"
TOKEN_FILE = "site-token"
_SCHEME = b"basic "


class TokenCheck:
    """A dependency: passes a request with the right token, answers 401 to any other."""

    def __init__(self, token: str) -> None:
        self._token = token.encode("utf-8")

    async def __call__(self, request: Request) -> None:
        """Raise 401 unless the request carries the token."""
        given = b""
        # The raw headers: building the mapping costs more than the whole check.
        for name, value in request.scope["headers"]:
            if name == b"authorization":
                given = value
                break
        if given[: len(_SCHEME)].lower() != _SCHEME or not hmac.compare_digest(
            given[len(_SCHEME) :].strip(), self._token
        ):
            raise unauthorized()


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
