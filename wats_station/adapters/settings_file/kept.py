"""The settings of one data folder: its own file, above the fleet's, below what a run was given."""

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from wats_station.adapters.settings_file.document import (
    NAME,
    Document,
    content_of,
    read_document,
)
from wats_station.adapters.settings_file.fleet import (
    COPY,
    NO_FLEET,
    PATIENCE,
    Fleet,
    copied_fleet,
    read_fleet,
)
from wats_station.adapters.settings_file.overlay import overlaid
from wats_station.adapters.settings_file.shape import checked
from wats_station.adapters.settings_file.writing import replace_file
from wats_station.domain.settings import Settings, SettingsFault, SettingsProblem
from wats_station.domain.settings_layers import (
    InForce,
    Origin,
    Override,
    Tree,
    merged,
    origins,
    overrides,
    own_layer,
    with_value,
    without,
)
from wats_station.domain.settings_versions import VERSION


class Layers(NamedTuple):
    """What holds, where each setting comes from, and what could not be used.

    `problem` is the own file's, `left_out` says of each override why it is none, and `fleet`
    carries what is wrong with the fleet's.
    """

    in_force: InForce
    origins: Mapping[str, Origin]
    fleet: Fleet = NO_FLEET
    problem: SettingsProblem | None = None
    left_out: tuple[str, ...] = ()


class SettingsFile:
    """The settings of one data folder, for one run.

    `command_line` holds texts `path=value`; an `environment` of None is the process's own.
    Every call touches the disk, and a reading the fleet's share: none may be made on a loop
    that paints.
    """

    def __init__(
        self,
        folder: Path,
        environment: Mapping[str, str] | None = None,
        command_line: Sequence[str] = (),
        patience: float = PATIENCE,
    ) -> None:
        self.path = folder / NAME
        self.layers: Layers | None = None
        given = os.environ if environment is None else environment
        self._overrides = overrides(given, command_line)
        self._patience = patience

    def read(self) -> Settings:
        """The settings in force; the standard ones where nothing says otherwise.

        Raises `SettingsProblem` where the own file or an override cannot be used.
        """
        layers = self.read_layers()
        if layers.problem is not None:
            raise layers.problem
        for why in layers.left_out:
            raise SettingsProblem(SettingsFault.NOT_SETTINGS, why)
        return layers.in_force.settings

    def read_layers(self) -> Layers:
        """Everything that is known; what cannot be used is named, and the rest holds."""
        fleet = self._fleet()
        base = checked(fleet.said, "fleet")
        own, below, problem = Tree(), fleet.said, None
        try:
            own = _unlocked(self._own(fleet), fleet)
            below = merged(fleet.said, own)
        except SettingsProblem as wrong:
            problem = wrong
        overlay = overlaid(below, self._overrides)
        given = [
            (origin, _tree_of(each for each in overlay.taken if each.origin is origin))
            for origin in (Origin.ENVIRONMENT, Origin.COMMAND_LINE)
        ]
        self.layers = Layers(
            InForce(overlay.settings, base, _fixed(fleet, overlay.taken)),
            origins([(Origin.FLEET, fleet.said), (Origin.FILE, own), *given]),
            fleet,
            problem,
            overlay.left_out,
        )
        return self.layers

    def wrong_on_command_line(self) -> tuple[str, ...]:
        """What of the command line is no setting, whatever the files say."""
        given = [each for each in self._overrides if each.origin is Origin.COMMAND_LINE]
        return overlaid({}, given).left_out

    def keep(self, settings: Settings) -> None:
        """Write down what differs from the layer below, and replace the file with it.

        A file that cannot be used is moved aside first, one of an older version copied: what
        somebody wrote into it stays. Raises `SettingsProblem`.
        """
        layers = self.layers or self.read_layers()
        try:
            document = self._usable_or_aside(layers.fleet)
            if document is not None and document.version < VERSION:
                self._copy_of_version(document.version)
            written = None if document is None else document.said
            said = own_layer(written, layers.in_force, settings)
            replace_file(self.path, content_of(said))
        except OSError as error:
            text = f"{self.path}: {error.strerror}"
            raise SettingsProblem(SettingsFault.UNREADABLE, text) from error
        self.layers = layers._replace(
            in_force=layers.in_force._replace(settings=settings), problem=None
        )

    def _fleet(self) -> Fleet:
        """What the shared folder says that this station is told of; raises nothing."""
        copy = self.path.with_name(COPY)
        own, damaged = Tree(), False
        try:
            own = self._own(NO_FLEET)
        except SettingsProblem:
            damaged = True  # told by the reading that follows
        share = overlaid(own, self._overrides).settings.fleet.folder
        if share:
            return read_fleet(self.path.parent / share, copy, self._patience)
        # Where the fleet's folder is may be what can no longer be read.
        return copied_fleet(copy) if damaged else NO_FLEET

    def _own(self, fleet: Fleet) -> Tree:
        document = self._proved(fleet)
        return Tree() if document is None else document.said

    def _proved(self, fleet: Fleet) -> Document | None:
        """The own file, where there is one, once it proved usable alone and with the fleet's."""
        document = read_document(self.path)
        if document is not None:
            checked(document.said, str(self.path))
            checked(merged(fleet.said, _unlocked(document.said, fleet)), str(self.path))
        return document

    def _usable_or_aside(self, fleet: Fleet) -> Document | None:
        """The own file; a damaged one is moved away, and there is none any more."""
        try:
            return self._proved(fleet)
        except SettingsProblem as problem:
            if problem.fault is not SettingsFault.NOT_SETTINGS:
                raise
            self.path.rename(self._free(f"settings.damaged-{number}.json" for number in count(1)))
            return None

    def _copy_of_version(self, version: int) -> None:
        again = (f"settings.v{version}-{number}.json" for number in count(2))
        copy = self._free(chain((f"settings.v{version}.json",), again))
        replace_file(copy, self.path.read_bytes())

    def _free(self, names: Iterable[str]) -> Path:
        return next(path for path in map(self.path.with_name, names) if not path.exists())


def _unlocked(said: Tree, fleet: Fleet) -> Tree:
    return reduce(without, fleet.locked, said)


def _fixed(fleet: Fleet, taken: Iterable[Override]) -> Mapping[str, Origin]:
    return dict.fromkeys(fleet.locked, Origin.FLEET) | {
        override.path: override.origin for override in taken
    }


def _tree_of(taken: Iterable[Override]) -> Tree:
    return reduce(lambda tree, each: with_value(tree, each.path, each.text), taken, Tree())
