"""Crash reports: a text file for each fault that nobody handled, for support.

A report says where and in what version, never with which values: no local variables, and
what looks like a secret is struck out.
"""

import logging
import re
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import TracebackType

from wats_station import __version__

FOLDER = "crashes"
# The newest so many reports are kept.
KEPT = 20
# What the system ends the program in the middle of is written here.
HARD = "hard.txt"

_LINES_KEPT, _LINE_LETTERS = 40, 300
_FRAMES, _LETTERS = 40, 12_000
# Faults that are told apart; each is a place in the program, so that there are never many.
_FAULTS = 200

# A file and a line for each call on the way to the fault, and what is raised there.
_Place = tuple[object, ...]


def scrubbed(text: str, known: Iterable[str] = ()) -> str:
    """The text without what looks like a token, a password or a PIN, and without `known` ones."""
    for secret in sorted(known, key=len, reverse=True):
        text = text.replace(secret, "***")
    for pattern, instead in _patterns():
        text = pattern.sub(instead, text)
    return _WORD.sub(_unless_it_is_random, text)


class CrashReports:
    """The reports of one data folder; `write` never raises, and never waits for the disk.

    `now` is the computer's clock, in UTC. `lines` are what was logged last.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self.folder = folder / FOLDER
        self._now = now
        self.lines: deque[str] = deque(maxlen=_LINES_KEPT)
        self._faults: dict[_Place, _Fault] = {}
        self._lock = threading.Lock()
        self._disk = threading.Lock()

    def write(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
        where: str,
    ) -> None:
        """Leave a report; the same fault again is counted in it, not reported anew."""
        with suppress(Exception):  # whoever calls is busy with another fault already
            fault = self._counted(kind, error, trace, where)
            # The first, and then each time there are ten times as many.
            if str(fault.count).rstrip("0") == "1":
                self._start_keeping(fault)

    def take_hard_ones(self) -> Path:
        """Make a report of what the last run left when it was ended by the system.

        Answers the file that the next such end is to be written to. Raises OSError.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        hard = self.folder / HARD
        with suppress(FileNotFoundError):
            with hard.open(encoding="utf-8", errors="replace") as file:
                said = file.read(_LETTERS)
            if said.strip():
                at = datetime.fromtimestamp(hard.stat().st_mtime, UTC)
                where = "the whole program, ended by the system; found at the next start"
                self._put(f"{_stamp(at)}-hard.txt", _report(_head(where, at), said, ()))
        return hard

    def _counted(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
        where: str,
    ) -> "_Fault":
        place, at = _place(kind, error, trace), self._now()
        with self._lock:
            fault = self._faults.get(place)
            if fault is None:
                # Its source lines are read by the thread that writes the report.
                said = traceback.TracebackException(
                    kind, error or kind(), trace, limit=-_FRAMES, lookup_lines=False
                )
                fault = _Fault(kind.__name__, where, said, at, at)
                while len(self._faults) >= _FAULTS:
                    del self._faults[next(iter(self._faults))]
                self._faults[place] = fault
            fault.count += 1
            fault.last = at
        return fault

    def _start_keeping(self, fault: "_Fault") -> None:
        lines = tuple(self.lines.copy())
        # Not a daemon: the fault that ends the program is the one that is wanted most.
        thread = threading.Thread(target=self._keep, args=(fault, lines), name="crash-report")
        try:
            thread.start()
        except RuntimeError:  # the interpreter is going down, and no loop waits any more
            self._keep(fault, lines)

    def _keep(self, fault: "_Fault", lines: tuple[str, ...]) -> None:
        with self._disk, suppress(Exception):  # a fault in here would be reported by this very code
            head = _head(fault.where, fault.first, fault.last, fault.count)
            said = "".join(fault.said.format())
            self._put(f"{_stamp(fault.first)}-{fault.kind}.txt", _report(head, said, lines))

    def _put(self, name: str, report: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / f"{name}.part"
        try:
            part.write_text(report, encoding="utf-8", errors="backslashreplace")
            part.replace(self.folder / name)
        finally:
            part.unlink(missing_ok=True)
        for old in sorted(self.folder.glob("[0-9]*.txt"))[:-KEPT]:
            old.unlink(missing_ok=True)


class LastLines(logging.Handler):
    """Keeps what the program logged last, for the reports."""

    def __init__(self, reports: CrashReports) -> None:
        super().__init__(logging.INFO)
        self._reports = reports

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        try:
            said = record.getMessage()
        except Exception:  # noqa: BLE001 - a line that does not fit its values is logged badly, no more
            said = str(record.msg)
        at = datetime.fromtimestamp(record.created, UTC)
        line = f"{at:%H:%M:%S} {record.levelname} {record.name}: {said}"
        self._reports.lines.append(line[:_LINE_LETTERS])


@dataclass(slots=True)
class _Fault:
    """A fault as it was met first, and how often since."""

    kind: str
    where: str
    said: traceback.TracebackException
    first: datetime
    last: datetime
    count: int = 0


def _place(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> _Place:
    calls = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(trace)]
    # Its text may be another one each time; without a place it is all that there is.
    return (kind, *calls[-_FRAMES:]) if calls else (kind, str(error))


def _stamp(at: datetime) -> str:
    return f"{at:%Y%m%d-%H%M%S-%f}"


def _head(
    where: str, first: datetime, last: datetime | None = None, count: int = 1
) -> tuple[str, ...]:
    # Here: it may ask other programs, and is imported for a fault alone.
    import platform  # noqa: PLC0415

    qt = getattr(sys.modules.get("PySide6"), "__version__", "not loaded")
    seen = "once" if count == 1 else f"{count} times or more, last {last:%Y-%m-%d %H:%M:%S} UTC"
    return (
        f"WATS Station {__version__}",
        f"where     {where}",
        f"at        {first:%Y-%m-%d %H:%M:%S} UTC",
        f"seen      {seen}",
        f"python    {sys.version.split()[0]}",
        f"qt        {qt}",
        f"system    {platform.platform()}",
    )


def _report(head: Iterable[str], said: str, lines: Iterable[str]) -> str:
    if len(said) > _LETTERS:
        half = _LETTERS // 2
        said = f"{said[:half]}\n[left out: {len(said) - 2 * half} letters]\n{said[-half:]}"
    logged = "\n".join(lines) or "nothing"
    return scrubbed("\n".join((*head, "", said, "last logged:", logged, "")))


# What stands behind a name: in quotes, in quotes inside a text in quotes, or a bare word.
_VALUE = r"""b?(?:"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\\"[^"]*"|[^\s"',;&})\]]+)"""
_IS = r"""(?:\\?["'])?\s*[:=]\s*"""


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns and what is put instead; made when the first text is scrubbed."""
    names = r"(?:token|passw(?:or)?d|passwd|pwd|passphrase|secret|api[_-]?key)[\w-]{0,20}"
    pin = r"(?<![a-z])pin(?:[_-]?(?:code|hash|salt))?"
    return (
        # "Basic x", 'Bearer x', (b'Authorization', b'Basic x')
        (
            re.compile(
                r"""(?ix) (authorization (?:\\?["'])? \s* [:=,] \s* (?:b(?=["']))? (?:\\?["'])?
                (?:(?:basic|bearer|digest)\s+)?) [^\s"',;})\]\\]+"""
            ),
            r"\1***",
        ),
        (re.compile(r"(?i)\b((?:basic|bearer)\s+)(?=\S*[0-9=])[\w+/.~-]{6,}=*"), r"\1***"),
        (re.compile(rf"(?i)({names}{_IS}){_VALUE}"), r"\1***"),
        (re.compile(rf"(?i)({pin}{_IS}){_VALUE}"), r"\1***"),
        (re.compile(r"""(?i)\b([a-z][a-z0-9+.-]{1,20}://)[^/\s"']*@"""), r"\1***@"),
        # Base64 that says so by its end.
        (
            re.compile(
                r"(?<![\w+/])(?:[A-Za-z0-9+/]{10,}==|(?=[A-Za-z+/]*[0-9])[A-Za-z0-9+/]{10,}=)(?![\w=])"
            ),
            "***",
        ),
    )


# Paths are not taken for one: "/" stands in hardly any token, and in every path.
_WORD = re.compile(r"[A-Za-z0-9+_-]{20,}")
_RUN = re.compile(r"[A-Za-z0-9+]{20,}")


def _unless_it_is_random(word: re.Match[str]) -> str:
    """The word, struck out where small and capital letters and digits are mixed in it."""
    for run in _RUN.findall(word.group()):
        if not (run.isupper() or run.islower() or run.isalpha() or run.isdigit()):
            return "***"
    return word.group()
