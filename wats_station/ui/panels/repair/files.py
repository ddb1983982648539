"""Photos and files of a repair: thumbnails of what can be shown, name and size of all."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wats_station.domain.repair import AttachedFile
from wats_station.flows.repair.state import FileRemoved
from wats_station.ui.panels.repair.wording import size_text
from wats_station.ui.symbols import draw_symbol
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.scroll import ScrollColumn
from wats_station.ui.widgets.surface import fill_rounded
from wats_station.ui.widgets.text import TextBlock

# The picture of a file by its id; None while it is not loaded.
Picture: TypeAlias = Callable[[str], QPixmap | None]

_THUMBNAIL_MM = (20.0, 15.0)


def no_picture(_file_id: str) -> QPixmap | None:
    """Nothing is loaded."""
    return None


class Thumbnail(QWidget):
    """The picture, asked for at each painting; a symbol for what is none, or not loaded."""

    def __init__(self, theme: Theme, file: AttachedFile, picture: Picture) -> None:
        super().__init__()
        self._theme = theme
        self._file = file
        self._picture = picture
        wide, high = (theme.metrics.mm(side) for side in _THUMBNAIL_MM)
        self.setFixedSize(QSize(wide, high))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The whole picture, as large as it fits."""
        tokens, sizes = self._theme.tokens, self._theme.metrics
        painter = QPainter(self)
        loaded = self._picture(self._file.id) if self._file.is_picture else None
        if loaded is None or loaded.isNull():
            ground, line = QColor(tokens.raised), QColor(tokens.line)
            fill_rounded(painter, self.rect(), sizes.radius, ground, line, stroke=tokens.stroke)
            side = sizes.mm(7)
            box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
            draw_symbol(painter, box, "file", QColor(tokens.muted))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            size = loaded.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            area = QRectF(left, top, size.width(), size.height())
            painter.drawPixmap(area, loaded, QRectF(loaded.rect()))
        painter.end()


class FileRow(QWidget):
    """One file, and the button that takes it away; a `fixed` one has none."""

    def __init__(
        self, theme: Theme, file: AttachedFile, picture: Picture, *, fixed: bool = False
    ) -> None:
        super().__init__()
        self.file = file
        self.name = TextBlock(theme, "body", lines=3, shrink_to="small")
        self.size_line = TextBlock(theme, "small", muted=True)
        self.name.set_text(file.name)
        self.size_line.set_text(size_text(file))
        self.remove = TouchButton(theme)
        self.remove.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.name)
        words.addWidget(self.size_line)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metrics.gap)
        row.addWidget(Thumbnail(theme, file, picture))
        row.addLayout(words, 1)
        row.addWidget(self.remove)
        self.remove.setVisible(not fixed)

    def retranslate(self) -> None:
        """Word the button."""
        self.remove.set_texts(self.tr("Remove"))
        said = self.tr("Remove {file}").format(file=self.file.name)
        self.remove.setAccessibleName(said)


class FileList(ScrollColumn):
    """The files from the top, built again only for other files.

    There are few: a repair's files are limited in size together.
    """

    pressed = Signal(str, object)

    def __init__(self, theme: Theme, picture: Picture) -> None:
        super().__init__(theme)
        self._theme = theme
        self._picture = picture
        self._files: Sequence[AttachedFile] | None = None
        self.rows: tuple[FileRow, ...] = ()

    def show_files(self, files: Sequence[AttachedFile]) -> None:
        """Show these files."""
        self.setAccessibleName(self.tr("Photos and files"))
        if files != self._files:
            self._files = files
            self._build(files)
        for row in self.rows:
            row.retranslate()

    def _build(self, files: Sequence[AttachedFile]) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.metrics.gap)
        rows = [FileRow(self._theme, file, self._picture) for file in files]
        for row in rows:
            column.addWidget(row)
            row.remove.clicked.connect(lambda _checked, row=row: self._remove(row))
        self.rows = tuple(rows)
        self.set_content(content)

    def _remove(self, row: FileRow) -> None:
        self.pressed.emit(row.file.name, FileRemoved(0, row.file.id))
