"""The tour: a short scripted shift on the demo site, for machines without a display.

Keys go to the window as key events, so that the whole way of a scan is walked; each
step leaves a picture and prints its outcome.
"""

import asyncio
import sys
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from wats_station.ui.bridge import Bridge
from wats_station.ui.shell import Shell

_SECONDS_PER_STEP = 20.0
# After an outcome is shown, details of the unit are still on their way.
_SETTLE_SECONDS = 0.5
_BETWEEN_SCANS = 1.6


class Step(NamedTuple):
    """One scan, and the name of the picture it leaves."""

    scan: str
    picture: str


STEPS = (
    Step("DEMO-1001", "passing"),
    Step("DEMO-1002", "failing"),
    Step("CMD-PANEL-PHASE", "phase-panel"),
    Step("CMD-PHASE-FINALIZED", "finalize-refused"),
    Step("DEMO-1001", "passing-in-phase-panel"),
    Step("CMD-PHASE-FINALIZED", "finalized"),
    Step("CMD-PANEL-LOOKUP", "finalized-in-lookup"),
    Step("DEMO-2001", "ambiguous"),
    Step("NO-SUCH-UNIT", "not-found"),
)


async def play(shell: Shell, bridge: Bridge, folder: Path) -> int:
    """Play every step; 0, or 1 when a scan had no outcome in time."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    shown: asyncio.Queue[int] = asyncio.Queue()
    bridge.outcome_shown.connect(lambda request, _latency, _shown: shown.put_nowait(request))
    shell.grab().save(str(folder / "00-start.png"))
    for number, step in enumerate(STEPS, start=1):
        _scan(shell, step.scan)
        try:
            async with asyncio.timeout(_SECONDS_PER_STEP):
                await shown.get()
        except TimeoutError:
            sys.stdout.write(f"{step.scan}: no outcome\n")
            return 1
        await asyncio.sleep(_SETTLE_SECONDS)
        picture = folder / f"{number:02}-{step.picture}.png"
        shell.grab().save(str(picture))
        sys.stdout.write(f"scanned {step.scan}: {picture.name}\n")
        await asyncio.sleep(_BETWEEN_SCANS)
    return 0


def _scan(shell: Shell, text: str) -> None:
    window = shell.windowHandle()
    for character in text + "\r":
        key = Qt.Key.Key_Return if character == "\r" else Qt.Key(ord(character.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
            QCoreApplication.postEvent(window, event)
