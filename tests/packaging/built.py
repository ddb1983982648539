"""A folder as a build leaves it behind: small, made of what the real ones hold."""

import importlib.metadata
from pathlib import Path

# Where, and what is in it. Versions that a file says itself are made up.
FILES = {
    "wats-station": b"\x7fELF",
    "_internal/libpython3.11.so.1.0": b"\x7fELF",
    "_internal/python3.11/lib-dynload/_json.cpython-311-x86_64-linux-gnu.so": b"\x7fELF",
    "_internal/json/decoder.pyc": b"",
    "_internal/PySide6/QtCore.abi3.so": b"",
    "_internal/PySide6/Qt/lib/libQt6Core.so.6": b"",
    "_internal/PySide6/Qt/lib/libavutil.so.59": b"\0FFmpeg version n7.1.5\0",
    "_internal/PySide6/Qt/plugins/platforms/libqxcb.so": b"",
    "_internal/shiboken6/Shiboken.abi3.so": b"",
    "_internal/psycopg_binary.libs/libcrypto-3a0647ea.so.3": b"\0OpenSSL 3.5.9 29 Sep 2026\0",
    "_internal/psycopg_binary.libs/libsasl2-84219a89.so.3.0.0": b"",
    "_internal/httpx/_api.pyc": b"",
    "_internal/sly/lex.pyc": b"",
    "_internal/wats_station/cli.pyc": b"",
    "_internal/wats_station/_data/resources/sounds/done.wav": b"",
}
_DISTRIBUTIONS = ("httpx", "sly", "PySide6-Essentials", "mako")
STAMP = b'{"version": "0.1.0", "commit": "abc123", "date": "2026-11-29T20:33:10Z"}\n'


def built_program(folder: Path) -> Path:
    """Lay it down in `folder`; the program's folder."""
    program = folder / "wats-station"
    for place, data in FILES.items():
        put(program, place, data)
    put(program, "_internal/wats_station/_data/build.json", STAMP)
    for name in _DISTRIBUTIONS:
        distribution = importlib.metadata.distribution(name)
        for file in distribution.files or ():
            if file.name == "METADATA":
                put(program, f"_internal/{file}", file.read_binary())
    return program


def put(program: Path, place: str, data: bytes) -> Path:
    """One more file in it."""
    path = program / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
