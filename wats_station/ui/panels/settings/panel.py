"""The settings panel: pages by name at the left, the page itself, and what was said last."""

from PySide6.QtCore import QEvent, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from wats_station.flows.bench import Bench
from wats_station.flows.scanner_setup import Left, Stage
from wats_station.flows.settings import Said, SetUpAsked
from wats_station.ui.panels.settings.operators import OperatorsPage
from wats_station.ui.panels.settings.page import Page
from wats_station.ui.panels.settings.pages import NAMES, Pages
from wats_station.ui.symbols import draw_symbol
from wats_station.ui.texts import sentence
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.scroll import ScrollColumn
from wats_station.ui.widgets.surface import Card
from wats_station.ui.widgets.text import TextBlock

_NAME_MM = 48.0


class SettingsPanel(Card):
    """Renders the bench's settings; `asked` carries what is wanted of them.

    `operators_asked` carries what is wanted of the register.
    """

    asked = Signal(object)
    operators_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self.pages = Pages(theme, self._add)
        self.said = SaidLine(theme)
        self.buttons = {name: TouchButton(theme) for name in NAMES}
        self._stack = QStackedWidget()
        self._names = ScrollColumn(theme)
        self._bench: Bench | None = None
        self._read: Said | None = None
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _=False, name=name: self.open_page(name))
        self._lay_out(theme)
        self._retranslate()
        self.open_page("server")

    def open_page(self, name: str) -> None:
        """Bring a page to the front; what was said on another one is not about this one."""
        if self._bench is not None:
            self._read = self._bench.settings.said
            if name != "keyboard" and self._bench.settings.set_up.stage is not Stage.RESTING:
                # Its keys would go on being measured, and nothing could be typed.
                self.asked.emit(SetUpAsked(Left()))
        self._stack.setCurrentWidget(self.pages.named(name))
        for each, button in self.buttons.items():
            button.set_look("primary" if each == name else "plain")
        if self._bench is not None:
            self.render_bench(self._bench)

    def _add(self, page: Page) -> None:
        self._stack.addWidget(page)
        page.asked.connect(self.asked)
        if isinstance(page, OperatorsPage):
            page.registered.connect(self.operators_asked)

    def render_bench(self, bench: Bench) -> None:
        """Show this state in the page that is in front."""
        self._bench = bench
        page = self._stack.currentWidget()
        if isinstance(page, Page):
            page.render_bench(bench)
        said = bench.settings.said
        self.said.render_said(None if said is self._read else said)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            if self._bench is not None:
                self.render_bench(self._bench)

    def _retranslate(self) -> None:
        words = {
            "server": self.tr("Server"),
            "station": self.tr("Station"),
            "keyboard": self.tr("Scanner"),
            "ports": self.tr("Serial ports"),
            "sounds": self.tr("Sounds"),
            "display": self.tr("Display"),
            "papers": self.tr("Codes"),
            "scans": self.tr("Last scans"),
            "phases": self.tr("Next phases"),
            "operators": self.tr("Operators"),
            "about": self.tr("About"),
        }
        for name, button in self.buttons.items():
            button.set_texts(words[name])
        wide = self._theme.metrics.mm(_NAME_MM)
        for button in self.buttons.values():
            button.setFixedWidth(wide)
        bar = self._names.verticalScrollBar().sizeHint().width()
        self._names.setFixedWidth(wide + bar)

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.metrics
        # More names than a small window has room for are scrolled to.
        column = QWidget()
        names = QVBoxLayout(column)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(sizes.gap // 2)
        for button in self.buttons.values():
            names.addWidget(button)
        self._names.set_content(column)
        page = QVBoxLayout()
        page.setSpacing(sizes.gap)
        page.addWidget(self._stack, 1)
        page.addWidget(self.said)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(sizes.gap, sizes.gap, sizes.pad, sizes.gap)
        whole.setSpacing(sizes.pad)
        whole.addWidget(self._names)
        whole.addLayout(page, 1)


class SaidLine(QWidget):
    """Symbol and sentence for how the last thing asked for ended; it takes no room for none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._good = True
        self.sentence = TextBlock(theme, "body", lines=3)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.metrics.mm(8), 0, 0, 0)
        row.addWidget(self.sentence)
        self.hide()

    def render_said(self, said: Said | None) -> None:
        """Show it, or nothing."""
        self.setVisible(said is not None)
        if said is not None:
            self._good = said.good
            self.sentence.set_text(sentence(said.what))
            self.update()

    def sizeHint(self) -> QSize:
        """As high as the sentence."""
        return self.sentence.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The symbol beside the sentence."""
        tokens, side = self._theme.tokens, self._theme.metrics.mm(5)
        ink = QColor(tokens.good if self._good else tokens.bad)
        painter = QPainter(self)
        box = QRectF(0, (self.height() - side) / 2, side, side)
        draw_symbol(painter, box, "done" if self._good else "refused", ink)
        painter.end()
