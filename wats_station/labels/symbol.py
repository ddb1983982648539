"""A bar code as a matrix of modules, and as the fewest rectangles that draw it.

Codes are printable ASCII: a keyboard-wedge scanner types them, and nothing else arrives
alike on every bench. Test codes alone hold separators, to see which of them arrive.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby


class Symbology(StrEnum):
    """The two kinds of symbol that go on paper: for laser scanners, and for cameras."""

    CODE_128 = "code128"
    DATA_MATRIX = "data_matrix"


# White modules around the symbol. ISO/IEC 15417 asks for 10 beside the bars; ISO/IEC 16022
# for 1 all around, and one more forgives a fold or a pencil line.
QUIET = {Symbology.CODE_128: 10, Symbology.DATA_MATRIX: 2}

# GS, RS and EOT: what stands between and behind the fields of suppliers' labels.
_SEPARATORS = frozenset("\x1d\x1e\x04")


class NotEncodable(ValueError):
    """The text cannot be a code: empty, not printable ASCII, or more than the symbology holds."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A dark rectangle, in modules from the symbol's own top left corner."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Symbol:
    """One code as modules, without its quiet zone; true is dark.

    `rows` are equally long. Code 128 has one row: its height is the layout's to choose.
    """

    text: str
    symbology: Symbology
    rows: tuple[tuple[bool, ...], ...]

    @property
    def columns(self) -> int:
        """How many modules wide."""
        return len(self.rows[0])

    @property
    def quiet(self) -> int:
        """White modules that must stay free at both sides, and around a matrix."""
        return QUIET[self.symbology]

    @cached_property
    def bars(self) -> tuple[Bar, ...]:
        """Rectangles that cover every dark module once and no other.

        Equal runs in rows that follow each other are one rectangle, so that no seam
        shows between the rows of a matrix.
        """
        return tuple(_merged(self.rows))


def encode(text: str, symbology: Symbology, *, separators: bool = False) -> Symbol:
    """The symbol that says `text`, and nothing but it; raises `NotEncodable`.

    With `separators` the text of a test code may hold GS, RS and EOT as well.
    """
    plain = "".join(each for each in text if each not in _SEPARATORS) if separators else text
    if not plain or not plain.isascii() or not plain.isprintable():
        raise NotEncodable(f"a code is printable ASCII: {text!r}")
    # 5 MB of native code, needed only when something is printed.
    import zxingcpp  # noqa: PLC0415

    code_128 = symbology is Symbology.CODE_128
    wanted = zxingcpp.BarcodeFormat.Code128 if code_128 else zxingcpp.BarcodeFormat.DataMatrix
    # Square: more scanners read it than the oblong forms, and it keeps to a column.
    options = {} if code_128 else {"force_square": True}
    try:
        made = zxingcpp.create_barcode(text, wanted, **options)
        image = zxingcpp.write_barcode_to_image(made, add_quiet_zones=False)
    except ValueError as fault:
        raise NotEncodable(str(fault)) from fault
    # It is a buffer; its stub does not say so.
    rows = _rows(memoryview(image))  # type: ignore[arg-type]
    return Symbol(text, symbology, rows[:1] if code_128 else rows)


def svg(symbol: Symbol, height: int = 50) -> str:
    """The symbol with its quiet zone as SVG, one unit a module; a Code 128 is `height` high."""
    quiet = symbol.quiet
    flat = symbol.symbology is Symbology.CODE_128
    above, tall = (0, height) if flat else (quiet, 1)
    wide, high = symbol.columns + 2 * quiet, len(symbol.rows) * tall + 2 * above
    path = "".join(
        f"M{bar.left + quiet} {bar.top * tall + above}"
        f"h{bar.width}v{bar.height * tall}h-{bar.width}z"
        for bar in symbol.bars
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}"'
        f' shape-rendering="crispEdges"><rect width="{wide}" height="{high}" fill="#fff"/>'
        f'<path d="{path}" fill="#000"/></svg>'
    )


def _rows(image: memoryview) -> tuple[tuple[bool, ...], ...]:
    height, width = image.shape or (0, 0)
    flat = image.tobytes()
    return tuple(
        tuple(level == 0 for level in flat[row * width : (row + 1) * width])
        for row in range(height)
    )


def _merged(rows: tuple[tuple[bool, ...], ...]) -> Iterator[Bar]:
    growing: dict[tuple[int, int], int] = {}
    for top in range(len(rows) + 1):
        runs = frozenset(_runs(rows[top])) if top < len(rows) else frozenset[tuple[int, int]]()
        for run in [run for run in growing if run not in runs]:
            began = growing.pop(run)
            yield Bar(run[0], began, run[1], top - began)
        for run in sorted(runs):
            growing.setdefault(run, top)


def _runs(row: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    left = 0
    for dark, modules in groupby(row):
        width = len(tuple(modules))
        if dark:
            yield left, width
        left += width
