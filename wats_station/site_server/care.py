"""Looking after a site's data from the terminal: backup, restore, tokens, set-up.

Each command answers its exit code, says in one line what it did, and on stderr in one
line what is wrong and what to do.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from wats_station.site_server import stock
from wats_station.site_server.clock import system_clock, utc_text
from wats_station.site_server.setup_file import (
    Planned,
    SetupFileFaulty,
    export_setup,
    import_setup,
    read_setup,
)
from wats_station.site_server.store import backup, engines, restoring, tokens
from wats_station.site_server.store.database import making_ready
from wats_station.site_server.store.engines import DatabaseRefused

_FINE, _FAILED = 0, 1


@dataclass(frozen=True, slots=True)
class Place:
    """Which site: its data folder, and its database where that is not in it."""

    data_dir: Path
    database: str | None = None


def back_up(place: Place, target: Path) -> int:
    """Copy the database into one file, also while the server runs."""

    def work() -> str:
        backup.back_up(engines.address_of(place.database, place.data_dir), target)
        return f"backup written: {target} ({target.stat().st_size:,} bytes, checked)"

    return _carried_out(work)


def restore(place: Place, source: Path, *, replace: bool) -> int:
    """Make the database what it was in a backup, while no server uses it."""

    def work() -> str:
        address = engines.address_of(place.database, place.data_dir)
        kept = restoring.restore(address, source, place.data_dir, replace=replace)
        before = f"; what was there before is kept in {kept}" if kept else ""
        return f"restored from {source}{before}"

    return _carried_out(work)


def add_token(place: Place, name: str, role: str) -> int:
    """Make a token, and print it: it cannot be seen again."""

    def work() -> str:
        with _writing(place) as connection:
            return tokens.add(connection, name, role, _now())

    return _carried_out(work)


def list_tokens(place: Place) -> int:
    """Every token with its role, when it was made, and whether it was revoked."""

    def work() -> str:
        with _writing(place) as connection:
            found = tokens.listed(connection)
        lines = [
            f"{each.name:<24} {each.role:<10} made {each.created[:16]}"
            + (f"  revoked {each.revoked[:16]}" if each.revoked else "")
            for each in found
        ]
        return "\n".join(lines) or "no tokens but the first one"

    return _carried_out(work)


def revoke_token(place: Place, name: str) -> int:
    """End a token; a running server refuses it within a second."""

    def work() -> str:
        with _writing(place) as connection:
            tokens.revoke(connection, name, _now())
        return f"revoked: {name}"

    return _carried_out(work)


def import_file(place: Place, source: Path, *, dry_run: bool) -> int:
    """Lay a set-up file down, all of it or, where anything is faulty, nothing."""

    def work() -> str:
        setup = read_setup(source.read_text(encoding="utf-8-sig"), str(source))
        with _writing(place) as connection:
            lines = [_line_of(each) for each in import_setup(connection, setup) if _differs(each)]
            if dry_run:
                connection.rollback()
                lines.append("dry run: nothing was changed")
        return "\n".join(lines) or "everything was so already"

    return _carried_out(work)


def export_file(place: Place, target: Path) -> int:
    """Write the site's set-up into a file that `import` takes."""

    def work() -> str:
        with _writing(place) as connection:
            text = export_setup(connection)
        target.write_text(text, encoding="utf-8", newline="\n")
        return f"set-up written: {target}"

    return _carried_out(work)


def _differs(planned: Planned) -> bool:
    return planned.action != "same"


def _line_of(planned: Planned) -> str:
    details = f": {'; '.join(planned.details)}" if planned.details else ""
    return f"{planned.action} {planned.kind} {planned.name}{details}"


@contextmanager
def _writing(place: Place) -> Iterator[Connection]:
    """A transaction on the site's database, beside a running server or without one."""
    place.data_dir.mkdir(parents=True, exist_ok=True)
    address = engines.address_of(place.database, place.data_dir)
    making_ready(address, place.data_dir)
    engine: Engine = engines.writing_engine(address)
    try:
        with engine.begin() as connection:
            stock.lay_down(connection)
            yield connection
    finally:
        engine.dispose()


def _carried_out(work: Callable[[], str]) -> int:
    try:
        sys.stdout.write(f"{work()}\n")
    except SetupFileFaulty as error:
        sys.stderr.writelines(f"site: {fault}\n" for fault in error.faults)
        return _FAILED
    except (DatabaseRefused, ValueError) as error:
        return _complain(str(error))
    except OSError as error:
        return _complain(f"cannot use {error.filename}: {error.strerror or error}")
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        return _complain(f"the database cannot be used: {reason}")
    return _FINE


def _complain(message: str) -> int:
    sys.stderr.write(f"site: {message}\n")
    return _FAILED


def _now() -> str:
    return utc_text(system_clock())
