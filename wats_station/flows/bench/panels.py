"""Going from one panel to another, and what happens to the settings on the way."""

from dataclasses import replace

from wats_station.domain.panel import Panel
from wats_station.flows import settings as settings_flow
from wats_station.flows.bench.ending import told
from wats_station.flows.bench.state import Bench, Step
from wats_station.flows.settings import SettingsEvent, SettingsRead


def leave_settings(bench: Bench, panel: Panel) -> Step:
    """Go from the settings to this panel; from any other panel nowhere."""
    if bench.panel is not Panel.SETTINGS:
        return bench, ()
    settings, effects = settings_flow.left(bench.settings)
    return replace(bench, settings=settings, panel=panel), effects


def to_start_panel(bench: Bench) -> Step:
    """Bring the panel to the front that this station begins with."""
    panel = bench.settings.kept.display.start_panel
    left, effects = leave_settings(bench, panel)
    return replace(left, panel=panel), effects


def settings_heard(bench: Bench, event: SettingsEvent) -> Step:
    """Take an event of the settings' flow."""
    settings, effects = settings_flow.step(bench.settings, event)
    news = settings_flow.port_news(bench.settings, settings)
    now = replace(bench, settings=settings)
    if isinstance(event, SettingsRead) and bench.last_heard is None:
        # The start; whoever was quicker stays where the scan led.
        now, _ = to_start_panel(now)
    return (now if news is None else told(now, news.what, good=news.good)), effects
