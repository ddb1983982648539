"""The stages of `dev.py test`: each runs whatever the others found, one summary at the end."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import audit
import environment
import translations
import wheel_check
from beside import WindowsBuild
from linux import package as linux_package
from terminal import ROOT, SetupError, say

# Empty when the stage passed, else one line of what went wrong, or "not audited: why".
Outcome = str

WINDOW_ROOMS = ("ui", "app")
END_TO_END = ("end2end",)
# These need a built package, which their own stages build.
PACKAGES = ("packages",)
# These look at the tree or at the whole program, never at one room's behaviour.
NOT_ROOMS = (
    *WINDOW_ROOMS,
    *END_TO_END,
    "architecture",
    "benchmarks",
    "support",
    "data",
    *PACKAGES,
    "packaging",
    "__pycache__",
)


@dataclass(frozen=True)
class Stage:
    """One heading of the report."""

    name: str
    carry_out: Callable[[], Outcome]


def test(*, everything: bool, pytest_arguments: list[str]) -> int:
    """Set up, run every stage, sum up; 1 when any failed."""
    started = time.monotonic()
    environment.set_up(for_tests=True)
    say(f"set up in {time.monotonic() - started:.1f} s")
    lines = []
    failures = fine = 0
    for stage in _stages(everything, pytest_arguments):
        print(f"\n=== {stage.name} ===", flush=True)
        begun = time.monotonic()
        problem = _outcome(stage)
        failed = audit.is_failure(problem)
        failures += failed
        fine += not problem
        verdict = f"FAILED: {problem}" if failed else problem or "ok"
        lines.append(f"{stage.name:<26} {time.monotonic() - begun:7.1f} s  {verdict}")
        print(f"--- {stage.name}: {verdict}", flush=True)
    total = time.monotonic() - started
    print("\n=== summary ===", *lines, sep="\n")
    print(f"{fine} of {len(lines)} stages ok in {total:.0f} s", flush=True)
    return 1 if failures else 0


def _stages(everything: bool, extra: list[str]) -> list[Stage]:
    linters = [
        Stage("ruff check", _tool("ruff", "check", ".")),
        Stage("ruff format", _tool("ruff", "format", "--check", ".")),
        Stage("mypy", _tool("mypy")),
        Stage("import contracts", _tool("lint-imports", "--no-cache")),
        Stage("translations", _translations),
    ]
    marks = [] if everything else ["-m", "not slow"]
    tests = [
        Stage("tests of the rooms", _pytest(_side_by_side() + marks + _not_windows(), extra)),
        Stage(
            "tests of the window", _pytest(_side_by_side() + marks + _folders(WINDOW_ROOMS), extra)
        ),
    ]
    end_to_end = [*marks, *_slowest(), *_folders(END_TO_END)]
    if not everything:
        # What measures time at its limits is slow, and alone with the machine.
        quick = Stage("tests end to end", _pytest(_side_by_side() + end_to_end, extra))
        return [*linters, *tests, quick]
    tests.append(Stage("tests end to end", _pytest(end_to_end, extra)))
    # The same tests once more, on a machine that has no Qt at all.
    without_qt = Stage(
        "tests without Qt",
        _pytest(
            [
                "-p",
                "no:pytest-qt",
                *_side_by_side(),
                "-m",
                "not slow and not heavy",
                *_rooms_without_qt(),
            ],
            extra,
            WATS_TESTS_WITHOUT_QT="1",
        ),
    )
    wheel = Stage("wheel", wheel_check.problem_of_the_wheel)
    vulnerabilities = Stage("known vulnerabilities", audit.problem_of_the_lock)
    return [*linters, *tests, without_qt, wheel, vulnerabilities, *_packages(extra)]


def _packages(extra: list[str]) -> list[Stage]:
    windows = WindowsBuild()

    def linux() -> int:
        windows.begin()
        return linux_package.package()

    return [
        Stage("package for Linux", _package(linux, "linux", extra)),
        Stage("package for Windows", _package(windows.end, "windows", extra)),
    ]


def _outcome(stage: Stage) -> Outcome:
    try:
        return stage.carry_out()
    except SetupError as error:
        return str(error)


def _tool(name: str, *arguments: str) -> Callable[[], Outcome]:
    return lambda: _run([environment.venv_tool(name), *arguments])


def _pytest(arguments: list[str], extra: list[str], **variables: str) -> Callable[[], Outcome]:
    command = [str(environment.PYTHON), "-m", "pytest", *arguments, *extra]
    return lambda: _run(command, **variables)


def _package(build: Callable[[], int], system: str, extra: list[str]) -> Callable[[], Outcome]:
    """Build it, then install, run and remove what was built."""
    tested = _pytest([*_slowest(), "-k", system, *_folders(PACKAGES)], extra)

    def carry_out() -> Outcome:
        code = build()
        return f"the build failed (exit {code})" if code else tested()

    return carry_out


def _run(command: list[str], **variables: str) -> Outcome:
    code = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **variables},
        stdin=subprocess.DEVNULL,
        stderr=sys.stdout.fileno(),
        check=False,
    ).returncode
    if code == 0:
        return ""
    return "no test was run (exit 5)" if code == 5 else f"exit {code}"  # noqa: PLR2004 - pytest's


def _translations() -> Outcome:
    stale = translations.out_of_date()
    for line in stale:
        print(line)
    return "run python3 packaging/dev.py translations" if stale else ""


def _side_by_side() -> list[str]:
    return ["-n", "2", "--dist", "loadfile"]


def _slowest() -> list[str]:
    """Says where the time of a run went, so that it can be kept within its limit."""
    return ["--durations", "20", "--durations-min", "3"]


def _not_windows() -> list[str]:
    return [
        "tests",
        *(f"--ignore=tests/{name}" for name in (*WINDOW_ROOMS, *END_TO_END, *PACKAGES)),
    ]


def _rooms_without_qt() -> list[str]:
    rooms = (path.name for path in sorted((ROOT / "tests").iterdir()) if path.is_dir())
    files = (path.name for path in sorted((ROOT / "tests").glob("test_*.py")))
    return _folders(tuple(room for room in rooms if room not in NOT_ROOMS)) + _folders(tuple(files))


def _folders(names: tuple[str, ...]) -> list[str]:
    """Those that exist; the first, if none does, so that pytest says what is missing."""
    there = [f"tests/{name}" for name in names if (ROOT / "tests" / name).exists()]
    return there or [f"tests/{name}" for name in names[:1]]
