"""The audit log as a CSV file that a spreadsheet opens as it is."""

import csv
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import astuple, fields
from datetime import UTC
from pathlib import Path

from wats_station.domain.audit import AuditEntry
from wats_station.domain.command import OutboxProblem

# What makes a spreadsheet take a scanned text for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(path: Path, entries: Iterable[AuditEntry]) -> None:
    """Replace the file by these entries: all of them, or it stays as it was.

    Times in UTC, ISO 8601. Raises `OutboxProblem`.
    """
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        part = Path(name)
        # The mark in front tells a spreadsheet that this is UTF-8.
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(field.name for field in fields(AuditEntry))
            writer.writerows(map(_row, entries))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        if part is not None:
            with suppress(OSError):
                part.unlink()
        raise OutboxProblem(f"{path}: {error.strerror or error}") from error


def _row(entry: AuditEntry) -> list[str]:
    at, *texts = astuple(entry)
    time = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return [time, *map(_cell, texts)]


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
