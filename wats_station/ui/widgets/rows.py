"""A list of two-line rows that holds any number of items: nothing is built per row.

The model keeps the items as they came; a row's words are made when it is painted, for
the dozen rows in sight.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from wats_station.ui.symbols import draw_symbol
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.scroll import make_touchable

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_MARK_MM = 0.8
_STEP_MM, _MOST_STEPS = 4.0, 6
Ink = Literal["text", "muted", "good", "bad", "warn", "accent"]


class Row(NamedTuple):
    """What a row says: symbol, title and aside above, detail and time below.

    `indent` sets it in so many steps, as a branch below the row that it belongs to.
    """

    symbol: str
    ink: Ink
    title: str
    aside: str
    detail: str
    time: str
    indent: int = 0

    @property
    def words(self) -> tuple[str, str, str, str]:
        """All that it says, in the order in which it is read."""
        return self.title, self.aside, self.detail, self.time


Present = Callable[[Any], Row]


class RowModel(QAbstractListModel):
    """Items as rows; `present` says what a row shows of one."""

    def __init__(self, present: Present) -> None:
        super().__init__()
        self._present = present
        self._items: Sequence[object] = ()

    def set_items(self, items: Sequence[object]) -> None:
        """Show these; the same object again changes nothing."""
        if items is self._items:
            return
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    def item(self, row: int) -> object:
        """The item of a row."""
        return self._items[row]

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """A flat list has rows at its root only."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself for painting, its words for a screen reader."""
        if not index.isValid():
            return None
        row = self._present(self._items[index.row()])
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " · ".join(part for part in row.words if part)
        return None


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bold = theme.metrics.font("body", bold=True)
        self._small = theme.metrics.font("small")
        high = QFontMetrics(self._bold).lineSpacing() + QFontMetrics(self._small).lineSpacing()
        self._height = max(theme.metrics.target, high + theme.metrics.gap + 2)
        self.marked = -1

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is as high as the first; the width is the view's."""
        return QSize(0, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row from its model's words."""
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        area: QRect = option.rect
        steps = min(row.indent, _MOST_STEPS) * self._theme.metrics.mm(_STEP_MM)
        state: QStyle.StateFlag = option.state
        tokens, sizes = self._theme.tokens, self._theme.metrics
        painter.save()
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if focused:
            painter.fillRect(area, QColor(tokens.chosen))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if index.row() == self.marked or focused:
            painter.setPen(QPen(QColor(tokens.accent), sizes.mm(_MARK_MM)))
            painter.drawRect(area.adjusted(2, 2, -3, -3))
        ink = QColor(getattr(tokens, row.ink))
        side = sizes.mm(5.5)
        area = area.adjusted(steps, 0, 0, 0)
        left, top = area.left() + sizes.gap // 2, area.top() + (area.height() - side) // 2
        draw_symbol(painter, QRectF(left, top, side, side), row.symbol, ink)
        text = area.adjusted(side + sizes.gap + 8, 0, -sizes.gap, -1)
        self._paint_texts(painter, text, row, ink)
        painter.restore()

    def _paint_texts(self, painter: QPainter, area: QRect, row: Row, ink: QColor) -> None:
        tokens = self._theme.tokens
        above = QFontMetrics(self._bold).lineSpacing()
        below = QFontMetrics(self._small).lineSpacing()
        y = area.top() + (area.height() - above - below) // 2
        upper = QRect(area.left(), y, area.width(), above)
        lower = QRect(area.left(), y + above, area.width(), below)
        painter.setFont(self._bold)
        painter.setPen(ink if row.ink != "muted" else QColor(tokens.text))
        left = _right_text(painter, upper, row.aside)
        place = self._place_of_time(row, left.width(), lower.width())
        painter.setFont(self._small)
        painter.setPen(QColor(tokens.muted))
        if place == "above":
            left = _right_text(painter, left, row.time)
        elif place == "below":
            lower = _right_text(painter, lower, row.time)
        _left_text(painter, lower, row.detail)
        painter.setFont(self._bold)
        painter.setPen(QColor(tokens.text))
        _left_text(painter, left, row.title)

    def _place_of_time(self, row: Row, above: int, below: int) -> Literal["above", "below", ""]:
        """Beside the detail; beside the title where the detail needs its whole line.

        Where neither has room for it, what happened is said rather than when.
        """
        bold, small = QFontMetrics(self._bold), QFontMetrics(self._small)
        time = small.horizontalAdvance(row.time) + 2 * small.averageCharWidth()
        detail = small.horizontalAdvance(row.detail)
        if detail <= below - time:
            return "below"
        if bold.horizontalAdvance(row.title) < above - time:
            return "above"
        return "" if detail <= below else "below"


def _right_text(painter: QPainter, area: QRect, text: str) -> QRect:
    """Draw at the right edge; the area that is left."""
    if not text:
        return area
    wide = min(painter.fontMetrics().horizontalAdvance(text), area.width() * 2 // 3)
    right = QRect(area.right() - wide, area.top(), wide + 1, area.height())
    _left_text(painter, right, text)
    return area.adjusted(0, 0, -wide - painter.fontMetrics().averageCharWidth(), 0)


def _left_text(painter: QPainter, area: QRect, text: str) -> None:
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)


class RowList(QListView):
    """The list itself; a touch, or Space on the row in focus, chooses an item.

    The rows of a `summary` are shown in full beside it when they are chosen: only there may
    words of the station's own be elided.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, present: Present, *, summary: bool = False) -> None:
        super().__init__()
        self.is_summary = summary
        self._model = RowModel(present)
        self._delegate = _RowDelegate(theme)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        make_touchable(self, theme)
        self.clicked.connect(self._choose)

    def show_items(self, items: Sequence[object], marked: int = -1) -> None:
        """Show these items from the top; unchanged ones stay where they were scrolled to.

        The marked one (from 0) stands out and is in sight.
        """
        self._model.set_items(items)
        if marked != self._delegate.marked:
            self._delegate.marked = marked
            if 0 <= marked < len(items):
                self.scrollTo(self._model.index(marked))
            self.viewport().update()

    def minimumSizeHint(self) -> QSize:
        """One row is the least that makes sense."""
        return QSize(self._delegate._theme.metrics.mm(40), self._delegate._height)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The row that has the keyboard is in sight."""
        super().focusInEvent(event)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows scroll and Space chooses; all other text belongs to the scan strip."""
        if event.key() == Qt.Key.Key_Space:
            self._choose(self.currentIndex())
        elif event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _choose(self, index: Index) -> None:
        if index.isValid():
            self.chosen.emit(self._model.item(index.row()))
