"""Starting the window: the skeleton first, everything else after its first paint."""

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QApplication

from wats_station import __version__
from wats_station.app.demo_units import DEMO_UNITS
from wats_station.app.first_look import LookWanted, first_look
from wats_station.app.look import Look
from wats_station.app.loop import run_to_end, run_until_painted
from wats_station.app.qt_imports import note_for_pyside
from wats_station.app.qt_messages import to_log
from wats_station.app.single import OneWindow
from wats_station.app.stage import Stage
from wats_station.app.taskbar import show_icon, take_name
from wats_station.domain.display import Language
from wats_station.ui.facts import WindowFacts
from wats_station.ui.language import install
from wats_station.ui.shell import Shell
from wats_station.ui.stance import Stance
from wats_station.ui.theme import Theme

if TYPE_CHECKING:
    from wats_station.log import EventLog


class WindowOptions(NamedTuple):
    """What the command line and the environment asked for; an empty `server` is the kept one.

    `given` are settings for this run, texts `path=value`.
    """

    demo: bool
    server: str
    token: str
    data_dir: Path
    json_log: Path | None
    given: tuple[str, ...]
    tour: Path | None
    exit_with_parent: bool = False


def run_window(options: WindowOptions) -> int:
    """Run the window to its end; the answer is the exit code."""
    # What a start makes stays: until it is ready no round of the collector is worth its time.
    gc.disable()
    try:
        _prove_writable(options)
    except OSError as error:
        return _complain(f"cannot write {error.filename}: {error.strerror}")
    window = OneWindow(options.data_dir)
    if not window.take():
        return _second_start(window, options.data_dir)
    to_log()
    note_for_pyside()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("WATS Station")
    take_name(app)
    app.setQuitOnLastWindowClosed(False)
    wanted = _first_look(options)
    spoken = wanted.language
    if not install(app, wanted.language) and wanted.language:
        spoken = Language.ENGLISH.value
        _complain(f"{wanted.language} is not compiled here, so English is spoken")
    theme = Theme(wanted.theme)
    shell = Shell(_facts(options), theme)
    look = Look(app, theme, Stance(shell), wanted)
    if options.tour is None:
        look.stance.take(kiosk=wanted.kiosk)
    else:
        # A screen that nobody looks at has no size to respect: pictures are of the usual one.
        shell.show()
    run_until_painted(shell.painted)
    show_icon(app)
    events = _logs(options)
    events.write("window.painted", language=spoken)
    try:
        return run_to_end(app, lambda: _life(options, Stage(app, shell, look, window, events)))
    finally:
        events.close()


def _prove_writable(options: WindowOptions) -> None:
    options.data_dir.mkdir(parents=True, exist_ok=True)
    if options.json_log is not None:
        options.json_log.parent.mkdir(parents=True, exist_ok=True)
        options.json_log.open("a").close()


def _logs(options: WindowOptions) -> "EventLog":
    """Diagnostics and the event log; their libraries load after the first paint."""
    from wats_station.log import EventLog, configure_diagnostics

    configure_diagnostics()
    return EventLog(options.json_log)


def _first_look(options: WindowOptions) -> LookWanted:
    look = first_look(options.data_dir, os.environ, options.given)
    return look if options.tour is None else look._replace(kiosk=False)


async def _life(options: WindowOptions, stage: Stage) -> int:
    from wats_station.app.lifecycle import Life, operator_name, station_name
    from wats_station.app.server_choice import Wanted
    from wats_station.station.kept_settings import open_settings

    facts = _facts(options)._replace(operator=operator_name(), station=station_name())
    stage.shell.set_facts(facts)
    open_settings(options.data_dir, options.given)
    wanted = Wanted(options.demo, options.server, options.token)
    life = Life(stage, facts, wanted, options.data_dir, options.tour)
    if options.exit_with_parent:
        from wats_station.app.parent import end_with_parent

        end_with_parent(life.close)
    return await life.live()


def _facts(options: WindowOptions) -> WindowFacts:
    return WindowFacts(
        practice=options.demo,
        station="",
        operator="",
        server=options.server,
        version=__version__,
        examples=DEMO_UNITS if options.demo else (),
    )


def _second_start(window: OneWindow, folder: Path) -> int:
    if window.knock():
        return 0
    return _complain(f"another program holds {folder}: end it, or give --data-dir another folder")


def _complain(message: str) -> int:
    sys.stderr.write(f"wats-station: {message}\n")
    return 1
