"""What the program's folder is made of, by size: a table for its builder and for README."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

LIMIT_MB = 130
_MB = 1_000_000
_SHOWN = 16
_OURS = "wats_station"
# Where a file lies says what it belongs to; the first that fits counts.
_COMPONENTS = (
    (r"_internal/wats_station/.*", "WATS Station itself"),
    (r"[^/]*", "the programs' starters"),
    (r".*/(lib)?icu[^/]*|.*/icudt[^/]*", "ICU, the world's alphabets (for Qt)"),
    (
        r".*PySide6/.*(av(codec|format|util)|sw(scale|resample)|FFmpeg)[^/]*",
        "FFmpeg, for the camera",
    ),
    (r".*PySide6/.*ffmpegmediaplugin[^/]*", "FFmpeg, for the camera"),
    (r".*PySide6/.*(Qt6)(Qml|Quick)[^/]*", "Qt Quick and QML, which the camera's plug-in links to"),
    (r".*PySide6/(Qt/)?plugins/.*", "Qt's plug-ins"),
    (
        r".*PySide6/.*(abi3|pyside6|\.pyd|\.pyc)[^/]*|_internal/shiboken6/.*",
        "PySide6, Python's side of Qt",
    ),
    (r".*PySide6/.*", "Qt's libraries"),
    (r"_internal/psycopg.*", "psycopg and PostgreSQL's client library"),
    (r"_internal/pydantic.*", "pydantic"),
    (r"_internal/[^/]*\.dist-info/.*", "what the libraries say of themselves"),
    (r"_internal/(lib)?python3[^/]*|_internal/python3[^/]*/.*", "Python"),
    (
        r"_internal/[^/]*|_internal/(asyncio|email|encodings|json|lib-dynload|collections)/.*",
        "Python",
    ),
)


def size_of(folder: Path) -> int:
    """Bytes in the files below `folder`; a link counts nothing."""
    return sum(size for _, size in _files(folder))


def by_component(folder: Path) -> list[tuple[str, int]]:
    """Components and their bytes, the largest first."""
    sums: Counter[str] = Counter()
    for place, size in _files(folder):
        sums[component_of(place)] += size
    return sums.most_common()


def component_of(place: str) -> str:
    """What the file at `place`, relative to the program's folder, belongs to."""
    for pattern, component in _COMPONENTS:
        if re.fullmatch(pattern, place):
            return component
    return PurePosixPath(place).parts[1]


def table(folder: Path) -> str:
    """The largest components in megabytes (of a million bytes), a line each, as Markdown."""
    rows = by_component(folder)
    shown, rest = rows[:_SHOWN], rows[_SHOWN:]
    if rest:
        shown.append((f"{len(rest)} more", sum(size for _, size in rest)))
    shown.append(("**together**", size_of(folder)))
    lines = [f"| {name} | {size / _MB:.1f} |" for name, size in shown]
    return "\n".join(("| what | MB |", "|---|---:|", *lines))


def _files(folder: Path) -> Iterator[tuple[str, int]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix(), path.lstat().st_size
