"""The window under test: started, scanned at, and closed as an operator would."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import psutil

from wats_station.app.selftest.bonds import WATCH_PARENT
from wats_station.app.selftest.child import Child, environment_for
from wats_station.app.selftest.events import Event, Events
from wats_station.app.selftest.keys import Desktop, DesktopProblem, strokes_of
from wats_station.app.selftest.steps import StepFailed
from wats_station.app.selftest.waiting import wait_until
from wats_station.paths import windowed_program

_STARTS_WITHIN = 120.0
_COMES_TO_FRONT_WITHIN = 4.0
_ENDS_WITHIN = 20.0
_OUTCOME_WITHIN = 20.0
_DELIVERED_WITHIN = 30.0
_TRIES = 4
_TORN = "scan_torn"
_ALONE = (
    "leave mouse and keyboard alone and let no other program come to the front while the"
    " self-test runs, then start it again"
)


class Ended(NamedTuple):
    """How a scan ended."""

    outcome: str
    reason: str


class Station:
    """A window on a data folder of its own; closed and started again as often as wanted."""

    def __init__(self, desktop: Desktop, folder: Path, server: str, token: str) -> None:
        self._desktop = desktop
        self._folder = folder
        self._server = server
        self._environment = environment_for(token)
        self._starts = 0
        self._child: Child | None = None
        self._events: Events | None = None
        self._window = 0
        self.family = frozenset[psutil.Process]()

    @property
    def data(self) -> Path:
        """Its data folder."""
        return self._folder / "station"

    @property
    def events(self) -> Events:
        """What the window has told since its last start. Raises StepFailed before the first."""
        if self._events is None:
            raise StepFailed("the window was never started")
        return self._events

    def keep_settings(self, settings: dict[str, object]) -> None:
        """Lay down what the next start reads."""
        self.data.mkdir(parents=True, exist_ok=True)
        (self.data / "settings.json").write_text(json.dumps(settings), encoding="utf-8")

    def start(self, language: str = "en") -> None:
        """Start the window, wait until it takes scans, and bring it to the front.

        Raises StepFailed.
        """
        self._starts += 1
        log = self._folder / f"events-{self._starts}.jsonl"
        command = [
            *windowed_program(), "--server", self._server, "--data-dir", str(self.data),
            "--json-log", str(log), "--language", language, *WATCH_PARENT,
        ]  # fmt: skip
        child = Child("window", command, self._environment)
        self._child, self._events = child, Events(log, child.look)
        # A windowed program of Windows has no stdout: its log tells as much.
        self.events.wait_for("station.ready", _STARTS_WITHIN)
        self.family |= child.family
        self._window = wait_until(
            "the window on the screen",
            _COMES_TO_FRONT_WITHIN,
            lambda: self._desktop.window_of(child.processes),
        )
        self._bring_to_front()

    def start_second(self) -> int:
        """Start the program once more on the same folder; the exit code. Raises StepFailed."""
        command = [*windowed_program(), "--server", self._server, "--data-dir", str(self.data)]
        second = Child("second start", command, self._environment)
        try:
            return second.wait(_STARTS_WITHIN)
        finally:
            second.close()

    def scan(self, text: str) -> Ended:
        """Scan by keys at a scanner's speed; how it ended. Raises StepFailed.

        Keys are sent only while the station's window has the keyboard.
        """
        strokes = strokes_of(text)

        def type_it() -> None:
            self._check_front()
            try:
                self._desktop.press(strokes)
            except DesktopProblem as problem:
                raise StepFailed(str(problem), ends_all=True) from problem

        # Keys that another window took halfway never come to an end.
        return self._scanned(text, "wedge", type_it, self._check_front)

    def scan_by(self, send: Callable[[bytes], None], text: str) -> Ended:
        """Scan through a serial port, which `send` writes to. Raises StepFailed."""
        return self._scanned(
            text, "serial", lambda: send(text.encode() + b"\r"), self._check_running
        )

    def expect(self, text: str, outcome: str, reason: str) -> None:
        """Scan by keys what must end so. Raises StepFailed.

        On a busy computer a change may be queued for a while; it counts once it is delivered.
        """
        self._compare(text, lambda: self.scan(text), Ended(outcome, reason))

    def expect_by(
        self, send: Callable[[bytes], None], text: str, outcome: str, reason: str
    ) -> None:
        """As `expect`, through a serial port."""
        self._compare(text, lambda: self.scan_by(send, text), Ended(outcome, reason))

    def close_window(self) -> int:
        """Close it as its title bar would; its exit code. Raises StepFailed."""
        if self._child is None:
            raise StepFailed("the window was never started")
        self._child.look()
        self._desktop.ask_to_close(self._window)
        code = self._child.wait(_ENDS_WITHIN)
        self._child.close()
        return code

    def close(self) -> None:
        """End what still runs of it."""
        if self._child is not None:
            self._child.close()

    def explain(self) -> list[str]:
        """What tells of a failure: its last events, stderr, and crash reports."""
        lines = []
        if self._events is not None:
            lines += [f"event: {line}" for line in self._events.last_lines()]
        if self._child is not None:
            lines += [f"window's stderr: {line}" for line in self._child.last_errors()]
        for report in sorted((self.data / "crashes").glob("*.txt")):
            said = report.read_text(encoding="utf-8", errors="replace").strip()
            lines += [f"{report.name}: {line}" for line in said.split("\n")[-12:] if said]
        return lines

    def _bring_to_front(self) -> None:
        """By the desktop's own means; where it does not obey, as a second start does."""
        for ask in (lambda: self._desktop.bring_to_front(self._window), self.start_second):
            if self._has_keyboard():
                return
            ask()
            try:
                wait_until("the keyboard", _COMES_TO_FRONT_WITHIN, self._has_keyboard)
            except StepFailed:
                continue
            return
        self._check_front()

    def _has_keyboard(self) -> bool:
        return self._child is not None and self._desktop.front().process in self._child.processes

    def _check_running(self) -> None:
        if self._child is not None:
            self._child.look()

    def _check_front(self) -> None:
        self._check_running()
        if self._has_keyboard():
            return
        front = self._desktop.front()
        who = f"{front.title!r} (process {front.process}) is" if front.process else "no window is"
        raise StepFailed(
            f"the station's window is not in front, {who}, so no key is sent: {_ALONE}",
            ends_all=True,
        )

    def _compare(self, text: str, scan: Callable[[], Ended], wanted: Ended) -> None:
        delivered = len(self.events.of("outbox.delivered"))
        ended = scan()
        if (ended.outcome, wanted.outcome) == ("queued", "done"):
            self.events.wait_for("outbox.delivered", _DELIVERED_WITHIN, after=delivered)
        elif ended != wanted:
            raise StepFailed(
                f"scanned {text!r}: {ended.outcome} ({ended.reason}) where"
                f" {wanted.outcome} ({wanted.reason}) was to come"
            )

    def _scanned(
        self, text: str, source: str, send: Callable[[], None], look: Callable[[], None]
    ) -> Ended:
        """A scan that a busy machine tore apart is scanned again, as the station asks for."""
        events = self.events
        for _ in range(_TRIES):
            known = len(events.of("scan.outcome"))
            send()
            try:
                event = events.wait_for("scan.outcome", _OUTCOME_WITHIN, after=known, look=look)
            except StepFailed as problem:
                why = f"scanned {text!r}: {problem}"
                raise StepFailed(why, ends_all=problem.ends_all) from problem
            if event["reason"] != _TORN:
                _check_read(text, source, event)
                return Ended(event["outcome"], event["reason"])
        raise StepFailed(f"this computer is too busy: {text!r} was torn apart {_TRIES} times")


def _check_read(text: str, source: str, event: Event) -> None:
    if (event["text"], event["source"]) != (text, source):
        read = f"{event['text']!r} from {event['source']}"
        raise StepFailed(f"scanned {text!r} by {source}, and the station read {read}")
