"""Copies of the photos and files of repairs that are not filed yet, in the data folder.

They are kept apart from the drafts that name them, because a draft is small and is written
with every word that is entered.
"""

import mimetypes
from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import uuid4

from wats_station.domain.repair import (
    ATTACHED,
    LARGEST_FILE,
    LARGEST_PICTURE,
    AttachedFile,
    FilesProblem,
    FileTooLarge,
)

_UNKNOWN_TYPE = "application/octet-stream"
_SMALL_TYPE, _SMALL_SUFFIX = "image/jpeg", ".jpg"
# What no camera makes: it is not even read.
_LARGEST_READ = 60_000_000

# A picture as a JPEG of at most so many bytes; None where it is none, or cannot be.
Shrink = Callable[[bytes, int], bytes | None]


class AttachedFolder:
    """The files of one data folder; every call may block and raises `FilesProblem`.

    Without `shrink` a large picture is a large file like any other.
    """

    def __init__(self, folder: Path, shrink: Shrink | None = None) -> None:
        self.path = folder / ATTACHED
        self._shrink = shrink

    def keep(self, path: Path, room: int) -> AttachedFile:
        """Take a copy of the file at `path`, of at most `room` bytes; pictures are made smaller."""
        kind = mimetypes.guess_type(path.name)[0] or _UNKNOWN_TYPE
        is_picture = kind.startswith("image/") and self._shrink is not None
        try:
            size = path.stat().st_size
            if not is_picture or size > _LARGEST_READ:
                _refuse_large(path, size, room)
            content = path.read_bytes()
        except OSError as error:
            raise FilesProblem(f"{path.name} cannot be read ({_said(error)})") from error
        name = path.name
        if is_picture and len(content) > min(LARGEST_PICTURE, room):
            small = self._shrunk(content, min(LARGEST_PICTURE, room))
            if small is not None:
                content, kind, name = small, _SMALL_TYPE, path.stem + _SMALL_SUFFIX
        _refuse_large(path, len(content), room)
        file = AttachedFile(str(uuid4()), name, kind, len(content))
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._place(file).write_bytes(content)
        except OSError as error:
            raise FilesProblem(f"{self.path} cannot be written ({_said(error)})") from error
        return file

    def content(self, file: AttachedFile) -> bytes:
        """What is in it."""
        try:
            return self._place(file).read_bytes()
        except OSError as error:
            text = f"{file.name} is gone ({_said(error)}): remove it here, and add it anew"
            raise FilesProblem(text) from error

    def remove(self, file: AttachedFile) -> None:
        """Forget it."""
        try:
            self._place(file).unlink(missing_ok=True)
        except OSError as error:
            raise FilesProblem(f"{file.name} cannot be removed ({_said(error)})") from error

    def tidy(self, wanted: Iterable[AttachedFile]) -> None:
        """Forget every other one: a repair was filed while the power went."""
        names = {self._place(each).name for each in wanted}
        try:
            for each in self.path.iterdir() if self.path.is_dir() else ():
                if each.name not in names:
                    each.unlink(missing_ok=True)
        except OSError as error:
            raise FilesProblem(f"{self.path} cannot be tidied ({_said(error)})") from error

    def _shrunk(self, content: bytes, most: int) -> bytes | None:
        return self._shrink(content, most) if self._shrink is not None else None

    def _place(self, file: AttachedFile) -> Path:
        # The id comes out of a draft: whatever stands there, it names a file in this folder.
        return self.path / Path(file.id).name


def _refuse_large(path: Path, size: int, room: int) -> None:
    if size > LARGEST_FILE:
        raise FileTooLarge(path.name, size, LARGEST_FILE, beside=False)
    if size > room:
        raise FileTooLarge(path.name, size, room, beside=True)


def _said(error: OSError) -> str:
    return error.strerror or str(error)
