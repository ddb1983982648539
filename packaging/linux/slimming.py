"""What a compiler leaves in shared libraries for debuggers, and where Python was built: taken out.

The libraries of wheels that were repaired for other systems (`*.libs`) and Qt's stay as they
are: their makers have done so already, and what such a repair has moved `strip` may break.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from terminal import run_quietly

_SYSTEM = ("/usr", "/opt")
_NOWHERE = b"/nonexistent"
_AT_ONCE = 50


def slim(folder: Path, python_prefix: str) -> None:
    """Strip the program's shared libraries, and forget `python_prefix`, where Python lay."""
    libraries = sorted(_strippable(folder))
    for at in range(0, len(libraries), _AT_ONCE):
        names = [str(path) for path in libraries[at : at + _AT_ONCE]]
        run_quietly(["strip", "--strip-unneeded", *names], "strip could not slim the libraries")
    if not python_prefix.startswith(_SYSTEM):
        for path in libraries:
            _forget(path, python_prefix.encode())


def unresolved(folder: Path) -> set[str]:
    """Names of the shared libraries that the program's files link to and `ldd` does not find."""
    missing = set()
    for path in sorted(path for path in folder.rglob("*.so*") if path.is_file()):
        said = subprocess.run(
            ["ldd", str(path)],  # noqa: S607 - the system's
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        missing |= {line.split()[0] for line in said.splitlines() if "not found" in line}
    return missing


def _strippable(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*.so*"):
        parts = path.relative_to(folder).parts
        repaired = any(part.endswith(".libs") or part == "PySide6" for part in parts)
        if path.is_file() and not path.is_symlink() and not repaired:
            yield path


def _forget(path: Path, prefix: bytes) -> None:
    """Lengths stay: what follows in the file lies where the file says it lies."""
    content = path.read_bytes()
    if prefix in content and len(prefix) >= len(_NOWHERE):
        path.write_bytes(content.replace(prefix, _NOWHERE.ljust(len(prefix), b"/")))
