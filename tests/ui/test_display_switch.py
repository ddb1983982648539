"""Language and colours change in the running window, and nothing in it stays behind.

The window that was changed is held, pixel by pixel, against one that never was anything else.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import assembly_states, repair_states
from tests.ui.benches import BENCHES, strip
from tests.ui.benches import SHOWN as UNIT_SHOWN
from tests.ui.gallery import FACTS
from tests.ui.settings_states import PAGES, STATE, bench_of
from wats_station.domain.clock import ClockState
from wats_station.domain.outcome import OutcomeKind
from wats_station.domain.panel import Panel
from wats_station.flows.bench import Bench
from wats_station.flows.strip import Strip
from wats_station.ui.bridge import Bridge
from wats_station.ui.shell import Shell
from wats_station.ui.sounds import Sounds
from wats_station.ui.theme import Theme

CLOCKS = (ClockState(), ClockState(754.0), ClockState(failed=True), ClockState(-9000.0))
SHOWN: dict[str, Bench] = {
    **BENCHES,
    **{
        f"assembly, {name}": replace(BENCHES["empty"], panel=Panel.ASSEMBLY, assembly=state)
        for name, state in assembly_states.STATES.items()
    },
    **{
        f"repair, {name}": replace(BENCHES["empty"], panel=Panel.REPAIR, repair=state)
        for name, state in repair_states.STATES.items()
    },
    **{f"clock {number}": replace(BENCHES["empty"], clock=each)
       for number, each in enumerate(CLOCKS)},
    **{f"settings, {page}": bench_of(STATE) for page in PAGES},
}  # fmt: skip


SAID = strip(OutcomeKind.DONE, UNIT_SHOWN)


class Window:
    """A window with what shows a bench in it."""

    def __init__(self, qtbot: QtBot, mode: str) -> None:
        self.theme = Theme(mode)
        self.shell = Shell(FACTS, self.theme)
        self._qtbot = qtbot
        qtbot.addWidget(self.shell, before_close_func=lambda _: self.shell.allow_close())
        with qtbot.waitSignal(self.shell.painted):
            self.shell.show()
        self.shell.open_panels()
        self._bridge = Bridge(self.shell, Sounds(self.shell))

    def show(self, name: str) -> None:
        bench = SHOWN[name]
        # A strip that has said something is never empty again.
        self._bridge.show(replace(bench, strip=bench.strip if bench.strip != Strip() else SAID))
        self._qtbot.wait(15)
        panels = self.shell.panels
        if name.startswith("settings, ") and panels is not None and panels.settings is not None:
            panels.settings.open_page(name.removeprefix("settings, "))

    def picture(self) -> QImage:
        # What was laid out anew may ask for its surroundings to be laid out anew.
        for _ in range(3):
            self._qtbot.wait(10)
        # The time of day goes on, and the cursor belongs to whichever window is in front.
        self.shell.status.clock.time.set_text("12:00")
        focused = self.shell.focusWidget()
        if focused is not None:
            focused.clearFocus()
        return self.shell.grab().toImage()

    def close(self) -> None:
        self.shell.allow_close()
        self.shell.close()


@pytest.fixture
def light_again(qapp: QApplication) -> Iterator[None]:
    yield
    Theme("light").apply()


def test_a_window_that_was_changed_is_as_one_that_always_was_so(
    qtbot: QtBot,
    speak: Callable[[str], None],
    light_again: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Without a sound the strip would flash.
    monkeypatch.setattr(Sounds, "play", lambda _sounds, _kind: True)
    speak("en")
    changed, pictures = Window(qtbot, "light"), dict[str, QImage]()
    for name in SHOWN:
        speak("en")
        changed.theme.set_mode("light")
        changed.show(name)
        changed.picture()
        speak("nb")
        changed.theme.set_mode("dark")
        pictures[name] = changed.picture()
    changed.close()
    always, other = Window(qtbot, "dark"), list[str]()
    for name in SHOWN:
        always.show(name)
        wanted = always.picture()
        if pictures[name] != wanted:
            other.append(name)
            stem = name.replace(" ", "-").replace(",", "")
            pictures[name].save(str(tmp_path / f"{stem}-changed.png"))
            wanted.save(str(tmp_path / f"{stem}-always.png"))
    assert not other, f"look into {tmp_path}"


class OtherWindows(QObject):
    """Names every window that is shown beside the station's own."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.shown = list[str]()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Show or not isinstance(watched, QWidget):
            return False
        if watched.isWindow() and not isinstance(watched, Shell):
            self.shown.append(type(watched).__name__)
        return False


def test_no_panel_opens_a_window_of_its_own_while_it_is_built(
    qtbot: QtBot, qapp: QApplication
) -> None:
    """It would have the keyboard for a moment, and a scan would go there."""
    others = OtherWindows(qapp)
    window = Window(qtbot, "light")
    for name in SHOWN:
        window.show(name)
    qapp.removeEventFilter(others)
    assert others.shown == []
