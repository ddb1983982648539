"""Fields of a form: a small name over a line or a choice, as high as a finger needs.

Return ends an entry and presses nothing: a scanner ends its codes with it.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QListView, QVBoxLayout, QWidget

from wats_station.ui.accents import TAKES_WORDS
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.surface import draw_field_frame
from wats_station.ui.widgets.text import TextBlock

_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Line(QLineEdit):
    """A line whose Return goes no further."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line, and an edge that every theme shows."""
        super().paintEvent(event)
        draw_field_frame(self, self._theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; Return says that the entry is whole."""
        super().keyPressEvent(event)
        if event.key() in _ENDS:
            event.accept()


class _Choice(QComboBox):
    """A choice that neither Return nor the wheel of a mouse passing by changes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        """The choice, and an edge that every theme shows."""
        super().paintEvent(event)
        draw_field_frame(self, self._theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and letters choose."""
        super().keyPressEvent(event)
        if event.key() in _ENDS:
            event.accept()


class _Named(QWidget):
    """A name over a field."""

    def __init__(self, theme: Theme, field: QWidget) -> None:
        super().__init__()
        self.name = TextBlock(theme, "small", muted=True)
        field.setFont(theme.metrics.font("body"))
        field.setFixedHeight(theme.metrics.target)
        self._field = field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.name)
        column.addWidget(field)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard on to the field. A focus proxy would end the Tab chain here."""
        self._field.setFocus(event.reason())

    def set_name(self, name: str) -> None:
        """Name the field, for the eye and for a screen reader."""
        self.name.set_text(name)
        self._field.setAccessibleName(name)


class LineField(_Named):
    """A line of text; `secret` shows dots. `ended` comes with Return.

    With `words` it takes input methods, as names in every script need them.
    """

    ended = Signal()

    def __init__(self, theme: Theme, *, secret: bool = False, words: bool = False) -> None:
        self.line = _Line(theme)
        self.line.setProperty(TAKES_WORDS, words)
        super().__init__(theme, self.line)
        gap = theme.metrics.gap
        self.line.setTextMargins(gap, 0, gap, 0)
        self.line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.returnPressed.connect(self.ended)

    @property
    def text(self) -> str:
        """What was entered, without blanks around it."""
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        """Show this text."""
        self.line.setText(text)

    def set_hint(self, hint: str) -> None:
        """What an empty line says of itself."""
        self.line.setPlaceholderText(hint)


class ChoiceField(_Named):
    """One of several values; with `editable` one that is not in the list as well."""

    def __init__(self, theme: Theme, *, editable: bool = False) -> None:
        self.box = _Choice(theme)
        super().__init__(theme, self.box)
        self.box.setEditable(editable)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # Entries far enough apart for a finger.
        choices = QListView()
        choices.setSpacing(theme.metrics.gap)
        self.box.setView(choices)

    @property
    def value(self) -> object:
        """What the entry in sight stands for; the text itself where it was typed."""
        if self.box.isEditable() and self.box.currentText() != self.box.itemText(
            self.box.currentIndex()
        ):
            return self.box.currentText().strip()
        return self.box.currentData()

    def offer(self, choices: Sequence[tuple[str, object]]) -> None:
        """Offer these (text, value); what was chosen stays where it is still offered."""
        now = [(self.box.itemText(at), self.box.itemData(at)) for at in range(self.box.count())]
        if now == list(choices):
            return
        chosen = self.value
        self.box.clear()
        for text, value in choices:
            self.box.addItem(text, value)
        self.choose(chosen)

    def choose(self, value: object) -> None:
        """Show the entry of this value, or the value itself where it may be typed."""
        values = [self.box.itemData(at) for at in range(self.box.count())]
        if value in values:
            self.box.setCurrentIndex(values.index(value))
        elif self.box.isEditable() and isinstance(value, str):
            self.box.setEditText(value)
