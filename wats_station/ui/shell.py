"""The window's frame: rail, scan strip, status line, and the place for the panels.

At start this is all that is painted, within 1.5 x the time of a bare window
(product.md section 8). So this module and what it imports know Qt, the theme and the
strips, and nothing of `domain`, `flows` and `scan`, whose dataclasses cost a
millisecond each; the panels bring those in with `open_panels()`, after the first paint.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFocusEvent, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wats_station.ui import accessible
from wats_station.ui.facts import WindowFacts
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.grid import put_in_tab_order
from wats_station.ui.widgets.rail import Rail
from wats_station.ui.widgets.status import PracticeBanner, StatusStrip
from wats_station.ui.widgets.strip import ScanStrip

if TYPE_CHECKING:
    from pathlib import Path

    from wats_station.flows.bench import Bench
    from wats_station.flows.operators import OperatorsState
    from wats_station.ui.panels.approval import ApprovalCard
    from wats_station.ui.panels.batch_bar import BatchBar
    from wats_station.ui.panels.stack import PanelStack

# At 96 dots to the inch; a denser screen has a larger window, as large on the glass.
_SMALLEST = QSize(960, 540)
_USUAL = QSize(1280, 720)


class Shell(QWidget):
    """The top-level window.

    `painted` follows every handled update of the window, so that latencies can be
    measured. A close is refused and asked for with `close_requested` until
    `allow_close()`. Keys that no widget takes go to the entry field, whatever has the
    focus: typing a code and pressing Enter always works, and Enter presses nothing else.
    Escape goes one step back to that field, from wherever the keyboard is.
    """

    pressed = Signal(str, object)
    settings_asked = Signal(object)
    outbox_asked = Signal(object)
    operators_asked = Signal(object)
    typed = Signal(str)
    close_requested = Signal()
    painted = Signal()

    def __init__(self, facts: WindowFacts, theme: Theme) -> None:
        super().__init__()
        accessible.install()
        theme.apply()
        self._facts = facts
        self._theme = theme
        self._may_close = False
        self._seen = False
        self._offering = False
        self.banner = PracticeBanner(theme)
        self.strip = ScanStrip(theme)
        self.status = StatusStrip(theme)
        self.rail = Rail(theme)
        self.panels: PanelStack | None = None
        self.approval: ApprovalCard | None = None
        self.batch_bar: BatchBar | None = None
        self._operators: OperatorsState | None = None
        self._place = QVBoxLayout()
        self._lay_out(theme)
        self.strip.typed.connect(self.typed)
        # No focus proxy for the window itself: Tab would end there, short of the rail.
        self._retranslate()
        self.set_facts(facts)

    def open_panels(self, folder: "Path | None" = None) -> None:
        """Import and build the panels; call it once, after the first paint.

        `folder` is the data folder, where the pictures of repairs are.
        """
        from wats_station.scan.intent import Undo  # noqa: PLC0415 - as the panels
        from wats_station.ui.panels.stack import PanelStack  # noqa: PLC0415 - see the module

        self.strip.undo.clicked.connect(lambda: self.pressed.emit(self.strip.undo.text(), Undo()))
        self.panels = PanelStack(self._theme, folder)
        self.panels.set_examples(self._facts.examples)
        self.panels.pressed.connect(self.pressed)
        self.panels.settings_asked.connect(self.settings_asked)
        self.panels.outbox_asked.connect(self.outbox_asked)
        self.panels.operators_asked.connect(self.operators_asked)
        self.rail.chosen.connect(self.panels.ask_for)
        self.rail.setEnabled(True)
        self._place.addWidget(self.panels)
        self.strip.entry.setFocus()

    def show_panel(self, name: str) -> None:
        """Bring a panel to the front; the keyboard goes to the entry, or to the PIN asked for."""
        if self.panels is not None and self.panels.open(name):
            self.rail.mark(name)
            if self.approval is not None and not self.approval.isHidden():
                # A PIN typed into the entry could be read, and would be kept as a scan.
                self.approval.take_keyboard()
            else:
                self.strip.entry.setFocus()

    def tell_typed(self) -> None:
        """Let what was typed into a panel, and not told yet, be told before a scan is."""
        if self.panels is not None:
            self.panels.tell_typed()

    def render_operators(self, state: "OperatorsState") -> None:
        """Show who is at the bench, and what a supervisor is asked."""
        from wats_station.ui.panels.operators_wording import (  # noqa: PLC0415 - see the module
            warning_text,
            who_text,
        )

        self._operators = state
        self.status.show_operator(who_text(state), warning_text(state))
        if state.question is not None and self.approval is None:
            self.approval = self._build_approval()
        if self.approval is not None:
            was_open = not self.approval.isHidden()
            self.approval.render_state(state)
            if was_open and state.question is None:
                self.strip.entry.setFocus()

    def render_batch(self, bench: "Bench") -> None:
        """Say in the other panels that a batch waits."""
        if self.batch_bar is None:
            if not bench.batch.title:
                return
            self.batch_bar = self._build_batch_bar()
        self.batch_bar.render_bench(bench)

    def _build_batch_bar(self) -> "BatchBar":
        from wats_station.ui.panels.batch_bar import BatchBar  # noqa: PLC0415 - as the approval

        bar = BatchBar(self._theme)
        bar.pressed.connect(self.pressed)
        self._place.insertWidget(0, bar)
        put_in_tab_order(self.strip.send, bar.back, bar.end)
        return bar

    def _build_approval(self) -> "ApprovalCard":
        # Most shifts never need it.
        from wats_station.ui.panels.approval import ApprovalCard  # noqa: PLC0415

        card = ApprovalCard(self._theme)
        card.asked.connect(self.operators_asked)
        self._place.insertWidget(0, card)
        # By Tab it comes where the eye finds it: before the panel.
        put_in_tab_order(self.strip.send, card.reason.line, card.pin.line, card.approve, card.leave)
        return card

    def set_facts(self, facts: WindowFacts) -> None:
        """Show other facts about this station."""
        self._facts = facts
        self.banner.setVisible(facts.practice)
        self.status.show_facts(facts)
        if self.panels is not None:
            self.panels.set_examples(facts.examples)

    def set_listening(self, listening: bool) -> None:
        """Tell the operator whether a keyboard scanner can be heard."""
        self.strip.set_listening(listening)

    def allow_close(self) -> None:
        """Let the next close pass."""
        self._may_close = True

    def event(self, event: QEvent) -> bool:
        """Announce each handled update."""
        handled = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            self._announce()
        return handled

    def paintEvent(self, event: QPaintEvent) -> None:
        """Announce the first paint too, which the window system asks for, not an update."""
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self._announce)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the entry field the keyboard."""
        super().showEvent(event)
        self.strip.entry.setFocus()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Give the keyboard on to the entry field. A focus proxy would end the Tab chain here."""
        self.strip.entry.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Refuse until everything under way is drained."""
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self.close_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give a key that no widget wanted to the entry field; Escape leads back there."""
        entry = self.strip.entry
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
            return
        # What the entry does not want either comes up to here again.
        if not event.text() or self._offering or entry.hasFocus():
            super().keyPressEvent(event)
            return
        self._offering = True
        try:
            # A window that is not in front gives nothing the focus.
            entry.setFocus()
            QCoreApplication.sendEvent(entry, event.clone())
        finally:
            self._offering = False

    def _escape(self) -> None:
        """Leave what is asked, else the field that has the keyboard, else what was typed."""
        if self.approval is not None and not self.approval.isHidden():
            self.approval.give_up()
        elif self.strip.entry.hasFocus():
            self.strip.entry.clear()
        else:
            self.strip.entry.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.status.show_facts(self._facts)
            if self._operators is not None:
                self.render_operators(self._operators)

    def sizeHint(self) -> QSize:
        """The smallest size that shows everything without scrolling."""
        return _USUAL * self._theme.metrics.scale

    def _announce(self) -> None:
        """A window that nobody sees handles updates without painting."""
        if self.isVisible() and self.windowHandle().isExposed():
            self.painted.emit()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("WATS Station"))
        self.rail.retranslate()

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.metrics
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.setSpacing(sizes.gap)
        work = QVBoxLayout()
        work.setContentsMargins(0, sizes.gap, sizes.gap, sizes.gap)
        work.setSpacing(sizes.gap)
        work.addWidget(self.strip)
        work.addLayout(self._place, 1)
        middle = QHBoxLayout()
        middle.setSpacing(sizes.gap // 2)
        middle.addWidget(self.rail)
        middle.addLayout(work, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.banner)
        whole.addLayout(middle, 1)
        whole.addWidget(self.status)
        self.setMinimumSize(_SMALLEST * sizes.scale)
        self.resize(self.sizeHint())
