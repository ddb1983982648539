"""Running PyInstaller on `station.spec`, so that the same commit makes the same program."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from frozen import build_stamp
from terminal import ROOT, SetupError

PROGRAM = "wats-station"
_SPEC = ROOT / "packaging" / "station.spec"


def freeze(python: Path, work: Path) -> Path:
    """Make the program's folder below `work` with this Python's PyInstaller; the folder."""
    shutil.rmtree(work, ignore_errors=True)
    made = work / "made"
    options = ["--noconfirm", "--log-level", "WARN"]
    command = [str(python), "-m", "PyInstaller", *options]
    done = subprocess.run(
        [*command, "--distpath", str(made), "--workpath", str(work / "work"), str(_SPEC)],
        cwd=ROOT,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        print(done.stdout, file=sys.stderr, flush=True)
        raise SetupError("PyInstaller could not make the program (its words are above)")
    return made / PROGRAM


def _environment() -> dict[str, str]:
    """Nothing of the moment and of whoever builds may show in the result."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    stamp = build_stamp.read(ROOT)
    known = {"SOURCE_DATE_EPOCH": str(stamp.seconds), "WATS_STATION_BUILD_COMMIT": stamp.commit}
    return {**kept, **known, "PYTHONHASHSEED": "1"}
