"""Large lists, read a slice at a time: a loop that shows a window waits for none of it.

A unit of many years has ten thousand events; to read them in one go would hold everything
up for a fifth of a second, in whatever thread it is done.
"""

import re
from collections.abc import Iterator
from typing import Protocol, TypeVar

from pydantic_core import ValidationError

T_co = TypeVar("T_co", covariant=True)

# From this size on, in bytes, an answer is read in a thread of its own, so many at a time.
LARGE = 100_000
_SLICE = 20_000
# What two objects of a list have between them. It may stand inside one as well: what is cut
# there is no JSON, and is cut further on.
_BETWEEN = re.compile(rb"\}\s*,\s*\{")
_MOST_MISSES = 20


class Shape(Protocol[T_co]):
    """What an answer has to be: a pydantic TypeAdapter."""

    def validate_json(self, data: bytes, /) -> T_co:
        """The answer as what it is. Raises pydantic's ValidationError for another shape."""


def read_in_slices(body: bytes, shape: Shape[T_co]) -> T_co:
    """The answer in its shape. Raises as `shape` does where it is another one."""
    inner = body.strip()
    if not (inner.startswith(b"[") and inner.endswith(b"]")):
        return shape.validate_json(body)
    whole: list[object] = []
    for part in _parts(inner[1:-1], shape):
        if not isinstance(part, tuple):
            # Whatever is wrong is said of the whole of it.
            return shape.validate_json(body)
        whole.extend(part)
    return tuple(whole)  # type: ignore[return-value] # so the shape of a list is


def _parts(inner: bytes, shape: Shape[T_co]) -> Iterator[T_co | None]:
    """The list as shorter lists; None where it cannot be cut."""
    begun, misses = 0, 0
    at = begun + _SLICE
    while begun < len(inner):
        cut = _BETWEEN.search(inner, at)
        end = cut.start() + 1 if cut else len(inner)
        try:
            part = shape.validate_json(b"[" + inner[begun:end] + b"]")
        except ValidationError:
            misses += 1
            if cut is None or misses > _MOST_MISSES:
                yield None
                return
            at = cut.end()
            continue
        yield part
        begun = cut.end() - 1 if cut else len(inner)
        at = begun + _SLICE
