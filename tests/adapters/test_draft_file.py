"""Unfinished work on the disk: it outlives a kill, and is never dropped in silence."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.architecture.source import ROOT
from tests.conftest import ExpectLog
from wats_station.adapters.store.draft_file import DraftFile
from wats_station.domain.draft import (
    LARGEST_DRAFT,
    MOST_DRAFTS,
    Draft,
    DraftKind,
    DraftProblem,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DRAFT = Draft(DraftKind.REPAIR, "SN-1", "CTRL-100", '{"failures": []}', "2001", NOON, "http://x")


def numbered(number: int) -> Draft:
    return replace(DRAFT, serial_number=f"SN-{number}", changed=NOON + timedelta(seconds=number))


def file_in(folder: Path, told: list[str] | None = None) -> DraftFile:
    return DraftFile(folder) if told is None else DraftFile(folder, told=told.append)


def test_a_draft_comes_back_in_another_program(tmp_path: Path) -> None:
    with closing(file_in(tmp_path / "new folder")) as file:
        assert file.all() == ()
        file.keep(DRAFT)
    with closing(file_in(tmp_path / "new folder")) as file:
        assert file.all() == (DRAFT,)


def test_there_is_one_of_a_kind_for_each_unit_of_a_server(tmp_path: Path) -> None:
    others = (
        replace(DRAFT, kind=DraftKind.ASSEMBLY),
        replace(DRAFT, part_number="OTHER"),
        replace(DRAFT, server="http://y"),
    )
    later = replace(DRAFT, content="{}", operator="9001", changed=NOON + timedelta(hours=1))
    with closing(file_in(tmp_path)) as file:
        for each in (DRAFT, *others, later):
            file.keep(each)
        assert file.all()[0] == later
        assert set(file.all()) == {later, *others}
        file.remove(later.key)
        file.remove(later.key)
        assert set(file.all()) == set(others)


def test_the_one_changed_last_comes_first(tmp_path: Path) -> None:
    with closing(file_in(tmp_path)) as file:
        for number in (2, 3, 1):
            file.keep(numbered(number))
        assert [each.serial_number for each in file.all()] == ["SN-3", "SN-2", "SN-1"]


def test_one_too_many_is_refused_and_none_makes_way(tmp_path: Path) -> None:
    with closing(file_in(tmp_path)) as file:
        for number in range(MOST_DRAFTS):
            file.keep(numbered(number))
        with pytest.raises(DraftProblem, match="200 drafts are kept already: hand one in"):
            file.keep(numbered(MOST_DRAFTS))
        file.keep(replace(numbered(0), content="{}"))
        assert len(file.all()) == MOST_DRAFTS
        file.remove(numbered(1).key)
        file.keep(numbered(MOST_DRAFTS))


def test_one_too_large_is_refused_and_leaves_the_last_one(tmp_path: Path) -> None:
    with closing(file_in(tmp_path)) as file:
        largest = replace(DRAFT, content="ø" * (LARGEST_DRAFT // 2))
        file.keep(largest)
        with pytest.raises(DraftProblem, match="too large"):
            file.keep(replace(largest, content=largest.content + "x"))
        assert file.all() == (largest,)


def test_a_time_without_its_zone_is_no_draft() -> None:
    with pytest.raises(ValueError, match="zone"):
        replace(DRAFT, changed=datetime(2026, 11, 24))  # noqa: DTZ001 - what is refused


def test_many_threads_keep_at_once(tmp_path: Path) -> None:
    with closing(file_in(tmp_path)) as file, ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: file.keep(numbered(number)), range(40)))
        list(pool.map(lambda number: file.remove(numbered(number).key), range(0, 40, 2)))
        left = {each.serial_number for each in file.all()}
        assert left == {f"SN-{number}" for number in range(1, 40, 2)}


texts = st.text(max_size=20)
drafts = st.builds(
    Draft,
    kind=st.sampled_from(DraftKind),
    serial_number=texts,
    part_number=texts,
    content=st.text(st.characters(), max_size=50),
    operator=texts,
    changed=st.datetimes(timezones=st.just(UTC)),
    server=texts,
)


@given(st.lists(drafts, max_size=5))
def test_any_text_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, kept: list[Draft]
) -> None:
    folder = tmp_path_factory.mktemp("drafts")
    with closing(file_in(folder)) as file:
        for each in kept:
            file.keep(each)
    with closing(file_in(folder)) as file:
        assert {each.key: each for each in file.all()} == {each.key: each for each in kept}


@pytest.mark.parametrize("content", [b"no database at all" * 99, b"SQLite format 3\0" + bytes(999)])
def test_a_damaged_file_is_set_aside_and_named(tmp_path: Path, content: bytes) -> None:
    told: list[str] = []
    path = tmp_path / "drafts.sqlite"
    path.write_bytes(content)
    with closing(file_in(tmp_path, told)) as file:
        file.keep(DRAFT)
        assert file.all() == (DRAFT,)
    assert len(told) == 1
    assert told[0].startswith(f"{path} is damaged (")
    assert "drafts.damaged-1.sqlite" in told[0]
    assert (tmp_path / "drafts.damaged-1.sqlite").read_bytes() == content


def test_by_default_a_damaged_file_is_logged(tmp_path: Path, expected_log: ExpectLog) -> None:
    expected_log(r"drafts\.sqlite is damaged")
    (tmp_path / "drafts.sqlite").write_bytes(b"no database")
    with closing(file_in(tmp_path)) as file:
        assert file.all() == ()


@pytest.mark.parametrize(
    ("column", "value"),
    [("changed", "yesterday"), ("kind", "lunch"), ("content", b"\xff"), ("operator", 7)],
)
def test_what_can_be_read_of_a_damaged_file_is_rescued(
    tmp_path: Path, column: str, value: object
) -> None:
    told: list[str] = []
    with closing(file_in(tmp_path, told)) as file:
        for number in range(5):
            file.keep(numbered(number))
    with closing(sqlite3.connect(tmp_path / "drafts.sqlite")) as other, other:
        other.execute(f"UPDATE draft SET {column} = ? WHERE serial_number = 'SN-2'", (value,))
    with closing(file_in(tmp_path, told)) as file:
        left = {each.serial_number for each in file.all()}
        assert left == {"SN-0", "SN-1", "SN-3", "SN-4"}
    assert len(told) == 1
    assert told[0].endswith("4 drafts were rescued, and 1 cannot be read")


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "drafts.sqlite")) as newer:
        newer.execute("PRAGMA user_version = 99")
    before = (tmp_path / "drafts.sqlite").read_bytes()
    with closing(file_in(tmp_path)) as file, pytest.raises(DraftProblem, match="newer version"):
        file.keep(DRAFT)
    assert (tmp_path / "drafts.sqlite").read_bytes() == before


def test_a_folder_that_cannot_be_written_is_told_and_tried_again(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.write_text("in the way")
    with closing(file_in(folder)) as file:
        with pytest.raises(DraftProblem, match="make its folder writable"):
            file.keep(DRAFT)
        folder.unlink()
        file.keep(DRAFT)
        assert file.all() == (DRAFT,)


KILLED = """
import sys
from dataclasses import replace
from pathlib import Path
from tests.adapters.test_draft_file import DRAFT
from wats_station.adapters.store.draft_file import DraftFile

file = DraftFile(Path(sys.argv[1]))
for number in range(100_000):
    file.keep(replace(DRAFT, content=str(number)))
    print(number, flush=True)
"""


def test_what_was_kept_outlives_a_kill(tmp_path: Path) -> None:
    last = -1
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            last = int(line)
            if last >= 50:
                break
        process.kill()
        process.wait()
        last = max([last, *(int(line) for line in process.stdout if line.endswith("\n"))])
    with closing(file_in(tmp_path)) as file:
        (kept,) = file.all()
    assert int(kept.content) in (last, last + 1)
