"""The packages of Debian that the program's shared libraries need, as a `Depends` line."""

import re
import subprocess
import tempfile
from pathlib import Path

from terminal import SetupError

# Debian 13 and Ubuntu 24.04 call them by another name; what has a version counts as the same.
_RENAMED = ("libcups2", "libglib2.0-0", "libssl3", "libasound2")
# Nothing links to them, and without them there are no letters, and no way to hear a sound.
_BESIDE = ("fonts-dejavu-core | fonts-liberation | fonts-noto-core",)
# What is loaded by its name when it is first needed.
_LOADED_BY_NAME = ("libegl1", "libgl1", "libx11-6", "libxtst6")


def depends_of(folder: Path) -> str:
    """Asks `dpkg-shlibdeps`, which knows the least version that has every symbol."""
    files = [str(path) for path in _shared(folder)]
    own = sorted({str(Path(file).parent) for file in files})
    with tempfile.TemporaryDirectory(prefix="wats-station-depends-") as name:
        control = Path(name) / "debian" / "control"
        control.parent.mkdir()
        control.write_text("Source: wats-station\n\nPackage: wats-station\nArchitecture: amd64\n")
        # What a link alone brings (libbz2.so.1) it has no notes of; its library is named anyway.
        options = ["-O", "--warnings=0", "--ignore-missing-info", *(f"-l{each}" for each in own)]
        done = subprocess.run(
            ["dpkg-shlibdeps", *options, *files],  # noqa: S607 - Debian's
            cwd=name,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    found = re.fullmatch(r"shlibs:Depends=(.*)\n", done.stdout)
    if done.returncode != 0 or found is None:
        raise SetupError(f"dpkg-shlibdeps could not tell the packages: {done.stderr.strip()}")
    return joined(found[1].split(", "))


def joined(computed: list[str]) -> str:
    """A `Depends` line of what was computed, with what cannot be and with later names."""
    named = {each.split()[0] for each in computed}
    more = [name for name in _LOADED_BY_NAME if name not in named]
    return ", ".join([*sorted(map(_with_later_name, [*computed, *more])), *_BESIDE])


def _with_later_name(text: str) -> str:
    name = text.split(maxsplit=1)[0]
    return f"{text} | {text.replace(name, f'{name}t64', 1)}" if name in _RENAMED else text


def _shared(folder: Path) -> list[Path]:
    found = [path for path in folder.rglob("*.so*") if path.is_file() and not path.is_symlink()]
    return sorted([*found, folder / "wats-station"])
