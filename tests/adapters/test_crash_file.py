"""Crash reports: one for each fault, with where and never with which values."""

import logging
import os
import re
import subprocess
import sys
import threading
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as some

from tests.support.processes import ROOT
from wats_station import __version__
from wats_station.adapters.crash_file import HARD, KEPT, CrashReports, LastLines, scrubbed

TOKEN = "dGVzdDp0b2tlbjEyMzQ1Njc4OTA="
SHORT = "dGVzdDp0b2tlbg=="


class Clock:
    """A second passes with each look."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 24, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


class BadText(ValueError):
    """Fails while it is told what it is."""

    def __str__(self) -> str:
        raise RuntimeError("no text")


def written(reports: CrashReports) -> list[Path]:
    """The reports, once every thread that writes one has ended."""
    for thread in threading.enumerate():
        if thread.name == "crash-report":
            thread.join(5.0)
    return sorted(reports.folder.glob("*.txt"))


def fail(reports: CrashReports, text: str) -> None:
    secret_of_the_caller = "a local variable"
    try:
        int(text)
    except ValueError as error:
        reports.write(type(error), error, error.__traceback__, "the window")
    assert secret_of_the_caller


def fail_elsewhere(reports: CrashReports, line: int) -> None:
    """Fails in another line for each number."""
    code = compile("\n" * line + "raise KeyError('x')", f"place-{line}.py", "exec")
    try:
        exec(code)  # noqa: S102 - a place of its own for each fault
    except KeyError as error:
        reports.write(type(error), error, error.__traceback__, "the window")


def test_a_report_says_where_and_what_was_logged(tmp_path: Path) -> None:
    reports = CrashReports(tmp_path, Clock())
    reports.lines.append("WARNING wats_station.x: Authorization: Basic " + SHORT)
    fail(reports, "boom")
    (file,) = written(reports)
    said = file.read_text()
    assert file.name.endswith("-ValueError.txt")
    for text in (
        f"WATS Station {__version__}", "where     the window", "at        2026-11-24 00:00:01 UTC",
        "seen      once", "python    3.", "qt        ", "system    ", "boom", "test_crash_file.py",
        "int(text)", "wats_station.x",
    ):  # fmt: skip
        assert text in said
    assert SHORT not in said
    assert "a local variable" not in said.replace("secret_of_the_caller", "")


def test_the_same_fault_is_counted_in_its_one_report(tmp_path: Path) -> None:
    reports = CrashReports(tmp_path, Clock())
    for number in range(120):
        fail(reports, f"again, number {number}")
    (file,) = written(reports)
    said = file.read_text()
    # The hundredth is written down, and those that came while its turn was waited for.
    assert re.search(r"seen      1[0-2]\d times or more, last 2026-11-24 00:0[12]:\d\d UTC", said)
    assert "again, number 0" in said


def test_a_fault_without_a_place_is_told_apart_by_its_text(tmp_path: Path) -> None:
    reports = CrashReports(tmp_path, Clock())
    for text in ("one", "other", "one"):
        reports.write(RuntimeError, RuntimeError(text), None, "the loop")
    assert len(written(reports)) == 2


def test_the_oldest_reports_go_and_what_is_none_stays(tmp_path: Path) -> None:
    reports = CrashReports(tmp_path, Clock())
    reports.folder.mkdir()
    for name in ("notes.txt", HARD):
        (reports.folder / name).write_text("keep")
    for line in range(KEPT + 5):
        fail_elsewhere(reports, line)
        written(reports)
    names = [path.name for path in written(reports)]
    assert len(names) == KEPT + 2
    assert names[0].startswith("20261124-000006-")
    assert {"notes.txt", HARD} < set(names)


def test_faults_of_many_threads_at_once_are_all_reported(tmp_path: Path) -> None:
    reports = CrashReports(tmp_path, Clock())
    threads = [
        threading.Thread(target=fail_elsewhere, args=(reports, number % 10)) for number in range(50)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(written(reports)) == 10


def test_a_fault_that_cannot_be_told_or_kept_raises_nothing(tmp_path: Path) -> None:
    reports = CrashReports(tmp_path, Clock())
    reports.write(BadText, BadText(), None, "the window")
    reports.write(ValueError, None, None, "the window")
    assert "ValueError" in "".join(path.read_text() for path in written(reports))
    (tmp_path / "file").write_text("")
    nowhere = CrashReports(tmp_path / "file", Clock())
    fail(nowhere, "boom")
    assert written(nowhere) == []


def test_a_report_stays_small_whatever_is_told(tmp_path: Path) -> None:
    reports = CrashReports(tmp_path, Clock())
    log = logging.getLogger("test.crash_file")
    log.propagate = False
    log.addHandler(LastLines(reports))
    for _ in range(200):
        log.warning("much to say: %s", "y" * 10_000)
    log.handle(
        logging.LogRecord("x", logging.ERROR, "", 0, "two values wanted: %s %s", ("1",), None)
    )
    reports.write(ValueError, ValueError("begin" + "x" * 1_000_000), None, "the window")
    (file,) = written(reports)
    assert file.stat().st_size < 30_000
    assert "ValueError: begin" in file.read_text()
    assert "two values wanted: %s %s" in file.read_text()


def test_a_fault_deep_in_itself_is_reported(tmp_path: Path) -> None:
    def deeper() -> None:
        deeper()

    reports = CrashReports(tmp_path, Clock())
    try:
        deeper()
    except RecursionError as error:
        reports.write(RecursionError, error, error.__traceback__, "the window")
    (file,) = written(reports)
    assert "RecursionError" in file.read_text()


def test_what_ended_the_last_run_becomes_a_report(tmp_path: Path) -> None:
    reports = CrashReports(tmp_path, Clock())
    hard = reports.take_hard_ones()
    assert (hard, written(reports)) == (reports.folder / HARD, [])
    hard.write_text("")
    assert [path.name for path in written(reports)] == [reports.take_hard_ones().name]
    hard.write_text("Fatal Python error: Segmentation fault")
    os.utime(hard, (0, 1_700_000_000))
    reports.take_hard_ones().write_text("")
    file = written(reports)[0]
    assert file.name == "20231114-221320-000000-hard.txt"
    said = file.read_text()
    assert "Segmentation fault" in said
    assert "at        2023-11-14 22:13:20 UTC" in said
    reports.take_hard_ones()
    assert len(written(reports)) == 2


def test_the_fault_that_ends_the_program_is_kept(tmp_path: Path) -> None:
    program = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from wats_station.adapters.crash_file import CrashReports
reports = CrashReports(Path(sys.argv[1]), lambda: datetime(2026, 1, 1, tzinfo=UTC))
sys.excepthook = lambda kind, error, trace: reports.write(kind, error, trace, "the end")
raise LookupError("the last one")
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")
    (file,) = (tmp_path / "crashes").iterdir()
    assert "LookupError: the last one" in file.read_text()


@pytest.mark.parametrize("token", [TOKEN, SHORT])
@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Basic {}",
        "authorization={}",
        "headers {{'Authorization': 'Basic {}'}}",
        "headers [(b'Authorization', b'Basic {}')]",
        r'"detail": "{{\"Authorization\": \"Basic {}\"}}"',
        "sent with Basic {} to nobody",
        "token={}",
        "WATS_STATION_TOKEN={} wats-station",
        '{{"token": "{}"}}',
        r'"said": "{{\"token\": \"{}\"}}"',
        "https://wats.example/api?token={}&x=1",
        "https://user:{}@wats.example/api",
        "postgresql://site:{}@db/site",
        "sent {} to nobody",
        "{}",
    ],
)
def test_tokens_are_struck_out(text: str, token: str) -> None:
    assert token.rstrip("=") not in scrubbed(text.format(token))


@pytest.mark.parametrize(
    "text",
    [
        '"password": "correct horse, battery"',
        "'passwd': 'correct horse'",
        r"{\"secret\": \"correct horse\"}",
        '{"pin": "horse"}',
        "pin=horse",
        "pin_hash: horse",
        "https://anna:cor@rect-horse@wats.example/api",
        "HTTPS://horse@wats.example",
        "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJob3JzZSI6MX0.horse",
    ],
)
def test_passwords_and_pins_are_struck_out(text: str) -> None:
    assert "horse" not in scrubbed(text)


@pytest.mark.parametrize(
    "text",
    [
        'File "/home/Anna2/wats_station/flows/bench.py", line 12, in step',
        r"C:\Users\Anna2\AppData\Local\wats-station\outbox.sqlite",
        "SN-2026-000123/CTRL-100/B/LOT-41",
        "3f2b8c1e-9d4a-4c6b-8e7f-1a2b3c4d5e6f",
        "GET http://127.0.0.1:8585/api/Production/Unit/DEMO-1001/CTRL-100",
        "20261124-101500-123456-UnicodeDecodeError.txt",
        "Authorization has been denied for this request",
        "Basic training of the pins",
        r"H(?P<serial>\d{6})-(?P<part>\w+)",
        "the token.json of the folder",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert scrubbed(text) == text


def test_known_secrets_are_struck_out_wherever_they_stand() -> None:
    assert scrubbed("xhorse-batteryx", ["horse", "horse-battery"]) == "x***x"


@given(some.text(max_size=50), some.binary(min_size=6, max_size=60), some.text(max_size=50))
@example("token: 'one", b"station:password", "")
def test_a_token_is_struck_out_among_any_text(before: str, secret: bytes, after: str) -> None:
    token = b64encode(secret).decode()
    assume(token not in f"{before} {after}")
    for said in (f"Authorization: Basic {token}", f'"token": "{token}"'):
        assert token not in scrubbed(f"{before} {said} {after}")


def test_a_long_text_is_scrubbed_in_a_moment() -> None:
    for piece in ("a", "pin ", "token:", "https://", '"', "A1b", "authorization", "= "):
        assert scrubbed(piece * 20_000) is not None
