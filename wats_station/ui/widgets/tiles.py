"""A field of equal tiles that holds any number of items: nothing is built per tile.

A tile's words are made when it is painted, for those in sight.
"""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from wats_station.ui.symbols import draw_symbol
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.rows import Index, Present, Row, RowModel
from wats_station.ui.widgets.scroll import make_touchable
from wats_station.ui.widgets.surface import fill_rounded
from wats_station.ui.widgets.text import broken, draw_lines

_LEAST_WIDE_MM = 52.0
_MARK_MM = 1.2


class _TileDelegate(QStyledItemDelegate):
    """Paints title and aside above, detail in the middle, symbol and state below.

    Without a detail the title has two lines.
    """

    def __init__(self, theme: Theme, detail_lines: int) -> None:
        super().__init__()
        self._theme = theme
        self._detail_lines = detail_lines
        self._bold = theme.metrics.font("body", bold=True)
        self._small = theme.metrics.font("small")
        self._small_bold = theme.metrics.font("small", bold=True)
        bold, small = (QFontMetrics(font).lineSpacing() for font in (self._bold, self._small))
        sizes = theme.metrics
        high = max(sizes.primary + sizes.gap, 2 * bold + detail_lines * small + 4 * sizes.gap)
        self.size = QSize(sizes.mm(_LEAST_WIDE_MM), high)
        self.marked = -1

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every tile is as large as the first."""
        return self.size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one tile from its model's words."""
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        tokens, sizes = self._theme.tokens, self._theme.metrics
        gap, side = sizes.gap, sizes.mm(3)
        tile = area.adjusted(0, 0, -gap, -gap)
        ink = QColor(getattr(tokens, row.ink))
        painter.save()
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        fill = QColor(tokens.chosen if focused else tokens.surface)
        fill_rounded(painter, tile, sizes.radius, fill, QColor(tokens.line), stroke=tokens.stroke)
        if index.row() == self.marked or focused:
            painter.setPen(QPen(QColor(tokens.accent), sizes.mm(_MARK_MM)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(tile).adjusted(2, 2, -2, -2), sizes.radius, sizes.radius)
        self._paint_texts(painter, tile.adjusted(side, gap, -side, -gap), row, ink)
        painter.restore()

    def _paint_texts(self, painter: QPainter, area: QRect, row: Row, ink: QColor) -> None:
        tokens, gap = self._theme.tokens, self._theme.metrics.gap
        bold, small = (QFontMetrics(font).lineSpacing() for font in (self._bold, self._small))
        top = QRect(area.left(), area.top(), area.width(), bold)
        high = small * self._detail_lines
        middle = QRect(area.left(), top.bottom() + 1, area.width(), high)
        below = QRect(area.left(), area.bottom() - bold, area.width(), bold)
        painter.setFont(self._bold)
        painter.setPen(QColor(tokens.muted))
        wide = painter.fontMetrics().horizontalAdvance(row.aside)
        painter.drawText(top, Qt.AlignmentFlag.AlignRight, row.aside)
        painter.setPen(QColor(tokens.text))
        beside = top.adjusted(0, 0, -wide - gap, 0)
        if row.detail:
            _elided(painter, beside, row.title)
            painter.setFont(self._small)
            painter.setPen(QColor(tokens.muted))
            lines = broken(row.detail, self._small, middle.width(), self._detail_lines)
            draw_lines(painter, middle, lines, Qt.AlignmentFlag.AlignLeft, top=True)
        else:
            self._paint_whole_title(painter, beside, row.title)
        draw_symbol(painter, QRectF(below.left(), below.top(), bold, bold), row.symbol, ink)
        state = below.adjusted(bold + gap, 0, 0, 0)
        fonts = (self._bold, self._small_bold, self._small)
        fitting = (
            font
            for font in fonts
            if QFontMetrics(font).horizontalAdvance(row.time) <= state.width()
        )
        painter.setFont(next(fitting, self._small))
        painter.setPen(ink)
        _elided(painter, state, row.time)

    def _paint_whole_title(self, painter: QPainter, area: QRect, title: str) -> None:
        font = self._bold
        for smaller in (self._small_bold, self._small):
            words = QFontMetrics(font)
            torn = any(words.horizontalAdvance(word) > area.width() for word in title.split())
            if not torn and not broken(title, font, area.width(), 2).elided:
                break
            font = smaller
        painter.setFont(font)
        lines = broken(title, font, area.width(), 2)
        draw_lines(painter, area, lines, Qt.AlignmentFlag.AlignLeft, top=True)


def _elided(
    painter: QPainter,
    area: QRect,
    text: str,
    mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
) -> None:
    shown = painter.fontMetrics().elidedText(text, mode, area.width())
    # Some letters (Å) rise above the height of their line.
    aligned = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(area, aligned | Qt.TextFlag.TextDontClip, shown)


class TileField(QListView):
    """The tiles; a touch, or Space on the one in focus, chooses an item.

    A row's `time` is what stands beside its symbol; its detail has room for so many lines.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, present: Present, *, detail_lines: int = 1) -> None:
        super().__init__()
        self._model = RowModel(present)
        self._delegate = _TileDelegate(theme, detail_lines)
        self._least = self._delegate.size.width()
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        make_touchable(self, theme)
        self.clicked.connect(self._choose)

    def show_items(self, items: tuple[object, ...], marked: int = -1) -> None:
        """Show these items; the marked one (from 0) stands out and is in sight."""
        self._model.set_items(items)
        self._fill_rows()
        if marked != self._delegate.marked:
            self._delegate.marked = marked
            if 0 <= marked < len(items):
                self.scrollTo(self._model.index(marked))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tiles of a row fill it."""
        self._fill_rows()
        super().resizeEvent(event)

    def _fill_rows(self) -> None:
        # Qt lays tiles out beside the bar also while there is none; a bar that is just coming
        # has taken its room from the viewport and does not count as visible yet.
        wide = self.contentsRect().width() - self.verticalScrollBar().sizeHint().width() - 1
        columns = max(1, min(wide // self._least, self._model.rowCount()))
        size = QSize(max(wide // columns, self._least), self._delegate.size.height())
        if size != self._delegate.size:
            self._delegate.size = size
            self.setGridSize(size)

    def minimumSizeHint(self) -> QSize:
        """One tile is the least that makes sense."""
        return QSize(self._least, self._delegate.size.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move and Space chooses; all other text belongs to the scan strip."""
        if event.key() == Qt.Key.Key_Space:
            self._choose(self.currentIndex())
        elif event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _choose(self, index: Index) -> None:
        if index.isValid():
            self.chosen.emit(self._model.item(index.row()))
