"""What must not be in a built program: secrets, traces of the computer that built it, leftovers.

Every byte is looked at: files as they are, what is packed inside the programs and in
archives unpacked, text in UTF-8 and in UTF-16. Paths of the computers that built other
people's wheels are theirs, and pass.
"""

import getpass
import os
import re
import socket
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

# One that is at work everywhere says nothing about a computer, and is part of other words.
_SHORTEST_NAME = 5
_COMMON_NAMES = frozenset(
    (
        "admin",
        "builder",
        "debian",
        "localhost",
        "runner",
        "runneradmin",
        "ubuntu",
        "user",
        "users",
        "wine",
    )
)
_SECRETS = {
    "a private key": re.compile(
        rb"-----BEGIN (?:RSA |EC |OPENSSH |DSA |ENCRYPTED )?PRIVATE KEY-----\s+[A-Za-z0-9+/]{16}"
    ),
    "a GitHub token": re.compile(rb"\bgh[pousr]_[A-Za-z0-9]{36}\b"),
    "a GitHub token of the newer kind": re.compile(rb"\bgithub_pat_[A-Za-z0-9_]{60,}"),
    "a PyPI token": re.compile(rb"\bpypi-AgEI[A-Za-z0-9_-]{40,}"),
    "an AWS key": re.compile(rb"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
    "a Slack token": re.compile(rb"\bxox[abprs]-[0-9A-Za-z-]{20,}"),
    "a WATS token": re.compile(rb"WATS_STATION_TOKEN\s*[=:]\s*[\"']?[A-Za-z0-9+/=]{12,}"),
    "a password in an address": re.compile(
        rb"\b(?:https?|postgresql(?:\+psycopg)?)://[A-Za-z0-9._-]+:[^\s@/{}<>%$'\",]{8,}@[a-z0-9]"
    ),
}
# What documentation of other people's libraries shows.
_EXAMPLES = re.compile(rb"EXAMPLE|:password@|:secret@|username:|user:p|scott:tiger")
_UNWANTED_NAMES = {
    "a test": re.compile(r"(^|/)(tests?|testing)/|(^|/)(test_[^/]*|conftest)\.pyc?$"),
    "the pseudo-language": re.compile(r"(^|/)wats_station_xx\.qm$"),
    "a note of how it was installed": re.compile(
        r"\.dist-info/(direct_url\.json|RECORD|INSTALLER|REQUESTED)$"
    ),
    "a source file": re.compile(r"\.(py|pyi|ts|c|cpp|h)$"),
    "a stand-in that only Wine needs": re.compile(
        r"(^|/)(icuuc|bcryptprimitives|mscms)\.dll$", re.IGNORECASE
    ),
    "an editor's or a system's leftover": re.compile(r"(~|\.orig|\.rej|\.swp|/\.DS_Store)$"),
    "an environment file": re.compile(r"(^|/)\.(env|git|pypirc|netrc)(/|$)"),
}
# Read as files: Alembic runs its migrations by their paths.
_WANTED = re.compile(r"/wats_station/site_server/store/migrations/[^/]+(/[^/]+)?\.py$")


def problems_in(program_folder: Path, checkout: Path) -> list[str]:
    """What is wrong, a sentence each with the file's name; none where the folder is clean."""
    traces = traces_of_this_computer(checkout)
    found: list[str] = []
    for path in sorted(program_folder.rglob("*")):
        place = path.relative_to(program_folder).as_posix()
        if path.is_symlink():
            target = path.readlink()
            if target.is_absolute():
                found.append(f"{place} is a link to {target}, which is no part of the program")
            continue
        if not path.is_file():
            continue
        found += _of_name(f"/{place}")
        for inside, data in parts_of(path):
            name = f"{place}{inside}"
            found += _of_name(inside) if inside else []
            found += [f"{name} holds {what}" for what in _of_bytes(data, traces)]
    return list(dict.fromkeys(found))


def traces_of_this_computer(checkout: Path) -> dict[str, bytes]:
    """What a trace is, and the bytes that betray it; forward slashes, lower case."""
    home = Path.home()
    folders = {
        "the path of the checkout": checkout.resolve(),
        "the path of the environment that built it": Path(sys.prefix).resolve(),
        "the path of the Python that built it": Path(sys.base_prefix).resolve(),
        "the home folder of who built it": home,
        "the path of the Wine prefix": Path(os.environ.get("WINEPREFIX", home / ".wine")),
        "the build's cache": _cache(home),
    }
    names = {
        "the name of the computer that built it": socket.gethostname(),
        "the name of who built it": getpass.getuser(),
    }
    traces = {
        what: folder.as_posix().lower().encode()
        for what, folder in folders.items()
        # A folder such as /usr or /root is on every computer.
        if len(folder.parts) > 2  # noqa: PLR2004
        and not folder.as_posix().startswith("/usr/")
        # Wheels that others had built by such a service tell its path too.
        and not (folder == home and folder.name in _COMMON_NAMES)
    }
    for what, name in names.items():
        if len(name) >= _SHORTEST_NAME and name.lower() not in _COMMON_NAMES:
            traces[what] = name.lower().encode()
    return traces


def parts_of(path: Path) -> Iterator[tuple[str, bytes]]:
    """The file's bytes, and of an archive everything inside: `!` and the name in it."""
    data = path.read_bytes()
    yield "", data
    if data[:4] == b"PK\x03\x04" and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield f"!/{name}", archive.read(name)
    elif path.suffix in ("", ".exe") and _is_frozen(data):
        yield from _in_program(path)


def _is_frozen(data: bytes) -> bool:
    return b"MEI\014\013\012\013\016" in data


def _in_program(path: Path) -> Iterator[tuple[str, bytes]]:
    from PyInstaller.archive.readers import CArchiveReader, ZlibArchiveReader

    archive = CArchiveReader(str(path))
    for name, entry in archive.toc.items():
        if entry[-1] in ("o", "n"):
            continue  # An option for the bootloader, or a reference: no bytes of its own.
        data = archive.extract(name)
        yield f"!/{name}", data
        if entry[-1] == "z":
            yield from _in_modules(name, data, ZlibArchiveReader)


def _in_modules(name: str, data: bytes, reader: type) -> Iterator[tuple[str, bytes]]:
    """The modules of a PYZ, which its reader wants as a file."""
    with tempfile.TemporaryDirectory(prefix="wats-station-pyz-") as folder:
        copy = Path(folder) / "modules.pyz"
        copy.write_bytes(data)
        modules = reader(str(copy))
        for module in modules.toc:
            try:
                code = modules.extract(module, raw=True)
            except (zlib.error, OSError) as error:
                raise ValueError(f"{module} in {name} cannot be read: {error}") from error
            if code:
                yield f"!/{name}!/{module}", code


def _of_name(place: str) -> list[str]:
    return [
        f"{place.lstrip('/')} is {what}"
        for what, pattern in _UNWANTED_NAMES.items()
        if pattern.search(place) and not _WANTED.search(place)
    ]


def _of_bytes(data: bytes, traces: dict[str, bytes]) -> Iterator[str]:
    for what, pattern in _SECRETS.items():
        if any(not _EXAMPLES.search(found[0]) for found in pattern.finditer(data)):
            yield what
    views = [_plain(data)]
    if b"\0" in data:
        # Windows writes text with two bytes a letter, from an even or an odd place on.
        views += [_plain(data[start::2]) for start in (0, 1)]
    for what, trace in traces.items():
        if any(map(partial(_holds, trace), views)):
            yield what


def _plain(data: bytes) -> bytes:
    """Small letters and forward slashes, whichever and however many there were."""
    return data.lower().replace(b"\\\\", b"/").replace(b"\\", b"/")


def _holds(trace: bytes, data: bytes) -> bool:
    """Whether it is there, and not as a part of a longer word."""
    start = data.find(trace)
    while start >= 0:
        end = start + len(trace)
        before = b"" if trace.startswith(b"/") else data[max(0, start - 1) : start]
        if not (before.isalnum() or data[end : end + 1].isalnum()):
            return True
        start = data.find(trace, start + 1)
    return False


def _cache(home: Path) -> Path:
    root = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(root) if root else home / ".cache") / "wats-station-build"
