"""The fleet's settings in a shared folder, and the last good copy of them in the data folder.

A share that is away may hold a reading up for minutes: it has a second, in a thread that
nobody waits for any longer, and then the copy is used.
"""

import logging
import threading
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import NamedTuple

from wats_station.adapters.settings_file.document import NAME, document_of
from wats_station.adapters.settings_file.shape import checked
from wats_station.adapters.settings_file.writing import replace_file
from wats_station.domain.settings import SettingsFault, SettingsProblem
from wats_station.domain.settings_layers import Tree, settings_under

COPY = "fleet.json"
LOCKED_NAME = "locked"
PATIENCE = 1.0

_log = logging.getLogger(__name__)


class Fleet(NamedTuple):
    """What the fleet says: a layer, and the paths that no station's own file may change.

    `problem` is what was wrong with the shared file; `copied` where its last good copy is
    used instead.
    """

    said: Tree
    locked: tuple[str, ...] = ()
    problem: str = ""
    copied: bool = False


NO_FLEET = Fleet({})


def read_fleet(share: Path, copy: Path, patience: float = PATIENCE) -> Fleet:
    """The fleet's settings, or the last good copy of them; waits `patience` seconds at most."""
    path = share / NAME
    try:
        content = _read_within(patience, path)
        fleet = _fleet_of(content, str(path))
    except SettingsProblem as problem:
        return copied_fleet(copy)._replace(problem=problem.detail)
    _keep_copy(copy, content)
    return fleet


def _fleet_of(content: bytes, source: str) -> Fleet:
    said = document_of(content, source).said
    locked = said.pop(LOCKED_NAME, [])
    if "fleet" in said:
        text = f"{source}: fleet: only a station itself is told where its fleet's settings are"
        raise SettingsProblem(SettingsFault.NOT_SETTINGS, text)
    checked(said, source)
    return Fleet(said, _locked(locked, source))


def _locked(paths: object, source: str) -> tuple[str, ...]:
    if not isinstance(paths, list):
        text = f"{source}: {LOCKED_NAME}: a list of settings is wanted"
        raise SettingsProblem(SettingsFault.NOT_SETTINGS, text)
    for number, path in enumerate(paths):
        if not isinstance(path, str) or not settings_under(path):
            text = f"{source}: {LOCKED_NAME}.{number}: there is no setting {path!r}"
            raise SettingsProblem(SettingsFault.NOT_SETTINGS, text)
    return tuple(each for path in paths for each in settings_under(path))


def copied_fleet(copy: Path) -> Fleet:
    """The last good copy of the fleet's settings; `NO_FLEET` where there is none."""
    try:
        fleet = _fleet_of(copy.read_bytes(), str(copy))
    except FileNotFoundError:
        return NO_FLEET
    except (OSError, SettingsProblem) as error:
        _log.warning("the copy of the fleet's settings cannot be used: %s", error)
        return NO_FLEET
    return fleet._replace(copied=True)


def _keep_copy(copy: Path, content: bytes) -> None:
    try:
        if not copy.exists() or copy.read_bytes() != content:
            replace_file(copy, content)
    except OSError as error:
        # The settings hold all the same; only a later start without the share would miss it.
        _log.warning("no copy of the fleet's settings could be kept: %s", error)


def _read_within(seconds: float, path: Path) -> bytes:
    answers = SimpleQueue[bytes | str]()

    def read() -> None:
        try:
            answers.put(path.read_bytes())
        except OSError as error:
            answers.put(error.strerror or str(error))
        except ValueError as error:  # no path at all
            answers.put(str(error))

    threading.Thread(target=read, name="fleet's settings", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        text = f"{path}: it did not answer within {seconds:g} s"
        raise SettingsProblem(SettingsFault.UNREADABLE, text) from None
    if isinstance(answer, str):
        raise SettingsProblem(SettingsFault.UNREADABLE, f"{path}: {answer}")
    return answer
