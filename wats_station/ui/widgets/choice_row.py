"""A setting with few values: its name at the left, a button a value beside it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.text import TextBlock

_NAME_MM = 34


class ChoiceRow(QWidget):
    """`chosen` carries the value that was touched; what is marked follows the settings."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, values: Sequence[object]) -> None:
        super().__init__()
        self.name = TextBlock(theme, "body", lines=2, muted=True, shrink_to="small")
        self.name.setFixedWidth(theme.metrics.mm(_NAME_MM))
        self.buttons = {value: TouchButton(theme) for value in values}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metrics.pad)
        row.addWidget(self.name)
        for value, button in self.buttons.items():
            button.setCheckable(True)
            # Equal places, so that nothing moves with the mark.
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, value=value: self._touched(value))
            row.addWidget(button, 1)
        self._marked: object = None

    def set_words(self, name: str, words: Mapping[object, str]) -> None:
        """Name the setting and its values, for the eye and for a screen reader."""
        self.name.set_text(name)
        for value, button in self.buttons.items():
            button.set_texts(words[value])
            button.setAccessibleName(f"{name}: {words[value]}")

    def mark(self, value: object) -> None:
        """Show which value is in force."""
        self._marked = value
        for each, button in self.buttons.items():
            button.setChecked(each == value)
            button.set_look("primary" if each == value else "plain")

    def enable(self, enabled: bool) -> None:
        """Let the values be touched, or not."""
        for button in self.buttons.values():
            button.setEnabled(enabled)

    def _touched(self, value: object) -> None:
        # The mark follows what is kept, not the finger.
        self.mark(self._marked)
        self.chosen.emit(value)
