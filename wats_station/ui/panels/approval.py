"""The approval card: one action, why it is done, a supervisor's PIN, and the two answers."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from wats_station.flows.approval import (
    ApprovalLeft,
    PinEntered,
    PinFault,
    Question,
    ReasonEntered,
    Wanted,
)
from wats_station.flows.operators import OperatorsState
from wats_station.ui.panels.operators_wording import pin_said, wanted_text, whose_text
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.fields import LineField
from wats_station.ui.widgets.surface import Badge, Card
from wats_station.ui.widgets.text import TextBlock


class ApprovalCard(Card):
    """Hidden while no approval is open; `asked` carries an event of `flows.approval`.

    The PIN leaves the field the moment it is sent.
    """

    asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._state: OperatorsState | None = None
        self.badge = Badge(theme, "body")
        self.what = TextBlock(theme, "heading", bold=True, lines=2, shrink_to="body")
        self.said = TextBlock(theme, "body", lines=2)
        self.reason = LineField(theme, words=True)
        self.pin = LineField(theme, secret=True)
        self.approve = TouchButton(theme, look="primary", tall=True)
        self.leave = TouchButton(theme, tall=True)
        self.reason.ended.connect(self._reason_ended)
        self.pin.ended.connect(self._send)
        self.approve.clicked.connect(self._send)
        self.leave.clicked.connect(self.give_up)
        sizes = theme.metrics
        above = QHBoxLayout()
        above.setSpacing(sizes.pad)
        asked = QVBoxLayout()
        asked.setSpacing(0)
        asked.addWidget(self.what)
        asked.addWidget(self.said)
        above.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        above.addLayout(asked, 1)
        below = QHBoxLayout()
        below.setSpacing(sizes.pad)
        below.addWidget(self.reason, 3)
        below.addWidget(self.pin, 3)
        below.addWidget(self.approve, 1)
        below.addWidget(self.leave, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, sizes.gap)
        whole.setSpacing(sizes.gap)
        whole.addLayout(above)
        whole.addLayout(below)
        self.hide()

    def render_state(self, state: OperatorsState) -> None:
        """Show the open question, or nothing; a new one takes the keyboard, and an empty field."""
        before, self._state = self._state, state
        question = state.question
        if question is None:
            self.hide()
            return
        self._render(question, several=len(state.operators.approvers if state.operators else ()))
        asked = before.question if before is not None else None
        if asked is None or asked.approval != question.approval:
            # What was typed so far was meant for another action.
            self.pin.set_text("")
            self.reason.set_text("")
            self.show()
            self.take_keyboard()
        elif question.said is PinFault.NO_REASON:
            self.reason.line.setFocus()

    def take_keyboard(self) -> None:
        """Type into the first field that is empty."""
        wants_reason = not self.reason.isHidden() and not self.reason.text
        (self.reason if wants_reason or self.pin.isHidden() else self.pin).line.setFocus()

    def give_up(self) -> None:
        """Leave the action; what was typed so far goes with it."""
        self.pin.set_text("")
        self.asked.emit(ApprovalLeft())

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._state is not None:
            self.render_state(self._state)

    def _render(self, question: Question, several: int) -> None:
        wanted = question.approval.wanted
        word = self.tr("Reason") if wanted is Wanted.REASON else self.tr("Supervisor")
        self.badge.render_as("not_understood", "not_understood", word)
        self.reason.setVisible(wanted is not Wanted.PIN)
        self.pin.setVisible(wanted is not Wanted.REASON)
        self.reason.set_name(self.tr("Why, in a few words"))
        self.what.set_text(wanted_text(question))
        self.pin.set_name(whose_text(question, several > 1))
        self.approve.set_texts(self.tr("Do it") if wanted is Wanted.REASON else self.tr("Approve"))
        self.leave.set_texts(self.tr("Leave it"))
        self.said.set_text(pin_said(question.said))
        self.said.setVisible(bool(self.said.text))
        self.approve.setEnabled(question.checking is None)

    def _reason_ended(self) -> None:
        if self.pin.isHidden():
            self._send()
        elif self.reason.text:
            self.pin.line.setFocus()

    def _send(self) -> None:
        if self.pin.isHidden():
            self.asked.emit(ReasonEntered(self.reason.text))
            return
        pin = self.pin.text
        self.pin.set_text("")
        if pin:
            self.asked.emit(PinEntered(pin, reason=self.reason.text))
