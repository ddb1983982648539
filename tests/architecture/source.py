"""The program's own source files, read and parsed once."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "wats_station"


@dataclass(frozen=True)
class Source:
    """One module: where it lies and what it says."""

    path: Path
    tree: ast.Module

    @property
    def name(self) -> str:
        """Its path from the checkout, with `/` on every system."""
        return self.path.relative_to(ROOT).as_posix()

    def at(self, node: ast.AST) -> str:
        """`file:line`, for a failure's message."""
        return f"{self.name}:{getattr(node, 'lineno', 1)}"


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Every module below these folders of the checkout."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return tuple(Source(path, ast.parse(path.read_text(encoding="utf-8"))) for path in found)


def calls(source: Source) -> Iterator[tuple[ast.Call, str]]:
    """Every call in it, with the last name of what is called (`exec` for `dialog.exec()`)."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node, node.func.attr
            elif isinstance(node.func, ast.Name):
                yield node, node.func.id
