"""Scans to record, and a recorder that runs for as long as a test needs it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wats_station.adapters.store.recorder import ScanRecorder
from wats_station.domain.scan_record import ScanRecord

SCAN = ScanRecord(
    at=datetime(2025, 3, 4, 5, 6, 7, 89_999, tzinfo=UTC),
    source="serial",
    port="COM3",
    raw=b"\x02SN-1\r",
    gaps_ms=(1.24, 1.26, 20.0),
    text="SN-1",
    other="SN+1",
    rule="serial_number",
    fields=(("serial", "SN-1", ""), ("part", "P-9", "241")),
    meaning="unit",
    panel="unit",
    outcome="done",
    reason="",
    latency_ms=12.345,
    shown_ms=None,
)


def scan(number: int) -> ScanRecord:
    return replace(SCAN, text=f"SN-{number}", at=SCAN.at + timedelta(seconds=number))


def texts(records: tuple[ScanRecord, ...]) -> list[str]:
    return [each.text for each in records]


class Told(list[str]):
    """What the recorder told, and when."""

    def __init__(self) -> None:
        super().__init__()
        self._came = threading.Semaphore(0)

    def __call__(self, text: str) -> None:
        self.append(text)
        self._came.release()

    def wait(self) -> None:
        assert self._came.acquire(timeout=5)


@contextmanager
def recording(folder: Path, told: Told | None = None) -> Iterator[ScanRecorder]:
    """A recorder that runs; without `told` whatever it tells is logged, and so fails a test."""
    recorder = ScanRecorder(folder) if told is None else ScanRecorder(folder, failed=told)
    recorder.start()
    try:
        yield recorder
    finally:
        recorder.close()
