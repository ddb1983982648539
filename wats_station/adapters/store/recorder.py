"""The scan recorder: keeps the newest scans for support, written by a thread of its own.

Whoever records never waits for the disk. A disk that fails is told once, and tried again:
until it works, scans wait in memory.
"""

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from wats_station.adapters.store.scan_file import (
    NAME,
    DamagedFileProblem,
    NewerFileProblem,
    ScanFile,
    newest,
)
from wats_station.adapters.store.scan_lines import write_lines
from wats_station.domain.scan_record import KEPT, RecorderProblem, ScanRecord

# In seconds: how long a reader waits for what was recorded before, and after how long
# scans that could not be written are tried again though no new one came.
_FLUSH_WAIT = 5.0
_RETRY_AFTER = 5.0

_log = logging.getLogger(__name__)


def _log_failure(text: str) -> None:
    _log.warning("scan recorder: %s", text)


@dataclass(eq=False)
class _Flush:
    """Answered once all that was recorded before it is written, or could not be."""

    done: threading.Event = field(default_factory=threading.Event)
    problem: str = ""


class ScanRecorder:
    """Records scans into one file of a data folder.

    `failed` is called in the recorder's thread, and must not raise, with one line that
    names the file and why: when it cannot be written, once until it can be again, and when
    a damaged one was moved aside. What came last is lost where it is not closed.
    """

    def __init__(self, folder: Path, *, failed: Callable[[str], None] = _log_failure) -> None:
        self.path = folder / NAME
        self._failed = failed
        self._arrivals: queue.SimpleQueue[ScanRecord | _Flush | None] = queue.SimpleQueue()
        # Held for a moment only: nothing may arrive after the None that ends the thread.
        self._gate = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._told_closed = False
        # From here on the thread's own. A scan that waits in vain makes way for newer ones.
        self._file = ScanFile(self.path)
        self._waiting: deque[ScanRecord] = deque(maxlen=KEPT)
        self._problem = ""
        self._off = False
        self._replaced = False

    def start(self) -> None:
        """Start the thread, which opens the file; a second call does nothing."""
        with self._gate:
            if self._thread is None and not self._closed:
                # A daemon: a program that ends by a fault must not wait for its `close`.
                self._thread = threading.Thread(target=self._run, name="scan-recorder", daemon=True)
                self._thread.start()

    def record(self, record: ScanRecord) -> None:
        """Keep one scan; returns at once. After `close` it is dropped."""
        with self._gate:
            if not self._closed:
                self._arrivals.put(record)
                return
            told, self._told_closed = self._told_closed, True
        if not told:
            _log.warning("scan recorder: scans that come after its end are not recorded")

    def recent(self, count: int) -> tuple[ScanRecord, ...]:
        """The newest `count` scans, newest first, with all that was recorded before the call.

        Blocks for up to 5 s and more. Raises `RecorderProblem`.
        """
        self._flush()
        return newest(self.path, count)

    def export(self, path: Path) -> int:
        """Write every scan that is kept as JSON Lines, oldest first; how many they are.

        An existing file is replaced, or on failure left as it was. Blocks as `recent` does.
        Raises `RecorderProblem`.
        """
        records = self.recent(KEPT)
        write_lines(path, reversed(records))
        return len(records)

    def close(self, timeout: float = 2.0) -> None:
        """Write what is left and end the thread, waiting for it for `timeout` seconds."""
        with self._gate:
            if not self._closed:
                self._closed = True
                self._arrivals.put(None)
        if self._thread is not None:
            self._thread.join(timeout)
            if self._thread.is_alive():
                _log.warning("scan recorder: %s is still being written", self.path)

    def _flush(self) -> None:
        flush = _Flush()
        with self._gate:
            if self._thread is None or self._closed:
                raise RecorderProblem(f"{self.path}: the recorder is not running")
            self._arrivals.put(flush)
        if not flush.done.wait(_FLUSH_WAIT):
            text = f"{self.path}: not written within {_FLUSH_WAIT:.0f} seconds"
            raise RecorderProblem(text)
        if flush.problem:
            raise RecorderProblem(flush.problem)

    def _run(self) -> None:
        # Before the first scan: what is wrong with the file is told at the start.
        self._write_waiting()
        ending = False
        while not ending:
            arrived = self._arrived()
            ending = None in arrived
            self._waiting.extend(each for each in arrived if isinstance(each, ScanRecord))
            self._write_waiting()
            for each in arrived:
                if isinstance(each, _Flush):
                    each.problem = self._problem
                    each.done.set()
        if self._waiting:
            _log.warning("scan recorder: %d scans were not written", len(self._waiting))
        self._file.close()

    def _arrived(self) -> list[ScanRecord | _Flush | None]:
        """All that has come; blocks until something has, or until it is time to try again."""
        try:
            first = self._arrivals.get(timeout=_RETRY_AFTER if self._waiting else None)
        except queue.Empty:
            return []
        return [first, *(self._arrivals.get() for _ in range(self._arrivals.qsize()))]

    def _write_waiting(self) -> None:
        if self._off:
            self._waiting.clear()
            return
        try:
            self._write()
        except NewerFileProblem as problem:
            self._off = True
            self._waiting.clear()
            self._problem = str(problem)
            self._failed(self._problem)
        except RecorderProblem as problem:
            first, self._problem = not self._problem, str(problem)
            if first:
                self._failed(self._problem)
        else:
            self._waiting.clear()
            self._problem = ""
            self._replaced = False

    def _write(self) -> None:
        try:
            self._file.add(self._waiting)
        except DamagedFileProblem as damage:
            # Once between two good writes: a broken disk shall not fill itself with files.
            if self._replaced:
                raise
            aside = self._file.set_aside()
            self._replaced = True
            self._failed(f"{damage}; it is kept as {aside.name}, and a new one is begun")
            self._file.add(self._waiting)
