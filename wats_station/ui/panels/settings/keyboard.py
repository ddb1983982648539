"""The keyboard scanner: the profile in use, others to change to, and the set-up by scanning."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from wats_station.flows import settings as settings_flow
from wats_station.flows.bench import Bench
from wats_station.flows.scanner_setup import SetUpEvent, Stage
from wats_station.flows.settings import KeepAsked, Paper, PrintAsked, SetUpAsked
from wats_station.ui.panels.scanner_setup import SetUpPage
from wats_station.ui.panels.settings.page import Page
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.grid import put_in_tab_order

_OTHERS_SHOWN = 3


class KeyboardPage(Page):
    """At rest the profile stands above the set-up; while scanning the set-up has the page."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.others: dict[str, TouchButton] = {}
        self.set_up = SetUpPage(theme)
        self._others_row = QWidget()
        self._others_layout = QHBoxLayout(self._others_row)
        self._others_layout.setContentsMargins(0, 0, 0, 0)
        self._others_layout.setSpacing(theme.metrics.pad)
        self.column.addWidget(self._others_row)
        self.column.addWidget(self.set_up, 1)
        self.set_up.asked.connect(self._ask_set_up)
        self.set_up.print_asked.connect(lambda: self.asked.emit(PrintAsked(Paper.TEST_CODES)))
        self.retranslate()

    def show_state(self, bench: Bench) -> None:
        """Show the profile in use, or the set-up that is under way."""
        state = bench.settings
        resting = state.set_up.stage is Stage.RESTING
        self.set_up.render_set_up(state.set_up)
        for widget in (self.title, self.hint):
            widget.setVisible(resting)
        scanner = state.kept.scanner
        if scanner.measured:
            text = self.tr("In use: {name}. It was set up by scanning.").format(name=scanner.name)
        else:
            text = self.tr(
                "Not set up yet: what its keys say is compared with the system's keyboard."
            )
        self.hint.set_text(text)
        names = tuple(each.name for each in state.kept.other_scanners[:_OTHERS_SHOWN])
        if names != tuple(self.others):
            self._build(names)
        self._others_row.setVisible(resting and bool(names))

    def retranslate(self) -> None:
        """Take the words from the language in force."""
        self.title.set_text(self.tr("Keyboard scanner"))
        for name, button in self.others.items():
            button.set_texts(self.tr("Change to {name}").format(name=name))

    def _build(self, names: tuple[str, ...]) -> None:
        for button in self.others.values():
            button.deleteLater()
        self.others = {name: TouchButton(self.theme) for name in names}
        for name, button in self.others.items():
            self._others_layout.addWidget(button, 1)
            button.clicked.connect(partial(self._change, name))
        resting = self.set_up.resting
        put_in_tab_order(*self.others.values(), resting.start, resting.print_codes)
        self.retranslate()

    def _change(self, name: str, _checked: bool = False) -> None:
        if self.bench is not None:
            kept = settings_flow.change_scanner(self.bench.settings.kept, name)
            self.asked.emit(KeepAsked(kept))

    def _ask_set_up(self, event: SetUpEvent) -> None:
        self.asked.emit(SetUpAsked(event))
