"""The wheel's build hook: resources and compiled translations go into `wats_station/_data/`.

An editable install gets none of it: there the program finds the checkout's own folders.
"""

import importlib.util
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_HERE = Path(__file__).resolve().parent


class DataFilesHook(BuildHookInterface[Any]):
    """Adds what the program reads at run time and Python packages do not carry by themselves."""

    _compiled: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the translations and name every data file's place in the wheel."""
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        included = build_data["force_include"]
        for path in sorted((root / "resources").rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                place = path.relative_to(root).as_posix()
                included[str(path)] = f"wats_station/_data/{place}"
        self._compiled = Path(tempfile.mkdtemp(prefix="wats-station-qm-"))
        for compiled in _compile(root / "translations", self._compiled):
            included[str(compiled)] = f"wats_station/_data/translations/{compiled.name}"

    def finalize(
        self,
        version: str,  # noqa: ARG002 - hatchling passes these by position
        build_data: dict[str, Any],  # noqa: ARG002
        artifact_path: str,  # noqa: ARG002
    ) -> None:
        """Remove what was compiled for this build."""
        if self._compiled is not None:
            shutil.rmtree(self._compiled)


def _compile(folder: Path, into: Path) -> list[Path]:
    sys.path.insert(0, str(_HERE))
    try:
        import translations
    finally:
        sys.path.remove(str(_HERE))
    return translations.compile_all(folder, _lrelease(), into)


def _lrelease() -> Path:
    found = importlib.util.find_spec("PySide6")
    for place in (found.submodule_search_locations or ()) if found else ():
        for name in ("lrelease", "lrelease.exe"):
            if (Path(place) / name).is_file():
                return Path(place) / name
    raise RuntimeError("lrelease is missing: install PySide6-Essentials to build WATS Station")
