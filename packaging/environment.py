"""The virtual environment of a checkout: made from the lock, and left alone while it fits.

Four steps, each with a stamp of what it was made from. A stamp is written after its
step has ended, so that an interrupted set-up is taken up again and never trusted.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

import debian
import translations
from terminal import ROOT, SetupError, run_quietly, say

VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
PYPROJECT = ROOT / "pyproject.toml"
_STAMPS = VENV / "dev-stamps.json"
_BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
_NEVER = ""
PYTHON = _BIN / ("python.exe" if os.name == "nt" else "python")


def set_up(*, for_tests: bool = False) -> None:
    """Bring `.venv`, the translations and the bytecode up to date; instant when they are."""
    needed = debian.TEST_PACKAGES if for_tests else debian.needed_for_a_window()
    wanted = debian.TEST_PACKAGES if for_tests else debian.RUN_PACKAGES
    if sys.platform.startswith("linux"):
        debian.provide(wanted, needed, say)
    stamps = _read_stamps()
    steps = (
        ("packages", _packages_stamp, _make_venv),
        ("project", _project_stamp, _install_project),
        ("translations", _translations_stamp, _compile_translations),
        ("bytecode", _bytecode_stamp, _compile_bytecode),
    )
    for name, stamp_now, carry_out in steps:
        if stamps.get(name, _NEVER) == stamp_now() != _NEVER:
            continue
        if name == "packages":
            stamps = {}
        carry_out()
        stamps[name] = stamp_now()
        _write_stamps(stamps)


def venv_tool(name: str) -> str:
    """The path of a command that the lock installed, `ruff` for example."""
    return str(_BIN / (f"{name}.exe" if os.name == "nt" else name))


def qt_tool(name: str) -> Path:
    """`lrelease` or `lupdate` as PySide6 ships it."""
    suffix = ".exe" if os.name == "nt" else ""
    for packages in (VENV / "Lib" / "site-packages", *VENV.glob("lib/python3.*/site-packages")):
        tool = packages / "PySide6" / f"{name}{suffix}"
        if tool.is_file():
            return tool
    raise SetupError(f"PySide6 in .venv has no {name}: remove .venv and run this again")


def lock(*, upgrade: bool) -> int:
    """Resolve requirements.lock anew with uv, in a throwaway environment."""
    debian.provide_venv_module(say)
    with tempfile.TemporaryDirectory(prefix="wats-station-lock-") as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / PYTHON.relative_to(VENV))
        run_quietly([python, "-m", "pip", "install", "--quiet", "uv"], "uv did not install")
        uv = str(Path(python).with_name("uv.exe" if os.name == "nt" else "uv"))
        command = [uv, "pip", "compile", PYPROJECT.name, "--quiet", "--universal"]
        command += ["--generate-hashes", "--extra", "dev", "--python-version", "3.11"]
        command += ["--upgrade"] if upgrade else []
        run_quietly(
            [*command, "--no-header", "-o", LOCK.name], "uv could not resolve the dependencies"
        )
    say("requirements.lock is resolved: run the tests, then commit it")
    return 0


def _make_venv() -> None:
    debian.provide_venv_module(say)
    debian.tell_elsewhere(say)
    if not LOCK.is_file():
        raise SetupError("requirements.lock is not here: take it from git")
    say("making .venv from requirements.lock (the first time downloads about 250 MB)")
    if VENV.exists():
        _STAMPS.unlink(missing_ok=True)
        shutil.rmtree(VENV)
    # Not sys.executable: that may be the very environment that was just removed.
    python = str(getattr(sys, "_base_executable", sys.executable))
    run_quietly([python, "-m", "venv", str(VENV)], "python could not make .venv")
    install = ["install", "--quiet", "--require-hashes", "-r", str(LOCK)]
    run_quietly(
        [str(PYTHON), "-m", "pip", *install],
        "pip could not install requirements.lock: check the network",
    )


def _install_project() -> None:
    options = ["--quiet", "--no-build-isolation", "--no-deps", "--editable", str(ROOT)]
    run_quietly(
        [str(PYTHON), "-m", "pip", "install", *options], "pip could not install the project"
    )


def _compile_translations() -> None:
    translations.compile_all(ROOT / "translations", qt_tool("lrelease"))


def _compile_bytecode() -> None:
    """Modules compiled beforehand: a station that starts from source text starts late."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(
        [str(PYTHON), "-m", "compileall", "-q", "wats_station"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        check=False,  # A file with a syntax error is told by whoever imports it.
    )


def _read_stamps() -> dict[str, str]:
    if not PYTHON.exists():
        return {}
    try:
        stamps = json.loads(_STAMPS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps if isinstance(stamps, dict) else {}


def _write_stamps(stamps: dict[str, str]) -> None:
    fresh = _STAMPS.with_suffix(".new")
    fresh.write_text(json.dumps(stamps, indent=1), encoding="utf-8")
    fresh.replace(_STAMPS)


def _packages_stamp() -> str:
    python = f"{sys.implementation.name} {sys.version_info[0]}.{sys.version_info[1]}"
    locked = LOCK.read_bytes() if LOCK.is_file() else b""
    # Scripts in an environment name its folder: a copied checkout needs its own.
    return _digest(python.encode(), str(VENV).encode(), locked)


def _project_stamp() -> str:
    tables = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))
    parts = (tables["build-system"], tables["project"], tables["tool"]["hatch"])
    hook = ROOT / "packaging" / "hatch_build.py"
    version = ROOT / "wats_station" / "__init__.py"
    text = json.dumps(parts, sort_keys=True).encode()
    return _digest(_packages_stamp().encode(), text, hook.read_bytes(), version.read_bytes())


def _translations_stamp() -> str:
    sources = sorted((ROOT / "translations").glob("*.ts"))
    compiled = [str(source.with_suffix(".qm").exists()).encode() for source in sources]
    if b"False" in compiled:
        return _NEVER
    return _digest(*(source.read_bytes() for source in sources))


def _bytecode_stamp() -> str:
    entries = []
    for source in sorted((ROOT / "wats_station").rglob("*.py")):
        status = source.stat()
        entries.append(f"{source} {status.st_mtime_ns} {status.st_size}".encode())
    return _digest(*entries)


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
