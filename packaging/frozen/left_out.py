"""What of the libraries is left out of the program; tests/packages/ proves that nothing lacks it."""

from fnmatch import fnmatch

from frozen import libraries

Entry = tuple[str, str, str]  # PyInstaller's: place in the program, file it comes from, kind.

# Parts of Python that only its developers use, or that a program without a terminal has not.
PYTHON_MODULES = (
    "tkinter",
    "_tkinter",
    "unittest",
    "test",
    "lib2to3",
    "idlelib",
    "turtle",
    "pydoc",
    "pydoc_data",
    "doctest",
    "ensurepip",
    "venv",
)
# Qt's other halves come along with plug-ins.
QT_FILES = ("*/translations/qt*",)


def modules() -> list[str]:
    """What PyInstaller shall not follow, whoever imports it."""
    return sorted({*PYTHON_MODULES, *libraries.only_for_developers()})


def without_what_is_left_out(entries: list[Entry]) -> list[Entry]:
    """`entries` without the files that are left out."""
    return [entry for entry in entries if not is_left_out(entry[0])]


def is_left_out(place: str) -> bool:
    """Whether the file at `place` inside the program is left out."""
    return any(fnmatch(place.replace("\\", "/"), pattern) for pattern in QT_FILES)
