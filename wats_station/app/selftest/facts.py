"""What is tested, and on what: the program's build, the system, Python and Qt."""

import ctypes
import json
import platform
import sys
from typing import Any

from PySide6.QtCore import qVersion

from wats_station import __version__
from wats_station.paths import build_stamp, windowed_program


def facts() -> dict[str, str]:
    """By name, in the order they are told."""
    return {
        "version": __version__,
        "build": _build(),
        "program": " ".join(windowed_program()),
        "system": _system(),
        "python": platform.python_version(),
        "qt": qVersion(),
    }


def _build() -> str:
    """Commit and date of a packaged build; a checkout is said to be one."""
    try:
        stamp = json.loads(build_stamp().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return "a package without a stamp" if getattr(sys, "frozen", False) else "a checkout"
    except (OSError, ValueError) as problem:
        return f"a stamp that cannot be read: {problem}"
    return f"{stamp.get('commit', '')} of {stamp.get('date', '')}"


def _system() -> str:
    if sys.platform == "win32":
        # `platform` asks WMI, which may hang, and is not there under Wine.
        version = sys.getwindowsversion()
        name = f"Windows {version.major}.{version.minor}.{version.build}"
        wine = getattr(ctypes.WinDLL("ntdll"), "wine_get_version", None)
        return f"{name}, under Wine {_text_of(wine)}" if wine else name
    else:  # noqa: RET505 - so that each system's checker sees its own
        return platform.platform()


def _text_of(function: Any) -> str:
    function.restype = ctypes.c_char_p
    return (function() or b"").decode()
