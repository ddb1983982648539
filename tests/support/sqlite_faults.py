"""Disks that fill up, turn read-only or fail, below the data folder of a real program.

`chmod` stops nobody who is root, so these are real mounts: they need root and, in a
container, the right to mount. Where that is missing each says so in a `DiskFaultProblem`.
What SQLite then says:

- `small_disk` when full: "database or disk is full".
- `read_only`: "attempt to write a readonly database"; "unable to open database file" for one
  that is new, or in WAL mode and was closed in order. One that is open in WAL mode goes on.
- `dying_disk` after `fail`: "disk I/O error" where it is open, else as `read_only`.
- `file_size_limit`: "disk I/O error".

`chattr +i` is no way: a program that has a database open in WAL mode dies of SIGBUS.
"""

import errno
import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

_BALLAST = ".ballast"
_CHUNKS = (65_536, 4096, 1)


class DiskFaultProblem(Exception):
    """This machine does not let the test break a disk; the text says what to do."""


class SmallDisk:
    """A disk of its own, mounted on `folder`; the data folder is it, or lies below."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self) -> None:
        """Take all the room there is; what files hold already can still be overwritten."""
        with (self.folder / _BALLAST).open("ab", buffering=0) as ballast:
            for chunk in _CHUNKS:
                try:
                    while True:
                        ballast.write(bytes(chunk))
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise

    def make_room(self) -> None:
        """Give back what `fill` took."""
        (self.folder / _BALLAST).unlink(missing_ok=True)


class DyingDisk(SmallDisk):
    """One that can also fail for good."""

    def fail(self) -> None:
        """As after a hardware error: read-only at once, also for files that are open.

        What a program did not sync may be lost. It stays so until the end of the block.
        """
        _run("mount", "-o", "remount,abort", str(self.folder))


@contextmanager
def small_disk(folder: Path, *, megabytes: int = 8) -> Iterator[SmallDisk]:
    """An empty disk on `folder`, in memory; whatever is in the folder is hidden meanwhile."""
    with _mounted(folder, "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs"):
        yield SmallDisk(folder)


@contextmanager
def dying_disk(folder: Path, *, megabytes: int = 16) -> Iterator[DyingDisk]:
    """An empty ext4 disk on `folder`, in an image; needs a loop device as well."""
    _need_root()
    with TemporaryDirectory(prefix="dying-disk-") as beside:
        image = Path(beside) / "image"
        with image.open("wb") as file:
            file.truncate(megabytes * 1024 * 1024)
        # -m 0: none of it is kept back for root.
        _run("mkfs.ext4", "-q", "-m", "0", str(image))
        with _mounted(folder, "-o", "loop", str(image)):
            yield DyingDisk(folder)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The folder as it is, but nobody may write: for programs that start meanwhile.

    A file that is open for writing before stays so; for that take `dying_disk`.
    """
    with _mounted(folder, "--bind", str(folder)):
        _run("mount", "-o", "remount,ro,bind", str(folder))
        yield


@contextmanager
def file_size_limit(pid: int, size: int) -> Iterator[None]:
    """No file of this running program grows beyond `size` bytes; needs no root, but its owner.

    Python programs have an error of it; others die of SIGXFSZ, unless they ignore it.
    """
    soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        # It may have ended.
        with suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def _mounted(folder: Path, *what: str) -> Iterator[None]:
    _need_root()
    folder.mkdir(parents=True, exist_ok=True)
    _run("mount", *what, str(folder))
    try:
        yield
    finally:
        _unmount(folder)


def _unmount(folder: Path) -> None:
    try:
        _run("umount", str(folder))
    except DiskFaultProblem:
        # Out of the tree at any rate; it is gone with the last file that is open on it.
        _run("umount", "--lazy", str(folder))
        text = f"{folder} is still in use: end the programs on it before the block ends."
        raise DiskFaultProblem(text) from None


def _need_root() -> None:
    if os.geteuid() != 0:
        raise DiskFaultProblem("disks are mounted here: run these tests as root.")


def _run(*command: str) -> None:
    try:
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise DiskFaultProblem(f"{command[0]} is missing: install it (e2fsprogs, mount).") from None
    if ended.returncode != 0:
        said = " ".join(ended.stderr.split())
        text = f"{' '.join(command)}: {said} A container must be privileged to mount."
        raise DiskFaultProblem(text)
