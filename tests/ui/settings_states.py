"""States of the settings panel, as the window is given them, and the names of its pages."""

from dataclasses import replace
from datetime import UTC, datetime

from tests.ui.benches import BENCHES
from wats_station.domain.about import About, BundledPart
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.panel import Panel
from wats_station.domain.scan_record import ScanRecord
from wats_station.domain.scanner_port import PortState, PortStatus, SerialSettings
from wats_station.domain.scanner_profile import ScannerProfile
from wats_station.domain.settings import Settings, StationSettings
from wats_station.domain.unit import Process
from wats_station.flows.about import AboutState
from wats_station.flows.bench import Bench
from wats_station.flows.settings import SettingsState

URL = "https://wats.example.com"
PORTS = (SerialSettings("ttyUSB0", acknowledge=True), SerialSettings("COM7", 115200, 7, "E"))
KEPT = Settings(
    server=URL,
    station=StationSettings("BENCH-7", "Line 2", 20),
    scanner=ScannerProfile(name="US, Enter, 8 ms", measured=True),
    other_scanners=(ScannerProfile(name="German gun", layout="de"),),
    serial_ports=PORTS,
)
SCANS = tuple(
    ScanRecord(
        datetime(2026, 11, 23, 8, 14, tzinfo=UTC),
        source,
        port,
        b"\x11DEMO-1001\x19",
        (7.9, 8.1, 16.0),
        "DEMO\x1d1001",
        "",
        "serial",
        (),
        "unit",
        "LOOKUP",
        outcome,
        "unit_shown",
        12.0,
        30.0,
    )
    for source, port, outcome in (
        ("wedge", "", "done"),
        ("serial", "ttyUSB0", "refused"),
        ("typed", "", "not_understood"),
        ("wedge", "", "ignored"),
    )
)
PARTS = (
    BundledPart(
        "PySide6",
        "6.11.3",
        "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
        "https://pyside.org",
        "pyside6.txt",
    ),
    BundledPart("SQLite", "3.40.1", "blessing", "https://sqlite.org", "sqlite.txt"),
    BundledPart("anyio", "4.16.0", "MIT", "https://anyio.readthedocs.io/", "anyio.txt"),
)
ABOUT = About(
    version="0.1.0",
    python="3.11.7",
    qt="6.11.3",
    folder="C:\\Users\\operator.on.line.2\\AppData\\Local\\wats-station",
    commit="639a470a1d6d04a48d2b8c1f6f6a6d1f9e5d9a4b-dirty",
    built="2026-11-29T20:33:10Z",
    parts=PARTS,
)
LICENCE = tuple(
    f"{number:>5}. Everyone is permitted to copy and distribute verbatim copies."
    for number in range(1, 3000)
)
READING = AboutState(ABOUT, PARTS[0], LICENCE)
STATE = SettingsState(
    about=AboutState(ABOUT),
    kept=KEPT,
    token_known=True,
    ports=(
        PortStatus("ttyUSB0", PortState.OPEN),
        PortStatus("COM7", PortState.DENIED, "Permission denied"),
    ),
    scans=SCANS,
)
PAGES = (
    "server",
    "station",
    "keyboard",
    "ports",
    "sounds",
    "display",
    "papers",
    "scans",
    "phases",
    "about",
)
LONG = "/home/operator/Documents/line-2/wats-commands.pdf"
SAID: dict[str, Notice] = {
    "kept": notice(NoticeKind.SETTINGS_KEPT),
    "in a file": notice(NoticeKind.SERVER_KEPT_IN_FILE, server=URL),
    "not written": notice(NoticeKind.FILE_NOT_WRITTEN, path=LONG, detail="Permission denied"),
}


def bench_of(state: SettingsState = STATE) -> Bench:
    processes = (Process(10, "ICT"), Process(20, "Functional test"))
    return replace(BENCHES["empty"], panel=Panel.SETTINGS, settings=state, processes=processes)
