"""An installation under Wine, in a prefix of its own: set up, looked at, taken off again."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.processes import wait_until
from windows import wine_prefix
from windows.wine import Wine, windows_path

NAME = "WATS Station"
ENTRY = rf"Software\Microsoft\Windows\CurrentVersion\Uninstall\{NAME}"
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
_LOG = "C:\\set-up.log"


class Installation:
    """Where things are in this prefix, as this system's paths."""

    def __init__(self, wine: Wine, user: str) -> None:
        self.wine = wine
        self.drive = wine.prefix / "drive_c"
        self.home = self.drive / "users" / user
        self.folder = self.home / "AppData" / "Local" / "Programs" / NAME
        self.data = self.home / "AppData" / "Local" / "wats-station"
        self.for_all = self.drive / "Program Files" / NAME
        menu = Path("Microsoft", "Windows", "Start Menu", "Programs", f"{NAME}.lnk")
        self.shortcut = self.home / "AppData" / "Roaming" / menu
        self.shortcut_for_all = self.drive / "ProgramData" / menu
        self._started: list[subprocess.Popen[str]] = []

    def start(
        self, program: Path, *arguments: str, folder: Path | None = None
    ) -> "subprocess.Popen[str]":
        """Start an installed program, which may outlive this; its output is there to be read."""
        process = self.wine.start([c_path(program), *arguments], folder=folder)
        self._started.append(process)
        return process

    def close(self) -> None:
        """Once nothing runs in the prefix any more: let go of what was started."""
        for process in self._started:
            process.kill()
            process.wait(30.0)
            if process.stdout is not None:
                process.stdout.close()

    def set_up(self, installer: Path, *switches: str, limit: float = 300.0) -> int:
        """Run it silently; its exit code."""
        command = [windows_path(installer), "/S", f"/LOG={_LOG}", *switches]
        return self.wine.run(command, limit=limit).returncode

    def uninstall(self, folder: Path | None = None) -> None:
        """Run the installed uninstaller silently, which works on in a copy of itself."""
        before = len(self.log())
        command = [c_path((folder or self.folder) / "uninstall.exe"), "/S", f"/LOG={_LOG}"]
        self.wine.run(command, limit=120.0)
        wait_until("the uninstaller's end", 120.0, lambda: self._has_ended(before))

    def _has_ended(self, before: int) -> bool:
        said = self.log()[before:]
        return bool(said) and not said[-1].startswith(("stop: ", "start-again: "))

    def log(self) -> list[str]:
        """What all set-ups of this prefix wrote into their log, line by line."""
        file = self.drive / "set-up.log"
        lines = file.read_text("utf-16").splitlines() if file.exists() else []
        # What another program said ends with a line of its own.
        return [line for line in lines if line]

    def registry(self, key: str) -> dict[str, str]:
        """The values of a key, as `reg query` tells them; empty when there is none."""
        done = self.wine.run(["reg", "query", key], limit=60.0)
        found = re.findall(r"^ {4}(.+?) {4}REG_\w+ {4}(.*?)\r?$", done.stdout, re.MULTILINE)
        return dict(found)

    def files(self) -> set[str]:
        """Every file and folder of the drive but what Windows itself keeps."""
        return {
            str(path.relative_to(self.drive))
            for path in self.drive.rglob("*")
            if path.relative_to(self.drive).parts[0] != "windows"
            and not {"Temp", "set-up.log"} & set(path.relative_to(self.drive).parts)
        }


def c_path(path: Path) -> str:
    """A file of the prefix by its Windows name on drive C."""
    return "C:" + str(path).partition("drive_c")[2].replace("/", "\\")


@contextmanager
def installation(folder: Path, display: str = "") -> Iterator[Installation]:
    """A fresh prefix that calls itself Windows 10, for the length of a `with` block."""
    with wine_prefix.running_copy(wine_prefix.template(), folder / "prefix", display) as wine:
        # Wine 8 is Windows 7 until it is told otherwise.
        wine.run(["winecfg", "-v", "win10"], limit=60.0)
        user = next(
            each.name for each in (wine.prefix / "drive_c" / "users").iterdir()
            if each.name != "Public"
        )  # fmt: skip
        made = Installation(wine, user)
        try:
            yield made
        finally:
            wine.end()
            made.close()


def fake_program(folder: Path) -> Path:
    """A folder as the frozen one, with a stand-in that obeys the installer."""
    program = folder / "wats-station"
    (program / "_internal").mkdir(parents=True)
    (program / "_internal" / "part.dll").write_bytes(b"part")
    console = program / "wats-station.exe"
    source = Path(__file__).with_name("fake_station.c")
    compiler = "x86_64-w64-mingw32-gcc"
    command = [compiler, "-O1", "-Wall", "-Wextra", "-Werror", "-s", "-o", str(console)]
    subprocess.run([*command, str(source)], check=True)
    (program / "wats-stationw.exe").write_bytes(console.read_bytes())
    return program
