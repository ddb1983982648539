"""The explain-why card: what was refused, what is in the way, who clears it, what to do next."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wats_station.domain.notice import NoticeKind
from wats_station.domain.operator import Role
from wats_station.domain.repair import FailedTest
from wats_station.flows.explaining import Deed, NextAction, explained
from wats_station.flows.phase.state import PhaseState, Refusal
from wats_station.scan.intent import Cancel, Confirm
from wats_station.ui.panels.repair.wording import run_place, step_row
from wats_station.ui.panels.wording import result_row
from wats_station.ui.texts import sentence
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.rows import RowList
from wats_station.ui.widgets.surface import Badge, Card
from wats_station.ui.widgets.text import TextBlock
from wats_station.ui.words import QT_TRANSLATE_NOOP

_DEEDS = {
    Deed.REPAIR: QT_TRANSLATE_NOOP("ExplainCard", "Open Repair"),
    Deed.SET_PROCESS: QT_TRANSLATE_NOOP("ExplainCard", "Set process {process}"),
    Deed.RELEASE: QT_TRANSLATE_NOOP("ExplainCard", "Release it"),
    Deed.ASK_SUPERVISOR: QT_TRANSLATE_NOOP("ExplainCard", "Ask a supervisor"),
    Deed.SAY_WHY: QT_TRANSLATE_NOOP("ExplainCard", "Say why"),
    Deed.SHOW: QT_TRANSLATE_NOOP("ExplainCard", "Show it as it is now"),
    Deed.TRY_AGAIN: QT_TRANSLATE_NOOP("ExplainCard", "Try again"),
    Deed.ENTER_TAGS: QT_TRANSLATE_NOOP("ExplainCard", "Enter the tags"),
    Deed.OUTBOX: QT_TRANSLATE_NOOP("ExplainCard", "Look into the outbox"),
}
_CLEARERS = {
    Role.OPERATOR: QT_TRANSLATE_NOOP("ExplainCard", "You can clear this."),
    Role.TECHNICIAN: QT_TRANSLATE_NOOP(
        "ExplainCard", "A technician clears this: repair, then the test again."
    ),
    Role.SUPERVISOR: QT_TRANSLATE_NOOP("ExplainCard", "A supervisor clears this."),
}


class ExplainCard(Card):
    """A refusal, or a question with its two answers; hidden when there is neither.

    `pressed` carries what the one next action asks for; `tags_wanted` is the action that
    goes on in the strip of the batch.
    """

    pressed = Signal(str, object)
    tags_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._action: NextAction | None = None
        self._right = QWidget()
        self.badge = Badge(theme, "heading")
        self.what = TextBlock(theme, "body", lines=5)
        self.rule = TextBlock(theme, "small", lines=3, muted=True)
        self.processes = RowList(theme, result_row)
        self.failure = TextBlock(theme, "small", bold=True, lines=4)
        self.steps = RowList(theme, step_row)
        self.who = TextBlock(theme, "body", bold=True, lines=2)
        self.codes = TextBlock(theme, "small", lines=2, muted=True)
        self.action = TouchButton(theme, look="primary", tall=True)
        self.confirm = TouchButton(theme, look="primary", tall=True)
        self.cancel = TouchButton(theme, tall=True)
        self.action.clicked.connect(self._act)
        self.confirm.clicked.connect(lambda: self.pressed.emit(self.confirm.text(), Confirm()))
        self.cancel.clicked.connect(lambda: self.pressed.emit(self.cancel.text(), Cancel()))
        self._lay_out(theme)
        self.hide()

    def render_phase(self, flow: PhaseState, *, in_list: bool = False) -> None:
        """Show the flow's question or refusal; `in_list` for one of a batch's units."""
        refusal, asking = flow.refusal, flow.question is not None
        self.setVisible(refusal is not None)
        if refusal is None:
            return
        if asking:
            self.badge.render_as("not_understood", "not_understood", self.tr("Are you sure?"))
        else:
            self.badge.render_as("refused", "refused", self.tr("Not changed"))
        self.what.set_text(sentence(refusal.why))
        self.rule.set_text(self._rule(refusal))
        self.rule.setVisible(bool(self.rule.text))
        self.processes.setAccessibleName(self.tr("In the way"))
        self.processes.show_items(refusal.processes)
        self.processes.setVisible(bool(refusal.processes))
        self._right.setVisible(bool(refusal.processes))
        self._show_failure(refusal)
        self._show_action(refusal, asking=asking)
        self.confirm.set_texts(self.tr("Finalize it"))
        back = self.tr("Back to the list") if in_list else self.tr("Other phases")
        self.cancel.set_texts(self.tr("Leave it") if asking else back)
        self.codes.set_text(self.tr("Or scan CMD-CONFIRM or CMD-CANCEL."))
        for widget in (self.confirm, self.codes):
            widget.setVisible(asking)

    def _rule(self, refusal: Refusal) -> str:
        if refusal.has_rule is None:
            return ""
        if refusal.has_rule:
            return self.tr("Rule: every process that is required must have passed its last run.")
        return self.tr("No rule is kept for this product: a failed last run counts all the same.")

    def _show_failure(self, refusal: Refusal) -> None:
        failing, failure = refusal.failing, refusal.failure
        self.failure.setVisible(failing is not None)
        steps = failure.steps if failure is not None else ()
        self.steps.setAccessibleName(self.tr("Failed steps"))
        self.steps.show_items(steps)
        self.steps.setVisible(bool(steps))
        if failing is None:
            return
        if failure is not None:
            self.failure.set_text(self._failed(failure))
        elif refusal.unread is not None:
            text = self.tr("How {process} failed could not be read. {why}")
            why = sentence(refusal.unread)
            self.failure.set_text(text.format(process=failing.name, why=why))
        else:
            self.failure.set_text(
                self.tr("Reading how {process} failed…").format(process=failing.name)
            )

    def _failed(self, failure: FailedTest) -> str:
        text = self.tr("{process} failed").format(process=failure.process.name)
        place = run_place(failure)
        none = "" if failure.steps else self.tr("The test names no failed step.")
        return " · ".join(part for part in (text, place, none) if part)

    def _show_action(self, refusal: Refusal, *, asking: bool) -> None:
        explanation = explained(refusal)
        self._action = None if asking else explanation.action
        who = _CLEARERS[explanation.who] if explanation.who and not asking else ""
        self.who.set_text(QCoreApplication.translate("ExplainCard", who) if who else "")
        if refusal.why.kind is NoticeKind.FINALIZE_NOT_PASSED and refusal.failing is None:
            self.who.set_text(self.tr("You can clear this: run what was never run."))
        self.who.setVisible(bool(self.who.text))
        self.action.setVisible(self._action is not None)
        if self._action is not None:
            first = next((f"{each.code} {each.name}" for each in refusal.processes), "")
            text = QCoreApplication.translate("ExplainCard", _DEEDS[self._action.deed])
            self.action.set_texts(text.format(process=first))

    def _act(self) -> None:
        if self._action is None:
            return
        if self._action.meaning is None:
            self.tags_wanted.emit()
        else:
            self.pressed.emit(self.action.text(), self._action.meaning)

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.metrics
        answers = QHBoxLayout()
        answers.setSpacing(sizes.gap)
        for button in (self.action, self.confirm, self.cancel):
            answers.addWidget(button, 1)
        left = QVBoxLayout()
        left.setSpacing(sizes.gap // 2)
        left.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.what, self.rule, self.who):
            left.addWidget(widget)
        left.addStretch(1)
        left.addWidget(self.codes)
        left.addLayout(answers)
        # Without anything in it the words have the whole width.
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(sizes.gap // 2)
        right.addWidget(self.processes, 2)
        right.addWidget(self.failure)
        right.addWidget(self.steps, 3)
        right.addStretch(0)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, sizes.gap)
        whole.setSpacing(sizes.pad)
        whole.addLayout(left, 1)
        whole.addWidget(self._right, 1)
