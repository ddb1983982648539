"""Who is registered here, and who may be: a list, and a form for one of them."""

from PySide6.QtCore import Signal

from wats_station.domain.operator import Operator, OperatorDraft, OperatorsProblem, Role
from wats_station.flows.bench import Bench
from wats_station.flows.registering import (
    ChangeAsked,
    RegisterAsked,
    RegisterSaid,
    RemoveAsked,
)
from wats_station.ui.panels.operators_wording import operator_row, refusal_text
from wats_station.ui.panels.settings.page import Page
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.fields import ChoiceField, LineField
from wats_station.ui.widgets.rows import RowList
from wats_station.ui.widgets.text import TextBlock
from wats_station.ui.words import role_word


class OperatorsPage(Page):
    """A row an operator; a touch puts one into the form. `registered` carries the wish."""

    registered = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._before: Operator | None = None
        self._said: RegisterSaid | None = None
        self.rows = RowList(theme, operator_row)
        self.badge = LineField(theme)
        self.name = LineField(theme, words=True)
        self.role = ChoiceField(theme)
        self.pin = LineField(theme, secret=True)
        self.add = TouchButton(theme, look="primary")
        self.change = TouchButton(theme)
        self.remove = TouchButton(theme)
        self.said = TextBlock(theme, "body", lines=2)
        self.column.addWidget(self.rows, 1)
        self.row(self.badge, self.name)
        self.row(self.role, self.pin)
        self.row(self.add, self.change, self.remove)
        self.column.addWidget(self.said)
        self.rows.chosen.connect(self._choose)
        self.add.clicked.connect(lambda: self.registered.emit(RegisterAsked(self._draft())))
        self.change.clicked.connect(self._change)
        self.remove.clicked.connect(self._remove)
        self.retranslate()

    def same(self, before: Bench, now: Bench) -> bool:
        """The register is no part of the settings."""
        return super().same(before, now) and before.operators is now.operators

    def show_state(self, bench: Bench) -> None:
        """Show who is registered, and what came of the last wish."""
        state = bench.operators
        known = state.operators.registered if state.operators else ()
        if self._before not in known:
            self._before = None
        self.rows.show_items(known)
        self._show_said(state.registering.said, state.problem)
        for button in (self.change, self.remove):
            button.setEnabled(self._before is not None and not state.registering.keeping)
        self.add.setEnabled(not state.registering.keeping)

    def retranslate(self) -> None:
        """Take the words from the language in force."""
        self.title.set_text(self.tr("Operators"))
        self.hint.set_text(
            self.tr(
                "The first one is a supervisor with a PIN. From then on a badge is needed to work."
            )
        )
        self.rows.setAccessibleName(self.tr("Operators"))
        self.badge.set_name(self.tr("Badge, without OPR-"))
        self.name.set_name(self.tr("Name"))
        self.role.set_name(self.tr("Role"))
        self.role.offer([(role_word(role.value), role) for role in Role])
        self.pin.set_name(self.tr("PIN, for a supervisor"))
        self.add.set_texts(self.tr("Register"))
        self.change.set_texts(self.tr("Change"))
        self.remove.set_texts(self.tr("Remove"))

    def _show_said(self, said: RegisterSaid | None, problem: OperatorsProblem | None) -> None:
        why = (said.why_not if said is not None else None) or problem
        self.said.set_text(refusal_text(why) if why else "")
        self.said.setVisible(bool(self.said.text))
        before, self._said = self._said, said
        if said is not None and said is not before and said.why_not is None:
            # A PIN is not left standing in a form; the next one is typed in peace.
            self.pin.set_text("")

    def _choose(self, item: object) -> None:
        if not isinstance(item, Operator):
            return
        self._before = item
        self.badge.set_text(item.badge)
        self.name.set_text(item.name)
        self.role.choose(item.role)
        self.pin.set_text("")
        for button in (self.change, self.remove):
            button.setEnabled(True)

    def _draft(self) -> OperatorDraft:
        # Qt gives a member of a StrEnum back as its plain text.
        role = Role(str(self.role.value))
        return OperatorDraft(self.badge.text, self.name.text, role, self.pin.text)

    def _change(self) -> None:
        if self._before is not None:
            self.registered.emit(ChangeAsked(self._before, self._draft()))

    def _remove(self) -> None:
        if self._before is not None:
            self.registered.emit(RemoveAsked(self._before))
