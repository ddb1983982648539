"""The page that sets a scanner up: three codes to scan, what was found, and keeping it."""

from functools import cache

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from wats_station.flows.scanner_setup import Left, SetUpState, Stage, Started
from wats_station.labels.symbol import Symbol, Symbology, encode
from wats_station.scan.set_up import CODES
from wats_station.ui.panels.scanner_found import FoundScanner
from wats_station.ui.panels.scanner_wording import fault_sentence
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.code_picture import CodePicture
from wats_station.ui.widgets.surface import Badge, Card
from wats_station.ui.widgets.text import TextBlock


class SetUpPage(Card):
    """Renders a `SetUpState`; `asked` carries the flow's events."""

    asked = Signal(object)
    print_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._state = SetUpState()
        self.resting = RestingScanner(theme)
        self.scanning = ScanningCodes(theme)
        self.found = FoundScanner(theme)
        self.kept = KeptScanner(theme)
        self._views = QStackedLayout()
        sizes = theme.metrics
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * sizes.pad, sizes.pad, 2 * sizes.pad, sizes.pad)
        # First into the page: a view of a layout without one would be a window for a moment.
        whole.addLayout(self._views)
        for view in (self.resting, self.scanning, self.found, self.kept):
            self._views.addWidget(view)
            view.asked.connect(self.asked)
        for view in (self.resting, self.scanning):
            view.print_asked.connect(self.print_asked)
        # While codes are scanned Tab is the scanner's: this key is how a keyboard leaves.
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.activated.connect(lambda: self.asked.emit(Left()))
        self._render()

    def render_set_up(self, state: SetUpState) -> None:
        """Show this state; one rendered before costs nothing."""
        if state is not self._state:
            self._state = state
            self._render()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._render()

    def _render(self) -> None:
        state = self._state
        view = {
            Stage.RESTING: self.resting,
            Stage.SCANNING: self.scanning,
            Stage.KEPT: self.kept,
        }.get(state.stage, self.found)
        for each in (self.resting, self.scanning, self.found, self.kept):
            each.render_set_up(state)
        self._escape.setEnabled(state.stage is Stage.SCANNING)
        if view is not self._views.currentWidget():
            self._views.setCurrentWidget(view)
            if view is self.scanning:
                # In a text field an accent key waits for its letter, and is never heard here.
                self.scanning.setFocus()


class RestingScanner(QWidget):
    """What the set-up is for, and its beginning."""

    asked = Signal(object)
    print_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.title = TextBlock(theme, "title", bold=True, lines=2, shrink_to="heading")
        self.what = TextBlock(theme, "heading", lines=5)
        self.start = TouchButton(theme, look="primary", tall=True)
        self.print_codes = TouchButton(theme, tall=True)
        self.start.clicked.connect(lambda: self.asked.emit(Started()))
        self.print_codes.clicked.connect(self.print_asked)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.metrics.pad)
        buttons.addWidget(self.start, 3)
        buttons.addWidget(self.print_codes, 2)
        buttons.addStretch(2)
        whole = _column(self, theme)
        whole.addStretch(1)
        whole.addWidget(self.title)
        whole.addWidget(self.what)
        whole.addSpacing(theme.metrics.pad)
        whole.addLayout(buttons)
        whole.addStretch(2)

    def render_set_up(self, _state: SetUpState) -> None:
        """Take the texts from the language in force."""
        self.title.set_text(self.tr("Set a scanner up"))
        self.what.set_text(
            self.tr(
                "Scan three test codes with it: the station finds the scanner's keyboard layout,"
                " what it sends around a code, and how fast it types."
            )
        )
        self.start.set_texts(self.tr("Set up by scanning"))
        self.print_codes.set_texts(self.tr("Print test codes"))


class ScanningCodes(QWidget):
    """The code to scan as large as fits, and what was wrong with the last try."""

    asked = Signal(object)
    print_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.title = TextBlock(theme, "title", bold=True, lines=2, shrink_to="heading")
        self.badge = Badge(theme, "body")
        self.fault = TextBlock(theme, "body", lines=5)
        self.picture = CodePicture(theme)
        self.advice = TextBlock(theme, "body", lines=5, muted=True)
        self.print_codes = TouchButton(theme)
        self.cancel = TouchButton(theme)
        self.print_codes.clicked.connect(self.print_asked)
        self.cancel.clicked.connect(lambda: self.asked.emit(Left()))
        again, below = QHBoxLayout(), QHBoxLayout()
        for row in (again, below):
            row.setSpacing(theme.metrics.pad)
        again.addWidget(self.badge)
        again.addWidget(self.fault, 1)
        below.addWidget(self.advice, 1)
        below.addWidget(self.print_codes)
        below.addWidget(self.cancel)
        whole = _column(self, theme)
        whole.addWidget(self.title)
        whole.addLayout(again)
        whole.addWidget(self.picture, 1)
        whole.addLayout(below)

    def render_set_up(self, state: SetUpState) -> None:
        """Show the code that is to be scanned."""
        if state.stage is not Stage.SCANNING:
            return
        number = state.number + 1
        self.title.set_text(
            self.tr("Scan code {number} of {of}").format(number=number, of=len(CODES))
        )
        self.picture.show_symbol(_symbol(CODES[state.number]))
        self.picture.setAccessibleName(self.title.text)
        self.badge.render_as("not_understood", "not_understood", self.tr("Once more"))
        self.fault.set_text(fault_sentence(state.fault) if state.fault else "")
        self.badge.setVisible(state.fault is not None)
        self.fault.setVisible(state.fault is not None)
        self.advice.set_text(
            self.tr(
                "Nothing happens? Many scanners cannot read from a screen: print the codes and"
                " scan them from paper."
            )
        )
        self.print_codes.set_texts(self.tr("Print test codes"))
        self.cancel.set_texts(self.tr("Cancel"))


class KeptScanner(QWidget):
    """It is done."""

    asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.badge = Badge(theme, "title")
        self.what = TextBlock(theme, "heading", lines=3)
        self.done = TouchButton(theme, look="primary", tall=True)
        self.done.clicked.connect(lambda: self.asked.emit(Left()))
        buttons = QHBoxLayout()
        buttons.addWidget(self.done, 2)
        buttons.addStretch(3)
        whole = _column(self, theme)
        whole.addStretch(1)
        whole.addWidget(self.badge)
        whole.addWidget(self.what)
        whole.addSpacing(theme.metrics.pad)
        whole.addLayout(buttons)
        whole.addStretch(2)

    def render_set_up(self, state: SetUpState) -> None:
        """Say what was set up."""
        name = state.measured.profile.name if state.measured else ""
        self.badge.render_as("done", "done", self.tr("The scanner is set up"))
        self.what.set_text(
            self.tr("From now on the station hears the scanner “{scanner}”.").format(scanner=name)
        )
        self.done.set_texts(self.tr("Done"))


@cache
def _symbol(code: str) -> Symbol:
    return encode(code, Symbology.CODE_128, separators=True)


def _column(view: QWidget, theme: Theme) -> QVBoxLayout:
    column = QVBoxLayout(view)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.metrics.gap)
    return column
