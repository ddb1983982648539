"""SHA256SUMS of a build: what `sha256sum --check` reads, beside what it is about."""

import hashlib
from pathlib import Path

NAME = "SHA256SUMS"


def write_checksums(folder: Path) -> Path:
    """Write `folder`/SHA256SUMS over every file below `folder`; its path.

    Links are left out: what they lead to is there by its own name.
    """
    target = folder / NAME
    target.write_text(_sums(folder), encoding="utf-8", newline="\n")
    return target


def are_right(folder: Path) -> bool:
    """Whether `folder`/SHA256SUMS is there, and tells of all that is there and nothing else."""
    target = folder / NAME
    return target.is_file() and target.read_text(encoding="utf-8") == _sums(folder)


def sha256_of(path: Path) -> str:
    """The file's digest as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sums(folder: Path) -> str:
    files = (
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path != folder / NAME
    )
    return "".join(f"{sha256_of(path)}  {path.relative_to(folder).as_posix()}\n" for path in files)
