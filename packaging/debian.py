"""The Debian packages a bare system lacks: found, and installed when this is root.

Elsewhere than on Debian nothing is installed: the names are told once, at set-up.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable

from terminal import SetupError, attempt

Say = Callable[[str], None]

# What QtCore, QtGui, QtWidgets, QtNetwork and QtMultimedia link to (`ldd` tells).
QT_LIBRARIES = (
    "libbrotli1",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libfreetype6",
    "libgl1",
    "libglib2.0-0",
    "libgssapi-krb5-2",
    "libpulse0",
    "libx11-6",
    "libxext6",
    "libxkbcommon0",
    "libxrandr2",
)
X11_LIBRARIES = (
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-shm0",
    "libxcb-sync1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
)
WAYLAND_LIBRARIES = ("libwayland-client0", "libwayland-cursor0", "libwayland-egl1")
FONTS = ("fonts-dejavu-core",)
RUN_PACKAGES = (*QT_LIBRARIES, *X11_LIBRARIES, *WAYLAND_LIBRARIES, *FONTS)
TEST_PACKAGES = (
    *RUN_PACKAGES,
    "curl",
    "imagemagick",
    "nsis",
    "openbox",
    "x11-utils",
    "x11-xkb-utils",
    "xdotool",
    "xvfb",
)
# What builds the Windows program here (packaging/windows/).
WINDOWS_BUILD_PACKAGES = ("gcc-mingw-w64-x86-64", "nsis", "wine", "wine64")


def provide(wanted: tuple[str, ...], needed: tuple[str, ...], say: Say) -> None:
    """See that `wanted` is installed; without root, go on unless one of `needed` is missing."""
    if not _is_debian():
        return
    missing = _missing(wanted)
    if not missing:
        return
    if os.geteuid() == 0:
        _install(missing, say)
        return
    command = f"sudo apt-get install -y --no-install-recommends {' '.join(missing)}"
    if set(missing) & set(needed):
        raise SetupError(f"Debian packages are missing and this is not root: run {command}")
    say(f"Debian packages are missing and this is not root; going on without. For all: {command}")


def needed_for_a_window() -> tuple[str, ...]:
    """The packages without which no window can open on the display this process has."""
    if os.environ.get("WAYLAND_DISPLAY"):
        return (*QT_LIBRARIES, *WAYLAND_LIBRARIES)
    return (*QT_LIBRARIES, *X11_LIBRARIES) if os.environ.get("DISPLAY") else QT_LIBRARIES


def provide_venv_module(say: Say) -> None:
    """Debian's own python3 comes without `ensurepip`, which a new environment needs."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if not _is_debian():
        raise SetupError(f"this Python has no ensurepip: install {package} or a full Python")
    provide((package,), (package,), say)
    importlib.invalidate_caches()


def tell_elsewhere(say: Say) -> None:
    """On a Linux that is not Debian, name what the window needs; nothing can be checked."""
    if sys.platform.startswith("linux") and not _is_debian():
        say(
            f"not a Debian system: if no window opens, install what gives {', '.join(RUN_PACKAGES)}"
        )


def _is_debian() -> bool:
    return shutil.which("dpkg-query") is not None and shutil.which("apt-get") is not None


def _missing(wanted: tuple[str, ...]) -> list[str]:
    """A package counts as there under a name it provides too (libglib2.0-0t64 in Debian 13)."""
    form = "-f=${db:Status-Status}\t${Package}, ${Provides}\n"
    listing = attempt(["dpkg-query", "-W", form]).stdout
    there: set[str] = set()
    for line in listing.splitlines():
        status, _, names = line.partition("\t")
        if status == "installed":
            there.update(name.split(" ")[0] for name in names.split(", "))
    return [name for name in wanted if name not in there]


def _install(missing: list[str], say: Say) -> None:
    say(f"installing Debian packages: {' '.join(missing)}")
    # A list that did not refresh matters only if the packages then cannot be had.
    refresh = _apt("update")
    install = _apt("install", "-y", "--no-install-recommends", *missing)
    if install.returncode == 0:
        return
    print(refresh.stdout, install.stdout, sep="\n", file=sys.stderr)
    raise SetupError(
        "apt-get could not install them (its words are above): check the network and"
        " /etc/apt/sources.list, then run this again"
    )


def _apt(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return attempt(
        ["apt-get", "-o", "DPkg::Lock::Timeout=120", *arguments], DEBIAN_FRONTEND="noninteractive"
    )
