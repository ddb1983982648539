"""What the monkey's watchers see: stalls of the loop, log lines, outcomes, what is alive."""

import asyncio
import gc
import logging
import sys
import threading
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from wats_station.domain.notice import NoticeKind
from wats_station.domain.outcome import Outcome
from wats_station.flows.bench import Bench
from wats_station.scan.intent import Meaning
from wats_station.scan.raw_scan import RawScan
from wats_station.scan.reading import Reading
from wats_station.services.engine import BenchListener, WindowEffect

_STALLS_KEPT = 12
_LATE = 0.040
_LOOK = 0.010


class Stall(NamedTuple):
    """The loop was away: by the clock, and by the work it did itself; in milliseconds."""

    wall: float
    own: float
    doing: str
    where: str


class Heart(QObject):
    """Beats on the loop every millisecond; a thread beside it looks where a late beat is stuck.

    `doing` says what goes on, for the record.
    """

    def __init__(self) -> None:
        super().__init__()
        self.doing = "start"
        self.stalls: list[Stall] = []
        self._main = threading.main_thread().ident or 0
        self._beat, self._own = time.perf_counter(), time.thread_time()
        self._seen_at = ""
        self._ended = threading.Event()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beats)
        self._timer.start(1)
        self._watcher = threading.Thread(target=self._watch, name="watcher", daemon=True)
        self._watcher.start()

    def rest(self) -> None:
        """What goes on now is the watchers' own work: forget the time it took."""
        self._beat, self._own = time.perf_counter(), time.thread_time()
        self._seen_at = ""

    def longest(self) -> tuple[float, float]:
        """The longest so far by the clock and by own work; both start afresh."""
        wall = max((each.wall for each in self.stalls), default=0.0)
        own = max((each.own for each in self.stalls), default=0.0)
        self.stalls = []
        return wall, own

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self._ended.set()
        self._watcher.join()

    def _beats(self) -> None:
        now, own = time.perf_counter(), time.thread_time()
        gap, worked = (now - self._beat) * 1000, (own - self._own) * 1000
        where, self._seen_at = self._seen_at, ""
        self._beat, self._own = now, own
        worst = sorted(self.stalls, key=lambda each: each.own)
        if len(worst) < _STALLS_KEPT or worked > worst[0].own:
            kept = worst[1:] if len(worst) >= _STALLS_KEPT else worst
            self.stalls = [*kept, Stall(gap, worked, self.doing, where)]

    def _watch(self) -> None:
        while not self._ended.wait(_LOOK):
            if time.perf_counter() - self._beat > _LATE and not self._seen_at:
                frame = sys._current_frames().get(self._main)
                lines = traceback.extract_stack(frame)[-7:] if frame else []
                self._seen_at = " < ".join(
                    f"{Path(each.filename).name}:{each.lineno} {each.name}"
                    for each in reversed(lines)
                )


class Ear(logging.Handler):
    """Every line that is logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: Counter[str] = Counter()
        self.faults: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it, with its traceback where it has one."""
        line = f"{record.levelname} {record.name}: {record.getMessage()}"
        self.heard[line] += 1
        if record.exc_info and record.exc_info[1] is not None and self.heard[line] == 1:
            self.faults.append("".join(traceback.format_exception(*record.exc_info)))


class Witness:
    """Stands between the engine and its listener: each scan has one outcome, in scan order."""

    def __init__(self, listener: BenchListener) -> None:
        self._listener = listener
        self.complaints: list[str] = []
        self.outcomes: Counter[str] = Counter()
        self.open: dict[int, str] = {}
        self._last = 0

    def heard(self, request: int, raw: RawScan, reading: Reading, meaning: Meaning) -> None:
        """A scan began."""
        self.open[request] = raw.text[:80]
        self._listener.heard(request, raw, reading, meaning)

    def reported(self, request: int, outcome: Outcome) -> None:
        """A scan or a button ended."""
        why = outcome.notice
        self.outcomes[f"{outcome.kind.value}: {why.kind.value}"] += 1
        if why.kind is NoticeKind.PROGRAM_FAULT:
            self.complaints.append(f"a fault of the program: {why}")
        if self.open.pop(request, None) is not None:
            if request < self._last:
                self.complaints.append(f"scan {request} ended after scan {self._last}")
            self._last = max(self._last, request)
        self._listener.reported(request, outcome)

    def changed(self, bench: Bench) -> None:
        """There is something new to show."""
        newest = bench.strip.recent[:1]
        if any(each.outcome.notice.kind is NoticeKind.PROGRAM_FAULT for each in newest):
            fault = str(newest[0].outcome.notice)
            if fault not in self.complaints:
                self.complaints.append(fault)
        self._listener.changed(bench)

    def asked(self, effect: WindowEffect) -> None:
        """Something only the window can do."""
        self._listener.asked(effect)


class Alive(NamedTuple):
    """What there is: tasks by what they run, widgets by kind, and the process's size in MB.

    Windows are counted whether they can be seen or not.
    """

    tasks: Counter[str]
    widgets: Counter[str]
    objects: int
    windows: Counter[str]
    megabytes: float


def alive() -> Alive:
    """Count it all, with the rubbish taken out first."""
    gc.collect()
    tasks = Counter(
        getattr(task.get_coro(), "__qualname__", repr(task)) for task in asyncio.all_tasks()
    )
    widgets = Counter(type(each).__name__ for each in QApplication.allWidgets())
    roots = QApplication.topLevelWidgets()
    objects = sum(len(each.findChildren(QObject)) for each in roots)
    windows = Counter(f"{type(each).__name__} {each.accessibleName()}".strip() for each in roots)
    return Alive(tasks, widgets, objects, windows, _megabytes())


def grown(before: Counter[str], after: Counter[str]) -> dict[str, int]:
    """What there is more of."""
    return dict(after - before)


def _megabytes() -> float:
    """The memory the process holds now, where the system says so."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * 4096 / 1e6 if status.exists() else 0.0
