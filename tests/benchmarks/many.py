"""An assembly of five hundred parts: how long from its answer to the screen, and scrolling it."""

import asyncio
import sys
import time
from dataclasses import replace
from statistics import median

from PySide6.QtWidgets import QApplication, QListView

from tests.benchmarks.rows import Row
from tests.benchmarks.scan import Heartbeat
from tests.support.assemblies import PARENT
from tests.support.units import PASSED
from wats_station.app.loop import run_to_end, run_until_painted
from wats_station.domain.assembly import Assembly, BuiltIn, Slot
from wats_station.domain.panel import Panel
from wats_station.domain.unit import UnitKey
from wats_station.flows.assembly.state import AssemblyState, AssemblyStatus
from wats_station.flows.bench import Bench
from wats_station.flows.lookup import LookupState, LookupStatus
from wats_station.ui.bridge import Bridge
from wats_station.ui.facts import WindowFacts
from wats_station.ui.shell import Shell
from wats_station.ui.sounds import Sounds
from wats_station.ui.theme import Theme

_SLOTS = 500
_RUNS = 9
_SHOWN_MS, _STALL_MS = 300.0, 50.0

_CHILDREN = tuple(BuiltIn(UnitKey(f"C-{at:04}", f"PART-{at % 40}"), "A") for at in range(_SLOTS))
_HALF_FULL = Assembly(
    PARENT.key,
    "A",
    tuple(
        Slot(at, each.key.part_number, f"Part {at % 40}", "A", "A", child=each if at % 2 else None)
        for at, each in enumerate(_CHILDREN)
    ),
)
_UNIT = replace(PARENT, children=tuple(each.key for each in _CHILDREN))
_KNOWN = Bench(
    lookup=LookupState(
        LookupStatus.FOUND, 1, _UNIT.serial_number, unit=_UNIT, verification=PASSED, timeline=()
    )
)
_BUILDING = replace(
    _KNOWN,
    panel=Panel.ASSEMBLY,
    assembly=AssemblyState(AssemblyStatus.OPEN, 1, _UNIT, _HALF_FULL),
)


def many_rows() -> list[Row]:
    """Every figure of this module, from one window."""
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    rows: list[Row] = []
    facts = WindowFacts(practice=False, station="BENCH", operator="bench", server="", version="")
    shell = Shell(facts, Theme("light"))
    shell.show()
    run_until_painted(shell.painted)
    shell.open_panels()

    async def measure() -> int:
        bridge = Bridge(shell, Sounds(shell))
        for name, bench in (("lookup", _KNOWN), ("assembly", _BUILDING)):
            shown = [await _shown(shell, bridge, bench) for _ in range(_RUNS)]
            stall = await _scrolled(shell)
            told = f"unit of {_SLOTS} parts in the {name} panel"
            rows.append(Row(f"{told}, shown", median(shown), "ms", _SHOWN_MS))
            rows.append(Row(f"{told}, scrolled: stall", stall, "ms", _STALL_MS))
        return 0

    run_to_end(app, measure)
    shell.allow_close()
    shell.close()
    return rows


async def _shown(shell: Shell, bridge: Bridge, bench: Bench) -> float:
    """Milliseconds from the answer's arrival to the paint; the panel has been opened before."""
    bridge.show(Bench(panel=bench.panel))
    await _painted(shell)
    await asyncio.sleep(0.05)
    start = time.perf_counter()
    bridge.show(bench)
    await _painted(shell)
    return (time.perf_counter() - start) * 1000


async def _painted(shell: Shell) -> None:
    painted = asyncio.get_running_loop().create_future()

    def seen() -> None:
        if not painted.done():
            painted.set_result(None)

    connection = shell.painted.connect(seen)
    async with asyncio.timeout(10.0):
        await painted
    shell.painted.disconnect(connection)


async def _scrolled(shell: Shell) -> float:
    """The longest stall above an idle loop's while every list in sight is scrolled through."""
    heart = Heartbeat()
    await asyncio.sleep(1.0)
    idle = heart.longest()
    for view in shell.findChildren(QListView):
        bar = view.verticalScrollBar()
        for value in range(bar.minimum(), bar.maximum() + 1, max(1, bar.pageStep() // 3)):
            if view.isVisible():
                bar.setValue(value)
                await asyncio.sleep(0.001)
    return max(0.0, heart.longest() - idle)
