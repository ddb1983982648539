"""Whether a frozen folder is what a bare Windows 10 can run, as far as its files tell."""

import re
from collections.abc import Iterator
from pathlib import Path

import pefile

from windows import wine_prefix

PROGRAMS = {"wats-station.exe": "WINDOWS_CUI", "wats-stationw.exe": "WINDOWS_GUI"}
_MODULES = (".exe", ".dll", ".pyd")
# Microsoft's C++ libraries are no part of Windows: what links to them brings them along.
_REDISTRIBUTED = re.compile(r"(msvcp|msvcr|vcruntime|concrt|vcomp|vccorlib|mfc)\d+.*\.dll")
_AMD64 = "IMAGE_FILE_MACHINE_AMD64"


def problems(folder: Path, system: frozenset[str]) -> list[str]:
    """What is wrong with the program in `folder`, a line each; empty when nothing is.

    `system` names the DLLs of Windows itself, in small letters.
    """
    missing = [f"{name} is missing" for name in PROGRAMS if not (folder / name).is_file()]
    modules = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _MODULES]
    there = {path.name.lower() for path in modules}
    found = [*missing, *_stand_ins(there)]
    for path in modules:
        found += [f"{path.relative_to(folder)}: {text}" for text in _of_module(path, there, system)]
    return found


def windows_dlls(prefix: Path) -> frozenset[str]:
    """What Windows has of its own: what Wine has, and what stands in for the rest."""
    system = prefix / "drive_c" / "windows" / "system32"
    names = {path.name.lower() for path in system.iterdir() if path.is_file()}
    return frozenset(name for name in names if not _REDISTRIBUTED.fullmatch(name))


def _stand_ins(there: set[str]) -> list[str]:
    shipped = sorted(there.intersection(wine_prefix.stand_in_names()))
    return [f"{name} is Wine's stand-in and must not be shipped" for name in shipped]


def _of_module(path: Path, there: set[str], system: frozenset[str]) -> Iterator[str]:
    try:
        module = pefile.PE(str(path), fast_load=True)
    except pefile.PEFormatError as error:
        yield f"no Windows module: {error}"
        return
    with module:
        machine = pefile.MACHINE_TYPE.get(module.FILE_HEADER.Machine)
        if machine != _AMD64:
            yield f"made for {machine}"
        subsystem = pefile.SUBSYSTEM_TYPE.get(module.OPTIONAL_HEADER.Subsystem)
        wanted = PROGRAMS.get(path.name)
        if wanted and subsystem != f"IMAGE_SUBSYSTEM_{wanted}":
            yield f"its subsystem is {subsystem}"
        lacking = sorted(_imported(module) - there - system)
        yield from (f"needs {name}, which neither it nor Windows has" for name in lacking)


def _imported(module: pefile.PE) -> set[str]:
    """Names of the DLLs that must be there when this module loads; Windows' own sets are."""
    module.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]])
    entries = getattr(module, "DIRECTORY_ENTRY_IMPORT", [])
    names = {entry.dll.decode("ascii").lower() for entry in entries}
    return {name for name in names if not name.startswith(("api-ms-win-", "ext-ms-win-"))}
