"""The program as it is once modules are left out: importing them fails, and is written down.

    python -m tests.packaging.guarded REPORT import
    python -m tests.packaging.guarded REPORT run WATS-STATION-ARGUMENTS

REPORT becomes JSON: `asked`, the left-out modules that somebody tried to import, and `loaded`,
the shared libraries that were in use at the end.
"""

import importlib
import importlib.abc
import importlib.machinery
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


class LeftOut(importlib.abc.MetaPathFinder):
    """Finds none of `names`, as in the frozen program, and keeps what was asked for."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = frozenset(names)
        self.asked: set[str] = set()

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> importlib.machinery.ModuleSpec | None:
        parts = fullname.split(".")
        found = {".".join(parts[:count]) for count in range(1, len(parts) + 1)} & self._names
        if found:
            self.asked |= found
            raise ModuleNotFoundError(f"No module named {fullname!r} (left out)", name=fullname)
        return None


def main(report: str, what: str, *arguments: str) -> int:
    """Import everything, or be the program; the answer is the exit code."""
    sys.path.insert(0, str(ROOT / "packaging"))
    from frozen import imports, left_out

    wanted = imports.hidden_imports(ROOT)
    finder = LeftOut(left_out.modules())
    # What finding the list itself has imported is forgotten: the program does not use it.
    for name in [name for name in sys.modules if name.partition(".")[0] in left_out.modules()]:
        del sys.modules[name]
    sys.meta_path.insert(0, finder)
    try:
        return _carry_out(what, wanted, arguments)
    finally:
        content = {"asked": sorted(finder.asked), "loaded": sorted(_loaded())}
        Path(report).write_text(json.dumps(content), encoding="utf-8")


def _carry_out(what: str, wanted: Sequence[str], arguments: Sequence[str]) -> int:
    if what == "import":
        for name in wanted:
            importlib.import_module(name)
        return 0
    from wats_station.cli import main as program

    return program(arguments)


def _loaded() -> set[str]:
    lines = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    return {line.split(maxsplit=5)[5] for line in lines if ".so" in line}


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
