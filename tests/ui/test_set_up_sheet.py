"""The sheet of test codes: read back from paper with its separators, every word there."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import zxingcpp

from tests.support.paper import pictures
from tests.ui.test_command_sheet import is_white, text_of
from wats_station.labels.sheet import PAGE_HEIGHT, Entry, lay_out_plates
from wats_station.labels.symbol import NotEncodable
from wats_station.scan.set_up import CODES
from wats_station.ui.printing.command_sheet import write_pdf
from wats_station.ui.printing.set_up_sheet import PURPOSES, set_up_sheet, spelled

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "codes.pdf"
    write_pdf(path, set_up_sheet(), "BENCH-7")
    return path


@pytest.mark.parametrize("dpi", [150, 203, 300, 600])
def test_the_codes_are_read_from_paper_from_top_to_bottom(pdf: Path, dpi: int) -> None:
    (page,) = pictures(pdf, dpi)
    found = zxingcpp.read_barcodes(page, text_mode=zxingcpp.TextMode.Plain)
    found = sorted(found, key=lambda code: code.position.top_left.y)
    assert [code.bytes for code in found] == [code.encode("ascii") for code in CODES]
    assert {code.format for code in found} == {zxingcpp.BarcodeFormat.Code128}


def test_a_beam_across_one_code_meets_no_other(pdf: Path) -> None:
    plates = set_up_sheet().pages[0].plates
    for above, below in pairwise(plates):
        assert below.bars.box.top - above.bars.box.bottom > 40
    assert plates[-1].caption.bottom < PAGE_HEIGHT - 10


def test_modules_are_whole_dots_of_an_office_printer() -> None:
    dots = [plate.bars.module * 600 / 25.4 for plate in set_up_sheet().pages[0].plates]
    assert [round(each, 6) % 1 for each in dots] == [0, 0, 0]
    assert min(dots) >= 8


def test_title_captions_and_purposes_are_on_the_page(pdf: Path) -> None:
    (text,) = text_of(pdf)
    assert "Scanner test codes · BENCH-7" in text
    assert "…" not in text
    for number, purpose in enumerate(PURPOSES, 1):
        assert f"Code {number} of 3" in text
        assert purpose in text
    assert "WATS<GS>GS<RS>RS<EOT>END" in text


def test_words_40_percent_longer_are_not_cut(tmp_path: Path) -> None:
    entries = [
        Entry(code, "Code 1 of 3mmmm", purpose + " m" * (len(purpose) // 5))
        for code, purpose in zip(CODES, PURPOSES, strict=True)
    ]
    path = tmp_path / "long.pdf"
    write_pdf(path, lay_out_plates("Scanner test codesmmmmmmm", entries, spelled), "BENCH-7")
    assert "…" not in text_of(path)[0]


def test_nothing_is_drawn_at_the_edge_of_the_paper(pdf: Path) -> None:
    (page,) = pictures(pdf, 100)
    wide, high, edge = page.width(), page.height(), 30
    for strip in (page.copy(0, 0, edge, high), page.copy(wide - edge, 0, edge, high)):
        assert is_white(strip)
    assert is_white(page.copy(0, high - edge, wide, edge))


def test_a_code_too_long_for_the_page_is_refused() -> None:
    with pytest.raises(NotEncodable):
        lay_out_plates("", [Entry("A" * 90, "")], spelled)


def test_the_words_are_in_the_language_in_force(speak: Callable[[str], None]) -> None:
    speak("nb")
    assert len(set_up_sheet().pages[0].plates) == len(CODES)
