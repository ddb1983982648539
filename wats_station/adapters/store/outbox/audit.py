"""The audit log's table: entries are added, never changed, and go when their time is over.

The one exception: an operator's name gives way to a pseudonym where the settings want it.
The same operator keeps the same pseudonym, which nobody can turn back into a name.
"""

import hmac
import secrets
import sqlite3
from datetime import UTC, datetime, timedelta

from wats_station.adapters.store.outbox.schema import KEPT_AUDIT
from wats_station.domain.audit import AuditEntry, AuditKeeping

_COLUMNS = (
    "at, what, operator, approved_by, station, server, serial_number, part_number,"
    " old, new, scan, command, outcome, reason"
)
_ADD = f"INSERT INTO audit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_NEWEST = f"SELECT {_COLUMNS} FROM audit WHERE at >= ? ORDER BY number DESC LIMIT ?"  # noqa: S608
_PSEUDONYM = "~"
_SALT = "pseudonym salt"


def add(connection: sqlite3.Connection, entry: AuditEntry) -> None:
    """Add one entry."""
    connection.execute(
        _ADD,
        (
            _moment(entry.at), entry.what, entry.operator, entry.approved_by, entry.station,
            entry.server, entry.serial_number, entry.part_number, entry.old, entry.new,
            entry.scan, entry.command, entry.outcome, entry.reason,
        ),
    )  # fmt: skip


def entries(
    connection: sqlite3.Connection, count: int, since: datetime | None = None
) -> tuple[AuditEntry, ...]:
    """At most `count` entries, newest first."""
    from_then = _moment(since) if since else ""
    return tuple(_entry(*row) for row in connection.execute(_NEWEST, (from_then, count)))


def tidy(connection: sqlite3.Connection, keeping: AuditKeeping, now: datetime) -> None:
    """Let go of what is too old or too much, and of names whose time is over."""
    connection.execute(
        "DELETE FROM audit WHERE number <= (SELECT max(number) FROM audit) - ?", (KEPT_AUDIT,)
    )
    if keeping.days:
        too_old = _moment(now - timedelta(days=keeping.days))
        connection.execute("DELETE FROM audit WHERE at < ?", (too_old,))
    if keeping.pseudonymise_after:
        _pseudonymise(connection, now - timedelta(days=keeping.pseudonymise_after))


def _pseudonymise(connection: sqlite3.Connection, before: datetime) -> None:
    salt = _salt(connection)

    def pseudonym(name: str) -> str:
        if not name or name.startswith(_PSEUDONYM):
            return name
        return _PSEUDONYM + hmac.digest(salt, name.encode(), "sha256").hex()[:10]

    connection.create_function("pseudonym", 1, pseudonym, deterministic=True)
    for table, when in (("audit", "at"), ("command", "made")):
        open_rows = "" if table == "audit" else " AND state NOT IN ('waiting', 'rejected')"
        connection.execute(
            f"UPDATE {table} SET operator = pseudonym(operator),"  # noqa: S608 - our own names
            " approved_by = pseudonym(approved_by)"
            f" WHERE {when} < ? AND operator NOT LIKE '{_PSEUDONYM}%'{open_rows}",
            (_moment(before),),
        )


def _salt(connection: sqlite3.Connection) -> bytes:
    made = secrets.token_hex(16)
    connection.execute("INSERT OR IGNORE INTO kept VALUES (?, ?)", (_SALT, made))
    (kept,) = connection.execute("SELECT value FROM kept WHERE name = ?", (_SALT,)).fetchone()
    return bytes.fromhex(kept)


def _moment(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="milliseconds")


def _entry(
    at: str, what: str, operator: str, approved_by: str, station: str, *rest: str
) -> AuditEntry:
    server, serial_number, part_number, old, new, scan, command, outcome, reason = rest
    return AuditEntry(
        datetime.fromisoformat(at), what, operator, station, outcome, approved_by, server,
        serial_number, part_number, old, new, scan, command, reason,
    )  # fmt: skip
