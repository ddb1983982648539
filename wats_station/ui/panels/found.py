"""A unit that was found: who it is on top, then its tests beside its life."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wats_station.domain.command import OutboxRow
from wats_station.domain.family import Family, Relative, relatives
from wats_station.domain.hold import is_on_hold
from wats_station.domain.notice import Notice
from wats_station.domain.unit import Unit
from wats_station.domain.verification import Grade, ProcessResult, Verification
from wats_station.flows.lookup import LookupState
from wats_station.flows.quarantine import QuarantineState
from wats_station.ui.panels.gate import GateCard
from wats_station.ui.panels.list_card import ListCard
from wats_station.ui.panels.outbox_wording import wanted_text
from wats_station.ui.panels.quarantine import QuarantineCard
from wats_station.ui.panels.timeline import TimelineCard
from wats_station.ui.panels.wording import (
    process_text,
    relative_row,
    result_row,
)
from wats_station.ui.texts import local_time, sentence
from wats_station.ui.theme import Theme, ToneName
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.chips import Chips
from wats_station.ui.widgets.rows import Row
from wats_station.ui.widgets.surface import Badge, Card
from wats_station.ui.widgets.text import TextBlock
from wats_station.ui.words import grade_word

_GRADES: dict[Grade, tuple[ToneName, str]] = {
    Grade.PASSED: ("done", "done"),
    Grade.FAILED: ("refused", "refused"),
    Grade.NOT_TESTED: ("ignored", "neutral"),
    Grade.PENDING: ("ignored", "queued"),
}


_NO_QUESTION = QuarantineState()


class FoundPage(QWidget):
    """Identity at once, tests and timeline when they come; `chosen` carries a relative's key.

    `pressed` carries what was pressed to stop units, and its meaning.
    """

    chosen = Signal(object)
    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._state: LookupState | None = None
        self._waiting: tuple[OutboxRow, ...] = ()
        self._quarantine = _NO_QUESTION
        self.gate = GateCard(theme)
        self.identity = IdentityCard(theme)
        self.standing = Standing(theme)
        self.tests = TestsCard(theme)
        self.life = TimelineCard(theme)
        self._theme = theme
        self._quarantine_card: QuarantineCard | None = None
        self._stopping = False
        self.identity.stop.clicked.connect(self._open_stopping)
        self.tests.rows.chosen.connect(self._row_chosen)
        self.lists = QWidget()
        # Who the unit is can be read whatever else needs room; the lists scroll.
        self.lists.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        below = QHBoxLayout(self.lists)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(theme.metrics.gap)
        below.addWidget(self.tests, 1)
        below.addWidget(self.life, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.metrics.gap)
        whole.addWidget(self.gate)
        whole.addWidget(self.identity)
        whole.addWidget(self.standing)
        whole.addWidget(self.lists, 1)
        self._whole = whole

    @property
    def quarantine(self) -> QuarantineCard:
        """The card that stops units; most shifts never open it."""
        if self._quarantine_card is None:
            self._quarantine_card = card = QuarantineCard(self._theme)
            card.pressed.connect(self.pressed)
            card.closed.connect(self._close_stopping)
            card.hide()
            self._whole.addWidget(card, 1)
        return self._quarantine_card

    def render_state(
        self,
        state: LookupState,
        waiting: tuple[OutboxRow, ...] = (),
        quarantine: QuarantineState = _NO_QUESTION,
    ) -> None:
        """Show a found unit; parts that are the same objects as before are left alone.

        `waiting` is what is still to happen to it, `quarantine` what is asked of it.
        """
        before, self._state = self._state, state
        asked_before, self._quarantine = self._quarantine, quarantine
        self._waiting = waiting
        unit = state.unit
        if unit is None:
            return
        if before is None or before.unit is None or unit.key != before.unit.key:
            self._stopping = False
        if asked_before.question is not None and quarantine.question is None:
            # It was answered, or left.
            self._stopping = False
        self._render_stopping(unit, state)
        if before is None or unit is not before.unit:
            self.identity.render_unit(unit)
        self.standing.render_unit(unit, state.as_of, waiting)
        # Answers read for another unit are not this one's.
        ours = state.details_of is None or state.details_of == unit.key
        verification = state.verification if ours else None
        self.identity.render_grade(verification, state.verification_problem)
        self.tests.render_tests(unit, verification, state.verification_problem, state.family)
        self._render_life(state, ours=ours)

    def retranslate(self) -> None:
        """Say everything again in the language in force."""
        state, self._state = self._state, None
        if state is not None:
            self.render_state(state, self._waiting, self._quarantine)
        self.life.retranslate()
        self.tests.repaint_rows()

    def _render_stopping(self, unit: Unit, state: LookupState) -> None:
        ours = state.details_of in (None, unit.key)
        shown = self._stopping or self._quarantine.question is not None
        if shown:
            product = state.product if ours else None
            self.quarantine.render_unit(unit, product, self._quarantine)
        if self._quarantine_card is not None:
            self._quarantine_card.setVisible(shown)
        self.lists.setVisible(not shown)

    def _open_stopping(self) -> None:
        self._stopping = not self._stopping
        if self._state is not None and self._state.unit is not None:
            self._render_stopping(self._state.unit, self._state)

    def _close_stopping(self) -> None:
        self._stopping = True
        self._open_stopping()

    def _render_life(self, state: LookupState, *, ours: bool) -> None:
        timeline = state.timeline if ours else None
        self.life.set_title(self.tr("Timeline"))
        self.life.show_events(timeline or ())
        if state.timeline_problem is not None:
            self.life.say(sentence(state.timeline_problem))
        elif timeline is None:
            self.life.say(self.tr("Reading the timeline…"))
        elif not timeline:
            self.life.say(self.tr("The server has recorded nothing of this unit yet."))
        else:
            self.life.say("")

    def _row_chosen(self, item: object) -> None:
        if isinstance(item, Relative):
            self.chosen.emit(item.key)


class Standing(QWidget):
    """What keeps the unit from being simply as it is shown; hidden where nothing does."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.hold = Badge(theme, "body")
        self.hold.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.known = Badge(theme, "small")
        self.waiting = Badge(theme, "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metrics.gap)
        for badge in (self.hold, self.known, self.waiting):
            row.addWidget(badge)
        row.addStretch(1)

    def render_unit(
        self, unit: Unit, as_of: datetime | None, waiting: tuple[OutboxRow, ...]
    ) -> None:
        """On hold, as it was known at a time, or with changes that wait to be sent."""
        self.hold.render_as("refused", "refused", self.tr("ON HOLD"))
        self.hold.setVisible(is_on_hold(unit))
        known = self.tr("Offline: as known at {time}").format(time=local_time(as_of))
        self.known.render_as("not_understood", "warning", known)
        self.known.setVisible(as_of is not None)
        self.waiting.render_as("queued", "queued", self._waiting_text(waiting))
        self.waiting.setVisible(bool(waiting))
        self.setVisible(is_on_hold(unit) or as_of is not None or bool(waiting))

    def _waiting_text(self, waiting: tuple[OutboxRow, ...]) -> str:
        if not waiting:
            return ""
        first = self.tr("Not sent yet: {change}").format(
            change=wanted_text(waiting[0].command.action)
        )
        more = len(waiting) - 1
        return first + (self.tr(" and {count} more").format(count=more) if more else "")


class Fact(QWidget):
    """A small name over a value."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.name = TextBlock(theme, "small", muted=True)
        self.value = TextBlock(theme, "body", bold=True, lines=2, shrink_to="small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.name)
        column.addWidget(self.value)
        column.addStretch(1)

    def show_fact(self, name: str, value: str) -> None:
        """Show it; an absent value is a dash, so that the columns stay where they are."""
        self.name.set_text(name)
        self.value.set_text(value or "–")


class IdentityCard(Card):
    """Serial number, part, grade, and where the unit stands."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.serial = TextBlock(theme, "huge", bold=True, lines=2, shrink_to="heading")
        self.part = TextBlock(theme, "body", lines=2)
        self.grade = Badge(theme, "title")
        self.rule = TextBlock(theme, "small", muted=True)
        self.facts = [Fact(theme) for _ in range(5)]
        self.chips = Chips(theme)
        self.stop = TouchButton(theme)
        sizes = theme.metrics
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.serial)
        about = QHBoxLayout()
        about.setSpacing(sizes.pad)
        about.addWidget(self.part, 1)
        about.addWidget(self.chips, 1)
        names.addLayout(about)
        verdict = QVBoxLayout()
        verdict.setSpacing(2)
        verdict.addWidget(self.grade)
        verdict.addWidget(self.rule)
        verdict.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(sizes.pad)
        top.addLayout(names, 1)
        top.addLayout(verdict)
        row = QHBoxLayout()
        row.setSpacing(sizes.pad)
        for fact, stretch in zip(self.facts, (5, 5, 3, 3, 3), strict=True):
            row.addWidget(fact, stretch)
        row.addWidget(self.stop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, sizes.gap)
        whole.setSpacing(sizes.gap)
        whole.addLayout(top)
        whole.addLayout(row)

    def render_unit(self, unit: Unit) -> None:
        """Show who the unit is and where it stands."""
        self.serial.set_text(unit.serial_number)
        self.part.set_text("  ·  ".join(p for p in (unit.part_number, unit.part_name) if p))
        facts = (
            (self.tr("Phase"), unit.phase.name),
            (self.tr("Process"), process_text(unit)),
            (self.tr("Revision"), unit.revision),
            (self.tr("Batch"), unit.batch_number),
            (self.tr("Location"), unit.location),
        )
        for fact, (name, value) in zip(self.facts, facts, strict=True):
            fact.show_fact(name, value)
        self.stop.set_texts(self.tr("Hold…"))
        self.chips.show_texts(tuple(f"{tag.key} = {tag.value}" for tag in unit.tags))

    def render_grade(self, verification: Verification | None, problem: Notice | None) -> None:
        """Show the grade; one that no rule stands behind is never green."""
        self.rule.set_text("")
        if verification is None:
            word = self.tr("Not known") if problem else self.tr("Reading…")
            self.grade.render_as("calm", "warning" if problem else "reading", word)
            return
        tone, symbol = _GRADES[verification.grade]
        if not verification.has_rule:
            self.rule.set_text(self.tr("No rule kept"))
            if verification.grade is Grade.PASSED:
                tone = "ignored"
        self.grade.render_as(tone, symbol, grade_word(verification.grade.value))


class TestsCard(ListCard):
    """The processes of the verification, and the unit's relatives below them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _row)
        self._shown: tuple[object, ...] = ()

    def render_tests(
        self,
        unit: Unit,
        verification: Verification | None,
        problem: Notice | None,
        family: Family | None = None,
    ) -> None:
        """Show one row per process, then those above the unit and the tree below it."""
        self.set_title(self.tr("Tests"))
        now = (verification, unit, family)
        if not self._shown or any(a is not b for a, b in zip(self._shown, now, strict=True)):
            self._shown = now
            results = verification.results if verification else ()
            self.rows.show_items((*results, *relatives(unit, family)))
        if problem is not None:
            self.say(sentence(problem))
        elif verification is None:
            self.say(self.tr("Reading the tests…"))
        elif not verification.results:
            self.say(self.tr("No test of this unit is known, and none is required."))
        else:
            self.say("")


def _row(item: ProcessResult | Relative) -> Row:
    return relative_row(item) if isinstance(item, Relative) else result_row(item)
