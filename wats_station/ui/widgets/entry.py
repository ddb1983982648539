"""The field for typing a code by hand, when a label is damaged."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from wats_station.ui.theme import Theme
from wats_station.ui.widgets.surface import draw_field_frame

# WATS scanners send these around a code; in a text field they would mean quit and redo.
_SCANNER_KEYS = (Qt.Key.Key_Q, Qt.Key.Key_Y)


class ManualEntry(QLineEdit):
    """A line that takes any length and knows no scanner key as a shortcut."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFont(theme.metrics.font("body"))
        self.setFixedHeight(theme.metrics.target)
        self.setTextMargins(theme.metrics.gap, 0, theme.metrics.gap, 0)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def set_hint(self, hint: str) -> None:
        """Say this while nothing is typed; the line grows with it."""
        self.setPlaceholderText(hint)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Wide enough to read what it asks for, and a usual serial number."""
        wide = QFontMetrics(self.font()).horizontalAdvance(self.placeholderText())
        return QSize(
            max(wide + 6 * self._theme.metrics.gap, self._theme.metrics.mm(70)), self.height()
        )

    def fits(self) -> bool:
        """True when the hint can be read whole."""
        wide = QFontMetrics(self.font()).horizontalAdvance(self.placeholderText())
        return wide + 2 * self._theme.metrics.gap <= self.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line, and an edge that every theme shows."""
        super().paintEvent(event)
        draw_field_frame(self, self._theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; but Ctrl+Q and Ctrl+Y do nothing here."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in _SCANNER_KEYS:
            event.accept()
            return
        super().keyPressEvent(event)
