"""The Windows installer: the frozen folder packed by NSIS (`makensis`) into one set-up program."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from frozen.executables import file_version
from terminal import ROOT, SetupError
from windows import side_picture

_SCRIPT = Path(__file__).with_name("installer.nsi")
_ICON = ROOT / "resources" / "icons" / "wats-station.ico"
_PROGRAMS = ("wats-station.exe", "wats-stationw.exe")
# Wine without its 32-bit half runs the one; NSIS as it is made for Windows has only the other.
_TARGET = "x86-unicode" if os.name == "nt" else "amd64-unicode"
_WINDOWS_PLACE = Path("C:/Program Files (x86)/NSIS/makensis.exe")


def installer_name(version: str) -> str:
    """The file name of a version's installer."""
    return f"wats-station-{version}-setup.exe"


def build_installer(
    program_folder: Path,
    out_folder: Path,
    version: str,
    *,
    compressor: str = "lzma",
    sign: str = "",
) -> Path:
    """Pack `program_folder` into `out_folder`; the path of the installer.

    `sign` is the command that signs the uninstaller, which only NSIS ever holds as a file.

    `compressor` is lzma, or zlib, which is quick and large. The same folder gives the same
    file where SOURCE_DATE_EPOCH is set. Raises SetupError when the folder is no
    program, when NSIS is missing, and for whatever NSIS has to say, warnings included.
    """
    for name in _PROGRAMS:
        if not (program_folder / name).is_file():
            raise SetupError(f"{program_folder} has no {name}: freeze the program first")
    out_folder.mkdir(parents=True, exist_ok=True)
    target = out_folder.resolve() / installer_name(version)
    with tempfile.TemporaryDirectory(prefix="wats-station-setup-") as pictures:
        unfinished = target.with_suffix(".unfinished")
        defines = _defines(program_folder, unfinished, version, compressor, sign)
        defines["SIDE"] = str(side_picture.draw(Path(pictures)))
        _compile(defines)
    unfinished.replace(target)
    return target


def _defines(
    program_folder: Path, unfinished: Path, version: str, compressor: str, sign: str
) -> dict[str, str]:
    """What the script is told, by name."""
    return {
        "PROGRAM": str(program_folder.resolve()),
        "PROGRAM_KB": str(_kilobytes(program_folder)),
        "OUTPUT": str(unfinished),
        "VERSION": version,
        "NUMBERS": ".".join(map(str, file_version(version))),
        "TARGET": _TARGET,
        "COMPRESSOR": compressor,
        **({"ICON": str(_ICON)} if _ICON.is_file() else {}),
        **({"SIGN": sign} if sign else {}),
    }


def _compile(defines: dict[str, str]) -> None:
    """Run makensis on the script."""
    wrong = [name for name, text in defines.items() if set(text) & set('$`"\r\n')]
    if wrong:
        raise SetupError(f"NSIS would not read {wrong[0]} as it is: {defines[wrong[0]]!r}")
    command = [_makensis(), "-NOCD", "-WX", "-V2", "-INPUTCHARSET", "UTF8"]
    command += [f"-D{name}={text}" for name, text in defines.items()]
    done = subprocess.run(
        [*command, str(_SCRIPT)],
        cwd=_SCRIPT.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        raise SetupError(f"makensis: {done.stdout.strip()[-3000:]}")


def _makensis() -> str:
    found = shutil.which("makensis")
    if found is None and _WINDOWS_PLACE.is_file():
        found = str(_WINDOWS_PLACE)
    if found is None:
        raise SetupError("makensis is missing: install NSIS (on Debian the package nsis)")
    return found


def _kilobytes(folder: Path) -> int:
    """What Windows' list of programs tells as the size."""
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file()) // 1024
