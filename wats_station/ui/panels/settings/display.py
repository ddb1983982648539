"""How the window looks and stands: language, colours, the panel it begins with, kiosk mode."""

from dataclasses import replace

from wats_station.domain.display import Language, ThemeMode
from wats_station.domain.panel import Panel
from wats_station.domain.settings import START_PANELS
from wats_station.flows.bench import Bench
from wats_station.flows.settings import KeepAsked
from wats_station.ui.language import LANGUAGES
from wats_station.ui.panels.settings.page import Page
from wats_station.ui.theme import MODES, Theme
from wats_station.ui.widgets.choice_row import ChoiceRow
from wats_station.ui.words import panel_word

# The pseudo-language is for developers.
_LANGUAGES = tuple(each for each in Language if each is not Language.PSEUDO)
_THEMES = tuple(each for each in ThemeMode if each.value in MODES)


class DisplayPage(Page):
    """A row a setting; a touch keeps it, and the window follows at once."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.language = ChoiceRow(theme, _LANGUAGES)
        self.colours = ChoiceRow(theme, _THEMES)
        self.start_panel = ChoiceRow(theme, START_PANELS)
        self.kiosk = ChoiceRow(theme, (False, True))
        self._rows = {
            "language": self.language,
            "theme": self.colours,
            "start_panel": self.start_panel,
            "kiosk": self.kiosk,
        }
        for name, row in self._rows.items():
            self.column.addWidget(row)
            self.fields[f"display.{name}"] = tuple(row.buttons.values())
            row.chosen.connect(lambda value, name=name: self._ask(name, value))
        self.column.addStretch(1)
        self.retranslate()

    def show_state(self, bench: Bench) -> None:
        """Mark what is in force."""
        display = bench.settings.kept.display
        for name, row in self._rows.items():
            row.mark(getattr(display, name))
            row.enable(bench.settings.busy is None)

    def retranslate(self) -> None:
        """Take the words from the language in force; languages are named in their own."""
        self.title.set_text(self.tr("Display"))
        self.hint.set_text(
            self.tr(
                "A kiosk fills the screen; once operators are registered,"
                " only a supervisor closes it."
            )
        )
        as_system = self.tr("As the system")
        self.language.set_words(
            self.tr("Language"),
            {each: LANGUAGES.get(each.value, as_system) for each in _LANGUAGES},
        )
        self.colours.set_words(
            self.tr("Colours"),
            {
                ThemeMode.SYSTEM: as_system,
                ThemeMode.LIGHT: self.tr("Light"),
                ThemeMode.DARK: self.tr("Dark"),
                ThemeMode.CONTRAST: self.tr("High contrast"),
            },
        )
        self.start_panel.set_words(
            self.tr("Start panel"), {each: panel_word(each.value) for each in Panel}
        )
        self.kiosk.set_words(
            self.tr("Window"), {False: self.tr("Normal window"), True: self.tr("Kiosk")}
        )

    def _ask(self, name: str, value: object) -> None:
        if self.bench is None:
            return
        kept = self.bench.settings.kept
        display = replace(kept.display, **{name: value})  # type: ignore[arg-type]
        if display != kept.display:
            self.asked.emit(KeepAsked(replace(kept, display=display)))
