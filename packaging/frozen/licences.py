"""The licences of everything in a built program: one text a component, and an index of them.

They go into `wats_station/_data/licences/` of the program's folder, where the window's page
about the program reads them. A component that no text is found for fails the build.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from frozen import contents, libraries, native
from frozen.contents import Component, ContentsProblem

FOLDER = Path("_internal", "wats_station", "_data", "licences")
INDEX = "index.json"

_ROOT = Path(__file__).resolve().parents[2]
_TEXTS = Path(__file__).resolve().parent / "licence_texts"
_NAMED = re.compile(r"(licen[cs]e|copying|notice|copyright|unlicense)", re.IGNORECASE)
_NO_TEXT_FILE = (".py", ".pyc", ".json")
# Wheels that hold no licence, and where its text is instead.
WITHOUT_TEXT = {"sly": ("sly",)}
# CPython is of many hands, and its Windows build has these libraries in its extensions.
_CPYTHON = ("cpython", "cpython-incorporated", "bzip2", "xz", "zlib")


def write_licences(program_folder: Path, packages: Path | None = None) -> list[Component]:
    """Write them into the built program; what is in it.

    `packages` is the site-packages folder that it was built from, by default that of this
    Python. Raises ContentsProblem with the names of components that have no text.
    """
    packages = packages or contents.installed_packages()
    parts = contents.components(program_folder, packages)
    texts = {each.name: licence_text(each, packages) for each in parts}
    missing = sorted(name for name, text in texts.items() if not text)
    if missing:
        raise ContentsProblem(
            "no licence text is known of these, put one into frozen/licence_texts/:"
            f" {', '.join(missing)}"
        )
    folder = program_folder / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for each in parts:
        (folder / file_name(each)).write_text(texts[each.name], encoding="utf-8", newline="\n")
    # The program itself is what is looked for first.
    program_first = sorted(parts, key=lambda each: each.kind != "program")
    listed = json.dumps({"components": [_entry(each) for each in program_first]}, indent=1)
    (folder / INDEX).write_text(listed + "\n", encoding="utf-8", newline="\n")
    return parts


def licence_text(each: Component, packages: Path) -> str:
    """Everything that must be told of this component; empty where nothing is known."""
    if each.kind == "program":
        return _read(_ROOT / "LICENSE")
    if each.name == "CPython":
        return _joined(_stored(name) for name in _CPYTHON)
    for one in native.NATIVES:
        if one.name == each.name:
            return _joined(_stored(name) for name in one.texts)
    name = libraries.normal(each.name)
    return _joined(_shipped(name, packages)) or _joined(
        _stored(text) for text in WITHOUT_TEXT.get(name, ())
    )


def file_name(each: Component) -> str:
    """Where its text is, inside the folder."""
    return re.sub(r"[^a-z0-9.]+", "-", each.name.lower()).strip("-") + ".txt"


def _entry(each: Component) -> dict[str, str]:
    return {
        "name": "WATS Station" if each.kind == "program" else each.name,
        "version": each.version,
        "licence": each.licence,
        "home": each.home,
        "file": file_name(each),
    }


def _shipped(name: str, packages: Path) -> Iterator[str]:
    """The licence files of a wheel, and those of the libraries built into it."""
    distribution = libraries.installed_in(packages)[name]
    for file in sorted(distribution.files or (), key=lambda each: each.as_posix()):
        in_metadata = file.parts[0].endswith(".dist-info")
        if in_metadata and _NAMED.search(file.name) and file.suffix not in _NO_TEXT_FILE:
            yield _read(Path(str(distribution.locate_file(file))))


def _stored(name: str) -> str:
    return _read(_TEXTS / f"{name}.txt")


def _read(path: Path) -> str:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    # A page break is nothing to read.
    return text.replace("\r\n", "\n").replace("\f", "\n").strip("\n")


def _joined(texts: Iterator[str]) -> str:
    """One below the other, the same text once."""
    seen = list(dict.fromkeys(text for text in texts if text.strip()))
    return f"\n\n{'-' * 80}\n\n".join(seen) + "\n" if seen else ""
