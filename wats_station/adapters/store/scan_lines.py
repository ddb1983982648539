"""Recorded scans as a file for support: JSON Lines, one object a scan."""

import json
import math
import os
import threading
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC
from pathlib import Path

from wats_station.domain.scan_record import RecorderProblem, ScanRecord


def write_lines(path: Path, records: Iterable[ScanRecord]) -> None:
    """Replace the file by these scans, in their order: all of them, or it stays as it was.

    Raises `RecorderProblem`.
    """
    # Another thread may be writing the same file.
    part = path.with_name(f"{path.name}.{threading.get_native_id()}.part")
    try:
        with part.open("w", encoding="ascii", newline="\n") as file:
            file.writelines(f"{_line(record)}\n" for record in records)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise RecorderProblem(f"{path}: {error.strerror or error}") from error


def _line(record: ScanRecord) -> str:
    # ASCII alone: lone surrogates and line separators of a scan stay inside their line.
    return json.dumps(
        {
            "t": _time(record),
            "source": record.source,
            "port": record.port,
            "raw": record.raw.hex(" "),
            "text": record.text,
            "other": record.other,
            "gaps_ms": [_number(gap, 1) for gap in record.gaps_ms],
            "rule": record.rule,
            "fields": [
                {"name": name, "value": value, "identifier": identifier}
                for name, value, identifier in record.fields
            ],
            "meaning": record.meaning,
            "panel": record.panel,
            "outcome": record.outcome,
            "reason": record.reason,
            "latency_ms": _number(record.latency_ms),
            "shown_ms": None if record.shown_ms is None else _number(record.shown_ms),
        }
    )


def _time(record: ScanRecord) -> str:
    in_utc = record.at.astimezone(UTC).isoformat(timespec="milliseconds")
    return in_utc.replace("+00:00", "Z")


def _number(value: float, digits: int | None = None) -> float | None:
    """The number, rounded where `digits` are given; None for what JSON has no number for."""
    if not math.isfinite(value):
        return None
    return value if digits is None else round(value, digits)
