"""Who and where this station is."""

from dataclasses import replace

from wats_station.domain.settings import StationSettings
from wats_station.flows.bench import Bench
from wats_station.flows.settings import KeepAsked
from wats_station.ui.panels.settings.page import Page
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.fields import ChoiceField, LineField


class StationPage(Page):
    """Name, location, and the process that is carried out here."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.name = LineField(theme, words=True)
        self.location = LineField(theme, words=True)
        self.process = ChoiceField(theme)
        self.keep = TouchButton(theme, look="primary", tall=True)
        self.row(self.name, self.location)
        self.column.addWidget(self.process)
        self.row(self.keep)
        self.column.addStretch(1)
        self.fields = {
            "station.name": (self.name,),
            "station.location": (self.location,),
            "station.process": (self.process,),
        }
        self._shown: StationSettings | None = None
        self.keep.clicked.connect(self._ask)
        for field in (self.name, self.location):
            field.ended.connect(self._ask)
        self.retranslate()

    def same(self, before: Bench, now: Bench) -> bool:
        """The processes come from the server, later than the settings."""
        return super().same(before, now) and before.processes is now.processes

    def show_state(self, bench: Bench) -> None:
        """Show what is kept; what somebody is typing is left alone."""
        state = bench.settings
        self._offer(bench)
        if state.kept.station != self._shown:
            self._shown = state.kept.station
            self.name.set_text(self._shown.name)
            self.location.set_text(self._shown.location)
            self.process.choose(self._shown.process)
        self.keep.setEnabled(state.busy is None)

    def retranslate(self) -> None:
        """Take the words from the language in force."""
        self.title.set_text(self.tr("Station"))
        self.hint.set_text(self.tr("The name goes onto every change that is made here."))
        self.name.set_name(self.tr("Name"))
        self.name.set_hint(self.tr("The computer's name"))
        self.location.set_name(self.tr("Location"))
        self.process.set_name(self.tr("Process carried out here"))
        self.keep.set_texts(self.tr("Keep"))

    def _offer(self, bench: Bench) -> None:
        known = [(f"{each.code} {each.name}", each.code) for each in bench.processes]
        kept = bench.settings.kept.station.process
        if kept is not None and kept not in [code for _, code in known]:
            known.append((str(kept), kept))
        self.process.offer([(self.tr("Several, or none"), None), *known])

    def _ask(self) -> None:
        if self.bench is None:
            return
        process = self.process.value
        kept = self.bench.settings.kept
        station = replace(
            kept.station,
            name=self.name.text,
            location=self.location.text,
            process=process if isinstance(process, int) else None,
        )
        self.asked.emit(KeepAsked(replace(kept, station=station)))
