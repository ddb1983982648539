"""The README's chapter on the Python API: its programs, and what they printed."""

import re
from typing import NamedTuple

from tests.architecture.source import ROOT

_CHAPTER = re.compile(r"^## Python API\n(.*?)^## ", re.DOTALL | re.MULTILINE)
_PIECE = re.compile(r"```python\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)


class Piece(NamedTuple):
    """A program, and its output."""

    program: str
    output: str


def pieces() -> list[Piece]:
    """Every program of the chapter that has an output, in order."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    chapter = _CHAPTER.search(text)
    assert chapter
    return [Piece(*found) for found in _PIECE.findall(chapter[1])]
