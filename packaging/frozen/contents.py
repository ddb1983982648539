"""What is in the folder of a built program: every file belongs to a component, or the build fails.

The Python distributions are those whose files are there (`packages` is the site-packages
folder that the program was built from); the rest is told by its name (`frozen.native`).
"""

import email.message
import importlib.metadata
import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from frozen import build_stamp, libraries, native

Kind = Literal["program", "python", "native"]

_ROOT = Path(__file__).resolve().parents[2]
_OURS = "wats-station"
_CODE = (".pyc", ".py")
_NO_LICENCE = "NOASSERTION"
# Classifiers say less than an expression; these are the ones that are still in use.
_CLASSIFIED = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
_WRITTEN = {
    "BSD": "BSD-3-Clause",
    "BSD-3-Clause": "BSD-3-Clause",
    "PSFL": "PSF-2.0",
    "MIT": "MIT",
    "MPL-2.0": "MPL-2.0",
    "MIT OR Apache-2.0": "MIT OR Apache-2.0",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
}
_BOOTLOADER = "GPLv2-or-later with a special exception"
_EXECUTABLES = ("wats-station", "wats-station.exe", "wats-stationw.exe")


class ContentsProblem(Exception):
    """Something in the folder is not known, or not well; says what to do."""


class Component(NamedTuple):
    """Something in the folder that has a version and a licence (an SPDX expression) of its own.

    `files` are paths relative to the folder; none for what lies inside others' files.
    """

    name: str
    version: str
    licence: str
    home: str
    kind: Kind
    files: tuple[Path, ...]


def components(program_folder: Path, packages: Path | None = None) -> list[Component]:
    """Everything that is in the folder, by name; raises ContentsProblem for what is unknown."""
    packages = packages or installed_packages()
    owners = _owners(packages)
    files: dict[str, list[Path]] = {}
    unknown = []
    for file in sorted(_files(program_folder)):
        owner = owners.of(file)
        if owner:
            files.setdefault(owner, []).append(file)
        else:
            unknown.append(file.as_posix())
    if unknown:
        raise ContentsProblem(
            f"nobody knows what these are, put them into frozen/native.py: {', '.join(unknown)}"
        )
    found = [
        each
        for name, paths in files.items()
        for each in owners.components(name, paths, program_folder)
        # Metadata alone: the library itself was left out, or is under another name here.
        if not all(_is_metadata(path) for path in paths)
    ]
    found += [_inside(each) for each in native.NATIVES if native.INSIDE.get(each.name) in files]
    released = [_with_version(each, owners.versions()) for each in found]
    return sorted(released, key=lambda each: (each.name.lower(), each.version))


def installed_packages() -> Path:
    """The site-packages folder of the Python that runs this."""
    return Path(str(importlib.metadata.distribution("PySide6-Essentials").locate_file("")))


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        # A link is its target's other name.
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder)


def _inside(each: native.Native) -> Component:
    return Component(each.name, "", each.licence, each.home, "native", ())


def _by_version(each: native.Native, files: list[Path], folder: Path) -> dict[str, list[Path]]:
    """Two that bring the same library bring it in folders of their own, each in its version."""
    if each.name in native.VERSION_OF:
        return {"": files}
    folders: dict[Path, list[Path]] = {}
    for file in files:
        folders.setdefault(file.parent, []).append(file)
    versions: dict[str, list[Path]] = {}
    for paths in folders.values():
        version = native.version_of(each, [folder / path for path in paths])
        versions.setdefault(version, []).extend(paths)
    return versions


def _with_version(each: Component, known: dict[str, str]) -> Component:
    source = native.VERSION_OF.get(each.name)
    return each._replace(version=known[source]) if source else each


def _is_metadata(file: Path) -> bool:
    return any(part.endswith(".dist-info") for part in file.parts)


@cache
def _owners(packages: Path) -> "_Owners":
    """Reading what every distribution installed takes a second or two."""
    return _Owners(packages)


class _Owners:
    """Whose a file is."""

    def __init__(self, packages: Path) -> None:
        # Of a Windows Python the library lies around its packages; it may be newer than this one.
        self._library = packages.parent
        self._distributions = libraries.installed_in(packages)
        self._places = {
            file.as_posix(): name
            for name, each in self._distributions.items()
            for file in each.files or ()
        }
        self._natives = {each.name: each for each in native.NATIVES}
        self._metadata_folders = {
            _metadata_folder(each): name for name, each in self._distributions.items()
        }

    def of(self, file: Path) -> str:
        """The name of the component that owns this file; empty for nobody."""
        # Windows tells no capitals from small letters.
        place = "/" + file.as_posix().lower()
        inside = file.as_posix().removeprefix("_internal/")
        if inside.startswith("wats_station/"):
            return _OURS
        if file.as_posix() in _EXECUTABLES or inside.startswith(("_pyi_", "pyi_", "pyimod")):
            return "pyinstaller"
        for each in native.NATIVES:
            if any(fnmatchcase(place, pattern.lower()) for pattern in each.files):
                return each.name
        return self._distribution(inside) or self._python(inside)

    def versions(self) -> dict[str, str]:
        """Of all distributions that are installed, whether in the folder or not."""
        return {name: each.version for name, each in self._distributions.items()}

    def components(self, name: str, files: list[Path], folder: Path) -> list[Component]:
        """What these files of one owner are: one component, or several versions of one."""
        if name in self._natives:
            each = self._natives[name]
            return [
                Component(name, version, each.licence, each.home, "native", tuple(paths))
                for version, paths in _by_version(each, files, folder).items()
            ]
        if name == _OURS:
            # Frozen from a checkout: it need not be installed among the others.
            version, licence, home = build_stamp.version_of(_ROOT), "MIT", ""
            return [Component(name, version, licence, home, "program", tuple(files))]
        if name == "CPython":
            version, home = _python_version(folder, files), "https://www.python.org"
            return [Component(name, version, "Python-2.0.1", home, "native", tuple(files))]
        return [_of_distribution(name, self._distributions[name].metadata, tuple(files))]

    def _distribution(self, inside: str) -> str:
        top = inside.partition("/")[0]
        if top in self._metadata_folders:
            return self._metadata_folders[top]
        source = inside.removesuffix("c") if inside.endswith(".pyc") else inside
        return self._places.get(inside) or self._places.get(source) or ""

    def _python(self, inside: str) -> str:
        top = inside.partition("/")[0]
        if top.startswith(("python3", "libpython3", "lib-dynload", "base_library")):
            return "CPython"
        module = top.split(".")[0]
        known = (
            module in sys.stdlib_module_names
            or module.startswith("_sysconfigdata")
            or (self._library / f"{module}.py").is_file()
        )
        return "CPython" if known and Path(inside).suffix in (*_CODE, ".so", ".pyd") else ""


def _metadata_folder(distribution: importlib.metadata.Distribution) -> str:
    files = distribution.files or ()
    return next((each.parts[0] for each in files if each.name == "METADATA"), "")


def _python_version(folder: Path, files: list[Path]) -> str:
    for file in files:
        if re.fullmatch(r"python3\d+\.dll", file.name):
            each = native.Native("", "", "", (), ())
            found = native.version_of(each, [folder / file])
            # 3.12.9150.1013 is what Python 3.12.9 says of itself.
            major, minor, micro = found.split(".")[:3]
            return f"{major}.{minor}.{int(micro) // 1000 or micro}"
    return ".".join(str(part) for part in sys.version_info[:3])


def _of_distribution(
    name: str, metadata: importlib.metadata.PackageMetadata, files: tuple[Path, ...]
) -> Component:
    return Component(
        name, metadata["Version"], _licence(metadata), _home(metadata), "python", files
    )


def _licence(metadata: importlib.metadata.PackageMetadata) -> str:
    said = _fields(metadata)
    if "License-Expression" in said:
        return str(said["License-Expression"])
    written = str(said.get("License", "")).strip()
    if written.startswith(_BOOTLOADER):
        return "GPL-2.0-or-later WITH Bootloader-exception"
    if written in _WRITTEN:
        return _WRITTEN[written]
    kinds = [line.rpartition("::")[2].strip() for line in said.get_all("Classifier", ())]
    known = sorted({_CLASSIFIED[kind] for kind in kinds if kind in _CLASSIFIED})
    return " OR ".join(known) or written.split("\n")[0] or _NO_LICENCE


def _home(metadata: importlib.metadata.PackageMetadata) -> str:
    said = _fields(metadata)
    urls = dict(line.split(", ", 1) for line in said.get_all("Project-URL", ()) if ", " in line)
    lower = {label.lower(): url for label, url in urls.items()}
    for label in ("homepage", "home", "home-page", "source", "source code", "repository", "github"):
        if label in lower:
            return lower[label]
    return str(said.get("Home-page", "")) or next(iter(urls.values()), "")


def _fields(metadata: importlib.metadata.PackageMetadata) -> email.message.Message:
    # That is what it is; its protocol knows only half of it.
    if not isinstance(metadata, email.message.Message):
        raise TypeError(type(metadata).__name__)
    return metadata
