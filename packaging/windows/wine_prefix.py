"""Wine prefixes: a template made once, with what Wine 8 lacks of Windows 10, and its copies.

What Wine lacks is stood in for in the prefix alone (stand_ins/*.c says what and why). None
of it goes into the program; `stand_in_names` is what a package is checked against.
"""

import getpass
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from terminal import SetupError, attempt
from windows import build_cache
from windows.wine import Wine, WineError, running_wine, version

_SOURCES = Path(__file__).resolve().parent / "stand_ins"
_COMPILER = "x86_64-w64-mingw32-gcc"
_RECIPE = "1"
_FIRST_START = 300.0
# Libraries of Windows' own are shared by link; what Wine writes to (the registry) is not.
_SHARED = (".dll", ".exe", ".drv", ".sys", ".ttf")


def stand_in_names() -> list[str]:
    """The DLLs that are stood in for, by file name."""
    return [source.with_suffix(".dll").name for source in sorted(_SOURCES.glob("*.c"))]


def template() -> Path:
    """A whole prefix that nothing runs in, from the cache or made now."""
    sources = [source.read_bytes() for source in sorted(_SOURCES.glob("*.c"))]
    made_from = build_cache.key(_RECIPE, version(), getpass.getuser(), *sources)
    return build_cache.entry("wine-prefix", made_from, _make)


@contextmanager
def running_copy(prefix_template: Path, place: Path, display: str = "") -> Iterator[Wine]:
    """Wine with a copy of the template at `place`, for the length of a `with` block."""
    shutil.copytree(prefix_template, place, symlinks=True, copy_function=_link_or_copy)
    with running_wine(place, display) as wine:
        yield wine


def _make(place: Path) -> None:
    with running_wine(place) as wine:
        try:
            done = wine.run(["wineboot", "--init"], limit=_FIRST_START)
            # Wine 8 is Windows 7 until it is told otherwise.
            wine.run(["winecfg", "-v", "win10"], limit=_FIRST_START)
        except WineError as error:
            raise SetupError(f"Wine could not make a prefix: {error}") from None
    system = place / "drive_c" / "windows" / "system32"
    if not (system / "kernel32.dll").is_file():
        raise SetupError(f"Wine could not make a prefix: {done.stdout[-2000:]}")
    # A copy is as good as the template: Wine need not look whether it must be updated.
    (place / ".update-timestamp").write_text("disable\n", encoding="ascii")
    # The builder's own serial ports and folders are none of the program's.
    for port in (place / "dosdevices").glob("com*"):
        port.unlink()
    for link in (place / "drive_c" / "users").rglob("*"):
        if link.is_symlink():
            link.unlink()
            link.mkdir()
    shutil.rmtree(place / "home")
    for source in sorted(_SOURCES.glob("*.c")):
        _compile(source, system / source.with_suffix(".dll").name)


def _compile(source: Path, target: Path) -> None:
    command = [_COMPILER, "-shared", "-O1", "-Wall", "-Wextra", "-Werror", "-s"]
    done = attempt([*command, "-o", str(target), str(source), "-ladvapi32"])
    if done.returncode != 0:
        raise SetupError(f"{source.name} does not compile: {done.stdout[-2000:]}")


def _link_or_copy(source: str, target: str) -> None:
    if source.endswith(_SHARED):
        try:
            os.link(source, target)
        except OSError:  # another file system
            shutil.copy2(source, target)
    else:
        shutil.copy2(source, target)
