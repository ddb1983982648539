"""Versions of what a settings file says, and how an older one becomes the next.

A migration takes what a file of version N says and gives what one of version N + 1 says. It
keeps its own copy of whatever it has to know: the settings themselves go on changing.
"""

from collections.abc import Callable, Sequence

Tree = dict[str, object]
Migration = Callable[[Tree], Tree]


def leave_out_standard_values(written: Tree) -> Tree:
    """Version 0 was written whole; only what differs from its standard values was anyone's wish.

    A scanner is one thing: of one that was set up nothing is left out.
    """
    left = dict(written)
    for name in ("other_scanners", "serial_ports"):
        if left.get(name) == []:
            del left[name]
    if left.get("server") == "":
        del left["server"]
    if "scanner" in left and _is_standard_scanner(left["scanner"]):
        del left["scanner"]
    for name, standard in _STANDARD_GROUPS.items():
        group = left.get(name)
        if isinstance(group, dict):
            left[name] = _without(group, standard)
            if not left[name]:
                del left[name]
    return left


_STANDARD_GROUPS: dict[str, Tree] = {
    "station": {"name": "", "location": "", "process": None},
    "sounds": {"volume": 75},
    "labels": {"command_prefix": "CMD-", "badge_prefix": "OPR-", "rules": [], "parts_by_gtin": {}},
}
_STANDARD_SCANNER: Tree = {
    "name": "Keyboard scanner",
    "layout": "us",
    "measured": False,
    "prefix": "\x11",
}
_STANDARD_SUFFIXES = ["\t", "\n", "\r", "\x19"]
_STANDARD_THRESHOLDS: Tree = {
    "least_characters": 4,
    "median_gap": 0.035,
    "hold": 0.06,
    "prefixed_gap": 0.3,
    "torn_window": 0.5,
}


def _is_standard_scanner(scanner: object) -> bool:
    if not isinstance(scanner, dict):
        return False
    rest = _without(scanner, _STANDARD_SCANNER)
    suffixes = rest.pop("suffixes", _STANDARD_SUFFIXES)
    thresholds = rest.pop("thresholds", {})
    return (
        not rest
        and isinstance(suffixes, list)
        and sorted(map(str, suffixes)) == _STANDARD_SUFFIXES
        and isinstance(thresholds, dict)
        and not _without(thresholds, _STANDARD_THRESHOLDS)
    )


def _without(group: Tree, standard: Tree) -> Tree:
    return {
        name: value
        for name, value in group.items()
        if name not in standard or standard[name] != value or _kind(standard[name]) != _kind(value)
    }


def _kind(value: object) -> object:
    """False is no 0, which Python takes for equal: a wrong value must stay to be reported."""
    return bool if isinstance(value, bool) else None


MIGRATIONS: tuple[Migration, ...] = (leave_out_standard_values,)
VERSION = len(MIGRATIONS)


def migrated(written: Tree, version: int, migrations: Sequence[Migration] = MIGRATIONS) -> Tree:
    """What a file of this version says, as one of the newest version would say it."""
    for migration in migrations[version:]:
        written = migration(written)
    return written
