"""The sheet: every code once, nothing over anything else, nothing off the paper."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wats_station.labels.sheet import (
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Box,
    Entry,
    Page,
    Section,
    Sheet,
    lay_out,
)
from wats_station.labels.symbol import Symbology

# The unprintable edge of every page on office printers.
EDGE = 5.0
SLACK = 1e-6

CODES = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=44)
ODD = st.sampled_from(["", "CMD-PHASE-Ferdig_på_lager", "A\tB", "X" * 300])
ENTRIES = st.builds(Entry, CODES | ODD, st.just("Title"), st.just("Explanation"))
SECTIONS = st.lists(
    st.builds(Section, st.sampled_from("ABCDE"), st.lists(ENTRIES, max_size=16).map(tuple)),
    max_size=5,
)


def occupied(page: Page) -> Iterator[Box]:
    """Every place on the page that must stay its owner's alone."""
    yield page.header
    yield from (heading.box for heading in page.headings)
    for cell in page.cells:
        yield from (cell.words, cell.caption, cell.bars.clear, cell.matrix.clear)


def overlap(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > SLACK and down > SLACK


def within(inner: Box, outer: Box) -> bool:
    return (
        inner.left >= outer.left - SLACK
        and inner.top >= outer.top - SLACK
        and inner.right <= outer.right + SLACK
        and inner.bottom <= outer.bottom + SLACK
    )


def printed(sheet: Sheet) -> list[str]:
    return [cell.entry.code for page in sheet.pages for cell in page.cells]


def a_section(title: str, count: int) -> Section:
    return Section(title, tuple(Entry(f"CMD-{title}-{n}", f"{title} {n}") for n in range(count)))


@settings(deadline=None, max_examples=60)
@given(SECTIONS)
def test_every_code_stands_once_in_the_order_given_or_is_named_as_left_out(
    sections: list[Section],
) -> None:
    sheet = lay_out(sections)
    given_codes = list(dict.fromkeys(each.code for part in sections for each in part.entries))
    left_out = set(sheet.left_out)
    assert printed(sheet) == [code for code in given_codes if code not in left_out]
    assert list(sheet.left_out) == [code for code in given_codes if code in left_out]


@settings(deadline=None, max_examples=60)
@given(SECTIONS)
def test_nothing_overlaps_and_nothing_leaves_the_paper(sections: list[Section]) -> None:
    paper = Box(EDGE, EDGE, PAGE_WIDTH - 2 * EDGE, PAGE_HEIGHT - 2 * EDGE)
    for page in lay_out(sections).pages:
        places = list(occupied(page))
        assert all(within(place, paper) for place in places)
        # Words of no width, and other things that are nowhere, would pass the test above.
        assert all(place.width > 1 and place.height > 1 for place in places)
        crossing = [pair for pair in combinations(places, 2) if overlap(*pair)]
        assert crossing == []


@settings(deadline=None, max_examples=60)
@given(SECTIONS)
def test_quiet_zones_are_kept_within_the_row(sections: list[Section]) -> None:
    for page in lay_out(sections).pages:
        for cell in page.cells:
            bars, matrix = cell.bars, cell.matrix
            assert bars.box.left - bars.clear.left >= 10 * bars.module - SLACK
            assert bars.clear.right - bars.box.right >= 10 * bars.module - SLACK
            assert matrix.box.left - matrix.clear.left >= matrix.module - SLACK
            assert matrix.box.top - matrix.clear.top >= matrix.module - SLACK
            for inner in (cell.words, cell.caption, bars.clear, matrix.clear):
                assert within(inner, cell.box)


@settings(deadline=None, max_examples=60)
@given(SECTIONS)
def test_a_symbol_fills_its_box_and_says_its_code(sections: list[Section]) -> None:
    for page in lay_out(sections).pages:
        for cell in page.cells:
            for placed, kind in zip((cell.bars, cell.matrix), Symbology, strict=True):
                assert placed.symbol.symbology is kind
                assert placed.symbol.text == cell.entry.code
                assert placed.box.width == pytest.approx(placed.symbol.columns * placed.module)
            assert cell.matrix.box.height == pytest.approx(cell.matrix.box.width)


@settings(deadline=None, max_examples=60)
@given(SECTIONS)
def test_a_heading_is_followed_by_a_row_of_its_page(sections: list[Section]) -> None:
    for number, page in enumerate(lay_out(sections).pages, 1):
        assert page.number == number
        assert page.headings[0].box.bottom <= page.cells[0].box.top + SLACK
        tops = {round(cell.box.top, 6) for cell in page.cells}
        assert {round(heading.box.bottom, 6) for heading in page.headings} <= tops


def test_modules_are_whole_dots_of_an_office_printer() -> None:
    codes = ("CMD-UNDO", "CMD-PHASE-UNDER_PRODUCTION_Q", "CMD-PHASE-A_LONG_NAME_FROM_A_SERVER")
    sheet = lay_out([Section("A", tuple(Entry(code, code) for code in codes))])
    dots = [cell.bars.module * 600 / 25.4 for cell in sheet.pages[0].cells]
    assert dots == pytest.approx([8, 6, 5])


def test_a_section_that_goes_on_has_its_heading_on_both_pages() -> None:
    sheet = lay_out([a_section("A", 14), a_section("B", 1)])
    assert [[heading.title for heading in page.headings] for page in sheet.pages] == [
        ["A"],
        ["A", "B"],
    ]


def test_an_empty_section_leaves_no_heading_and_no_page() -> None:
    assert lay_out([Section("A", ())]) == Sheet((), ())
    sheet = lay_out([Section("A", ()), a_section("B", 1)])
    assert [heading.title for heading in sheet.pages[0].headings] == ["B"]


def test_a_code_given_again_is_passed_over() -> None:
    sheet = lay_out([a_section("A", 2), a_section("A", 3)])
    assert printed(sheet) == ["CMD-A-0", "CMD-A-1", "CMD-A-2"]
    assert sheet.left_out == ()
