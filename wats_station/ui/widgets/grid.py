"""Buttons in groups, in as many columns as the width has room for."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wats_station.ui.theme import Theme

Group = tuple[QWidget, Sequence[QWidget]]

_LEAST_WIDTH_MM = 54


def put_in_tab_order(*widgets: QWidget) -> None:
    """Let Tab go from each to the next: Qt's own order is that in which they were made."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


class ButtonGrid(QWidget):
    """Places each group's title and its buttons below it; the height follows the width."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._sizes = theme.metrics
        self._groups: tuple[Group, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def arrange(self, *groups: Group) -> None:
        """Show these groups from the top; a group without buttons shows nothing."""
        self._groups = groups
        for title, buttons in groups:
            for widget in (title, *buttons):
                widget.setParent(self)
                widget.setVisible(bool(buttons))
        put_in_tab_order(*(button for _, buttons in groups for button in buttons))
        self._place(self.width(), move=True)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for three columns is a good width to have."""
        wide = self._sizes.mm(3 * _LEAST_WIDTH_MM)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """One column."""
        return QSize(self._sizes.mm(_LEAST_WIDTH_MM), self._sizes.primary)

    def heightForWidth(self, width: int) -> int:
        """The height that all groups need in this width."""
        return self._place(width, move=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Count the columns again."""
        self._place(event.size().width(), move=True)

    def _place(self, width: int, *, move: bool) -> int:
        gap = self._sizes.gap
        columns = max(1, (width + gap) // (self._sizes.mm(_LEAST_WIDTH_MM) + gap))
        wide = (width - gap * (columns - 1)) // columns
        y = 0
        for title, buttons in self._groups:
            if not buttons:
                continue
            high = title.sizeHint().height()
            if move:
                title.setGeometry(0, y, width, high)
            y += high + gap // 2
            for number, button in enumerate(buttons):
                row, column = divmod(number, columns)
                if move:
                    place = (column * (wide + gap), y + row * (self._sizes.primary + gap))
                    button.setGeometry(*place, wide, self._sizes.primary)
            rows = -(-len(buttons) // columns)
            y += rows * (self._sizes.primary + gap) + gap // 2
        return max(y - gap, 0)
