"""What a self-test works with: a folder, a site server, a desktop, a window, a serial line."""

import base64
import secrets
from collections.abc import Callable
from pathlib import Path

from wats_station.app.selftest.keys import Desktop, DesktopProblem, open_desktop
from wats_station.app.selftest.running import still_running
from wats_station.app.selftest.serial_line import SerialLine
from wats_station.app.selftest.site import Site
from wats_station.app.selftest.station import Station
from wats_station.app.selftest.steps import StepFailed
from wats_station.app.selftest.waiting import wait_until

_GONE_WITHIN = 5.0


class Bench:
    """Made empty; the first steps fill it. `close` ends whatever runs."""

    def __init__(self, folder: Path, desktop: Callable[[], Desktop] = open_desktop) -> None:
        self.folder = folder
        self._token = base64.b64encode(f"self-test:{secrets.token_hex(16)}".encode()).decode()
        self._open_desktop = desktop
        self._desktop: Desktop | None = None
        self._station: Station | None = None
        self.site = Site(folder / "site", self._token)
        self.line = SerialLine()

    @property
    def station(self) -> Station:
        """The window. Raises StepFailed before there is one."""
        if self._station is None:
            raise StepFailed("the window was never started")
        return self._station

    def open_desktop(self) -> str:
        """Find where windows are and keys go; its name. Raises StepFailed."""
        try:
            self._desktop = self._open_desktop()
        except DesktopProblem as problem:
            raise StepFailed(str(problem)) from problem
        return self._desktop.name

    def set_up_station(self) -> Station:
        """A window for the site server, which must run; its settings are laid down."""
        if self._desktop is None:
            raise StepFailed("there is no desktop to open a window on")
        self._station = Station(self._desktop, self.folder, self.site.url, self._token)
        ports = [{"port": self.line.port}] if self.line.port else []
        # Codes are read by position alone, whatever layout this computer has.
        profile = {"layout": "us", "measured": True}
        self._station.keep_settings({"scanner": profile, "serial_ports": ports})
        return self._station

    def explain(self) -> str:
        """Whatever tells of a failure, a line each."""
        lines = [f"site server's stderr: {line}" for line in self.site.last_errors()]
        if self._station is not None:
            lines = [*self._station.explain(), *lines]
        return "\n".join(lines)

    def close(self) -> None:
        """End everything that runs."""
        if self._station is not None:
            self._station.close()
        self.site.close()
        self.line.close()
        if self._desktop is not None:
            self._desktop.close()
            self._desktop = None

    def prove_nothing_runs(self) -> int:
        """How many processes there were. Raises StepFailed naming those that still run."""
        station = self._station.family if self._station is not None else frozenset()
        family = station | self.site.family
        wait_until(
            f"the end of the processes {still_running(family)}",
            _GONE_WITHIN,
            lambda: not still_running(family),
        )
        return len(family)
