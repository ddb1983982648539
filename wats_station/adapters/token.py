"""Servers' tokens: in the system's keyring, or where there is none in a file of the owner's.

Every call may ask another program and wait for it: none may be made on a loop that paints.
"""

import json
import logging
import os
import tempfile
from pathlib import Path

from wats_station.domain.secrets import TokenPlace, TokenProblem

_log = logging.getLogger(__name__)

NAME = "token.json"
_SERVICE = "wats-station"


class TokenStore:
    """The tokens of one data folder's station, by the server's address."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def read(self, server: str) -> str:
        """The token, empty where none is kept; raises `TokenProblem` for a broken file."""
        # The file first: it holds one only since the keyring last refused it.
        return self._in_file().get(_user(server), "") or _from_keyring(_user(server))

    def keep(self, server: str, token: str) -> TokenPlace:
        """Keep it instead of the one before, and say where; raises `TokenProblem`."""
        user = _user(server)
        in_file = self._in_file()
        if _into_keyring(user, token):
            if in_file.pop(user, ""):
                self._write(in_file)
            return TokenPlace.KEYRING
        self._write({**in_file, user: token})
        return TokenPlace.FILE

    def _in_file(self) -> dict[str, str]:
        try:
            kept = json.loads(self.path.read_bytes())
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise TokenProblem(f"{self.path}: {error.strerror}") from error
        except ValueError:
            kept = None
        if not isinstance(kept, dict):
            raise TokenProblem(f"{self.path}: this is no file of tokens: move it away")
        return {str(user): str(token) for user, token in kept.items()}

    def _write(self, tokens: dict[str, str]) -> None:
        """Replace the file; a temporary file is its owner's alone from its first byte."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=NAME)
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(tokens, file, indent=2)
                    file.flush()
                    os.fsync(file.fileno())
                Path(name).replace(self.path)
            finally:
                # There only where that failed: it holds tokens, and nobody would look for it.
                Path(name).unlink(missing_ok=True)
        except OSError as error:
            raise TokenProblem(f"{self.path}: {error.strerror}") from error


def _user(server: str) -> str:
    return server.rstrip("/")


def _from_keyring(user: str) -> str:
    # Here and below: it looks for its back ends on the disk.
    import keyring  # noqa: PLC0415

    try:
        return keyring.get_password(_SERVICE, user) or ""
    except Exception as error:  # noqa: BLE001 - see _unusable
        _unusable("read", error)
        return ""


def _into_keyring(user: str, token: str) -> bool:
    """True where the keyring holds it now: some back ends take a secret and forget it."""
    import keyring  # noqa: PLC0415

    try:
        keyring.set_password(_SERVICE, user, token)
        return keyring.get_password(_SERVICE, user) == token
    except Exception as error:  # noqa: BLE001 - see _unusable
        _unusable("set", error)
        return False


def _unusable(action: str, error: Exception) -> None:
    """No keyring, one that is locked, or one that fails: it keeps no token for us.

    Back ends let through what the system's own library raises (`pywintypes.error`, D-Bus
    errors), which has no class in common. Its text is not logged: it may hold the secret.
    """
    _log.debug("the keyring did not %s a token: %s", action, type(error).__name__)
