"""The command sheet as a scanner and a person meet it: every code read back, every word there."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication

from tests.support.paper import pictures, read
from wats_station.domain.panel import Panel
from wats_station.labels.sheet import Sheet
from wats_station.scan import commands
from wats_station.ui.printing import words
from wats_station.ui.printing.command_sheet import (
    AFTER_VALUES,
    BEFORE_VALUES,
    PrintProblem,
    command_sheet,
    print_sheet,
    system_printer,
    write_pdf,
)
from wats_station.ui.printing.words import command_words

pytestmark = pytest.mark.usefixtures("qapp")

Speak = Callable[[str], None]

PHASES = tuple(
    (code, code.replace("_", " "))
    for code in (
        "Unknown",
        "Under_Production",
        "Under_Production_Q",
        "Repair_Production",
        "Repair_Production_Q",
        "Repair_Service",
        "Repair_Service_Q",
        "Finalized",
        "Scrapped",
        "Extended_Test",
        "Customization",
        "Repaired",
        "Missing",
        "In_Storage",
        "Shipped",
    )
)
PROCESSES = (("10", "Final function test"), ("500", "A name " + "that goes on " * 20))
KINDS = (str(zxingcpp.BarcodeFormat.Code128), str(zxingcpp.BarcodeFormat.DataMatrix))


def a_sheet() -> Sheet:
    return command_sheet(command_words(), PHASES, PROCESSES)


def codes_on(sheet: Sheet) -> list[str]:
    return [cell.entry.code for page in sheet.pages for cell in page.cells]


def text_of(pdf: Path) -> list[str]:
    """Each page's text as it can be searched for, on one line."""
    document = QPdfDocument()
    assert document.load(str(pdf)) is QPdfDocument.Error.None_
    found = [
        " ".join(document.getAllText(page).text().split()) for page in range(document.pageCount())
    ]
    document.close()
    return found


def is_white(grey: QImage) -> bool:
    """A line's bytes are padded to four, with anything."""
    levels, step = bytes(grey.constBits()), grey.bytesPerLine()
    lines = (levels[row * step : row * step + grey.width()] for row in range(grey.height()))
    return all(set(line) == {0xFF} for line in lines)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "sheet.pdf"
    write_pdf(path, a_sheet(), "BENCH-7")
    return path


@pytest.mark.parametrize("dpi", [200, 300])
def test_every_code_of_the_pdf_is_read_once_in_each_symbology(pdf: Path, dpi: int) -> None:
    sheet = a_sheet()
    assert sheet.left_out == ()
    wanted = Counter((kind, code) for kind in KINDS for code in codes_on(sheet))
    assert set(wanted.values()) == {1}
    assert read(pictures(pdf, dpi)) == wanted


def test_every_code_of_the_print_out_is_read_once_in_each_symbology(tmp_path: Path) -> None:
    # A printer that prints to a file goes through the same engine as one that takes paper.
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    path = tmp_path / "printed.pdf"
    printer.setOutputFileName(str(path))
    print_sheet(printer, a_sheet(), "BENCH-7")
    wanted = Counter((kind, code) for kind in KINDS for code in codes_on(a_sheet()))
    assert read(pictures(path, 300)) == wanted


def test_the_longest_code_that_is_printed_is_read(tmp_path: Path) -> None:
    lengths = range(30, 60)
    phases = tuple(("P" * length, f"Phase {length}") for length in lengths)
    sheet = command_sheet({}, phases)
    assert sheet.left_out
    path = tmp_path / "long.pdf"
    write_pdf(path, sheet, "BENCH-7")
    wanted = Counter((kind, code) for kind in KINDS for code in codes_on(sheet))
    assert wanted
    assert read(pictures(path, 300)) == wanted


def test_pages_are_a4_and_hold_no_image(pdf: Path) -> None:
    document = QPdfDocument()
    assert document.load(str(pdf)) is QPdfDocument.Error.None_
    for number in range(document.pageCount()):
        points = document.pagePointSize(number)
        assert (round(points.width()), round(points.height())) == (595, 842)
    document.close()
    assert b"/Subtype /Image" not in pdf.read_bytes()


def test_nothing_is_drawn_at_the_edge_of_the_paper(pdf: Path) -> None:
    for page in pictures(pdf, 100):
        wide, high, edge = page.width(), page.height(), 30
        strips = (
            page.copy(0, 0, wide, edge),
            page.copy(0, high - edge, wide, edge),
            page.copy(0, 0, edge, high),
            page.copy(wide - edge, 0, edge, high),
        )
        assert all(is_white(strip) for strip in strips)


def test_each_page_says_whose_it_is_and_which(pdf: Path) -> None:
    pages = text_of(pdf)
    for number, text in enumerate(pages, 1):
        assert "BENCH-7" in text
        assert f"Page {number} of {len(pages)}" in text


@pytest.mark.parametrize("language", ["en", "nb"])
def test_every_word_of_the_commands_is_there_uncut(
    language: str, speak: Speak, tmp_path: Path
) -> None:
    speak(language)
    path = tmp_path / "sheet.pdf"
    write_pdf(path, command_sheet(command_words(), PHASES), "BENCH-7")
    text = " ".join(text_of(path))
    assert "…" not in text
    for code, (title, explanation) in command_words().items():
        if code.startswith(("TAG-", "FAIL-", "REF-", "PROCESS-")):
            continue
        assert explanation in text
        assert code == "PHASE-" or title in text


def test_words_40_percent_longer_are_not_cut(tmp_path: Path) -> None:
    longer = {
        code: (title + "m" * (len(title) * 2 // 5), line + " m" * (len(line) // 5))
        for code, (title, line) in command_words().items()
    }
    path = tmp_path / "sheet.pdf"
    write_pdf(path, command_sheet(longer, PHASES), "BENCH-7")
    assert "…" not in " ".join(text_of(path))


def test_norwegian_words_are_the_translations(speak: Speak) -> None:
    english = command_words()
    speak("nb")
    norwegian = command_words()
    assert norwegian.keys() == english.keys()
    assert all(norwegian[code][1] != english[code][1] for code in english)
    assert words.page_text(2, 5) == "Side 2 av 5"
    assert words.section_title("panels") == "Åpne et panel"


def test_every_command_has_its_words_and_its_section() -> None:
    assert set(command_words()) == set(commands.ALL)
    assert set(words.PANEL_LINES) == {panel.value for panel in Panel}
    placed = [code for _, codes in (*BEFORE_VALUES, *AFTER_VALUES) for code in codes]
    assert sorted(placed) == sorted((*commands.PANELS, *commands.PLAIN))
    sections = {name for name, _ in (*BEFORE_VALUES, *AFTER_VALUES)} | {"phases", "processes"}
    assert sections == set(words.SECTIONS)


def test_phases_and_processes_have_codes_with_their_names() -> None:
    sheet = command_sheet(command_words(), [("Finalized", "Ferdig")], [("10", "")])
    titles = {cell.entry.code: cell.entry.title for page in sheet.pages for cell in page.cells}
    assert titles["CMD-PHASE-Finalized"] == "Ferdig"
    assert titles["CMD-PROCESS-10"] == "Process"


def test_a_command_without_words_is_not_printed_and_the_prefix_is_the_stations() -> None:
    sheet = command_sheet({"UNDO": ("Undo", "")}, prefix="DO:")
    assert codes_on(sheet) == ["DO:UNDO"]


def test_a_file_that_cannot_be_written_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "sheet.pdf"
    with pytest.raises(PrintProblem, match=r"\w"):
        write_pdf(path, a_sheet(), "BENCH-7")
    assert list(tmp_path.iterdir()) == []


def test_a_sheet_written_again_replaces_the_old_one(pdf: Path) -> None:
    write_pdf(pdf, a_sheet(), "BENCH-8")
    assert "BENCH-8" in text_of(pdf)[0]
    assert [path.name for path in pdf.parent.iterdir()] == ["sheet.pdf"]


def test_a_printer_that_is_not_there_is_said(qapp: QApplication) -> None:
    assert "No such printer" not in QPrinterInfo.availablePrinterNames()
    with pytest.raises(PrintProblem, match="No such printer"):
        system_printer("No such printer")
