"""The Debian package: the program's folder with all that a desktop and an administrator need."""

import gzip
import os
import re
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from frozen import sizes
from frozen.build_stamp import BuildStamp
from linux.depends import depends_of
from terminal import ROOT, run_quietly

NAME = "wats-station"
_HOME = f"usr/lib/{NAME}"
_DOC = f"usr/share/doc/{NAME}"
_FILES = Path(__file__).resolve().parent / "files"
_LOGON = ROOT / "packaging" / "logon"
_ICONS = ROOT / "resources" / "icons"
_ICON_SIZES = (16, 24, 32, 48, 64, 96, 128, 256, 512)
_MAINTAINER = "WATS Station contributors <contributors@wats-station.invalid>"
# One more thread would make other bytes: the same number on every machine.
_PACKING = {"DPKG_DEB_THREADS_MAX": "2"}
_SCRIPTS = ("preinst", "prerm", "postrm")


def file_name(version: str) -> str:
    """As Debian names packages."""
    return f"{NAME}_{debian_version(version)}_amd64.deb"


def debian_version(version: str) -> str:
    """Python's version as Debian orders it: 1.0rc1 comes before 1.0."""
    return re.sub(r"\.?(a|b|rc|dev)(\d+)", r"~\1\2", version)


def make(program: Path, stamp: BuildStamp, work: Path, into: Path) -> Path:
    """Pack the folder `program` into a package in the folder `into`; the package's path."""
    stage = work / "stage"
    shutil.rmtree(stage, ignore_errors=True)
    shutil.copytree(program, stage / _HOME, symlinks=True)
    values = {
        "VERSION": debian_version(stamp.version),
        "DATE": stamp.date.partition("T")[0],
    }
    _lay_down_commands(stage, values)
    _lay_down_desktop(stage)
    _lay_down_documents(stage, stamp, values)
    _lay_down_control(stage, values)
    _even_out(stage, stamp.seconds)
    package = into / file_name(stamp.version)
    run_quietly(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", str(stage), str(package)],
        "dpkg-deb could not pack the program",
        SOURCE_DATE_EPOCH=str(stamp.seconds),
        **_PACKING,
    )
    return package


def _lay_down_commands(stage: Path, values: Mapping[str, str]) -> None:
    command = stage / "usr/bin" / NAME
    command.parent.mkdir(parents=True)
    command.symlink_to(f"../lib/{NAME}/{NAME}")
    page = _filled(_FILES / f"{NAME}.1", values)
    _write(stage / f"usr/share/man/man1/{NAME}.1.gz", _packed(page))


def _lay_down_desktop(stage: Path) -> None:
    _copy(_FILES / f"{NAME}.desktop", stage / "usr/share/applications" / f"{NAME}.desktop")
    icons = stage / "usr/share/icons/hicolor"
    for size in _ICON_SIZES:
        _copy(_ICONS / f"{NAME}-{size}.png", icons / f"{size}x{size}/apps/{NAME}.png")
    _copy(_ICONS / f"{NAME}.svg", icons / f"scalable/apps/{NAME}.svg")
    service = (_LOGON / f"{NAME}-agent.service").read_text(encoding="utf-8")
    own = [line for line in service.splitlines(keepends=True) if not line.startswith("#   cp")]
    text = "".join(own).replace(f"ExecStart={NAME}", f"ExecStart=/usr/bin/{NAME}")
    _write(stage / f"usr/lib/systemd/user/{NAME}-agent.service", text.encode())


def _lay_down_documents(stage: Path, stamp: BuildStamp, values: Mapping[str, str]) -> None:
    doc = stage / _DOC
    _copy(_FILES / "README.serial", doc / "README.serial")
    examples = (
        _FILES / "60-wats-station-scanners.rules",
        _FILES / f"{NAME}-at-logon.desktop",
        _LOGON / f"{NAME}-agent.desktop",
    )
    for path in examples:
        _copy(path, doc / "examples" / path.name)
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    bundled = f"Licences of what is bundled: /{_HOME}/_internal/wats_station/_data/licences\n"
    _write(doc / "copyright", f"{licence}\n{bundled}".encode())
    when = format_datetime(datetime.fromtimestamp(stamp.seconds, UTC))
    entry = f"{NAME} ({values['VERSION']}) stable; urgency=medium\n\n"
    entry += f"  * Made from commit {stamp.commit}.\n\n -- {_MAINTAINER}  {when}\n"
    _write(doc / "changelog.Debian.gz", _packed(entry))
    changes = (ROOT / "packaging" / "CHANGELOG.md").read_text(encoding="utf-8")
    _write(doc / "changelog.gz", _packed(changes))


def _lay_down_control(stage: Path, values: Mapping[str, str]) -> None:
    control = stage / "DEBIAN"
    control.mkdir()
    for name in _SCRIPTS:
        _write(control / name, _filled(_FILES / name, values).encode())
        (control / name).chmod(0o755)
    fields = {
        "Package": NAME,
        "Version": values["VERSION"],
        "Architecture": "amd64",
        "Maintainer": _MAINTAINER,
        "Installed-Size": str(sizes.size_of(stage) // 1024),
        "Depends": depends_of(stage / _HOME),
        "Section": "misc",
        "Priority": "optional",
        "Description": "operator station for WATS\n"
        " Scan a unit, see it, move it on: the window for operators and repairers on a\n"
        " production line, and a site server that goes with it.",
    }
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    _write(control / "control", text.encode())


def _even_out(stage: Path, seconds: int) -> None:
    """Modes and dates as everywhere else, whoever builds this and when."""
    for path in sorted(stage.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or (os.access(path, os.X_OK) and _is_program(path, stage))
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (seconds, seconds), follow_symlinks=False)


def _is_program(path: Path, stage: Path) -> bool:
    return path.parent in (stage / "DEBIAN", stage / _HOME)


def _filled(path: Path, values: Mapping[str, str]) -> str:
    text = path.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def _packed(text: str) -> bytes:
    return gzip.compress(text.encode(), mtime=0)


def _copy(source: Path, target: Path) -> None:
    _write(target, source.read_bytes())


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
