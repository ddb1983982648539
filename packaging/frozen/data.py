"""The files that go into the program beside its modules, and their places there."""

import importlib.metadata
from pathlib import Path

from frozen import build_stamp, left_out, libraries

Placed = tuple[str, str]  # A file, and the folder inside the program that it goes to.

_SHIPPED = "wats_station/_data"
# The pseudo-language is for developers, and README's pictures are no part of the program.
_NO_TEXTS = ("wats_station_xx.qm",)
_NO_RESOURCES = ("readme",)
# PyInstaller itself knows which of their files are needed.
_WITH_HOOKS = ("pyside6", "shiboken6")
_CODE = (".py", ".pyc", ".pyi", ".pyx", ".pxd", ".typed", ".so", ".pyd", ".dll", ".lib", ".h", ".c")
_METADATA = ("METADATA", "entry_points.txt")


class DataProblem(Exception):
    """Something that belongs into the program is not there; says what to do."""


def data_files(root: Path, work: Path) -> list[Placed]:
    """Everything; what has to be made for it is made in `work`."""
    return [
        *_resources(root),
        *_translations(root),
        *_migrations(root),
        *_library_data(),
        *_metadata(),
        (str(build_stamp.write(root, work)), _SHIPPED),
        (str(root / "packaging" / "CHANGELOG.md"), _SHIPPED),
    ]


def _resources(root: Path) -> list[Placed]:
    files = sorted(path for path in (root / "resources").rglob("*") if path.is_file())
    return [
        (str(path), f"{_SHIPPED}/{path.parent.relative_to(root).as_posix()}")
        for path in files
        if path.relative_to(root).parts[1] not in _NO_RESOURCES and not path.name.startswith(".")
    ]


def _translations(root: Path) -> list[Placed]:
    compiled = {source.with_suffix(".qm") for source in (root / "translations").glob("*.ts")}
    missing = sorted(path.name for path in compiled if not path.is_file())
    if missing or not compiled:
        raise DataProblem(f"run packaging/dev.py translations: {', '.join(missing)} is missing")
    wanted = sorted(path for path in compiled if path.name not in _NO_TEXTS)
    return [(str(path), f"{_SHIPPED}/translations") for path in wanted]


def _migrations(root: Path) -> list[Placed]:
    """Alembic reads them as files, by names that no module may have."""
    folder = root / "wats_station/site_server/store/migrations"
    return [
        (str(path), path.parent.relative_to(root).as_posix())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
    ]


def _library_data() -> list[Placed]:
    """What libraries read beside their modules: tables, certificates, the page at /docs."""
    return [
        (str(file.locate()), file.parent.as_posix())
        for name in sorted(libraries.wanted())
        if not name.startswith(_WITH_HOOKS)
        for file in importlib.metadata.distribution(name).files or ()
        if _is_data(file) and not left_out.is_left_out(file.as_posix())
    ]


def _is_data(file: importlib.metadata.PackagePath) -> bool:
    inside = len(file.parts) > 1 and file.parts[0] not in ("..", "bin", "Scripts", "share")
    about = ".dist-info" in file.parts[0] or file.parts[0].endswith(".libs")
    return inside and not about and file.suffix not in _CODE


def _metadata() -> list[Placed]:
    """Versions for a bundle for support, and the plug-ins that libraries find by name.

    Not the rest of an installed library's notes: they tell where it was installed, and how.
    """
    return [
        (str(file.locate()), file.parent.name)
        for name in sorted(libraries.wanted())
        for file in importlib.metadata.distribution(name).files or ()
        if file.name in _METADATA and file.parent.suffix == ".dist-info"
    ]
