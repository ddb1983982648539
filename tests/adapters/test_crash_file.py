"""Crash reports: one for each fault, with where and never with which values."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wats_station.adapters.crash_file import KEPT, CrashReports, scrubbed

TOKEN = "dGVzdDp0b2tlbjEyMzQ1Njc4OTA="


class Clock:
    """A second passes with each look."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 24, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


def fail(reports: CrashReports, text: str) -> None:
    try:
        int(text)
    except ValueError as error:
        reports.write(type(error), error, error.__traceback__, "the window")
    for thread in threading.enumerate():
        if thread.name == "crash-report":
            thread.join(5.0)


def files(reports: CrashReports) -> list[Path]:
    return sorted(reports.folder.glob("*.txt"))


def test_a_report_says_where_and_what_was_logged(tmp_path: Path) -> None:
    reports = CrashReports(tmp_path, Clock())
    reports.lines.append("WARNING wats_station.x: Authorization: Basic " + TOKEN)
    fail(reports, "boom")
    (file,) = files(reports)
    said = file.read_text()
    assert file.name.endswith("-ValueError.txt")
    for text in ("WATS Station", "the window", "boom", "test_crash_file.py", "wats_station.x"):
        assert text in said
    assert TOKEN not in said


def test_the_same_fault_is_counted_and_old_reports_go(tmp_path: Path) -> None:
    reports = CrashReports(tmp_path, Clock())
    for _ in range(99):
        fail(reports, "again")
    assert len(files(reports)) == 2
    for number in range(KEPT + 5):
        fail(reports, f"another {number}")
    assert len(files(reports)) == KEPT


def test_what_ended_the_last_run_becomes_a_report(tmp_path: Path) -> None:
    reports = CrashReports(tmp_path, Clock())
    hard = reports.take_hard_ones()
    assert files(reports) == []
    hard.write_text("Fatal Python error: Segmentation fault")
    reports.take_hard_ones()
    (file,) = files(reports)
    assert file.name.endswith("-hard.txt")


@pytest.mark.parametrize(
    "text",
    [
        f"Authorization: Basic {TOKEN}",
        f"token={TOKEN}",
        f'{{"token": "{TOKEN}"}}',
        f"https://user:{TOKEN}@wats.example/api",
        f"sent {TOKEN} to nobody",
    ],
)
def test_secrets_are_struck_out(text: str) -> None:
    assert TOKEN.rstrip("=") not in scrubbed(text)


def test_what_is_no_secret_stays() -> None:
    text = "File /home/anna/wats_station/flows/bench.py, line 12, in step: SN-2026-000123"
    assert scrubbed(text) == text
