"""Running the Windows Python's PyInstaller under Wine, on the spec that both systems share."""

import shutil
import sys
import tempfile
from pathlib import Path

from frozen import build_stamp
from frozen.freeze import PROGRAM
from terminal import ROOT, SetupError
from windows import windows_python, wine_prefix
from windows.wine import WineError, windows_path

_SPEC = ROOT / "packaging" / "station.spec"
_LIMIT = 1800.0
_NEWS = "Build complete"


def freeze(work: Path) -> Path:
    """Make the program's folder below `work`; the folder. Raises SetupError with what to do."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    python = windows_python.python_folder() / "python.exe"
    template = wine_prefix.template()
    made = work / "made"
    options = ["--noconfirm", "--distpath", windows_path(made)]
    options += ["--workpath", windows_path(work / "work"), windows_path(_SPEC)]
    with (
        # Beside the template, on whose file system alone its copy can be links.
        tempfile.TemporaryDirectory(prefix=".wine-prefix-run.", dir=template.parent) as place,
        wine_prefix.running_copy(template, Path(place) / "prefix") as wine,
    ):
        command = [windows_path(python), "-m", "PyInstaller", *options]
        try:
            done = wine.run(command, limit=_LIMIT, folder=ROOT, **_variables())
        except WineError as error:
            raise SetupError(f"PyInstaller under Wine: {error}") from None
    if done.returncode != 0 or _NEWS not in done.stdout:
        print(done.stdout[-20_000:], file=sys.stderr, flush=True)
        raise SetupError("PyInstaller could not make the program (its words are above)")
    (work / "pyinstaller.log").write_text(done.stdout, encoding="utf-8")
    return made / PROGRAM


def _variables() -> dict[str, str]:
    """A Windows Python has no git to ask for the stamp; nothing of the moment may show."""
    stamp = build_stamp.read(ROOT)
    return {
        "WATS_STATION_BUILD_COMMIT": stamp.commit,
        "SOURCE_DATE_EPOCH": str(stamp.seconds),
        "PYTHONHASHSEED": "1",
        "PYTHONUTF8": "1",
    }
