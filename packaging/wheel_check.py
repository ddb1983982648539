"""Builds the sdist and from it the wheel, looks inside, and runs it outside the checkout."""

import subprocess
import tempfile
import zipfile
from pathlib import Path

import environment
import pseudo_locale
from terminal import ROOT, SetupError, run_quietly


def problem_of_the_wheel() -> str:
    """Empty when a plain install gives a working program, else what is wrong with it."""
    with tempfile.TemporaryDirectory(prefix="wats-station-wheel-") as name:
        folder = Path(name)
        wheel = _build(folder)
        print(f"built {wheel.name} ({wheel.stat().st_size // 1024} KB)", flush=True)
        there = set(zipfile.ZipFile(wheel).namelist())
        missing = sorted(_expected() - there)
        if missing:
            return f"the wheel lacks {', '.join(missing)}"
        if any(name.endswith(f"_{pseudo_locale.LANGUAGE}.qm") for name in there):
            return "the wheel has the pseudo-language, which no operator may be offered"
        return _problem_when_installed(wheel, folder)


def _build(folder: Path) -> Path:
    python = str(environment.PYTHON)
    run_quietly(
        [python, "-m", "hatchling", "build", "-t", "sdist", "-d", str(folder)],
        "the sdist could not be built",
    )
    sdist = next(folder.glob("*.tar.gz"))
    options = ["--quiet", "--no-build-isolation", "--no-deps", "-w", str(folder)]
    run_quietly(
        [python, "-m", "pip", "wheel", *options, str(sdist)], "the wheel could not be built"
    )
    return next(folder.glob("*.whl"))


def _expected() -> set[str]:
    modules = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("wats_station/**/*.py")}
    resources = {
        f"wats_station/_data/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    sources = sorted((ROOT / "translations").glob("*.ts"))
    if not sources:
        raise SetupError("translations/ has no .ts file: run python3 packaging/dev.py translations")
    texts = {f"wats_station/_data/translations/{source.stem}.qm" for source in sources}
    return modules | resources | texts


def _problem_when_installed(wheel: Path, folder: Path) -> str:
    target = folder / "installed"
    python = str(environment.PYTHON)
    run_quietly(
        [
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--target",
            str(target),
            str(wheel),
        ],
        "the wheel could not be installed",
    )
    where = "import wats_station.paths as p; print(p.__file__, p.translations_dir(), sep='\\n')"
    for found in _from_outside(["-c", where], target, folder).splitlines():
        if not found.startswith(str(target)):
            return f"the installed program reads {found}"
    version = _from_outside(["-m", "wats_station", "--version"], target, folder)
    return "" if version.strip() else "the installed program does not tell its version"


def _from_outside(arguments: list[str], target: Path, folder: Path) -> str:
    """Run from a folder that is not the checkout, the target before .venv's own packages."""
    result = subprocess.run(
        [str(environment.PYTHON), *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(target), "PATH": "/usr/bin:/bin"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        raise SetupError(f"the installed program fails: {result.stderr.strip()[-500:]}")
    return result.stdout
