"""The bundle for support: what is wanted is in it, nothing secret is, disorder stops nothing."""

import json
import os
import sqlite3
import zipfile
from base64 import b64encode
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from tests.adapters.recorded_scans import SCAN, scan
from tests.support.units import phase
from wats_station.adapters.store.outbox.store import OutboxFile
from wats_station.adapters.store.recorder import ScanRecorder
from wats_station.domain.command import Command, MovePhase
from wats_station.domain.scan_record import ScanRecord
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import UnitKey
from wats_station.station.doctor.bundle import BundleProblem, write_bundle

PASSWORD = "correct-horse"
TOKEN = b64encode(f"station:{PASSWORD}".encode()).decode()
URL = "http://127.0.0.1:9"
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)

Content = dict[str, str]


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wats_station.adapters.token._from_keyring", lambda user: "")


def bundle(folder: Path, findings: str = "{}") -> Content:
    file = folder.parent / "support.zip"
    file.unlink(missing_ok=True)
    size = write_bundle(folder, file, "", lambda: findings)
    assert size == file.stat().st_size
    with zipfile.ZipFile(file) as made:
        assert made.testzip() is None
        return {name: made.read(name).decode() for name in made.namelist()}


def record(folder: Path, *scans: ScanRecord) -> None:
    recorder = ScanRecorder(folder)
    recorder.start()
    for each in scans:
        recorder.record(each)
    recorder.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def test_the_last_scans_are_in_it_oldest_first(data: Path) -> None:
    record(data, *(scan(number) for number in range(600)))
    before = (data / "scans.sqlite").read_bytes()
    lines = [json.loads(line) for line in bundle(data)["scans.jsonl"].splitlines()]
    assert [line["text"] for line in lines] == [f"SN-{number}" for number in range(100, 600)]
    assert lines[0]["raw"] == SCAN.raw.hex(" ")
    assert (data / "scans.sqlite").read_bytes() == before


async def test_the_outbox_is_counted_and_not_told(data: Path) -> None:
    outbox = OutboxFile(data)
    action = MovePhase(phase(2), phase(16), verified=True)
    for _ in range(3):
        stamp = Stamp(uuid4(), "anna", "BENCH-1")
        await outbox.add(Command(UnitKey("SN-SECRET", "P1"), action, stamp, NOW, "site", 0.5, ""))
    content = bundle(data)
    outbox.close()
    said = json.loads(content["outbox.json"])
    assert (said["commands"], said["check"]) == ({"waiting": 3}, "ok")
    assert not any("SN-SECRET" in text for text in content.values())


def test_custom_rules_stay_and_no_setting_is_secret(data: Path) -> None:
    rule = {"name": "house", "pattern": r"H(?P<serial>\d{6})-(?P<part>\w+)"}
    kept = {"server": "https://anna:secret@wats.example", "labels": {"rules": [rule]}}
    (data / "settings.json").write_text(json.dumps(kept))
    content = bundle(data)
    assert json.loads(content["settings.json"])["labels"]["rules"] == [rule]
    assert "anna:secret" not in content["settings.json"]
    in_force = json.loads(content["settings-in-force.json"])["settings"]
    assert next(row for row in in_force if row["path"] == "labels.rules")["from"] == "file"


@pytest.mark.parametrize("place", ["environment", "token.json", "site-token"])
def test_a_token_is_in_it_in_no_form(
    data: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    (data / "settings.json").write_text(json.dumps({"server": URL, "station": {"name": TOKEN}}))
    if place == "environment":
        monkeypatch.setenv("WATS_STATION_TOKEN", TOKEN)
    elif place == "token.json":
        (data / place).write_text(json.dumps({URL: TOKEN}))
    else:
        (data / "demo" / "site").mkdir(parents=True)
        (data / "demo" / "site" / place).write_text(f"{TOKEN}\n")
    (data / "crashes").mkdir()
    (data / "crashes" / "20261124-1.txt").write_text(f"said {TOKEN}x, {PASSWORD} and {TOKEN!r}")
    scanned = replace(SCAN, raw=TOKEN.encode() + b"\r", text=TOKEN, other=PASSWORD)
    record(data, scanned)
    content = bundle(data, json.dumps({"detail": f"{TOKEN} was refused"}))
    for name, text in content.items():
        for secret in (TOKEN, PASSWORD, TOKEN.encode().hex(" ")):
            assert secret not in text, name
    assert "said ***x, ***" in content["crashes/20261124-1.txt"]


def test_what_keeps_secrets_is_listed_and_left_out(data: Path) -> None:
    for name in ("token.json", "site-token", "operators.json", "pin-tries.json", "other.txt"):
        (data / name).write_text('{"x": "of nobody else"}')
    content = bundle(data)
    assert content["files.txt"].splitlines() == [
        "          23  operators.json  (left out)",
        "          23  other.txt",
        "          23  pin-tries.json  (left out)",
        "          23  site-token  (left out)",
        "          23  token.json  (left out)",
    ]
    assert not any("of nobody else" in text for text in content.values())


def test_a_folder_with_nothing_in_it(data: Path) -> None:
    content = bundle(data)
    assert set(content) == {
        "doctor.json", "system.json", "files.txt", "settings-in-force.json", "problems.txt",
    }  # fmt: skip
    missing = {line.partition(":")[0] for line in content["problems.txt"].splitlines()}
    assert missing == {"settings.json", "fleet.json", "outbox.json", "scans.jsonl"}
    assert json.loads(content["system.json"])["made"].endswith("Z")
    assert bundle(data / "missing")["doctor.json"] == "{}"


def test_a_folder_in_disorder(data: Path, expected_log: Callable[[str], None]) -> None:
    expected_log("copy of the fleet's settings cannot be used")
    for name in ("settings.json", "fleet.json", "token.json", "scans.sqlite", "outbox.sqlite"):
        (data / name).mkdir()
    (data / "crashes").write_text("no folder")
    (data / "gone").symlink_to(data / "nowhere")
    Path(os.fsdecode(os.fsencode(data) + b"/\xff\xfe.txt")).write_bytes(b"")
    problems = bundle(data)["problems.txt"]
    for name in ("settings.json", "fleet.json", "outbox.json", "scans.jsonl"):
        assert f"{name}: " in problems


@pytest.mark.parametrize("name", ["scans.sqlite", "outbox.sqlite"])
def test_databases_of_another_kind(data: Path, name: str) -> None:
    with closing(sqlite3.connect(data / name)) as other:
        other.execute("CREATE TABLE other (x)")
    content = bundle(data)
    part = {"scans.sqlite": "scans.jsonl", "outbox.sqlite": "outbox.json"}[name]
    assert part not in content
    assert f"{part}: " in content["problems.txt"]
    (data / name).write_bytes(b"\xff" * 5000)
    assert f"{part}: " in bundle(data)["problems.txt"]


def test_texts_that_are_none(data: Path) -> None:
    (data / "settings.json").write_bytes(b"\xff\xfe{" * 100)
    (data / "crashes").mkdir()
    (data / "crashes" / "20261124-1.txt").write_bytes(b"\xffboom\x00")
    content = bundle(data)
    assert "boom" in content["crashes/20261124-1.txt"]
    assert "settings.json" in content
    assert "settings.json" in json.loads(content["settings-in-force.json"])["problems"][0]


def test_a_doctor_that_fails_is_named(data: Path) -> None:
    def examine() -> str:
        raise RuntimeError("ill")

    file = data / "b.zip"
    write_bundle(data, file, URL, examine)
    with zipfile.ZipFile(file) as made:
        assert "doctor.json: RuntimeError: ill" in made.read("problems.txt").decode()
    assert sorted(path.name for path in data.iterdir()) == ["b.zip"]


@pytest.mark.parametrize("name", ["there.zip", "missing/b.zip", "x" * 300, "link.zip"])
def test_a_file_that_is_there_or_cannot_be(data: Path, name: str) -> None:
    (data / "there.zip").write_text("precious")
    (data / "link.zip").symlink_to(data / "nowhere")
    asked: list[int] = []

    def examine() -> str:
        asked.append(1)
        return "{}"

    with pytest.raises(BundleProblem) as problem:
        write_bundle(data, data / name, "", examine)
    assert "name a" in str(problem.value)
    assert "\n" not in str(problem.value)
    assert (data / "there.zip").read_text() == "precious"
    assert sorted(path.name for path in data.iterdir()) == ["link.zip", "there.zip"]
    assert asked == []
