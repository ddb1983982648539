"""How long a scan takes to the screen, beside one bare GET and one paint in the same loop."""

import asyncio
import gc
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median

import httpx
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from tests.benchmarks.rows import Row
from tests.support.processes import Child
from tests.support.site import TOKEN, Site, running_site
from tests.ui.scanner_keys import KeyScanner
from wats_station.app.loop import run_to_end, run_until_painted
from wats_station.app.wiring import Wiring
from wats_station.domain.scanner_profile import ScannerProfile
from wats_station.log import EventLog
from wats_station.scan.raw_scan import RawScan, Source
from wats_station.services.changes import Author
from wats_station.station.composition import Station
from wats_station.station.known_server import Server
from wats_station.ui.bridge import Bridge
from wats_station.ui.facts import WindowFacts
from wats_station.ui.shell import Shell
from wats_station.ui.sounds import Sounds
from wats_station.ui.theme import Theme
from wats_station.ui.wedge import WedgeRouter

_ROUND_TRIP = 0.050
_SCANS = 60
_LONG_LIFE, _LONG_SCANS = "DEMO-1007", 5
_SERIALS = [f"DEMO-10{number:02}" for number in range(1, 8)]


class Probe:
    """A window on a server, and the times its scans take; everything on the real loop."""

    def __init__(self, shell: Shell, server: Server) -> None:
        self._shell = shell
        self.server = server
        bridge = Bridge(shell, Sounds(shell))
        wiring = Wiring(bridge, EventLog(None))
        self._station = Station(
            wiring, time.perf_counter, wiring.link_changed, Author("bench", "BENCH")
        )
        self._shown: asyncio.Queue[tuple[float, float]] = asyncio.Queue()
        bridge.outcome_shown.connect(
            lambda _request, first, shown: self._shown.put_nowait((first, shown))
        )
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._router = WedgeRouter(app, ScannerProfile(measured=True))
        self._router.scanned.connect(self._station.engine.scanned)
        self._keys = KeyScanner(shell)

        async def address() -> Server:
            return server

        self._station.connect(address())

    async def scan(self, text: str) -> tuple[float, float]:
        """Milliseconds from the scan's last key to its identity and to the whole panel painted."""
        start = time.perf_counter()
        self._station.engine.scanned(RawScan(Source.TYPED, text, start, start))
        _, identity = await self._shown.get()
        while not self._is_whole():
            await self._painted()
        return identity, (time.perf_counter() - start) * 1000

    async def scan_keys(self, text: str) -> tuple[float, float]:
        """Milliseconds from the last key to the first feedback, and to the identity painted."""
        self._keys.wait(2_000)
        self._keys.scan(text + "\r")
        return await self._shown.get()

    async def ready(self) -> None:
        """Connected, warm, and with the phases read."""
        while not self._station.engine.bench.phases:
            await asyncio.sleep(0.01)

    async def close(self) -> None:
        """End the station."""
        QApplication.instance().removeEventFilter(self._router)  # type: ignore[union-attr] # is there
        await self._station.close()

    def _is_whole(self) -> bool:
        lookup = self._station.engine.bench.lookup
        return lookup.verification is not None and lookup.timeline is not None

    async def _painted(self) -> None:
        painted = asyncio.get_running_loop().create_future()

        def seen() -> None:
            if not painted.done():
                painted.set_result(None)

        connection = self._shell.painted.connect(seen)
        async with asyncio.timeout(10.0):
            await painted
        self._shell.painted.disconnect(connection)


class Floor:
    """One bare GET of the same unit and one paint, in the same loop."""

    def __init__(self, url: str) -> None:
        self._client = httpx.AsyncClient(
            base_url=url, headers={"Authorization": f"Basic {TOKEN}"}, timeout=30.0
        )
        self._label = QLabel("-")
        self._label.resize(600, 60)
        self._label.show()

    async def once(self, serial_number: str) -> float:
        """Milliseconds."""
        start = time.perf_counter()
        answer = await self._client.get(
            "/api/Production/Unit/Query", params={"$filter": f"serialNumber eq '{serial_number}'"}
        )
        self._label.setText(answer.json()[0]["unitPhase"] + str(start))
        self._label.repaint()
        return (time.perf_counter() - start) * 1000

    async def close(self) -> None:
        """Close the connection and the label."""
        await self._client.aclose()
        self._label.close()


class Heartbeat:
    """How long the loop was away between two of its beats, in milliseconds."""

    def __init__(self) -> None:
        self._beats: list[float] = []
        self._timer = QTimer()
        self._timer.timeout.connect(lambda: self._beats.append(time.perf_counter()))
        self._timer.start(1)

    def longest(self) -> float:
        """The longest gap since the last call."""
        beats, self._beats = self._beats, self._beats[-1:]
        return max((later - earlier for earlier, later in pairwise(beats)), default=0.0) * 1000


def scan_rows() -> list[Row]:
    """Every figure of this module, from one site server and one window."""
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder, running_site(Path(folder)) as site:

        async def measure() -> int:
            rows.extend(await _at_once(shell, site))
            rows.extend(await _over_a_slow_line(shell, site))
            rows.extend(await long_life_rows(shell, site))
            return 0

        shell = Shell(
            WindowFacts(practice=False, station="BENCH", operator="bench", server="", version=""),
            Theme("light"),
        )
        shell.resize(1280, 720)
        shell.show()
        run_until_painted(shell.painted)
        shell.open_panels()
        run_to_end(app, measure)
        shell.allow_close()
        shell.close()
    return rows


async def _at_once(shell: Shell, site: Site) -> list[Row]:
    probe, floor = Probe(shell, Server(site.url, TOKEN)), Floor(site.url)
    await probe.ready()
    for serial in _SERIALS * 2:
        await floor.once(serial)
        await probe.scan(serial)
    floors, identities, panels = [], [], []
    for number in range(_SCANS):
        serial = _SERIALS[number % len(_SERIALS)]
        floors.append(await floor.once(serial))
        identity, panel = await probe.scan(serial)
        identities.append(identity)
        panels.append(panel)
    keyed = [await probe.scan_keys(_SERIALS[at % len(_SERIALS)]) for at in range(_SCANS)]
    stall = await _stall(probe)
    await floor.close()
    await probe.close()
    bare = median(floors)
    return [
        Row("scan to identity and phase painted", median(identities) / bare, "x floor", 1.3),
        Row("scan to the whole panel painted", median(panels) / bare, "x floor", 4.5),
        Row("first feedback after the last key, median", _median(keyed, 0), "ms", 100.0),
        Row("first feedback, slowest of 60", max(keys for keys, _ in keyed), "ms", 100.0),
        Row("first feedback after the last key", _median(keyed, 0) / bare, "x floor", None),
        Row(
            "last key to identity painted, through the router",
            _median(keyed, 1) / bare,
            "x floor",
            1.3,
        ),
        Row("longest stall of the loop above an idle one's", stall, "ms", 50.0),
    ]


def _median(times: list[tuple[float, float]], which: int) -> float:
    return median(each[which] for each in times)


async def _stall(probe: Probe) -> float:
    heart = Heartbeat()
    await asyncio.sleep(1.0)
    idle = heart.longest()
    for number in range(2 * _SCANS):
        await probe.scan(_SERIALS[number % len(_SERIALS)])
    return max(0.0, heart.longest() - idle)


async def long_life_rows(shell: Shell, site: Site) -> list[Row]:
    """A unit of ten thousand events: how long it takes to the screen, and what waits meanwhile."""
    await asyncio.to_thread(site.lay_down_history, _LONG_LIFE, 10_000)
    probe = Probe(shell, Server(site.url, TOKEN))
    await probe.ready()
    key = (_LONG_LIFE, site.unit(_LONG_LIFE)["partNumber"])
    answered = [await _answered(probe, key) for _ in range(_LONG_SCANS)]
    # As the station does once it is ready.
    gc.freeze()
    heart = Heartbeat()
    await asyncio.sleep(1.0)
    idle = heart.longest()
    shown = []
    for _ in range(_LONG_SCANS):
        await probe.scan(_SERIALS[0])
        shown.append((await probe.scan(_LONG_LIFE))[1])
    reading = max(0.0, heart.longest() - idle)
    panels = shell.panels
    assert panels is not None
    life = panels.lookup.found.life
    for at in range(40):
        bar = life.rows.verticalScrollBar()
        bar.setValue(bar.maximum() * (at % 10) // 9)
        life.choose(("all", "phases", "tags", "building")[at % 4])
        await asyncio.sleep(0.02)
    scrolling = max(0.0, heart.longest() - idle)
    await probe.close()
    return [
        Row(
            "unit with 10,000 events shown, behind its answers",
            max(0.0, median(shown) - median(answered)),
            "ms",
            300.0,
        ),
        Row("longest stall while 10,000 events are read, above idle", reading, "ms", 50.0),
        Row("longest stall while they are scrolled and filtered", scrolling, "ms", 50.0),
    ]


async def _answered(probe: Probe, key: tuple[str, str]) -> float:
    """How long the answer itself takes to come, unread, in milliseconds."""
    start = time.perf_counter()
    async with httpx.AsyncClient(
        base_url=probe.server.url, headers={"Authorization": f"Basic {TOKEN}"}
    ) as client:
        query = {"serialNumber": key[0], "partNumber": key[1]}
        (await client.get("/api/station/History", params=query)).raise_for_status()
    return (time.perf_counter() - start) * 1000


async def _over_a_slow_line(shell: Shell, site: Site) -> list[Row]:
    with _slow_line(site.port) as url:
        probe = Probe(shell, Server(url, TOKEN))
        await probe.ready()
        # Warms the connections that run side by side, on units not measured below.
        for serial in ("DEMO-1005", "DEMO-1006"):
            await probe.scan(serial)
            await probe.scan(serial)
        fresh = [f"DEMO-00{number:02}" for number in range(1, 6)]
        unknown = [(await probe.scan(serial))[1] for serial in fresh]
        known = [(await probe.scan(serial))[1] for serial in fresh * 4]
        await probe.close()
    trip = _ROUND_TRIP * 1000
    return [
        Row("whole panel at a 50 ms round trip, part known", median(known), "ms", trip + 35),
        Row(
            "whole panel at a 50 ms round trip, part unknown", median(unknown), "ms", 2 * trip + 35
        ),
    ]


@contextmanager
def _slow_line(port: int) -> Iterator[str]:
    line = Child(
        [sys.executable, "-m", "tests.benchmarks.slow_line", str(port), str(_ROUND_TRIP)],
        os.environ,
    )
    try:
        yield f"http://127.0.0.1:{line.wait_for_line('port ').split()[1]}"
    finally:
        line.close()
