"""Crash reports: a text file for each fault that nobody handled, for support.

A report says where and in what version, never with which values: no local variables, and
what looks like a secret is struck out.
"""

import logging
import platform
import re
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

from wats_station import __version__

FOLDER = "crashes"
# The newest so many reports are kept.
KEPT = 20
_HARD = "hard.txt"
_LINES_KEPT = 40

_SECRETS = (
    (re.compile(r"(?i)(authorization\W+(?:basic|bearer)\s+)\S+"), r"\1***"),
    (re.compile(r"(?i)((?:token|password|secret|pin)[\"']?\s*[=:]\s*[\"']?)[^\s\"',}]+"), r"\1***"),
    (re.compile(r"(?i)(https?://)[^/\s@]+@"), r"\1***@"),
    (
        re.compile(r"\b(?=[A-Za-z0-9+/]*[A-Z])(?=[A-Za-z0-9+/]*[0-9])[A-Za-z0-9+/]{24,}={0,2}"),
        "***",
    ),
)


def scrubbed(text: str) -> str:
    """The text without what looks like a token, a password or a PIN."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


class CrashReports:
    """The reports of one data folder; `write` never raises, and never waits for the disk.

    `now` is the computer's clock, in UTC.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self.folder = folder / FOLDER
        self._now = now
        self.lines: deque[str] = deque(maxlen=_LINES_KEPT)
        self._counts: dict[str, int] = {}
        self._lock = threading.Lock()

    def write(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
        where: str,
    ) -> None:
        """Leave a report; the same fault again is counted in it, not reported anew."""
        said = "".join(traceback.format_exception(kind, error, trace))
        with self._lock:
            count = self._counts[said] = self._counts.get(said, 0) + 1
        # The first, and then each time there are ten times as many.
        if count == 1 or str(count).strip("0") == "1":
            at = self._now()
            found = f"{where}\nat        {at:%Y-%m-%d %H:%M:%S} UTC"
            report = _report(said, found, count, tuple(self.lines))
            name = f"{at:%Y%m%d-%H%M%S-%f}-{kind.__name__}.txt"
            threading.Thread(
                target=self._keep, args=(name, report), name="crash-report", daemon=True
            ).start()

    def take_hard_ones(self) -> Path:
        """Make a report of what the last run left when it was ended by the system.

        Answers the file that the next such end is to be written to. Raises OSError.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        hard = self.folder / _HARD
        if hard.exists() and hard.stat().st_size:
            hard.rename(self.folder / f"{self._now():%Y%m%d-%H%M%S-%f}-hard.txt")
            self._prune()
        return hard

    def _keep(self, name: str, report: str) -> None:
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(report, encoding="utf-8", errors="replace")
            self._prune()

    def _prune(self) -> None:
        reports = sorted(path for path in self.folder.glob("*.txt") if path.name != _HARD)
        for old in reports[:-KEPT]:
            old.unlink(missing_ok=True)


class LastLines(logging.Handler):
    """Keeps what the program logged last, for the reports."""

    def __init__(self, reports: CrashReports) -> None:
        super().__init__(logging.INFO)
        self._reports = reports

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self._reports.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


def _report(said: str, where: str, count: int, lines: Iterable[str]) -> str:
    qt = getattr(sys.modules.get("PySide6"), "__version__", "not loaded")
    head = (
        f"WATS Station {__version__}",
        f"where     {where}",
        f"seen      {count} times",
        f"python    {sys.version.split()[0]}",
        f"qt        {qt}",
        f"system    {platform.platform()}",
    )
    logged = "\n".join(lines) or "nothing"
    return scrubbed("\n".join((*head, "", said, "last logged:", logged, "")))
