"""The scan recorder: what is recorded is read again as it was, and nobody waits for the disk."""

import json
import logging
import os
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.adapters.recorded_scans import SCAN, recording, scan, texts
from tests.architecture.source import ROOT
from tests.conftest import ExpectLog
from wats_station.adapters.store.recorder import ScanRecorder
from wats_station.domain.scan_record import KEPT, RecorderProblem, ScanRecord


def test_what_is_recorded_is_read_at_once_newest_first(tmp_path: Path) -> None:
    with recording(tmp_path / "new" / "folder") as recorder:
        assert recorder.recent(5) == ()
        for number in range(10):
            recorder.record(scan(number))
        assert recorder.recent(3) == (scan(9), scan(8), scan(7))
        assert len(recorder.recent(100)) == 10
        assert recorder.recent(0) == recorder.recent(-1) == ()


def test_it_is_there_after_the_next_start(tmp_path: Path) -> None:
    for number in range(3):
        with recording(tmp_path) as recorder:
            recorder.record(scan(number))
    with recording(tmp_path) as recorder:
        assert texts(recorder.recent(9)) == ["SN-2", "SN-1", "SN-0"]


def test_nothing_touches_the_disk_before_the_start(tmp_path: Path) -> None:
    recorder = ScanRecorder(tmp_path / "folder")
    recorder.record(SCAN)
    assert list(tmp_path.iterdir()) == []
    recorder.start()
    recorder.close()
    with recording(tmp_path / "folder") as again:
        assert again.recent(9) == (SCAN,)


def test_one_thread_that_ends_with_the_recorder(tmp_path: Path) -> None:
    with recording(tmp_path) as recorder:
        recorder.start()
        (thread,) = [each for each in threading.enumerate() if each.name == "scan-recorder"]
        assert thread.daemon
    assert not thread.is_alive()


anything = st.text(st.characters(codec=None, categories=None), max_size=20)
number = st.floats(allow_nan=False)
any_scan = st.builds(
    ScanRecord,
    at=st.datetimes(timezones=st.just(UTC)),
    source=anything,
    port=anything,
    raw=st.binary(max_size=40),
    gaps_ms=st.lists(number, max_size=5).map(tuple),
    text=anything,
    other=anything,
    rule=anything,
    fields=st.lists(st.tuples(anything, anything, anything), max_size=3).map(tuple),
    meaning=anything,
    panel=anything,
    outcome=anything,
    reason=anything,
    latency_ms=number,
    shown_ms=st.none() | number,
)


@pytest.fixture(scope="module")
def any_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


@settings(deadline=None)  # it starts a thread and a file each time
@given(st.lists(any_scan, min_size=1, max_size=4))
@example([replace(SCAN, text="\ud83d\ude00", fields=(("\ud83d\ude00", "\udc80\0", ""),), raw=b"")])
@example([replace(SCAN, text="a\0b", gaps_ms=(), fields=(), shown_ms=0.0)])
@example([replace(SCAN, at=datetime.min.replace(tzinfo=UTC), latency_ms=float("inf"))])
def test_every_scan_comes_back_as_it_was(any_folder: Path, scans: list[ScanRecord]) -> None:
    with recording(any_folder) as recorder:
        for each in scans:
            recorder.record(each)
        assert recorder.recent(len(scans)) == tuple(reversed(scans))
        assert recorder.export(any_folder / "out.jsonl") >= len(scans)
    last = (any_folder / "out.jsonl").read_bytes().splitlines()[-1]
    assert json.loads(last)["raw"] == scans[-1].raw.hex(" ")


def test_what_is_no_number_does_not_stop_the_recorder(tmp_path: Path) -> None:
    nan = float("nan")
    with recording(tmp_path) as recorder:
        recorder.record(replace(SCAN, latency_ms=nan, shown_ms=nan, gaps_ms=(nan, float("inf"))))
        (back,) = recorder.recent(1)
        recorder.export(tmp_path / "out.jsonl")
    assert back.latency_ms != back.latency_ms
    line = json.loads((tmp_path / "out.jsonl").read_text())
    assert (line["latency_ms"], line["shown_ms"], line["gaps_ms"]) == (None, None, [None, None])


def test_times_are_kept_in_utc(tmp_path: Path) -> None:
    oslo = SCAN.at.astimezone(timezone(timedelta(hours=2)))
    with recording(tmp_path) as recorder:
        recorder.record(replace(SCAN, at=oslo))
        (back,) = recorder.recent(1)
    assert back.at == SCAN.at
    assert back.at.utcoffset() == timedelta(0)


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    with recording(tmp_path) as recorder:
        for number in range(KEPT - 1):
            recorder.record(scan(number))
        recorder.recent(1)
        for number in range(KEPT - 1, KEPT + 5):
            recorder.record(scan(number))
        kept = recorder.recent(2 * KEPT)
        assert recorder.export(tmp_path / "out.jsonl") == KEPT
    assert (len(kept), kept[0].text, kept[-1].text) == (KEPT, f"SN-{KEPT + 4}", "SN-5")
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    assert (len(lines), json.loads(lines[0])["text"]) == (KEPT, "SN-5")


def test_an_export_is_a_line_of_json_a_scan_oldest_first(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("an older export")
    with recording(tmp_path / "data") as recorder:
        recorder.record(SCAN)
        recorder.record(replace(scan(1), shown_ms=30.5, text="\u2028æ\udc80\n"))
        assert recorder.export(out) == 2
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["out.jsonl"]
    first, second = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert first == {
        "t": "2025-03-04T05:06:07.089Z",
        "source": "serial",
        "port": "COM3",
        "raw": "02 53 4e 2d 31 0d",
        "text": "SN-1",
        "other": "SN+1",
        "gaps_ms": [1.2, 1.3, 20.0],
        "rule": "serial_number",
        "fields": [
            {"name": "serial", "value": "SN-1", "identifier": ""},
            {"name": "part", "value": "P-9", "identifier": "241"},
        ],
        "meaning": "unit",
        "panel": "unit",
        "outcome": "done",
        "reason": "",
        "latency_ms": 12.345,
        "shown_ms": None,
    }
    assert (second["shown_ms"], second["text"]) == (30.5, "\u2028æ\udc80\n")


def test_an_export_that_fails_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    (taken / "inside").mkdir(parents=True)
    with recording(tmp_path / "data") as recorder:
        recorder.record(SCAN)
        for path in (taken, tmp_path / "no folder" / "out.jsonl"):
            with pytest.raises(RecorderProblem) as raised:
                recorder.export(path)
            assert str(raised.value).startswith(f"{path}: ")
            assert "\n" not in str(raised.value)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["data", "taken"]


def test_a_closed_recorder_says_once_that_it_keeps_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, expected_log: ExpectLog
) -> None:
    expected_log("scans that come after its end are not recorded")
    with recording(tmp_path) as recorder:
        recorder.record(scan(0))
        recorder.close()
        recorder.record(scan(1))
        recorder.record(scan(2))
        recorder.start()
        with pytest.raises(RecorderProblem, match="not running"):
            recorder.recent(1)
    said = [each for each in caplog.records if each.levelno == logging.WARNING]
    assert len(said) == 1
    with recording(tmp_path) as again:
        assert texts(again.recent(9)) == ["SN-0"]


def test_many_threads_may_record_and_read(tmp_path: Path) -> None:
    def work(recorder: ScanRecorder, first: int) -> None:
        for number in range(first, first + 50):
            recorder.record(scan(number))
            assert f"SN-{number}" in texts(recorder.recent(400))
        recorder.export(tmp_path / "out.jsonl")

    with recording(tmp_path) as recorder:
        threads = [threading.Thread(target=work, args=(recorder, 100 * n)) for n in range(4)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert len(recorder.recent(999)) == 200
    assert all(map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines()))
    assert not list(tmp_path.glob("*.part"))


def test_it_loads_neither_window_nor_loop_nor_network(tmp_path: Path) -> None:
    code = (
        "import sys; import wats_station.adapters.store.recorder;"
        "print({'PySide6', 'asyncio', 'httpx'} & {*sys.modules})"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert run.stdout.strip() == "set()"


@pytest.mark.skipif(os.name == "nt", reason="such a name cannot be on Windows")
def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    with recording(tmp_path / "a?b#c%20d ø") as recorder:
        recorder.record(SCAN)
        assert recorder.recent(1) == (SCAN,)
    with recording(tmp_path / "a?b#c%20d ø") as recorder:
        assert recorder.recent(1) == (SCAN,)
