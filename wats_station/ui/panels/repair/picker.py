"""What is wrong, by touch: the usual codes, the categories and their codes, and a search."""

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from wats_station.domain.repair import RepairCode, RepairOperation
from wats_station.domain.repair_rules import Suggestion, Suggestions, searched
from wats_station.flows.repair.state import CodePicked, RepairLeft, RepairState
from wats_station.ui.panels.repair.wording import (
    AllCategories,
    Category,
    Listed,
    Pick,
    meant_tile,
    pick_tile,
    suggestions_text,
)
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.fields import LineField
from wats_station.ui.widgets.surface import Card
from wats_station.ui.widgets.text import TextBlock
from wats_station.ui.widgets.tiles import TileField


class CodePicker(Card):
    """Codes as tiles; `pressed` carries the code's name and that it was picked."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._state: RepairState | None = None
        self._category: str | None = None
        self._items: tuple[Pick, ...] = ()
        self.search = LineField(theme, words=True)
        self.search.name.hide()
        self.caption = TextBlock(theme, "small", bold=True, lines=3, muted=True)
        self.tiles = TileField(theme, pick_tile)
        self.search.line.textChanged.connect(self._render)
        self.search.ended.connect(self._pick_the_only_one)
        self.tiles.chosen.connect(self._chosen)
        sizes = theme.metrics
        above = QHBoxLayout()
        above.setSpacing(sizes.pad)
        above.addWidget(self.search, 2)
        above.addWidget(self.caption, 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(sizes.pad, sizes.gap // 2, sizes.gap, sizes.gap // 2)
        whole.setSpacing(sizes.gap // 2)
        whole.addLayout(above)
        whole.addWidget(self.tiles, 1)

    def render_state(self, state: RepairState) -> None:
        """Offer the codes of the operation in use."""
        self._state = state
        self._render()

    def reset(self) -> None:
        """Forget what was searched for and which category was open."""
        self._category = None
        self.search.set_text("")

    def _render(self) -> None:
        state = self._state
        if state is None:
            return
        self.search.set_name(self.tr("Search a code"))
        self.search.set_hint(self.tr("Search"))
        self.tiles.setAccessibleName(self.tr("Codes"))
        operation = state.operation
        codes = operation.codes if operation else ()
        suggestions = state.suggestions
        items = self._picks(codes, suggestions)
        if items != self._items:
            # The tiles go to their top for other items: the same ones stay where they are.
            self._items = items
            self.tiles.scrollToTop()
        self.tiles.show_items(self._items)
        self.caption.set_text(self._caption(operation, suggestions))

    def _picks(
        self, codes: tuple[RepairCode, ...], suggestions: Suggestions | None
    ) -> tuple[Pick, ...]:
        if self.search.text:
            return tuple(Listed(code, found=True) for code in searched(codes, self.search.text))
        counted = Counter(code.category for code in codes)
        if self._category is not None and self._category in counted:
            of_it = (Listed(code) for code in codes if code.category == self._category)
            return (AllCategories(), *of_it)
        usual = suggestions.rows if suggestions else ()
        if len(counted) == 1:
            return (*usual, *(Listed(code) for code in codes))
        return (*usual, *(Category(name, count) for name, count in counted.items()))

    def _caption(self, operation: RepairOperation | None, suggestions: Suggestions | None) -> str:
        if operation is None:
            return self.tr("There is no code to pick: no repair operation may be filed.")
        if self.search.text:
            if not self._items:
                return self.tr("No code holds these words.")
            return self.tr("Found: {count}").format(count=len(self._items))
        if self._items and isinstance(self._items[0], AllCategories):
            return self._category or ""
        return suggestions_text(suggestions)

    def _chosen(self, pick: object) -> None:
        match pick:
            case Suggestion(code=code) | Listed(code=code):
                self.pressed.emit(code.name, CodePicked(0, code.category, code.name))
            case Category(name=name):
                self._category = name
                self._render()
            case AllCategories():
                self._category = None
                self._render()

    def _pick_the_only_one(self) -> None:
        if self.search.text and len(self._items) == 1:
            self._chosen(self._items[0])


class MeantCard(Card):
    """Asks which code is meant, where several categories have it."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.title = TextBlock(theme, "heading", bold=True, lines=2)
        self.tiles = TileField(theme, meant_tile)
        self.none = TouchButton(theme)
        self.tiles.chosen.connect(self._chosen)
        self.none.clicked.connect(lambda: self.pressed.emit(self.none.text(), RepairLeft(0)))
        sizes = theme.metrics
        above = QHBoxLayout()
        above.setSpacing(sizes.pad)
        above.addWidget(self.title, 1)
        above.addWidget(self.none)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(sizes.pad, sizes.gap, sizes.gap, sizes.gap)
        whole.setSpacing(sizes.gap)
        whole.addLayout(above)
        whole.addWidget(self.tiles, 1)

    def render_state(self, state: RepairState) -> None:
        """Offer the codes that may be meant."""
        self.title.set_text(self.tr("Which one is meant?"))
        self.none.set_texts(self.tr("None of these"))
        self.tiles.setAccessibleName(self.title.text)
        self.tiles.show_items(state.choosing)

    def _chosen(self, code: object) -> None:
        if isinstance(code, RepairCode):
            self.pressed.emit(code.name, CodePicked(0, code.category, code.name))
