"""What a build takes from the last one: folders that are whole, or are made anew.

An entry is a folder named after what it was made from. It is made under another name and
renamed when it is done, under a lock, so that two builds at once share it; a seal counts
what lies in it, so that an entry that has lost or gained a file since is made again.
"""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock

_SEAL = ".sealed.json"
_FORGOTTEN = 30 * 86_400  # s since an entry was last used


def folder() -> Path:
    """Where the entries lie: `wats-station-build` in the user's cache folder."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if base else Path.home() / ".cache") / "wats-station-build"


def key(*made_from: str | bytes) -> str:
    """16 hexadecimal digits that stand for what an entry is made from."""
    digest = hashlib.sha256()
    for part in made_from:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:16]


def entry(name: str, made_from: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` made from what `made_from` (a key) stands for.

    `make` fills the empty folder it is given; what it raises is passed on, and the
    entry is then not there. Entries of the same name that nobody used for a month go.
    """
    place = folder() / f"{name}-{made_from}"
    place.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{place}.lock"):
        if not is_whole(place):
            _make(place, make)
        os.utime(place / _SEAL)
    _forget_old(name, place)
    return place


def is_whole(place: Path) -> bool:
    """Whether this entry holds as many files and bytes as when it was made."""
    try:
        sealed = json.loads((place / _SEAL).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(sealed == _contents(place))


def _make(place: Path, make: Callable[[Path], None]) -> None:
    if place.exists():
        shutil.rmtree(place)
    fresh = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
    try:
        make(fresh)
        (fresh / _SEAL).write_text(json.dumps(_contents(fresh)), encoding="utf-8")
        fresh.rename(place)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _contents(place: Path) -> dict[str, int]:
    sizes = [size for name, size in _files(place) if name != _SEAL]
    return {"files": len(sizes), "bytes": sum(sizes)}


def _files(place: Path) -> Iterator[tuple[str, int]]:
    for parent, folders, names in os.walk(place):
        # Whoever uses a Python keeps what it compiled there; each file of that is written whole.
        folders[:] = [each for each in folders if each != "__pycache__"]
        for name in names:
            yield name, (Path(parent) / name).lstat().st_size


def _forget_old(name: str, used: Path) -> None:
    """Remove entries of this name that are out of use, and what a killed build left half made."""
    old = time.time() - _FORGOTTEN
    left = [(seal, seal.parent) for seal in folder().glob(f"{name}-*/{_SEAL}")]
    left += [(half, half) for half in folder().glob(f".{name}-*")]
    for mark, place in left:
        # Another build may be removing it too.
        with contextlib.suppress(OSError):
            if place != used and mark.stat().st_mtime < old:
                shutil.rmtree(place)
                Path(f"{place}.lock").unlink(missing_ok=True)
