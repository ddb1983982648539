"""A titled card that holds a list of rows."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wats_station.ui.theme import Theme
from wats_station.ui.widgets.rows import Present, RowList
from wats_station.ui.widgets.surface import Card
from wats_station.ui.widgets.text import TextBlock


class ListCard(Card):
    """A titled card that holds a list, and a quiet sentence above it when there is need."""

    def __init__(self, theme: Theme, present: Present) -> None:
        super().__init__(theme)
        self.rows = RowList(theme, present)
        self.title = TextBlock(theme, "small", bold=True, muted=True)
        self.note = TextBlock(theme, "body", lines=4, muted=True)
        sizes = theme.metrics
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.pad, sizes.gap, sizes.gap, sizes.gap)
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.note)
        column.addWidget(self.rows, 1)
        self._column = column

    def put_above(self, widget: QWidget) -> None:
        """Something between the title and the rows."""
        self._column.insertWidget(1, widget)

    def set_title(self, title: str) -> None:
        """Name the card, for the eye and for a screen reader."""
        self.title.set_text(title)
        self.rows.setAccessibleName(title)

    def say(self, text: str) -> None:
        """Show a sentence above the rows, or none."""
        self.note.set_text(text)
        self.note.setVisible(bool(text))

    def repaint_rows(self) -> None:
        """Paint the rows again; their words are made at each painting."""
        self.rows.viewport().update()
