"""What a compiler leaves in shared libraries for debuggers, and where Python was built: taken out.

The libraries of wheels that were repaired for other systems (`*.libs`) and Qt's stay as they
are: their makers have done so already, and what such a repair has moved `strip` may break.
"""

import importlib
import importlib.util
import marshal
import subprocess
from collections.abc import Iterator
from pathlib import Path

from terminal import run_quietly

_SYSTEM = ("/usr", "/opt")
_AT_ONCE = 50
# Of how Python was made only this is asked for as a path: where the system's time zones are.
_ZONES = "TZPATH"
_NO_DATE = bytes(12)


def slim(folder: Path, python_prefix: str) -> None:
    """Strip the program's shared libraries, and forget `python_prefix`, where Python lay."""
    libraries = sorted(_strippable(folder))
    for at in range(0, len(libraries), _AT_ONCE):
        names = [str(path) for path in libraries[at : at + _AT_ONCE]]
        run_quietly(["strip", "--strip-unneeded", *names], "strip could not slim the libraries")
    if not python_prefix.startswith(_SYSTEM):
        for path in libraries:
            forget(path, python_prefix)
    for path in folder.rglob("_sysconfigdata_*.pyc"):
        _forget_how_python_was_made(path)


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


def forget(path: Path, prefix: str) -> None:
    """Make the folders of `prefix` nameless wherever the file tells it.

    Lengths stay, as what follows lies where the file says it lies. The last folder's name
    stays too, for a linker keeps a text that another one ends with only once: the version at
    the end of the prefix may be the very one that Python tells.
    """
    content, told = path.read_bytes(), prefix.encode()
    if told in content:
        folders, slash, last = told.rpartition(b"/")
        neutral = b"/".ljust(len(folders), b"-") if folders else b""
        path.write_bytes(content.replace(told, neutral + slash + last))


def _forget_how_python_was_made(path: Path) -> None:
    """The module is needed, the compiler's options and folders in it are not."""
    made = importlib.import_module(path.stem).build_time_vars
    kept = {
        name: value
        for name, value in sorted(made.items())
        if name == _ZONES or not (isinstance(value, str) and "/" in value)
    }
    code = compile(f"build_time_vars = {kept!r}\n", f"{path.stem}.py", "exec")
    path.write_bytes(importlib.util.MAGIC_NUMBER + _NO_DATE + marshal.dumps(code))
