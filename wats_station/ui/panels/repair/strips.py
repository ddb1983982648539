"""Strips: why the last thing was not done, and whether to throw everything away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wats_station.domain.notice import Notice
from wats_station.flows.repair.state import DraftDropped
from wats_station.ui.texts import sentence
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.surface import Badge, Card
from wats_station.ui.widgets.text import TextBlock


class RefusalStrip(Card):
    """Hidden while nothing was refused."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.badge = Badge(theme, "body")
        self.what = TextBlock(theme, "body", bold=True, lines=3)
        _in_row(self, theme, (self.badge, self.what), margin=theme.metrics.gap // 2)
        self.hide()

    def render_refusal(self, refused: Notice | None) -> None:
        """Say why; nothing for none."""
        self.setVisible(refused is not None)
        if refused is not None:
            self.badge.render_as("refused", "refused", self.tr("Not done"))
            self.what.set_text(sentence(refused))


class DropStrip(Card):
    """Asks once more before what was entered is thrown away, in the place of the buttons."""

    pressed = Signal(str, object)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.badge = Badge(theme, "body")
        self.what = TextBlock(theme, "body", bold=True, lines=3)
        self.confirm = TouchButton(theme, look="primary", tall=True)
        self.leave = TouchButton(theme, tall=True)
        self.confirm.clicked.connect(self._confirmed)
        self.leave.clicked.connect(self.left)
        _in_row(self, theme, (self.badge, self.what, self.confirm, self.leave), margin=0)
        self.hide()

    def retranslate(self) -> None:
        """Ask it in the language in force."""
        self.badge.render_as("not_understood", "not_understood", self.tr("ARE YOU SURE?"))
        self.what.set_text(self.tr("All that was entered here is lost."))
        self.confirm.set_texts(self.tr("Throw it away"))
        self.leave.set_texts(self.tr("Keep it"))

    def _confirmed(self) -> None:
        self.pressed.emit(self.confirm.text(), DraftDropped(0))
        self.left.emit()


def _in_row(card: Card, theme: Theme, widgets: tuple[QWidget, ...], *, margin: int) -> None:
    sizes = theme.metrics
    row = QHBoxLayout(card)
    row.setContentsMargins(sizes.gap, margin, sizes.gap, margin)
    row.setSpacing(sizes.gap)
    for widget in widgets:
        row.addWidget(widget, 1 if isinstance(widget, TextBlock) else 0)
