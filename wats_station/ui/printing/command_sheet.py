"""The command sheet on paper: what is on it, and its pages drawn to a PDF file or a printer.

Other sheets, such as the one of test codes, are drawn here too.

Bars are filled rectangles with hard edges, drawn in the paper's own dots: an image of
them would be scaled by some driver on the way, and its edges are what scanners read.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QIODevice, QMarginsF, QRectF, QSaveFile, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QPagedPaintDevice,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
)

from wats_station.labels.sheet import (
    Box,
    Cell,
    Entry,
    Page,
    PlacedSymbol,
    Plate,
    Section,
    Sheet,
    lay_out,
)
from wats_station.scan.commands import PANELS
from wats_station.scan.decode import COMMAND_PREFIX
from wats_station.ui.printing.words import page_text, section_title, sheet_title
from wats_station.ui.widgets.text import broken

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Words = Mapping[str, tuple[str, str]]
Named = tuple[str, str]

# What the operator needs whatever is on the screen comes first, on the first page.
BEFORE_VALUES = (
    ("answers", ("CONFIRM", "CANCEL", "UNDO", "LOGOUT")),
    ("panels", PANELS),
    ("unit", ("VERIFY", "HOLD", "RELEASE")),
    ("quarantine", ("HOLD-LOT", "RELEASE-LOT", "HOLD-REVISION", "RELEASE-REVISION")),
)
AFTER_VALUES = (
    ("assembly", ("REMOVE", "REPLACE", "DISASSEMBLE")),
    ("repair", ("SUBMIT",)),
)

_DOTS_PER_INCH = 600
_MM_PER_INCH = 25.4

# Capitals in millimetres are 0.7 of these; the sheet hangs at arm's length.
_TITLE, _HEADING, _LINE, _CODE = 6.0, 4.8, 3.3, 3.3
_NAMES = (4.4, 3.8)
_PLATE_LINE = 4.2
_LEADING = 1.25
_BESIDE = 3.0
_INK, _RULE = QColor("#000000"), QColor("#999999")
_RULE_WIDTH = 0.15


class PrintProblem(OSError):
    """Nothing usable was printed or written; its text is the system's reason, or the printer."""


def command_sheet(
    words: Words,
    phases: Iterable[Named] = (),
    processes: Iterable[Named] = (),
    prefix: str = COMMAND_PREFIX,
) -> Sheet:
    """Every command that has words, and a code for each phase and process (code, name).

    Titles and explanations are the caller's, by code without prefix; headings are in the
    language in force. `TAG-`, `FAIL-` and `REF-` have no codes here: only the bench knows
    their values.
    """
    return lay_out(
        [
            *(_plain(name, codes, words, prefix) for name, codes in BEFORE_VALUES),
            _valued("phases", "PHASE-", phases, words, prefix),
            _valued("processes", "PROCESS-", processes, words, prefix),
            *(_plain(name, codes, words, prefix) for name, codes in AFTER_VALUES),
        ]
    )


def write_pdf(path: Path, sheet: Sheet, station: str) -> None:
    """Write the sheet to `path`, whole or not at all; raises `PrintProblem`."""
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise PrintProblem(file.errorString())
    writer = QPdfWriter(file)
    writer.setResolution(_DOTS_PER_INCH)
    writer.setTitle(_title(sheet, station))
    draw(writer, sheet, station)
    # The writer ends the file when it goes, and only then may the file be kept.
    del writer
    if not file.commit():
        raise PrintProblem(file.errorString())


def system_printer(name: str = "") -> "QPrinter":
    """The printer of this name, or the system's own choice; raises `PrintProblem` without one."""
    # Loads the printing plug-in, which asks the network for its printers.
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # noqa: PLC0415

    info = QPrinterInfo.printerInfo(name) if name else QPrinterInfo.defaultPrinter()
    if info.isNull():
        raise PrintProblem(name)
    return QPrinter(info, QPrinter.PrinterMode.HighResolution)


def print_sheet(printer: "QPrinter", sheet: Sheet, station: str) -> None:
    """Send the sheet to a printer; raises `PrintProblem` where it takes no job."""
    printer.setFullPage(True)
    printer.setDocName(_title(sheet, station))
    draw(printer, sheet, station)


def draw(device: QPagedPaintDevice, sheet: Sheet, station: str) -> None:
    """Draw all pages, each on A4 paper of its own; raises `PrintProblem`."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageMargins(QMarginsF())
    painter = QPainter()
    if not painter.begin(device):
        raise PrintProblem(_named(device))
    try:
        for page in sheet.pages:
            if page.number > 1 and not device.newPage():
                raise PrintProblem(_named(device))
            draw_page(painter, page, _title(sheet, station), len(sheet.pages))
    finally:
        painter.end()


def draw_page(painter: QPainter, page: Page, title: str, of: int) -> None:
    """Draw one page, under this title, on whatever is painted, as large as its paper is."""
    pen = _Pen(painter)
    header = page.header
    number = page_text(page.number, of)
    beside = pen.width(number, _LINE) + 4
    # On the title's line: its base is as far above the box's lower edge as the title's.
    lowered = header.top + (_TITLE - _LINE) * (_LEADING + 0.35) / 2
    corner = Box(header.left, lowered, header.width, header.height)
    pen.line(number, corner, _LINE, align=Qt.AlignmentFlag.AlignRight)
    upper = Box(header.left, header.top, header.width - beside, header.height)
    pen.line(title, upper, _TITLE, bold=True)
    for heading in page.headings:
        box = heading.box
        pen.line(
            heading.title, Box(box.left, box.top + 3, box.width, _HEADING), _HEADING, bold=True
        )
        pen.rule(box.left, box.bottom, box.width)
    for cell in page.cells:
        _draw_cell(pen, cell)
    for plate in page.plates:
        _draw_plate(pen, plate)


def _draw_cell(pen: "_Pen", cell: Cell) -> None:
    below = pen.words(cell.entry.title, cell.words, _NAMES, most=2, bold=True)
    rest = cell.words.bottom - below.top
    lines = int(rest / (_LINE * _LEADING) + 0.01)
    pen.words(cell.entry.explanation, below, (_LINE,), most=lines)
    pen.line(cell.entry.code, cell.caption, _CODE, fixed=True)
    for placed in (cell.bars, cell.matrix):
        pen.symbol(placed)
    pen.rule(cell.box.left, cell.box.bottom, cell.box.width)


def _draw_plate(pen: "_Pen", plate: Plate) -> None:
    words = plate.words
    pen.rule(words.left, words.top - 1, words.width)
    below = pen.words(plate.entry.title, words, (_TITLE,), most=1, bold=True)
    lines = int((words.bottom - below.top) / (_PLATE_LINE * _LEADING) + 0.01)
    pen.words(plate.entry.explanation, below, (_PLATE_LINE,), most=lines)
    pen.symbol(plate.bars)
    pen.line(plate.letters, plate.caption, _CODE, fixed=True)


class _Pen:
    """Draws in millimetres from the corner of the paper, in the device's own dots."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        self._dots = painter.device().logicalDpiX() / _MM_PER_INCH

    def symbol(self, placed: PlacedSymbol) -> None:
        """The dark modules as one filled path, so that no seam shows between two of them.

        It begins at a whole dot: where a module is a number of whole dots, every bar is.
        """
        module = placed.module * self._dots
        left, top = round(placed.box.left * self._dots), round(placed.box.top * self._dots)
        tall = placed.box.height * self._dots / len(placed.symbol.rows)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for bar in placed.symbol.bars:
            path.addRect(
                left + bar.left * module,
                top + bar.top * tall,
                bar.width * module,
                bar.height * tall,
            )
        self._painter.fillPath(path, _INK)

    def rule(self, left: float, top: float, width: float) -> None:
        """A thin line under something."""
        self._painter.fillRect(self._rectangle(Box(left, top, width, _RULE_WIDTH)), _RULE)

    def line(
        self,
        text: str,
        box: Box,
        size: float,
        *,
        bold: bool = False,
        fixed: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        """One line at the top of `box`, elided where it is too long."""
        font = self._font(size, bold=bold, fixed=fixed)
        shown = broken(text, font, int(box.width * self._dots), 1).lines[0]
        self._draw(shown, font, Box(box.left, box.top, box.width, size * _LEADING), align)

    def words(
        self, text: str, box: Box, sizes: tuple[float, ...], *, most: int, bold: bool = False
    ) -> Box:
        """Lines from the top of `box`, and what of it is left below them.

        The first size that takes one line wins, else the last one, in `most` lines at most.
        """
        width = box.width - _BESIDE
        size = next((each for each in sizes if self.width(text, each, bold=bold) <= width), None)
        font = self._font(size or sizes[-1], bold=bold)
        lines = broken(text, font, int(width * self._dots), 1 if size else max(1, most)).lines
        step, top = (size or sizes[-1]) * _LEADING, box.top
        for line in lines:
            self._draw(line, font, Box(box.left, top, width, step), Qt.AlignmentFlag.AlignLeft)
            top += step
        return Box(box.left, top, box.width, box.bottom - top)

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide `text` is on one line."""
        metrics = QFontMetricsF(self._font(size, bold=bold))
        return metrics.horizontalAdvance(text) / self._dots

    def _draw(self, text: str, font: QFont, box: Box, align: Qt.AlignmentFlag) -> None:
        self._painter.setFont(font)
        self._painter.setPen(_INK)
        flags = align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        self._painter.drawText(self._rectangle(box), flags | Qt.TextFlag.TextSingleLine, text)

    def _font(self, size: float, *, bold: bool = False, fixed: bool = False) -> QFont:
        if fixed:
            font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        else:
            font = QFont(QGuiApplication.font())
        font.setPixelSize(max(1, round(size * self._dots)))
        font.setBold(bold)
        return font

    def _rectangle(self, box: Box) -> QRectF:
        dots = self._dots
        return QRectF(box.left * dots, box.top * dots, box.width * dots, box.height * dots)


def _plain(section: str, codes: Iterable[str], words: Words, prefix: str) -> Section:
    return Section(
        section_title(section),
        tuple(Entry(prefix + code, *words[code]) for code in codes if code in words),
    )


def _valued(
    section: str, family: str, values: Iterable[Named], words: Words, prefix: str
) -> Section:
    title, explanation = words.get(family, ("", ""))
    return Section(
        section_title(section),
        tuple(Entry(prefix + family + code, name or title, explanation) for code, name in values),
    )


def _title(sheet: Sheet, station: str) -> str:
    return f"{sheet.title} · {station}" if sheet.title else sheet_title(station)


def _named(device: QPagedPaintDevice) -> str:
    """What the operator knows the device by: a printer's name."""
    name = getattr(device, "printerName", None)
    return str(name()) if name else ""
