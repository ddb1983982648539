"""A report for reviewers, not a wall: what is larger than the house's budgets.

python -m tests.architecture.sizes
"""

import ast
from collections.abc import Iterator

from tests.architecture.source import Source, sources

FILE_LINES, FUNCTION_LINES, CLASS_METHODS = 400, 40, 15


def report() -> list[str]:
    """One line for each thing over budget, the largest overrun first."""
    found = [
        line for source in sources("wats_station", "packaging", "tests") for line in _of(source)
    ]
    return [text for _, text in sorted(found, key=lambda line: -line[0])]


def _of(source: Source) -> Iterator[tuple[float, str]]:
    lines = len(source.path.read_text(encoding="utf-8").splitlines())
    if lines > FILE_LINES:
        yield lines / FILE_LINES, f"{source.name}: {lines} lines (budget {FILE_LINES})"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                text = f"{source.at(node)} {node.name}: {length} lines (budget {FUNCTION_LINES})"
                yield length / FUNCTION_LINES, text
        elif isinstance(node, ast.ClassDef):
            methods = sum(
                isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) for each in node.body
            )
            if methods > CLASS_METHODS:
                text = f"{source.at(node)} {node.name}: {methods} methods (budget {CLASS_METHODS})"
                yield methods / CLASS_METHODS, text


if __name__ == "__main__":
    over = report()
    print(*over, f"{len(over)} over budget", sep="\n")
