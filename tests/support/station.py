"""A real station window in a process of its own, watched through its JSON log."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.processes import Child, station_command, wait_until
from tests.support.scanner import RETURN, keys_of
from tests.support.screen import Screen
from tests.support.site import TOKEN

Event = dict[str, Any]


class StationWindow:
    """The program under test: its screen, its process, and the events it has written."""

    def __init__(
        self, screen: Screen, folder: Path, arguments: list[str], environment: Mapping[str, str]
    ) -> None:
        self.screen = screen
        self.folder = folder
        self._log = folder / "events.jsonl"
        self.child = Child(
            station_command(
                *arguments, "--json-log", str(self._log), "--data-dir", str(folder / "data")
            ),
            environment,
        )
        try:
            self.child.wait_for_line("station ready")
            self.window = screen.activate("WATS Station")
        except BaseException:
            self.child.close()
            raise

    def events(self, name: str = "") -> list[Event]:
        """What has happened so far, oldest first."""
        if not self._log.exists():
            return []
        lines = self._log.read_text(encoding="utf-8").split("\n")[:-1]
        events = [json.loads(line) for line in lines]
        return [event for event in events if not name or event["event"] == name]

    def wait_for(
        self, name: str, seconds: float = 10.0, where: Callable[[Event], bool] = lambda _: True
    ) -> Event:
        """The first event of this name for which `where` holds."""
        return wait_until(
            f"{name} in {self.events()}",
            seconds,
            lambda: next((event for event in self.events(name) if where(event)), None) or {},
        )

    def online(self) -> None:
        """Wait until the server answers."""
        self.wait_for("link.changed", 20.0, lambda event: event["state"] == "online")

    def scan(self, text: str, *, seconds: float = 10.0) -> Event:
        """Scan at scanner speed; the outcome of that scan."""
        return self._until_whole(text, lambda: self.screen.type(text + "\r"), seconds)

    def scan_keys(
        self, text: str, *, prefix: str = "", suffix: str = RETURN, seconds: float = 10.0
    ) -> Event:
        """Scan as a scanner set to a US layout does, whatever the system's layout is.

        `prefix` and `suffix` are keys; an empty one is not pressed.
        """
        keys = [key for key in (prefix, *keys_of(text), suffix) if key]
        return self._until_whole(text, lambda: self.screen.key_codes(*keys), seconds)

    def _until_whole(self, text: str, send: Callable[[], None], seconds: float) -> Event:
        for _ in range(3):
            known = len(self.events("scan.outcome"))
            send()
            outcome = self._outcome_after(known, seconds)
            # A machine too busy to type at a scanner's speed is told so by the
            # station; an operator would scan again, and so does this test.
            if outcome["reason"] != "scan_torn":
                return outcome
        raise AssertionError(f"the machine is too busy to scan {text!r}")

    def _outcome_after(self, known: int, seconds: float) -> Event:
        return wait_until(
            f"an outcome after {known}, in {self.events()}",
            seconds,
            lambda: (self.events("scan.outcome")[known:] or [{}])[0],
        )

    def close_and_wait(self, seconds: float = 2.0) -> tuple[int, float]:
        """Close the window as its title bar would; exit code and how long it took."""
        start = time.monotonic()
        self.screen.key("alt+F4")
        code = self.child.wait(seconds + 10.0)
        return code, time.monotonic() - start

    def picture(self, file: Path) -> None:
        """A screenshot."""
        self.screen.picture(file)


@contextmanager
def running_station(
    screen: Screen, folder: Path, *arguments: str, token: str = TOKEN, language: str = "en"
) -> Iterator[StationWindow]:
    """A station window for the length of a `with` block; with no `language` as its settings say."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**screen.environment, "WATS_STATION_TOKEN": token}
    spoken = ["--language", language] if language else []
    station = StationWindow(screen, folder, [*spoken, *arguments], environment)
    try:
        yield station
    finally:
        station.child.close()
