"""Every setting with its value and where that comes from, for the terminal and for programs."""

import json
from pathlib import Path
from typing import NamedTuple

from wats_station.adapters.settings_file import Layers
from wats_station.domain.setting import Declaration
from wats_station.domain.settings import declarations
from wats_station.domain.settings_layers import Origin, plain, value_at
from wats_station.station.kept_settings import open_settings


class Row(NamedTuple):
    """A setting as it is now; `locked` where the fleet lets no station have its own."""

    declaration: Declaration
    value: object
    origin: Origin
    locked: bool


class Listing(NamedTuple):
    """All settings, and what of the files and the run's own words could not be used."""

    rows: tuple[Row, ...]
    problems: tuple[str, ...]


def listing(folder: Path, command_line: tuple[str, ...] = ()) -> Listing:
    """Read them all, with what this run was given: texts `path=value`."""
    layers = open_settings(folder, command_line).read_layers()
    return Listing(tuple(_row(each, layers) for each in declarations()), _problems(layers))


def as_lines(listed: Listing) -> str:
    """A setting a line, with what it is for below it."""
    wide = max(len(row.declaration.path) for row in listed.rows)
    lines = []
    for row in listed.rows:
        said = row.declaration
        origin = f"{row.origin.value}, locked" if row.locked else row.origin.value
        restart = " Counts from the next start." if said.restart else ""
        lines.append(f"{said.path:<{wide}}  {json.dumps(row.value)}  [{origin}]")
        lines.append(f"{'':<{wide}}  {said.type}. {said.description}{restart}")
    return "\n".join(lines)


def as_json(listed: Listing) -> str:
    """The same for a program; ASCII alone, whatever the output's encoding is."""
    rows = [
        {
            "path": row.declaration.path,
            "value": row.value,
            "from": row.origin.value,
            "locked": row.locked,
            "type": row.declaration.type,
            "default": plain(row.declaration.default),
            "description": row.declaration.description,
            "restart": row.declaration.restart,
        }
        for row in listed.rows
    ]
    return json.dumps({"settings": rows, "problems": listed.problems}, indent=2)


def _row(declaration: Declaration, layers: Layers) -> Row:
    path = declaration.path
    locked = any(each == path or each.startswith(f"{path}.") for each in layers.fleet.locked)
    value = plain(value_at(layers.in_force.settings, path))
    return Row(declaration, value, layers.origins[path], locked)


def _problems(layers: Layers) -> tuple[str, ...]:
    own = () if layers.problem is None else (layers.problem.detail,)
    fleet = layers.fleet
    instead = "the last good copy is used" if fleet.copied else "there is no copy of it yet"
    shared = (f"{fleet.problem}: {instead}",) if fleet.problem else ()
    return (*own, *layers.left_out, *shared)
