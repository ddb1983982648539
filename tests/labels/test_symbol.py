"""Symbols: what is encoded is read back, and the rectangles are the modules, no more, no less."""

import xml.etree.ElementTree as ET

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from wats_station.labels.symbol import NotEncodable, Symbol, Symbology, encode, svg

ASCII = st.characters(min_codepoint=0x20, max_codepoint=0x7E)
CODES = st.text(ASCII, min_size=1, max_size=40)
KINDS = st.sampled_from(Symbology)


def picture(symbol: Symbol) -> memoryview:
    """The symbol as grey levels, drawn from its rectangles with its quiet zone, 3 pixels each."""
    flat = symbol.symbology is Symbology.CODE_128
    tall = 40 if flat else 1
    wide = symbol.columns + 2 * symbol.quiet
    high = len(symbol.rows) * tall + 2 * symbol.quiet
    levels = bytearray(b"\xff" * (wide * high * 9))
    for bar in symbol.bars:
        for y in range(3 * (bar.top * tall), 3 * ((bar.top + bar.height) * tall)):
            start = (y + 3 * symbol.quiet) * wide * 3 + 3 * (bar.left + symbol.quiet)
            levels[start : start + 3 * bar.width] = bytes(3 * bar.width)
    return memoryview(levels).cast("B", (high * 3, wide * 3))


@given(CODES, KINDS)
def test_what_is_encoded_is_read_back(text: str, kind: Symbology) -> None:
    found = zxingcpp.read_barcodes(picture(encode(text, kind)), text_mode=zxingcpp.TextMode.Plain)
    assert [code.text for code in found] == [text]


@given(st.text(ASCII | st.sampled_from("\x1d\x1e\x04"), min_size=1, max_size=30), KINDS)
def test_separators_of_a_test_code_are_in_it(text: str, kind: Symbology) -> None:
    text = "A" + text
    symbol = encode(text, kind, separators=True)
    found = zxingcpp.read_barcodes(picture(symbol), text_mode=zxingcpp.TextMode.Plain)
    assert [(code.text, code.bytes) for code in found] == [(text, text.encode("ascii"))]


@pytest.mark.parametrize("text", ["", "\x1d", "A\x1c", "A\r", "A\x00", "A\x7f", "Å\x1d"])
def test_a_test_code_holds_no_other_control_characters(text: str) -> None:
    with pytest.raises(NotEncodable):
        encode(text, Symbology.CODE_128, separators=True)


@given(CODES, KINDS)
def test_the_rectangles_are_the_dark_modules(text: str, kind: Symbology) -> None:
    symbol = encode(text, kind)
    drawn = [[0] * symbol.columns for _ in symbol.rows]
    for bar in symbol.bars:
        for row in range(bar.top, bar.top + bar.height):
            for column in range(bar.left, bar.left + bar.width):
                drawn[row][column] += 1
    assert drawn == [[int(dark) for dark in row] for row in symbol.rows]


@given(CODES)
def test_a_code_128_is_one_row_and_a_data_matrix_square(text: str) -> None:
    assert len(encode(text, Symbology.CODE_128).rows) == 1
    matrix = encode(text, Symbology.DATA_MATRIX)
    assert len(matrix.rows) == matrix.columns


@pytest.mark.parametrize("kind", Symbology)
@pytest.mark.parametrize("text", ["", "Å", "日本", "A\x1dB", "A\n", "A" * 4000])
def test_what_no_keyboard_types_or_no_symbol_holds_is_refused(text: str, kind: Symbology) -> None:
    with pytest.raises(NotEncodable):
        encode(text, kind)


@pytest.mark.parametrize("kind", Symbology)
def test_the_svg_holds_every_rectangle_inside_its_quiet_zone(kind: Symbology) -> None:
    symbol = encode("CMD-CONFIRM", kind)
    root = ET.fromstring(svg(symbol))  # noqa: S314 - our own text
    wide, high = (int(part) for part in root.attrib["viewBox"].split()[2:])
    assert wide == symbol.columns + 2 * symbol.quiet
    assert high == (50 if kind is Symbology.CODE_128 else wide)
    path = root[1].attrib["d"]
    assert path.count("M") == len(symbol.bars)
    first = symbol.bars[0]
    above = 0 if kind is Symbology.CODE_128 else symbol.quiet
    assert path.startswith(f"M{first.left + symbol.quiet} {first.top + above}h{first.width}v")
