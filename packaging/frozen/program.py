"""What the frozen program runs first: `wats-station`, in a process that a package has made odd.

A windowed Windows program has no standard streams, a Linux one is told to look for shared
libraries in its own folder, and worker processes start as the same program.
"""

import multiprocessing
import os
import sys


def _give_streams() -> None:
    """Whoever writes to the terminal need not ask whether there is one."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - lives as we do
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
            setattr(sys, name, nowhere)


def _give_children_their_libraries() -> None:
    """Other programs (a browser, a viewer) must not load this package's libraries."""
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if sys.platform == "linux":
        os.environ.pop("LD_LIBRARY_PATH", None)
        if before:
            os.environ["LD_LIBRARY_PATH"] = before


def _speak_utf_8() -> None:
    """Where nothing says which letters there are, Python means UTF-8; frozen, it has to be told."""
    said = os.environ.get("LC_CTYPE") or os.environ.get("LANG") or "C"
    if sys.platform == "linux" and said in ("C", "POSIX") and "LC_ALL" not in os.environ:
        os.environ["LC_CTYPE"] = "C.UTF-8"


if __name__ == "__main__":
    _give_streams()
    _give_children_their_libraries()
    _speak_utf_8()
    multiprocessing.freeze_support()
    from wats_station.cli import main

    sys.exit(main())
