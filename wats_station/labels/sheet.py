"""The sheet of command codes: what stands where on A4 pages, in millimetres.

One row a command: its words, a Code 128, and beside it a Data Matrix. Rows run the whole
width, so that a laser held across one never sees the bars of another. Pages break between
rows only, and a heading is never the last thing on its page.

The test codes of a scanner's set-up have a sheet of their own: a page of few and wide
codes, and nothing else near them that a scanner could read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from wats_station.labels.symbol import NotEncodable, Symbol, Symbology, encode

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
_SIDE, _TOP, _FOOT = 12.0, 10.0, 10.0
_HEADER_HEIGHT, _HEADING_HEIGHT, _ROW_HEIGHT = 13.0, 10.0, 21.0
_WIDTH = PAGE_WIDTH - 2 * _SIDE
_FIRST, _LAST = _TOP + _HEADER_HEIGHT, PAGE_HEIGHT - _FOOT

# The columns of a row; they fill the width between the sides.
_WORDS, _MATRIX = 58.0, 20.0
_BARS = _WIDTH - _WORDS - _MATRIX
_ABOVE, _BAR_HEIGHT, _CAPTION_HEIGHT = 1.5, 13.0, 4.5

# Module widths are whole dots of a 600 dpi printer: uneven bars are what scanners fail on.
# The narrowest, 0.21 mm, is what an ordinary laser scanner still reads at arm's length.
_DOT = 25.4 / 600
_BAR_MODULES = tuple(dots * _DOT for dots in (8, 6, 5))
_MATRIX_MODULES = tuple(dots * _DOT for dots in (14, 12, 10))

# A plate's bars are wider than a scanner needs, and short enough for its beam close by.
_PLATE_MODULES = tuple(dots * _DOT for dots in (10, 8, 6, 5))
_PLATE_WORDS, _PLATE_BARS = 24.0, 30.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page, in millimetres from its top left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Entry:
    """One command: the code as it is scanned, and the words that a person reads."""

    code: str
    title: str
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Commands that belong together; one without entries leaves no heading."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class PlacedSymbol:
    """A symbol on the page: `box` holds its dark modules, each `module` mm wide."""

    symbol: Symbol
    module: float
    box: Box

    @property
    def clear(self) -> Box:
        """The box with the quiet zone, where nothing else may stand."""
        beside = self.symbol.quiet * self.module
        above = 0.0 if self.symbol.symbology is Symbology.CODE_128 else beside
        return Box(
            self.box.left - beside,
            self.box.top - above,
            self.box.width + 2 * beside,
            self.box.height + 2 * above,
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """One row: the entry, where its words and its code in letters stand, and its symbols."""

    entry: Entry
    box: Box
    words: Box
    caption: Box
    bars: PlacedSymbol
    matrix: PlacedSymbol


@dataclass(frozen=True, slots=True)
class Plate:
    """One test code across the page: its words above the bars, its code in letters below."""

    entry: Entry
    letters: str
    words: Box
    caption: Box
    bars: PlacedSymbol


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's title; it stands again where the section goes on over a page."""

    title: str
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of paper; `header` is kept free for the title and the page's number.

    It holds rows with their headings, or plates.
    """

    number: int
    header: Box
    headings: tuple[Heading, ...] = ()
    cells: tuple[Cell, ...] = ()
    plates: tuple[Plate, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """All pages, and the codes that no scanner could read off them, in the order given.

    `title` is what the sheet is; without one it is the sheet of command codes.
    """

    pages: tuple[Page, ...]
    left_out: tuple[str, ...] = ()
    title: str = ""


def lay_out(sections: Iterable[Section]) -> Sheet:
    """Place every code once, in the order given; a code given again is passed over.

    A code that is not printable ASCII, or too long for bars that can be read, is left
    out and named, so that one odd name from a server does not cost the whole sheet.
    """
    column = _Column()
    seen: set[str] = set()
    left_out: list[str] = []
    for section in sections:
        column.begin(section.title)
        for entry in section.entries:
            if entry.code in seen:
                continue
            seen.add(entry.code)
            symbols = _symbols(entry.code)
            if symbols is None:
                left_out.append(entry.code)
            else:
                column.add(entry, *symbols)
    return Sheet(column.pages(), tuple(left_out))


def lay_out_plates(title: str, entries: Iterable[Entry], spelled: Callable[[str], str]) -> Sheet:
    """Place each test code on one page, in the order given; `spelled` is its code in letters.

    Separators are part of it. Raises `NotEncodable` for what is no code, or does not fit:
    test codes are the program's own.
    """
    placed = tuple(entries)
    height = (_LAST - _FIRST) / max(1, len(placed))
    plates = tuple(
        _plate(entry, spelled(entry.code), _FIRST + number * height)
        for number, entry in enumerate(placed)
    )
    return Sheet((Page(1, _header(), plates=plates),), title=title)


@dataclass(slots=True)
class _Column:
    """The rows so far. A heading waits for its first row, and comes with it."""

    _rows: list[list[Heading | Cell]] = field(default_factory=list)
    _top: float = _LAST
    _title: str = ""
    _headed: bool = False

    def begin(self, title: str) -> None:
        self._title, self._headed = title, False

    def add(self, entry: Entry, bars: "_Sized", matrix: "_Sized") -> None:
        needed = _ROW_HEIGHT + (0.0 if self._headed else _HEADING_HEIGHT)
        if self._top + needed > _LAST:
            self._rows.append([])
            self._top, self._headed = _FIRST, False
        if not self._headed:
            self._rows[-1].append(Heading(self._title, self._take(_HEADING_HEIGHT)))
            self._headed = True
        self._rows[-1].append(_cell(entry, bars, matrix, self._take(_ROW_HEIGHT)))

    def pages(self) -> tuple[Page, ...]:
        return tuple(
            Page(
                number,
                _header(),
                tuple(each for each in rows if isinstance(each, Heading)),
                tuple(each for each in rows if isinstance(each, Cell)),
            )
            for number, rows in enumerate(self._rows, 1)
        )

    def _take(self, height: float) -> Box:
        taken = Box(_SIDE, self._top, _WIDTH, height)
        self._top += height
        return taken


@dataclass(frozen=True, slots=True)
class _Sized:
    """A symbol and the module width that fits its column."""

    symbol: Symbol
    module: float

    def width(self) -> float:
        return self.symbol.columns * self.module


def _header() -> Box:
    return Box(_SIDE, _TOP, _WIDTH, _HEADER_HEIGHT)


def _plate(entry: Entry, letters: str, top: float) -> Plate:
    symbol = encode(entry.code, Symbology.CODE_128, separators=True)
    bars = _sized(symbol, _PLATE_MODULES, _WIDTH)
    if bars is None:
        raise NotEncodable(f"too long for the page: {entry.code!r}")
    left = _SIDE + symbol.quiet * bars.module
    words = Box(_SIDE, top + 2 * _ABOVE, _WIDTH, _PLATE_WORDS)
    lines = Box(left, words.bottom + _ABOVE, bars.width(), _PLATE_BARS)
    caption = Box(left, lines.bottom + _ABOVE, _WIDTH + _SIDE - left, _CAPTION_HEIGHT)
    return Plate(entry, letters, words, caption, PlacedSymbol(symbol, bars.module, lines))


def _symbols(code: str) -> tuple[_Sized, _Sized] | None:
    try:
        bars, matrix = (encode(code, kind) for kind in Symbology)
    except NotEncodable:
        return None
    wide = _sized(bars, _BAR_MODULES, _BARS)
    square = _sized(matrix, _MATRIX_MODULES, min(_MATRIX, _ROW_HEIGHT - 2 * _ABOVE))
    return (wide, square) if wide and square else None


def _sized(symbol: Symbol, modules: tuple[float, ...], room: float) -> _Sized | None:
    """The widest modules that fit the room with the quiet zone; None where none do."""
    needed = symbol.columns + 2 * symbol.quiet
    return next((_Sized(symbol, module) for module in modules if needed * module <= room), None)


def _cell(entry: Entry, bars: _Sized, matrix: _Sized, box: Box) -> Cell:
    top = box.top + _ABOVE
    # All bars begin at one line, set in by the widest quiet zone where there is room for it.
    edge = box.left + _WORDS
    free = _BARS - bars.width() - bars.symbol.quiet * bars.module
    inset = min(bars.symbol.quiet * _BAR_MODULES[0], free)
    lines = Box(edge + inset, top, bars.width(), _BAR_HEIGHT)
    side = matrix.width()
    middle = box.right - _MATRIX / 2
    square = Box(middle - side / 2, box.top + (box.height - side) / 2, side, side)
    return Cell(
        entry,
        box,
        Box(box.left, top, _WORDS, box.height - 2 * _ABOVE),
        Box(lines.left, lines.bottom + 0.5, edge + _BARS - lines.left, _CAPTION_HEIGHT),
        PlacedSymbol(bars.symbol, bars.module, lines),
        PlacedSymbol(matrix.symbol, matrix.module, square),
    )
