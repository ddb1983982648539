"""What every page of the settings has: a title, its own rows, and a way to ask."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wats_station.flows.bench import Bench
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.text import TextBlock


class Page(QWidget):
    """A page; `asked` carries an event of `flows.settings`.

    `title` and `hint` stand above; a page adds its own rows to `column`, takes its words
    in `retranslate`, and shows what it is given in `show_state`. What changes a setting is
    in `fields`, by the setting's dotted path: it rests where that is fixed from outside.
    """

    asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.bench: Bench | None = None
        self.fields: dict[str, tuple[QWidget, ...]] = {}
        self.title = TextBlock(theme, "title", bold=True)
        self.hint = TextBlock(theme, "body", lines=3, muted=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.metrics.gap)
        self.column.addWidget(self.title)
        self.column.addWidget(self.hint)

    def render_bench(self, bench: Bench) -> None:
        """Show this state; the same settings as before cost nothing."""
        before, self.bench = self.bench, bench
        if before is None or not self.same(before, bench):
            self._show(bench)

    def same(self, before: Bench, now: Bench) -> bool:
        """Whether this page looks the same."""
        return before.settings is now.settings

    def show_state(self, bench: Bench) -> None:
        """Show this state."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Take the words from the language in force."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            if self.bench is not None:
                self._show(self.bench)

    def _show(self, bench: Bench) -> None:
        self.show_state(bench)
        for path in bench.settings.fixed & self.fields.keys():
            for widget in self.fields[path]:
                widget.setEnabled(False)

    def row(self, *widgets: QWidget, stretch: bool = False) -> QHBoxLayout:
        """Add a row of these, side by side; with `stretch` what is left stays free."""
        row = QHBoxLayout()
        row.setSpacing(self.theme.metrics.pad)
        for widget in widgets:
            row.addWidget(widget, 0 if stretch else 1)
        if stretch:
            row.addStretch(1)
        self.column.addLayout(row)
        return row
