"""The page on which a repair is entered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from wats_station.flows.repair.state import (
    PreviewAsked,
    RepairButton,
    RepairLeft,
    RepairState,
    SendAsked,
)
from wats_station.ui.panels.repair.failed_test import FailedTestCard
from wats_station.ui.panels.repair.fault import FaultEditor
from wats_station.ui.panels.repair.files import Picture
from wats_station.ui.panels.repair.picker import CodePicker, MeantCard
from wats_station.ui.panels.repair.strips import DropStrip, RefusalStrip
from wats_station.ui.panels.repair.whole import WholeCard
from wats_station.ui.panels.repair.wording import ShownFault, fault_row, lacks_text, shown_faults
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.rows import RowList
from wats_station.ui.widgets.surface import Card
from wats_station.ui.widgets.text import TextBlock


class EntryPage(QWidget):
    """The failed test on top; below it the failures so far beside what the next touch is for.

    Whatever is typed and not told yet is told before anything else that is pressed.
    """

    pressed = Signal(str, object)
    files_wanted = Signal()
    photo_wanted = Signal()

    def __init__(self, theme: Theme, picture: Picture) -> None:
        super().__init__()
        self._state: RepairState | None = None
        self._index: int | None = None
        self._of_whole = False
        self.test = FailedTestCard(theme)
        self.refusal = RefusalStrip(theme)
        self.dropping = DropStrip(theme)
        self.faults = FaultsCard(theme)
        self.picker = CodePicker(theme)
        self.meant = MeantCard(theme)
        self.editor = FaultEditor(theme)
        self.whole = WholeCard(theme, picture)
        self.beside = QStackedWidget()
        self.buttons = ButtonRow(theme)
        self._connect()
        self._lay_out(theme)

    def render_state(self, state: RepairState) -> None:
        """Show the draft; a failure that was just added is open for its details."""
        before, self._state = self._state, state
        self._follow(before, state)
        self.test.render_state(state)
        self.refusal.render_refusal(state.refused)
        self.dropping.retranslate()
        self.buttons.setVisible(self.dropping.isHidden())
        items = shown_faults(state.case, state.draft.faults)
        self.faults.render_faults(items, self._index, lacks_text(state.lacks))
        self.picker.render_state(state)
        self.meant.render_state(state)
        self.whole.render_state(state)
        if self._index is not None:
            self.editor.render_fault(items[self._index], state.operation)
        self.buttons.render_state(state, of_whole=self._of_whole)
        self._turn_to(self._card(state), busy=state.work is not None)

    def commit(self) -> None:
        """Tell what was typed and not told yet."""
        if self._state is not None and self._state.work is None:
            self.editor.commit()
            self.whole.commit()

    def _follow(self, before: RepairState | None, state: RepairState) -> None:
        """Keep in front what the person is at, as far as the draft still has it."""
        if before is None or before.case is not state.case:
            self._index, self._of_whole = None, False
            self.editor.forget()
            self.whole.forget()
            self.picker.reset()
            self.dropping.hide()
            return
        now, was = len(state.draft.faults), len(before.draft.faults)
        if now == was + 1:
            self.picker.reset()
            if not self.editor.is_changed:
                self._index, self._of_whole = now - 1, False
        elif now != was:
            self._index = None
            self.editor.forget()
        if state.draft.is_empty:
            self.dropping.hide()

    def _card(self, state: RepairState) -> Card:
        if state.choosing:
            return self.meant
        if self._of_whole:
            return self.whole
        return self.picker if self._index is None else self.editor

    def _turn_to(self, card: Card, *, busy: bool) -> None:
        state, before = self._state, self.beside.currentWidget()
        had_focus = (busy or before is not card) and _has_focus(self.beside)
        if had_focus:
            # First to where typing is always taken: Qt would take whatever field comes next.
            self.window().setFocus()
        if self._state is not state:
            return  # what was typed in the field was told, and answered, meanwhile
        self.beside.setCurrentWidget(card)
        for part in (self.test, self.faults, self.beside, self.dropping):
            part.setEnabled(not busy)
        if had_focus and not busy:
            self._first_of(card).setFocus()

    def _first_of(self, card: Card) -> QWidget:
        """Where the keyboard begins in a card."""
        first = {
            self.picker: self.picker.tiles,
            self.meant: self.meant.tiles,
            self.editor: self.editor.component,
            self.whole: self.whole.comment,
        }
        return first[card]

    def _tell(self, text: str, event: RepairButton) -> None:
        self.commit()
        self.pressed.emit(text, event)

    def _open_fault(self, shown: ShownFault) -> None:
        self.commit()
        self._index = None if shown.index == self._index and not self._of_whole else shown.index
        if self._index is None:
            self.editor.forget()
        self._of_whole = False
        self._again()

    def _close_fault(self) -> None:
        self._index = None
        self.editor.forget()
        self._again()

    def _turn_over(self) -> None:
        self.commit()
        self._of_whole = not self._of_whole
        self._again()

    def _ask_to_drop(self, *, asking: bool) -> None:
        self.dropping.setVisible(asking)
        self._again()

    def _again(self) -> None:
        if self._state is not None:
            self.render_state(self._state)

    def _connect(self) -> None:
        self.test.pressed.connect(self._tell)
        self.picker.pressed.connect(self._tell)
        self.meant.pressed.connect(self._tell)
        self.editor.pressed.connect(self.pressed)
        self.editor.done.connect(self._close_fault)
        self.whole.pressed.connect(self.pressed)
        self.whole.files_wanted.connect(self.files_wanted)
        self.whole.photo_wanted.connect(self.photo_wanted)
        self.dropping.pressed.connect(self.pressed)
        self.dropping.left.connect(lambda: self._ask_to_drop(asking=False))
        self.faults.chosen.connect(self._open_fault)
        buttons = self.buttons
        buttons.drop.clicked.connect(lambda: self._ask_to_drop(asking=True))
        buttons.turn.clicked.connect(self._turn_over)
        buttons.put_away.clicked.connect(lambda: self._tell(buttons.put_away.text(), RepairLeft(0)))
        buttons.preview.clicked.connect(lambda: self._tell(buttons.preview.text(), PreviewAsked(0)))
        buttons.send.clicked.connect(lambda: self._tell(buttons.send.text(), SendAsked(0)))

    def _lay_out(self, theme: Theme) -> None:
        for card in (self.picker, self.meant, self.editor, self.whole):
            self.beside.addWidget(card)
        sizes = theme.metrics
        middle = QHBoxLayout()
        middle.setSpacing(sizes.gap)
        middle.addWidget(self.faults, 3)
        middle.addWidget(self.beside, 5)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(sizes.gap)
        whole.addWidget(self.test)
        whole.addWidget(self.refusal)
        whole.addLayout(middle, 1)
        whole.addWidget(self.dropping)
        whole.addWidget(self.buttons)


def _has_focus(widget: QWidget) -> bool:
    return any(each.hasFocus() for each in widget.findChildren(QWidget))


class FaultsCard(Card):
    """The failures so far, and what the repair still lacks; `chosen` carries a `ShownFault`."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._items: tuple[ShownFault, ...] = ()
        self.title = TextBlock(theme, "body", bold=True)
        self.rows = RowList(theme, fault_row)
        self.lacks = TextBlock(theme, "small", lines=4)
        self.rows.chosen.connect(self.chosen)
        sizes = theme.metrics
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.pad, sizes.gap // 2, sizes.gap, sizes.gap // 2)
        column.setSpacing(sizes.gap // 2)
        column.addWidget(self.title)
        column.addWidget(self.rows, 1)
        column.addWidget(self.lacks)
        column.addStretch(0)

    def render_faults(self, items: tuple[ShownFault, ...], marked: int | None, lacks: str) -> None:
        """Show these; the one that is open stands out."""
        self.title.set_text(self.tr("Failures: {count}").format(count=len(items)))
        self.rows.setAccessibleName(self.tr("Failures"))
        if items != self._items:
            self._items = items
        self.rows.show_items(self._items, -1 if marked is None else marked)
        self.rows.setVisible(bool(items))
        self.lacks.set_text(lacks)
        self.lacks.setVisible(bool(lacks))


class ButtonRow(QWidget):
    """What is done with the whole repair."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.put_away = TouchButton(theme, tall=True)
        self.drop = TouchButton(theme, tall=True)
        self.turn = TouchButton(theme, tall=True)
        self.preview = TouchButton(theme, tall=True)
        self.send = TouchButton(theme, look="primary", tall=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metrics.gap)
        for button in (self.put_away, self.drop, self.turn, self.preview, self.send):
            # All of one width: long words wrap in a button of this height.
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            row.addWidget(button, 1)

    def render_state(self, state: RepairState, *, of_whole: bool) -> None:
        """Word them; what cannot be done now cannot be pressed."""
        draft, busy = state.draft, state.work is not None
        self.put_away.set_texts(self.tr("Put away"))
        self.drop.set_texts(self.tr("Throw away"))
        if of_whole:
            self.turn.set_texts(self.tr("Failures"))
        else:
            files = self.tr("Comment, files: {count}").format(count=len(draft.files))
            self.turn.set_texts(files if draft.files else self.tr("Comment, files"))
        self.preview.set_texts(self.tr("Preview"))
        self.send.set_texts(self._sending(state))
        for button in (self.put_away, self.turn, self.preview):
            button.setEnabled(not busy)
        self.drop.setEnabled(not (busy or draft.is_empty))
        self.send.setEnabled(not (busy or state.lacks))

    def _sending(self, state: RepairState) -> str:
        if state.work is None:
            return self.tr("File the repair")
        return self.tr("Adding files…") if state.work.files else self.tr("Filing…")
