"""Papers as a scanner meets them: a PDF file's pages as pictures, and their codes read back."""

from collections import Counter
from pathlib import Path

import zxingcpp
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument


def pictures(pdf: Path, dpi: int) -> list[QImage]:
    """The pages as a printer of this density would put them on white paper."""
    document = QPdfDocument()
    assert document.load(str(pdf)) is QPdfDocument.Error.None_
    made = []
    for number in range(document.pageCount()):
        points = document.pagePointSize(number)
        size = QSize(round(points.width() * dpi / 72), round(points.height() * dpi / 72))
        paper = QImage(size, QImage.Format.Format_RGB32)
        paper.fill(0xFFFFFFFF)
        painter = QPainter(paper)
        painter.drawImage(0, 0, document.render(number, size))
        painter.end()
        made.append(paper.convertToFormat(QImage.Format.Format_Grayscale8))
    document.close()
    return made


def read(pages: list[QImage]) -> Counter[tuple[str, str]]:
    return Counter(
        (str(code.format), code.text) for page in pages for code in zxingcpp.read_barcodes(page)
    )
