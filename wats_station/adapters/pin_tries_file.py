"""The count of wrong PINs, in the data folder: it outlives a restart of the program.

Every call touches the disk: none may be made on a loop that paints.
"""

import logging
import os
import tempfile
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from wats_station.services.pins import PinTries

if TYPE_CHECKING:
    from pydantic import TypeAdapter

NAME = "pin-tries.json"

_log = logging.getLogger(__name__)


class PinTriesFile:
    """A `PinTriesStore` in a data folder; its owner alone can read it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def read(self) -> PinTries:
        """What was kept; no tries where there is no file, or none that can be read.

        A damaged one is moved aside, and logged: somebody may have done it on purpose.
        """
        # Here: only who enters a PIN needs it.
        from pydantic import ValidationError  # noqa: PLC0415

        try:
            return _shape().validate_json(self.path.read_bytes())
        except FileNotFoundError:
            pass
        except OSError as error:
            _log.warning("%s cannot be read (%s): wrong PINs count anew", self.path, error.strerror)
        except ValidationError:
            self._set_aside()
        return PinTries()

    def keep(self, tries: PinTries) -> None:
        """Replace the file; raises OSError."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # Its owner's alone from its first byte.
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=NAME)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_shape().dump_json(tries, indent=2) + b"\n")
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self.path)
        finally:
            # There only where that failed.
            Path(name).unlink(missing_ok=True)

    def _set_aside(self) -> None:
        names = (f"pin-tries.damaged-{number}.json" for number in count(1))
        aside = next(path for path in map(self.path.with_name, names) if not path.exists())
        try:
            self.path.rename(aside)
        except OSError as error:
            _log.warning("%s is damaged and cannot be moved: %s", self.path, error.strerror)
            return
        _log.warning("%s is damaged: it is kept as %s, wrong PINs count anew", self.path, aside)


@cache
def _shape() -> "TypeAdapter[PinTries]":
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(PinTries)
