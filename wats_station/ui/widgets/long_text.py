"""A text of any length, line by line: only the lines in sight are ever laid out."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSlider,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from wats_station.ui.theme import Theme
from wats_station.ui.widgets.scroll import make_touchable

_FEWEST_COLUMNS = 20
_KEYS = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class _LineDelegate(QStyledItemDelegate):
    """Paints a line and nothing else: one cannot be chosen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.font = theme.metrics.font("small")
        self.font.setFamilies(
            QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families()
        )

    def sizeHint(
        self,
        _option: QStyleOptionViewItem,
        _index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """Every line is as high as the first; the width is the view's."""
        return QSize(0, QFontMetrics(self.font).lineSpacing())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The words of one line."""
        painter.setFont(self.font)
        painter.setPen(QColor(self._theme.tokens.text))
        area = option.rect.adjusted(self._theme.metrics.gap, 0, 0, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, index.data())


class LongText(QListView):
    """Lines to be read; `widened` tells the new `columns` when its width has changed.

    It breaks no line itself: whoever gives the text breaks it at `columns`.
    """

    widened = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._columns = 0
        self._lines: Sequence[str] = ()
        self._model = QStringListModel()
        self._delegate = _LineDelegate(theme)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        make_touchable(self, theme)

    @property
    def columns(self) -> int:
        """How many characters a line may have now."""
        return self.columns_in(self.viewport().width())

    def columns_in(self, width: int) -> int:
        """How many characters a line may have where the text is `width` pixels wide."""
        wide = width - 2 * self._theme.metrics.gap
        return max(
            _FEWEST_COLUMNS, wide // QFontMetrics(self._delegate.font).horizontalAdvance("M")
        )

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these from the top; the same ones again stay where they were scrolled to."""
        if lines is self._lines:
            return
        self._lines = lines
        self._model.setStringList(lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other lines fit now."""
        super().resizeEvent(event)
        self.verticalScrollBar().setSingleStep(QFontMetrics(self._delegate.font).lineSpacing())
        if self.columns != self._columns:
            self._columns = self.columns
            self.widened.emit(self._columns)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows scroll; all text belongs to the scan strip."""
        action = _KEYS.get(Qt.Key(event.key()))
        if action is None:
            event.ignore()
        else:
            self.verticalScrollBar().triggerAction(action)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines, and a ring where the keyboard is."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(self._theme.tokens.accent), 3))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1.5, 1.5, -1.5, -1.5))
            painter.end()
