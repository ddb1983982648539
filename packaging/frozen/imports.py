"""What PyInstaller cannot see by reading imports: names that are text until they are imported."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

_DOTTED = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)+")
_BY_NAME = ("import_module", "__import__")


def hidden_imports(root: Path) -> list[str]:
    """Every module of the program below `root`, and every one that it names in a text."""
    named = {name for path in _sources(root) for name in imported_by_name(path.read_text("utf-8"))}
    return sorted({*own_modules(root), *filter(_is_there, named)})


def own_modules(root: Path) -> list[str]:
    """Every module of `wats_station`; scripts in folders that are no packages go with the data."""
    names = []
    for path in _sources(root):
        parts = path.relative_to(root).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        if (path.parent / "__init__.py").is_file() and parts[-1] != "__main__":
            names.append(".".join(parts))
    return names


def imported_by_name(source: str) -> set[str]:
    """Dotted names in the texts of a module that imports by name, of which some are modules."""
    tree = ast.parse(source)
    if not any(isinstance(node, ast.Name) and node.id in _BY_NAME for node in ast.walk(tree)):
        return set()
    texts = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {text for text in texts if _DOTTED.fullmatch(text)}


def _sources(root: Path) -> Iterator[Path]:
    yield from sorted((root / "wats_station").rglob("*.py"))


def _is_there(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False
