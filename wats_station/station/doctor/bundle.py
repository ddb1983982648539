"""The bundle for support: one zip with what was found, and nothing secret.

What cannot be read is named in it: a bundle is made of folders that are in disorder.
"""

import io
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from wats_station.adapters.clock import utc_now
from wats_station.adapters.crash_file import scrubbed
from wats_station.station.doctor.bundle_parts import Part, parts_of
from wats_station.station.doctor.known_secrets import known_secrets
from wats_station.station.terminal_text import one_line

# The first year that a zip can tell, for a computer whose clock has stopped.
_ZIP_BEGINS = 1980


class BundleProblem(Exception):
    """The bundle cannot be written; the text is one line that says what to do."""


def write_bundle(folder: Path, file: Path, url: str, findings: Callable[[], str]) -> int:
    """Write the zip; its size in bytes. An existing file is left alone.

    `url` is the server that was asked for, empty for the kept one; `findings` examines the
    station, and may fail. Raises `BundleProblem`.
    """
    try:
        if _is_there(file):
            raise BundleProblem(f"{file} exists already: name another file")
        # Tried before anything is examined, which takes a while.
        handle, name = tempfile.mkstemp(dir=file.absolute().parent, prefix=".bundle-")
    except OSError as error:
        raise _unwritable(file, error) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            size = out.write(_zipped(folder, url, findings))
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except OSError as error:
        raise _unwritable(file, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return size


def _is_there(file: Path) -> bool:
    """Also where it is a link to nothing; raises OSError for a name that no file can have."""
    try:
        file.lstat()
    except FileNotFoundError:
        return False
    return True


def _unwritable(file: Path, error: OSError) -> BundleProblem:
    why = error.strerror or str(error)
    return BundleProblem(one_line(f"{file}: {why}: name a file in a folder that can be written"))


def _zipped(folder: Path, url: str, findings: Callable[[], str]) -> bytes:
    secrets = known_secrets(folder, url)
    target, problems = io.BytesIO(), list[str]()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        for part in _whatever_comes(parts_of(folder, findings), problems):
            try:
                _add(bundle, part.name, scrubbed(part.read(), secrets))
            except FileNotFoundError:
                problems.append(f"{part.name}: there is none")
            except Exception as error:  # noqa: BLE001 - what one part is broken by, the others are wanted
                problems.append(one_line(f"{part.name}: {type(error).__name__}: {error}"))
        _add(bundle, "problems.txt", scrubbed("\n".join(problems) or "none", secrets) + "\n")
    return target.getvalue()


def _whatever_comes(parts: Iterator[Part], problems: list[str]) -> Iterator[Part]:
    """The parts, up to where even their names cannot be read."""
    try:
        yield from parts
    except OSError as error:
        problems.append(one_line(f"the data folder: {error}"))


def _add(bundle: zipfile.ZipFile, name: str, text: str) -> None:
    now = utc_now()
    # Its owner's alone where it is unpacked.
    entry = zipfile.ZipInfo(name, (max(now.year, _ZIP_BEGINS), *now.timetuple()[1:6]))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    bundle.writestr(entry, text.encode(errors="backslashreplace"))
