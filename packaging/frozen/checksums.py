"""SHA256SUMS of a build: what `sha256sum --check` reads, beside what it is about."""

import hashlib
from pathlib import Path

NAME = "SHA256SUMS"


def write_checksums(folder: Path) -> Path:
    """Write `folder`/SHA256SUMS over every file below `folder`; its path.

    Links are left out: what they lead to is there by its own name.
    """
    target = folder / NAME
    files = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path != target
    ]
    lines = [f"{sha256_of(path)}  {path.relative_to(folder).as_posix()}\n" for path in files]
    target.write_text("".join(lines), encoding="utf-8", newline="\n")
    return target


def sha256_of(path: Path) -> str:
    """The file's digest as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
