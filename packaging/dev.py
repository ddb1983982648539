#!/usr/bin/env python3
"""The developer's one entry: set up, start, test and measure WATS Station.

    python3 packaging/dev.py run [-- STATION ARGUMENTS]   the station on its demo site
    python3 packaging/dev.py test [--all] [-- PYTEST ARGUMENTS]
    python3 packaging/dev.py bench [--json FILE]
    python3 packaging/dev.py soak [--rounds N] [--actions N]   kill everything, for hours
    python3 packaging/dev.py soak --monkey N [--seed S]   N random scans, touches and keys
    python3 packaging/dev.py translations [--check]       refresh and compile the texts
    python3 packaging/dev.py screenshots [--out DIR] [--only NAME]   every look of the window
    python3 packaging/dev.py package                      the program for Linux, and a .deb of it
    python3 packaging/dev.py windows                      the program for Windows, and its installer
    python3 packaging/dev.py lock                         resolve requirements.lock anew

Standard library only. Under a Python that is not supported it looks for one that
is and starts itself again there, so this file keeps to syntax that an old Python reads.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

SUPPORTED = ((3, 11), (3, 12), (3, 13))
FINE, FAILED, BAD_ARGUMENTS = 0, 1, 2


def main(arguments: list[str]) -> int:
    """Run one command; the answer is the exit code (0 fine, 1 failed, 2 bad arguments)."""
    if sys.version_info[:2] not in SUPPORTED:
        return _start_again_under_a_supported_python(arguments)
    ours, passed_on = _split(arguments)
    options = _parser().parse_args(ours)
    if passed_on and options.command not in ("run", "test"):
        return _complain(f"{options.command} takes nothing after --", BAD_ARGUMENTS)

    from terminal import SetupError

    try:
        return _carry_out(options, passed_on)
    except SetupError as error:
        return _complain(str(error), FAILED)
    except KeyboardInterrupt:
        return _complain("stopped by Ctrl+C", 130)


def _carry_out(options: argparse.Namespace, passed_on: list[str]) -> int:
    """Import only what the command needs, so that a second `run` starts at once."""
    if options.command == "run":
        import station_run

        return station_run.run(passed_on)
    if options.command == "test":
        import checks

        return checks.test(everything=options.all, pytest_arguments=passed_on)
    if options.command == "bench":
        import station_run

        return station_run.bench(options.json)
    if options.command == "soak":
        import station_run

        if options.monkey:
            return station_run.monkey(options.monkey, options.seed)
        return station_run.soak(options.rounds, options.actions)
    if options.command == "translations":
        import translations

        return translations.refresh(check_only=options.check)
    if options.command == "package":
        from linux.package import package

        return package()
    if options.command == "windows":
        from windows import command

        return command.build()
    if options.command == "screenshots":
        import screenshots

        return screenshots.take(options.out, options.only)
    import environment

    return environment.lock(upgrade=options.upgrade)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="packaging/dev.py", description="Set up, start, test and measure WATS Station."
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    commands.add_parser("run", help="start the station on its demo site; -- passes arguments on")
    test = commands.add_parser("test", help="linters, types, contracts, tests; -- is pytest's")
    test.add_argument("--all", action="store_true", help="the slow stages too")
    bench = commands.add_parser("bench", help="the numbers of product.md section 8")
    bench.add_argument("--json", metavar="FILE", type=Path, help="write the rows to FILE")
    soak = commands.add_parser("soak", help="kill server, window and agent, again and again")
    soak.add_argument("--rounds", metavar="N", type=int, default=100, help="of the server: 100")
    soak.add_argument("--actions", metavar="N", type=int, default=10_000, help="at a window: 10000")
    soak.add_argument("--monkey", metavar="N", type=int, help="instead: N random steps at a window")
    soak.add_argument("--seed", metavar="S", type=int, help="the monkey's; else a new one, printed")
    texts = commands.add_parser("translations", help="collect the texts and compile them")
    texts.add_argument(
        "--check", action="store_true", help="change nothing, say what is out of date"
    )
    pictures = commands.add_parser("screenshots", help="every look of the window, as pictures")
    pictures.add_argument(
        "--out", metavar="DIR", type=Path, default=Path("build/screenshots"), help="where to"
    )
    pictures.add_argument("--only", metavar="NAME", default="", help="looks with NAME in theirs")
    commands.add_parser("package", help="the program for Linux, in a folder and as a .deb")
    commands.add_parser("windows", help="the program for Windows and its installer, through Wine")
    lock = commands.add_parser("lock", help="resolve requirements.lock from pyproject.toml")
    lock.add_argument("--upgrade", action="store_true", help="take the newest versions allowed")
    return parser


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    if "--" not in arguments:
        return arguments, []
    at = arguments.index("--")
    return arguments[:at], arguments[at + 1 :]


def _start_again_under_a_supported_python(arguments: list[str]) -> int:
    for major, minor in reversed(SUPPORTED):
        found = shutil.which(f"python{major}.{minor}")
        if found and _runs(found):
            command = [found, os.path.abspath(__file__), *arguments]  # noqa: PTH100 - any Python
            sys.stdout.flush()
            os.execv(found, command)  # noqa: S606 - becomes the same program
    here = ".".join(str(part) for part in sys.version_info[:2])
    return _complain(f"this is Python {here}: install Python 3.11, 3.12 or 3.13", FAILED)


def _runs(python: str) -> bool:
    """A name on the PATH may be a version switcher's, with nothing behind it."""
    nowhere = subprocess.DEVNULL
    return subprocess.call([python, "-c", "import venv"], stdout=nowhere, stderr=nowhere) == 0


def _complain(message: str, code: int) -> int:
    sys.stdout.flush()
    print(f"dev.py: {message}", file=sys.stderr)
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
