"""The explain-why card: what was refused, what stands in the way, the one next action."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from wats_station.domain.notice import NoticeKind
from wats_station.flows.phase import PhaseState
from wats_station.scan.intent import Cancel, Confirm
from wats_station.ui.panels.wording import result_row
from wats_station.ui.texts import sentence
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.rows import RowList
from wats_station.ui.widgets.surface import Badge, Card
from wats_station.ui.widgets.text import TextBlock


class ExplainCard(Card):
    """A refusal, or a question with its two answers; hidden when there is neither."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.badge = Badge(theme, "heading")
        self.what = TextBlock(theme, "body", lines=5)
        self.processes = RowList(theme, result_row)
        self.action = TextBlock(theme, "body", bold=True, lines=3)
        self.codes = TextBlock(theme, "small", lines=2, muted=True)
        self.confirm = TouchButton(theme, look="primary", tall=True)
        self.cancel = TouchButton(theme, tall=True)
        self.confirm.clicked.connect(lambda: self.pressed.emit(self.confirm.text(), Confirm()))
        self.cancel.clicked.connect(lambda: self.pressed.emit(self.cancel.text(), Cancel()))
        sizes = theme.metrics
        answers = QHBoxLayout()
        answers.setSpacing(sizes.gap)
        answers.addWidget(self.confirm, 1)
        answers.addWidget(self.cancel, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, sizes.gap)
        whole.setSpacing(sizes.gap)
        whole.addWidget(self.badge)
        whole.addWidget(self.what)
        whole.addWidget(self.processes, 1)
        whole.addWidget(self.action)
        whole.addWidget(self.codes)
        whole.addLayout(answers)
        whole.addStretch(0)
        self.hide()

    def render_phase(self, flow: PhaseState) -> None:
        """Show the flow's question or refusal."""
        refusal, question = flow.refusal, flow.question
        self.setVisible(refusal is not None)
        if refusal is None:
            return
        asking = question is not None
        if asking:
            self.badge.render_as("not_understood", "not_understood", self.tr("Are you sure?"))
        else:
            self.badge.render_as("refused", "refused", self.tr("Not changed"))
        self.what.set_text(sentence(refusal.why))
        self.processes.setAccessibleName(self.tr("In the way"))
        self.processes.show_items(refusal.processes)
        self.processes.setVisible(bool(refusal.processes))
        self.action.set_text(self._action(refusal.why.kind))
        self.action.setVisible(bool(self.action.text))
        self.confirm.set_texts(self.tr("Finalize it"))
        self.cancel.set_texts(self.tr("Leave it"))
        self.codes.set_text(self.tr("Or scan CMD-CONFIRM or CMD-CANCEL."))
        for widget in (self.confirm, self.cancel, self.codes):
            widget.setVisible(asking)

    def _action(self, kind: NoticeKind) -> str:
        """The one thing to do now, where the sentence has not said it yet."""
        if kind is NoticeKind.FINALIZE_NOT_PASSED:
            return self.tr("Next: test the first of these again, or move the unit to repair.")
        return ""
