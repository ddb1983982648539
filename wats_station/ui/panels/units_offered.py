"""Units to choose from: several parts with one serial number, or near matches of one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from wats_station.domain.near import MOST_NEAR, NearUnit
from wats_station.domain.unit import UnitKey
from wats_station.flows.lookup import LookupState
from wats_station.scan.intent import shown
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.scroll import ScrollColumn
from wats_station.ui.widgets.surface import Card
from wats_station.ui.widgets.text import TextBlock

_COLUMNS = 3


class ChooserPage(Card):
    """Several parts share the serial number: one button each."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._shown: tuple[UnitKey, ...] = ()
        self.serial = TextBlock(theme, "huge", bold=True, lines=2, shrink_to="title")
        self.what = TextBlock(theme, "heading", lines=3)
        self.hint = TextBlock(theme, "body", lines=2, muted=True)
        self.buttons: list[TouchButton] = []
        self._scroll = ScrollColumn(theme)
        column = roomy_column(self, theme)
        for widget in (self.serial, self.what, self.hint):
            column.addWidget(widget)
        column.addWidget(self._scroll, 1)

    def render_state(self, state: LookupState) -> None:
        """Show the candidates of this state."""
        self.serial.set_text(shown(state.asked))
        self.what.set_text(self.tr("Several parts have this serial number. Which one is it?"))
        self.hint.set_text(self.tr("Touch it, or scan a label with SERIAL/PART."))
        if state.candidates != self._shown:
            self._shown = state.candidates
            self._build(state.candidates)

    def _build(self, candidates: tuple[UnitKey, ...]) -> None:
        place = QWidget()
        grid = QGridLayout(place)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(self._theme.metrics.gap)
        self.buttons = []
        for number, key in enumerate(candidates):
            button = TouchButton(self._theme, tall=True)
            button.set_texts(key.part_number, key.serial_number)
            button.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            grid.addWidget(button, number // _COLUMNS, number % _COLUMNS)
            self.buttons.append(button)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        self._scroll.set_content(place)


class NearUnits(QWidget):
    """Units that may have been meant, one touch away; none is chosen by itself."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._shown: tuple[NearUnit, ...] = ()
        self.title = TextBlock(theme, "body", bold=True)
        self.buttons = [TouchButton(theme, tall=True) for _ in range(MOST_NEAR)]
        grid = QGridLayout()
        grid.setSpacing(theme.metrics.gap)
        for number, button in enumerate(self.buttons):
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, number=number: self._choose(number))
            grid.addWidget(button, number // _COLUMNS, number % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.metrics.gap // 2)
        whole.addWidget(self.title)
        whole.addLayout(grid)
        self.hide()

    def show_units(self, units: tuple[NearUnit, ...]) -> None:
        """Offer these, the likeliest first."""
        self._shown = units
        self.title.set_text(self.tr("Nearly the same, and known: touch one, or scan its label."))
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(units))
            if number < len(units):
                near = units[number]
                about = "  ·  ".join(text for text in (near.key.part_number, near.phase) if text)
                button.set_texts(shown(near.key.serial_number), about)
        self.setVisible(bool(units))

    def _choose(self, number: int) -> None:
        if number < len(self._shown):
            self.chosen.emit(self._shown[number].key)


def roomy_column(page: Card, theme: Theme) -> QVBoxLayout:
    """A page's one column, with air around it."""
    sizes = theme.metrics
    column = QVBoxLayout(page)
    column.setContentsMargins(2 * sizes.pad, 2 * sizes.pad, 2 * sizes.pad, sizes.pad)
    column.setSpacing(sizes.pad)
    return column
