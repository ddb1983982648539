"""Makes PyInstaller quick at asking Windows modules what they link to: minutes become seconds.

It asks the same few hundred files thousands of times, forgets each answer (its own cache is
made anew at each call), and `pefile` has all of Python's memory searched after each file.
"""

import functools
import os
from types import SimpleNamespace


def remember() -> None:
    """From now on each file is asked once; nothing is done where modules are not Windows'."""
    if os.name != "nt":
        return
    import pefile
    from PyInstaller.depend import bindepend
    from PyInstaller.utils.win32 import winutils

    pefile.gc = SimpleNamespace(collect=lambda: 0)
    # Each by the name that its callers look up when they call.
    for module, name in (
        (bindepend, "_get_imports_pefile"),
        (winutils, "get_pe_file_machine_type"),
    ):
        setattr(module, name, functools.cache(getattr(module, name)))
