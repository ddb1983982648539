"""What the next scan does, where it is not simply built in: said large, with a way out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from wats_station.flows.assembly.state import Asking, AssemblyLeft, AssemblyState, Confirmed
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.surface import Badge, Card
from wats_station.ui.widgets.text import TextBlock


class QuestionStrip(Card):
    """Hidden while scans are built in; `pressed` carries a text and an event."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.badge = Badge(theme, "body")
        self.what = TextBlock(theme, "heading", bold=True, lines=3, shrink_to="small")
        self.confirm = TouchButton(theme, look="primary")
        self.leave = TouchButton(theme)
        self.confirm.clicked.connect(lambda: self.pressed.emit(self.confirm.text(), Confirmed(0)))
        self.leave.clicked.connect(lambda: self.pressed.emit(self.leave.text(), AssemblyLeft(0)))
        sizes = theme.metrics
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.gap, sizes.gap // 2, sizes.gap, sizes.gap // 2)
        row.setSpacing(sizes.gap)
        row.addWidget(self.badge)
        row.addWidget(self.what, 1)
        row.addWidget(self.confirm)
        row.addWidget(self.leave)
        self.hide()

    def render_state(self, state: AssemblyState) -> None:
        """Say what is asked."""
        self.setVisible(state.asking is not Asking.ADD)
        if state.asking is Asking.ADD:
            return
        self.badge.render_as("not_understood", "not_understood", self._word(state.asking))
        self.what.set_text(self._text(state))
        self.confirm.set_texts(self.tr("Take all out"))
        self.confirm.setVisible(state.asking is Asking.DISASSEMBLE)
        self.leave.set_texts(self.tr("Leave it"))

    def _word(self, asking: Asking) -> str:
        match asking:
            case Asking.REMOVE:
                return self.tr("TAKE OUT")
            case Asking.DISASSEMBLE:
                return self.tr("ARE YOU SURE?")
        return self.tr("REPLACE")

    def _text(self, state: AssemblyState) -> str:
        match state.asking:
            case Asking.REMOVE:
                return self.tr("The next unit you scan comes out.")
            case Asking.REPLACE_OLD:
                return self.tr("Scan the unit that comes out.")
            case Asking.REPLACE_NEW:
                serial = state.old.key.serial_number if state.old else ""
                text = self.tr("Scan the unit that goes in instead of {serial}.")
                return text.format(serial=serial)
        count = len(state.assembly.children) if state.assembly else 0
        text = self.tr("All parts come out ({count}). Or scan CMD-CONFIRM or CMD-CANCEL.")
        return text.format(count=count)
