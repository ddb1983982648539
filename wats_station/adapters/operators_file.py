"""The register of operators: JSON in the data folder, or in one that several stations share.

Read whole, checked whole, replaced whole: a change is made on what the file says while no
other station may write it. A file that is not as it should be is never overwritten.
"""

import codecs
import errno
import json
import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from wats_station.domain.operator import (
    Operator,
    Operators,
    OperatorsFault,
    OperatorsProblem,
)
from wats_station.services.operators import OperatorsMark

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")

NAME = "operators.json"

# In seconds. How long another station may take to write, and for how long Windows may
# refuse a file that somebody is just reading or replacing.
_LOCK_WAIT = 5.0
_PATIENCE, _PAUSE = 1.0, 0.02
_FULL = (errno.ENOSPC, errno.EDQUOT)


class OperatorsFile:
    """An `OperatorStore` in one file; with `shared`, in a folder that others use as well.

    A shared folder that is not there is a problem, and no station without operators: the
    network may be. A file that is not shared can be read by its owner alone.

    Every call touches the disk: none may be made on a loop that paints.
    """

    def __init__(self, path: Path, *, shared: bool = False) -> None:
        self.path = path
        self._shared = shared

    def read(self) -> Operators:
        """All who are registered, nobody where there is no file; raises `OperatorsProblem`."""
        try:
            # Editors on Windows put a byte order mark in front.
            content = _patiently(self.path.read_bytes).removeprefix(codecs.BOM_UTF8)
        except FileNotFoundError:
            self._check_folder()
            return Operators()
        except OSError as error:
            text = f"{self.path} cannot be read ({error.strerror}): give this user the right to"
            raise OperatorsProblem(OperatorsFault.UNREADABLE, text) from error
        return self._checked(content)

    def keep(self, change: Callable[[Operators], Operators]) -> Operators:
        """Change what the file says now, and say what it says then.

        A power cut leaves the old file or the new one. Raises `OperatorsProblem`, or what
        `change` raises: then the file is as it was.
        """
        # Here: reading, which every start does, needs none of it.
        from filelock import FileLock, Timeout  # noqa: PLC0415

        self._check_folder()
        lock = self.path.with_name(self.path.name + ".lock")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            rights = 0o666 if self._shared else 0o600
            with FileLock(lock, timeout=_LOCK_WAIT, mode=rights):
                return self._changed(change)
        except Timeout as error:
            # Windows says of a folder that takes no file what it says of a file that is locked.
            if not lock.exists():
                raise self._read_only("no file can be made beside it") from error
            text = f"{self.path}: another station is writing it: try again in a moment"
            raise OperatorsProblem(OperatorsFault.BUSY, text) from error
        except OSError as error:
            if error.errno in _FULL:
                text = f"the disk of {self.path.parent} is full: make room on it"
                raise OperatorsProblem(OperatorsFault.DISK_FULL, text) from error
            raise self._read_only(error.strerror or str(error)) from error

    def mark(self) -> OperatorsMark:
        """What the file looks like from outside."""
        try:
            found = self.path.stat()
        except OSError:
            return OperatorsMark()
        # Its number too: a clock of two seconds does not tell two changes apart.
        return OperatorsMark(found.st_mtime_ns, found.st_size, found.st_ino)

    def changed(self, since: OperatorsMark) -> bool:
        """Whether it looks different from then; one look, without opening it."""
        return self.mark() != since

    def _checked(self, content: bytes) -> Operators:
        # Here: a station without operators starts without it.
        from pydantic import ValidationError  # noqa: PLC0415

        try:
            operators = _shape().validate_json(content)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            raise self._damaged(f"{where + ': ' if where else ''}{first['msg']}") from None
        unknown = _unknown(json.loads(content))
        if unknown:
            raise self._damaged(f"{unknown}: there is no such field")
        return operators

    def _changed(self, change: Callable[[Operators], Operators]) -> Operators:
        present = self.read()
        wanted = change(present)
        if wanted != present:
            self._write(_shape().dump_json(wanted, indent=2) + b"\n")
        return wanted

    def _write(self, content: bytes) -> None:
        mode = self._mode()
        # One name is enough while nobody else may write; a killed station's is in the way.
        part = self.path.with_name(self.path.name + ".part")
        part.unlink(missing_ok=True)
        try:
            handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            with suppress(PermissionError):  # some network drives have no rights of their own
                part.chmod(mode)
            _patiently(lambda: part.replace(self.path))
        finally:
            # There only where that failed.
            part.unlink(missing_ok=True)

    def _mode(self) -> int:
        """The rights of the file that is replaced: other stations' users may read it."""
        try:
            mode = stat.S_IMODE(self.path.stat().st_mode)
        except FileNotFoundError:
            return 0o664 if self._shared else 0o600
        # A replacement needs no right to the file itself, and somebody has taken it away.
        if not mode & 0o222 or not os.access(self.path, os.W_OK):
            raise PermissionError(None, "it is read-only")
        return mode

    def _check_folder(self) -> None:
        if self._shared and not self.path.parent.is_dir():
            text = f"{self.path}: its folder is not there: connect the network drive, or make it"
            raise OperatorsProblem(OperatorsFault.UNREADABLE, text)

    def _damaged(self, why: str) -> OperatorsProblem:
        text = f"{self.path}: {why}: mend the file, or put back a copy of it"
        return OperatorsProblem(OperatorsFault.DAMAGED, text)

    def _read_only(self, why: str) -> OperatorsProblem:
        text = f"{self.path} cannot be written ({why}): make the file and its folder writable"
        return OperatorsProblem(OperatorsFault.READ_ONLY, text)


@cache
def _shape() -> "TypeAdapter[Operators]":
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(Operators)


def _unknown(written: dict[str, list[dict[str, object]]]) -> str:
    """The first name in a file, valid else, that we have no field for; a newer version may."""
    names = {each.name for each in fields(Operator)}
    for name in written:
        if name != "registered":
            return name
    for number, operator in enumerate(written.get("registered", ())):
        for name in operator:
            if name not in names:
                return f"registered.{number}.{name}"
    return ""


def _patiently(call: Callable[[], T]) -> T:
    """The answer of a call that Windows refuses while somebody else has the file open."""
    deadline = time.monotonic() + (_PATIENCE if os.name == "nt" else 0)
    while True:
        try:
            return call()
        except PermissionError:
            if time.monotonic() >= deadline:
                raise
            time.sleep(_PAUSE)
