"""The scan recorder and its disk: every fault is told once, and loses no more than it must."""

import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.adapters.recorded_scans import SCAN, Told, recording, scan, texts
from tests.architecture.source import ROOT
from tests.conftest import ExpectLog
from wats_station.adapters.store import recorder as recorder_module
from wats_station.adapters.store import scan_file
from wats_station.domain.scan_record import KEPT, RecorderProblem


def test_a_folder_that_cannot_be_written_is_told_once_and_tried_again(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.write_text("in the way")
    told = Told()
    with recording(folder, told) as recorder:
        told.wait()
        for number in range(5):
            recorder.record(scan(number))
            with pytest.raises(RecorderProblem) as raised:
                recorder.recent(9)
            assert str(raised.value) == told[0]
        folder.unlink()
        recorder.record(scan(5))
        assert texts(recorder.recent(9)) == [f"SN-{number}" for number in (5, 4, 3, 2, 1, 0)]
    assert len(told) == 1
    assert told[0].startswith(f"{folder / 'scans.sqlite'}: ")


def test_a_second_spell_of_failure_is_told_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_file, "_LOCK_WAIT", 0.01)
    told = Told()
    with recording(tmp_path, told) as recorder:
        recorder.recent(1)
        for spell in range(2):
            with closing(sqlite3.connect(tmp_path / "scans.sqlite")) as other:
                other.execute("BEGIN IMMEDIATE")
                recorder.record(scan(2 * spell))
                told.wait()
                recorder.record(scan(2 * spell + 1))
                with pytest.raises(RecorderProblem, match="database is locked"):
                    recorder.recent(1)
            recorder.recent(1)
        assert texts(recorder.recent(9)) == ["SN-3", "SN-2", "SN-1", "SN-0"]
    assert told == [f"{tmp_path / 'scans.sqlite'}: database is locked"] * 2


def test_it_is_tried_again_without_a_new_scan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_module, "_RETRY_AFTER", 0.01)
    folder = tmp_path / "folder"
    folder.write_text("in the way")
    told = Told()
    with recording(folder, told) as recorder:
        recorder.record(SCAN)
        told.wait()
        folder.unlink()
        deadline = time.monotonic() + 5
        while not _rows(folder / "scans.sqlite"):
            assert time.monotonic() < deadline
            time.sleep(0.01)
    assert len(told) == 1


def _rows(path: Path) -> int:
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM scans").fetchone()[0])
        except sqlite3.OperationalError:
            return 0  # not yet


def test_what_cannot_be_written_waits_up_to_as_many_as_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.write_text("in the way")
    told = Told()
    with recording(folder, told) as recorder:
        told.wait()
        for number in range(KEPT + 7):
            recorder.record(scan(number))
        with pytest.raises(RecorderProblem):
            recorder.recent(1)
        folder.unlink()
        kept = recorder.recent(2 * KEPT)
    assert (len(kept), kept[-1].text) == (KEPT, "SN-7")


def test_what_is_lost_at_the_end_is_logged(tmp_path: Path, expected_log: ExpectLog) -> None:
    expected_log(r"scan recorder: .*scans\.sqlite: ")
    expected_log("scan recorder: 2 scans were not written")
    folder = tmp_path / "folder"
    folder.write_text("in the way")
    with recording(folder) as recorder:
        recorder.record(scan(0))
        recorder.record(scan(1))


def test_a_slow_disk_holds_up_nobody_who_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expected_log: ExpectLog
) -> None:
    expected_log("still being written")
    monkeypatch.setattr(recorder_module, "_FLUSH_WAIT", 0.05)
    may_write = threading.Event()

    def slow(self: object, records: object) -> None:
        assert may_write.wait(5)

    monkeypatch.setattr(scan_file.ScanFile, "add", slow)
    with recording(tmp_path) as recorder:
        began = time.perf_counter()
        for _ in range(100):
            recorder.record(SCAN)
        assert time.perf_counter() - began < 1.0
        with pytest.raises(RecorderProblem, match="not written within"):
            recorder.recent(1)
        recorder.close(timeout=0.01)
        may_write.set()


@pytest.mark.parametrize("content", [b"this is no database\n" * 300, b"\0" * 4096])
def test_a_file_that_is_no_database_is_moved_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "scans.sqlite"
    path.write_bytes(content)
    (tmp_path / "scans.damaged-1.sqlite").write_bytes(b"an earlier one")
    told = Told()
    with recording(tmp_path, told) as recorder:
        recorder.record(SCAN)
        assert recorder.recent(9) == (SCAN,)
    assert len(told) == 1
    assert told[0].startswith(f"{path}: ")
    assert "scans.damaged-2.sqlite" in told[0]
    assert (tmp_path / "scans.damaged-1.sqlite").read_bytes() == b"an earlier one"
    assert (tmp_path / "scans.damaged-2.sqlite").read_bytes() == content


def test_a_database_with_a_broken_page_is_moved_aside(tmp_path: Path) -> None:
    path = tmp_path / "scans.sqlite"
    with recording(tmp_path) as recorder:
        for number in range(500):
            recorder.record(scan(number))
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    path.write_bytes(content)
    told = Told()
    with recording(tmp_path, told) as recorder:
        recorder.record(SCAN)
        assert recorder.recent(9) == (SCAN,)
    assert len(told) == 1
    assert (tmp_path / "scans.damaged-1.sqlite").read_bytes() == content


def test_damage_while_it_runs_loses_no_new_scan(tmp_path: Path) -> None:
    path = tmp_path / "scans.sqlite"
    told = Told()
    with recording(tmp_path, told) as recorder:
        recorder.record(scan(0))
        recorder.recent(1)
        with closing(sqlite3.connect(path)) as other:
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            with path.open("r+b") as file:
                file.seek(4096)
                file.write(b"\xff" * 4096)
            # The recorder's connection must not go on with the pages that it knows.
            other.execute("PRAGMA user_version = 1")
        recorder.record(scan(1))
        assert texts(recorder.recent(9)) == ["SN-1"]
    assert len(told) == 1
    assert (tmp_path / "scans.damaged-1.sqlite").exists()


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "scans.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE scans (unlike TEXT)")
        connection.execute("PRAGMA user_version = 2")
    before = path.read_bytes()
    told = Told()
    with recording(tmp_path, told) as recorder:
        for number in range(3):
            recorder.record(scan(number))
            with pytest.raises(RecorderProblem, match="a newer version of WATS Station"):
                recorder.recent(1)
        with pytest.raises(RecorderProblem, match="a newer version of WATS Station"):
            recorder.export(tmp_path / "out.jsonl")
    assert len(told) == 1
    assert path.read_bytes() == before
    assert not (tmp_path / "out.jsonl").exists()


def test_rows_that_are_not_ours_are_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "scans.sqlite"
    with recording(tmp_path) as recorder:
        for column in ("at", "gaps_ms", "fields", "text"):
            recorder.record(SCAN)
            recorder.recent(1)
            with closing(sqlite3.connect(path)) as other:
                other.execute(f"UPDATE scans SET {column} = ?", (7 if column == "at" else b"\xff",))
                other.commit()
            with pytest.raises(RecorderProblem) as raised:
                recorder.recent(1)
            assert str(raised.value).startswith(f"{path}: ")


KILLED = """
import sys, time
from dataclasses import replace
from pathlib import Path
from tests.adapters.recorded_scans import scan
from wats_station.adapters.store.recorder import ScanRecorder

recorder = ScanRecorder(Path(sys.argv[1]))
recorder.start()
for number in range(100_000):
    recorder.record(scan(number))
    print(number, flush=True)
    time.sleep(0.001)
"""


def test_a_killed_process_leaves_what_was_recorded_a_second_before(tmp_path: Path) -> None:
    came: list[float] = []
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        for _line in process.stdout:
            came.append(time.monotonic())
            if came[-1] > came[0] + 1.5:
                break
        process.kill()
        killed = time.monotonic()
        process.communicate()
    old = sum(each < killed - 1.0 for each in came)
    with recording(tmp_path) as recorder:
        kept = texts(recorder.recent(KEPT))[::-1]
    assert old > 10
    assert len(kept) >= old
    assert kept == [f"SN-{number}" for number in range(len(kept))]


FULL_DISK = """
import resource, sys
from pathlib import Path
from tests.adapters.recorded_scans import scan
from wats_station.adapters.store.recorder import ScanRecorder
from wats_station.domain.scan_record import RecorderProblem

told = []
recorder = ScanRecorder(Path(sys.argv[1]), failed=told.append)
recorder.start()
recorder.recent(1)
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
refused = 0
for number in range(2_000):
    recorder.record(scan(number))
    if not number % 100:
        try:
            recorder.recent(1)
        except RecorderProblem:
            refused += 1
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
recent = recorder.recent(9_999)
recorder.close()
assert refused > 3, refused
assert [each.text for each in reversed(recent)] == [f"SN-{n}" for n in range(2_000)]
# More than one spell: letting go of the file makes some room, but not for long.
assert len(told) < refused, told
print(*{*told})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of a file's size")
def test_on_a_full_disk_nothing_is_lost_once_there_is_room(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""
    assert run.stdout == f"{tmp_path / 'scans.sqlite'}: disk I/O error\n"
