"""The demo site: a site server of the window's own, in a child process on a free port.

The child ends when its standard input closes, which the operating system does for a
killed parent as well.
"""

import asyncio
import os
import subprocess
import threading
from pathlib import Path

from wats_station.paths import program
from wats_station.station.known_server import Server

_READY = "site server ready: "
_SERVE = ("serve", "--port", "0", "--demo-data", "--exit-with-parent")
_STOP_SECONDS = 1.5
_NAME = "demo"


class DemoSite:
    """Starts and stops the child; `start` may be cancelled at any time, and called again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._starting = threading.Lock()
        self._server: Server | None = None
        self._process: subprocess.Popen[str] | None = None
        self._stopping = False

    async def start(self) -> Server:
        """The running server's address and token; RuntimeError when it does not come up."""
        return await asyncio.to_thread(self._started)

    async def stop(self) -> None:
        """End the child, in peace if it listens and by force if it does not."""
        await asyncio.to_thread(self._stop)

    def _started(self) -> Server:
        """One child for all who ask: a second one would find the folder taken."""
        with self._starting:
            if self._server is None:
                self._server = self._start()
            return self._server

    def _start(self) -> Server:
        process = subprocess.Popen(
            [*program(), *_SERVE, "--data-dir", str(self._folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._process = process
        if self._stopping:
            self._stop()
        line = process.stdout.readline() if process.stdout else ""
        if not line.startswith(_READY):
            raise RuntimeError("the demo site did not start; what it said is above")
        return Server(line.removeprefix(_READY).strip(), self._token(), _NAME)

    def _token(self) -> str:
        """The one the site takes: given to both of us, or made by it for its owner to read."""
        given = os.environ.get("WATS_STATION_SITE_TOKEN", "").strip()
        return given or (self._folder / "site-token").read_text(encoding="utf-8").strip()

    def _stop(self) -> None:
        self._stopping = True
        process = self._process
        if process is None:
            return
        if process.stdin:
            process.stdin.close()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()
