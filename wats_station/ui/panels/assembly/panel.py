"""The assembly panel: the parent, its slots, and what the next scan does."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from wats_station.flows.assembly.state import (
    Asking,
    AssemblyLeft,
    AssemblyState,
    AssemblyStatus,
    DisassembleAsked,
    Unfinished,
    VerifyAsked,
)
from wats_station.scan.intent import ShowUnit
from wats_station.ui.panels.assembly.beside import ChosenCard, ReasonCard, RefusalCard
from wats_station.ui.panels.assembly.parent import ParentCard
from wats_station.ui.panels.assembly.question import QuestionStrip
from wats_station.ui.panels.assembly.wording import (
    ShownSlot,
    remarks,
    shown_slots,
    slot_tile,
    strangers,
    unfinished_row,
)
from wats_station.ui.texts import sentence
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.rows import RowList
from wats_station.ui.widgets.surface import Badge, Card
from wats_station.ui.widgets.text import TextBlock
from wats_station.ui.widgets.tiles import TileField


class AssemblyPanel(QStackedWidget):
    """Renders an `AssemblyState`; `pressed` carries a text and a meaning or an event."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._state: AssemblyState | None = None
        self.empty = EmptyPage(theme)
        self.message = MessagePage(theme)
        self.open = OpenPage(theme)
        for page in (self.empty, self.message, self.open):
            self.addWidget(page)
            page.pressed.connect(self.pressed)

    def render_state(self, state: AssemblyState) -> None:
        """Show this state; one rendered before costs nothing."""
        if state is not self._state:
            self._state = state
            self._render(state)

    def commit(self) -> None:
        """Tell what was typed and not told yet: a scan that comes now may be about another unit."""
        if self.currentWidget() is self.open and self.open.reason.isVisible():
            self.open.reason.commit()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._state is not None:
            self._render(self._state)

    def _render(self, state: AssemblyState) -> None:
        match state.status:
            case AssemblyStatus.EMPTY:
                self.empty.render_state(state)
                self.setCurrentWidget(self.empty)
            case AssemblyStatus.NO_TEMPLATE | AssemblyStatus.FAILED:
                self.message.render_state(state)
                self.setCurrentWidget(self.message)
            case _:
                self.open.render_state(state)
                self.setCurrentWidget(self.open)


class EmptyPage(Card):
    """No parent yet: what to do, and what was left half done."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.title = TextBlock(theme, "huge", bold=True, lines=2, shrink_to="title")
        self.body = TextBlock(theme, "heading", lines=3)
        self.left_title = TextBlock(theme, "body", bold=True, muted=True)
        self.left = RowList(theme, unfinished_row)
        self.left.chosen.connect(self._chosen)
        column = _roomy_column(self, theme)
        for widget in (self.title, self.body, self.left_title):
            column.addWidget(widget)
        column.addWidget(self.left, 1)
        column.addStretch(0)

    def render_state(self, state: AssemblyState) -> None:
        """Offer what is half done."""
        self.title.set_text(self.tr("Scan the unit you are building"))
        self.body.set_text(self.tr("Its positions come here. Then scan its parts, in any order."))
        self.left_title.set_text(self.tr("Left half done"))
        self.left.setAccessibleName(self.tr("Left half done"))
        self.left.show_items(state.unfinished)
        for widget in (self.left_title, self.left):
            widget.setVisible(bool(state.unfinished))

    def _chosen(self, row: object) -> None:
        if isinstance(row, Unfinished):
            key = row.key
            self.pressed.emit(key.serial_number, ShowUnit(key.serial_number, key.part_number))


class MessagePage(Card):
    """A unit that is built of nothing, or whose slots could not be read."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.serial = TextBlock(theme, "huge", bold=True, lines=2, shrink_to="title")
        self.badge = Badge(theme, "title")
        self.what = TextBlock(theme, "heading", lines=4)
        self.advice = TextBlock(theme, "body", lines=3, muted=True)
        self._around = ""
        self.up = TouchButton(theme, tall=True)
        self.up.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.up.clicked.connect(lambda: self.pressed.emit(self._around, ShowUnit(self._around)))
        column = _roomy_column(self, theme)
        for widget in (self.serial, self.badge, self.what, self.advice):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.up)

    def render_state(self, state: AssemblyState) -> None:
        """Say what is wrong, and what to do."""
        self._around = state.parent.parent_serial_number if state.parent else ""
        self.up.set_texts(self.tr("Up to {serial}").format(serial=self._around))
        self.up.setVisible(bool(self._around))
        self.serial.set_text(state.parent.serial_number if state.parent else "")
        self.what.set_text(sentence(state.problem) if state.problem else "")
        if state.status is AssemblyStatus.NO_TEMPLATE:
            self.badge.render_as("ignored", "neutral", self.tr("No box build"))
            self.advice.set_text(self.tr("Scan another unit to build."))
        else:
            self.badge.render_as("refused", "warning", self.tr("Not read"))
            self.advice.set_text(self.tr("Scan the unit again to try once more."))


class OpenPage(QWidget):
    """The parent on top, its slots below, and beside them what needs an eye."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._slot: int | None = None
        self._state: AssemblyState | None = None
        self.parent_card = ParentCard(theme)
        self.question = QuestionStrip(theme)
        self.slots = TileField(theme, slot_tile, detail_lines=2)
        self.strangers = TextBlock(theme, "body", bold=True, lines=3)
        self.remarks = TextBlock(theme, "small", lines=4, muted=True)
        self.refusal = RefusalCard(theme)
        self.chosen = ChosenCard(theme)
        self.reason = ReasonCard(theme)
        self.up = TouchButton(theme)
        self.verify = TouchButton(theme)
        self.disassemble = TouchButton(theme)
        self.put_away = TouchButton(theme)
        self.slots.chosen.connect(self._choose)
        self.question.pressed.connect(self.pressed)
        self.chosen.pressed.connect(self.pressed)
        self.reason.pressed.connect(self.pressed)
        self.up.clicked.connect(self._go_up)
        self.verify.clicked.connect(lambda: self.pressed.emit(self.verify.text(), VerifyAsked(0)))
        self.disassemble.clicked.connect(
            lambda: self.pressed.emit(self.disassemble.text(), DisassembleAsked(0))
        )
        self.put_away.clicked.connect(
            lambda: self.pressed.emit(self.put_away.text(), AssemblyLeft(0))
        )
        self._lay_out(theme)

    def render_state(self, state: AssemblyState) -> None:
        """Show the parent and its slots."""
        before = self._state
        if before is None or state.parent is not before.parent:
            self._slot = None
        elif state.refused is not None and state.refused is not before.refused:
            # What is new is what an eye is wanted for.
            self._slot = None
        self._state = state
        self.parent_card.render_state(state)
        self.question.render_state(state)
        assembly = state.assembly
        slots = shown_slots(state)
        self.slots.setAccessibleName(self.tr("Positions"))
        self.slots.show_items(slots, self._marked(state))
        for block, text in ((self.strangers, strangers), (self.remarks, remarks)):
            block.set_text(text(assembly) if assembly else "")
            block.setVisible(bool(block.text))
        waits = state.work is not None or state.asking is not Asking.ADD
        chosen = None if waits else self._slot
        at = next((each for each in slots if each.slot.index == chosen), None)
        self.chosen.render_slot(at.slot if at else None, at.inside if at else None)
        untouched = self.chosen.isHidden()
        self.refusal.render_refusal(state.refused if untouched else None)
        self.reason.render_replaced(state.replaced, shown=untouched and state.refused is None)
        busy = assembly is None or state.work is not None
        empty = assembly is None or not assembly.children
        self._dress(self.verify, self.tr("Check completeness"), busy)
        self._dress(self.disassemble, self.tr("Take everything out"), busy or empty)
        self._dress(self.put_away, self.tr("Put away"), state.work is not None)
        around = state.parent.parent_serial_number if state.parent else ""
        self._dress(self.up, self.tr("Up to {serial}").format(serial=around), busy)
        self.up.setVisible(bool(around))

    def _marked(self, state: AssemblyState) -> int:
        at = state.last if self._slot is None else self._slot
        indexes = [slot.index for slot in state.assembly.slots] if state.assembly else []
        return indexes.index(at) if at in indexes else -1

    def _dress(self, button: TouchButton, text: str, busy: bool) -> None:
        button.set_texts(text)
        button.setEnabled(not busy)

    def _choose(self, slot: object) -> None:
        if isinstance(slot, ShownSlot) and self._state is not None:
            index = slot.slot.index
            self._slot = None if index == self._slot else index
            self.render_state(self._state)

    def _go_up(self) -> None:
        parent = self._state.parent if self._state else None
        if parent is not None:
            self.pressed.emit(parent.parent_serial_number, ShowUnit(parent.parent_serial_number))

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.metrics
        left = QVBoxLayout()
        left.setSpacing(sizes.gap)
        left.addWidget(self.slots, 1)
        left.addWidget(self.strangers)
        left.addWidget(self.remarks)
        middle = QHBoxLayout()
        middle.setSpacing(sizes.gap)
        middle.addLayout(left, 3)
        middle.addWidget(self.refusal, 2)
        middle.addWidget(self.chosen, 2)
        middle.addWidget(self.reason, 2)
        below = QHBoxLayout()
        below.setSpacing(sizes.gap)
        for button in (self.up, self.verify, self.disassemble, self.put_away):
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            below.addWidget(button, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(sizes.gap)
        whole.addWidget(self.parent_card)
        whole.addWidget(self.question)
        whole.addLayout(middle, 1)
        whole.addLayout(below)


def _roomy_column(page: Card, theme: Theme) -> QVBoxLayout:
    sizes = theme.metrics
    column = QVBoxLayout(page)
    column.setContentsMargins(2 * sizes.pad, 2 * sizes.pad, 2 * sizes.pad, sizes.pad)
    column.setSpacing(sizes.pad)
    return column
