"""A unit's life, newest first, with filters: which kinds are shown is this panel's own business.

It decides nothing and no scan asks for it, so that no flow knows of it; it stays as it was
set while one unit follows the other.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from wats_station.domain.unit import LifeEvent
from wats_station.ui.panels.list_card import ListCard
from wats_station.ui.panels.wording import event_row
from wats_station.ui.symbols import draw_symbol
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.grid import put_in_tab_order
from wats_station.ui.widgets.surface import draw_ring, fill_rounded
from wats_station.ui.words import QT_TRANSLATE_NOOP

ALL = "all"
# Each filter with the kinds it lets through, in the order of the chips; `all` lets all through.
FILTERS: Mapping[str, frozenset[str]] = {
    ALL: frozenset(),
    "tests": frozenset({"test"}),
    "repairs": frozenset({"repair"}),
    "phases": frozenset({"phase", "process"}),
    "building": frozenset({"child", "child_out", "parent", "parent_out", "created", "deleted"}),
    "tags": frozenset({"tag", "field"}),
}
WORDS = {
    ALL: QT_TRANSLATE_NOOP("Timeline", "All"),
    "tests": QT_TRANSLATE_NOOP("Timeline", "Tests"),
    "repairs": QT_TRANSLATE_NOOP("Timeline", "Repairs"),
    "phases": QT_TRANSLATE_NOOP("Timeline", "Phases"),
    "building": QT_TRANSLATE_NOOP("Timeline", "Building"),
    "tags": QT_TRANSLATE_NOOP("Timeline", "Tags"),
}
_SYMBOLS = {
    "tests": "done", "repairs": "repair", "phases": "phase", "building": "child", "tags": "tag",
}  # fmt: skip


def counts(events: Sequence[LifeEvent]) -> dict[str, int]:
    """How many events each filter lets through."""
    of_kind: dict[str, int] = {}
    for event in events:
        of_kind[event.kind] = of_kind.get(event.kind, 0) + 1
    found = {name: sum(of_kind.get(kind, 0) for kind in kinds) for name, kinds in FILTERS.items()}
    return found | {ALL: len(events)}


class TimelineCard(ListCard):
    """The list with its chips in the place of a title; nothing is built per event."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, event_row)
        self._events: Sequence[LifeEvent] = ()
        self._chosen = ALL
        self.chips = {name: FilterChip(theme, _SYMBOLS.get(name, "")) for name in FILTERS}
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metrics.gap // 2)
        for name, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, name=name: self.choose(name))
            row.addWidget(chip)
        row.addStretch(1)
        self.put_above(self._row)

    def showEvent(self, event: QShowEvent) -> None:
        """Tab goes from the chips to the list; a place in another window would undo that."""
        super().showEvent(event)
        put_in_tab_order(*self.chips.values(), self.rows)

    @property
    def chosen(self) -> str:
        """The filter in force."""
        return self._chosen

    def show_events(self, events: Sequence[LifeEvent]) -> None:
        """Show these through the filter in force; the same ones again cost nothing."""
        if events is not self._events:
            self._events = events
            self._render()
        self.title.setVisible(not events)
        self._row.setVisible(bool(events))

    def choose(self, name: str) -> None:
        """Show what this filter lets through."""
        if name != self._chosen:
            self._chosen = name
            self._render()

    def retranslate(self) -> None:
        """Say everything again in the language in force."""
        self._render_chips(counts(self._events))
        self.repaint_rows()

    def _render(self) -> None:
        found = counts(self._events)
        # A unit without such events is shown whole; the next one is filtered again.
        in_force = self._chosen if found[self._chosen] else ALL
        kinds = FILTERS[in_force]
        shown = self._events
        if kinds:
            shown = [event for event in self._events if event.kind in kinds]
        self.rows.show_items(shown)
        self._render_chips(found)

    def _render_chips(self, found: Mapping[str, int]) -> None:
        in_force = self._chosen if found[self._chosen] else ALL
        for name, chip in self.chips.items():
            word = QCoreApplication.translate("Timeline", WORDS[name])
            chip.show_count(word, found[name], chosen=name == in_force)
            chip.setVisible(name == ALL or bool(found[name]))


class FilterChip(QAbstractButton):
    """A filter: its word and count, or its symbol and count where there is no room for words."""

    def __init__(self, theme: Theme, symbol: str) -> None:
        super().__init__()
        self._theme = theme
        self._symbol = symbol
        self._count = 0
        self._font = theme.metrics.font("small")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_count(self, word: str, count: int, *, chosen: bool) -> None:
        """The filter's word, how many it lets through, and whether it is in force."""
        self._count = count
        self.setText(word)
        self.setAccessibleName(f"{word} {count}")
        self.setChecked(chosen)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for word and count, as high as a finger needs."""
        metrics, sizes = QFontMetrics(self._font), self._theme.metrics
        wide = metrics.horizontalAdvance(self._whole()) + 2 * sizes.gap
        return QSize(max(wide, self.minimumSizeHint().width()), sizes.target)

    def minimumSizeHint(self) -> QSize:
        """Room for symbol and count, or without a symbol for the word; and for a finger."""
        sizes = self._theme.metrics
        text = str(self._count) if self._symbol else self._whole()
        symbol = self._side() + sizes.gap // 2 if self._symbol else 0
        needed = symbol + QFontMetrics(self._font).horizontalAdvance(text) + 2 * sizes.gap
        return QSize(max(sizes.target, needed), sizes.target)

    def fits(self) -> bool:
        """True when what is drawn can be read whole."""
        return self.width() >= self.minimumSizeHint().width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space chooses; all other text is left to the scan strip."""
        if event.key() == Qt.Key.Key_Space or not event.text():
            super().keyPressEvent(event)
        else:
            event.ignore()

    def nextCheckState(self) -> None:
        """A touch asks; what is in force is said by `show_count`."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A rounded plate, filled where it is in force."""
        tokens, sizes = self._theme.tokens, self._theme.metrics
        chosen = self.isChecked()
        painter = QPainter(self)
        fill = QColor(tokens.accent if chosen else tokens.raised)
        edge = QColor(tokens.accent if chosen else tokens.edge)
        ink = QColor(tokens.on_accent if chosen else tokens.text)
        area = self.rect().adjusted(1, 3, -1, -3)
        fill_rounded(painter, area, sizes.radius, fill, edge, stroke=tokens.stroke)
        if self.hasFocus():
            draw_ring(painter, area, self._theme, ink if chosen else QColor(tokens.accent))
        painter.setFont(self._font)
        painter.setPen(ink)
        whole = self._whole()
        metrics = QFontMetrics(self._font)
        if metrics.horizontalAdvance(whole) + sizes.gap <= area.width() or not self._symbol:
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, whole)
        else:
            self._paint_symbol(painter, area, ink)
        painter.end()

    def _paint_symbol(self, painter: QPainter, area: QRect, ink: QColor) -> None:
        side, gap = self._side(), self._theme.metrics.gap // 2
        count = str(self._count)
        wide = side + gap + QFontMetrics(self._font).horizontalAdvance(count)
        left = area.left() + (area.width() - wide) // 2
        top = area.top() + (area.height() - side) // 2
        draw_symbol(painter, QRectF(left, top, side, side), self._symbol, ink)
        painter.setPen(ink)
        text = area.adjusted(left + side + gap - area.left(), 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, count)

    def _side(self) -> int:
        return self._theme.metrics.mm(4.5)

    def _whole(self) -> str:
        return f"{self.text()} {self._count}"
