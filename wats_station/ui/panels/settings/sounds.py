"""How loud outcomes are, and each of them to be heard once."""

from dataclasses import replace

from wats_station.domain.settings import SoundSettings
from wats_station.flows.bench import Bench
from wats_station.flows.settings import KeepAsked, SoundAsked
from wats_station.ui.panels.settings.page import Page
from wats_station.ui.sounds import OUTCOMES
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.text import TextBlock
from wats_station.ui.words import outcome_word

VOLUMES = (0, 25, 50, 75, 100)


class SoundsPage(Page):
    """A button a volume, and a button a sound."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.volumes = {volume: TouchButton(theme, tall=True) for volume in VOLUMES}
        self.try_title = TextBlock(theme, "body", muted=True)
        self.outcomes = {kind: TouchButton(theme) for kind in OUTCOMES}
        self.row(*self.volumes.values())
        self.column.addSpacing(theme.metrics.pad)
        self.column.addWidget(self.try_title)
        self.row(*self.outcomes.values())
        self.column.addStretch(1)
        self.fields = {"sounds.volume": tuple(self.volumes.values())}
        for volume, button in self.volumes.items():
            button.clicked.connect(lambda _=False, volume=volume: self._ask(volume))
        for kind, button in self.outcomes.items():
            button.clicked.connect(lambda _=False, kind=kind: self.asked.emit(SoundAsked(kind)))
        self.retranslate()

    def show_state(self, bench: Bench) -> None:
        """Mark the volume in force; without a sound device say what happens instead."""
        state = bench.settings
        for volume, button in self.volumes.items():
            button.set_look("primary" if volume == state.kept.sounds.volume else "plain")
            button.setEnabled(state.busy is None)
        heard = self.tr("Each outcome has a sound of its own. When off, the scan strip flashes.")
        silent = self.tr("This computer has no sound device: the scan strip flashes instead.")
        self.hint.set_text(heard if state.can_sound else silent)

    def retranslate(self) -> None:
        """Take the words from the language in force."""
        self.title.set_text(self.tr("Sounds"))
        for volume, button in self.volumes.items():
            button.set_texts(f"{volume} %" if volume else self.tr("Off"))
        self.try_title.set_text(self.tr("To hear one, touch it:"))
        for kind, button in self.outcomes.items():
            button.set_texts(outcome_word(kind))

    def _ask(self, volume: int) -> None:
        if self.bench is not None:
            kept = self.bench.settings.kept
            self.asked.emit(KeepAsked(replace(kept, sounds=SoundSettings(volume))))
