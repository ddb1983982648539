"""Disks broken on purpose: SQLite really says what it says on a broken one, and all is mended."""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest

from tests.support.processes import Child
from tests.support.sqlite_faults import (
    DiskFaultProblem,
    dying_disk,
    file_size_limit,
    read_only,
    small_disk,
)

NAME = "data.sqlite"
NOBODY = 65_534
JOURNALS = pytest.mark.parametrize("journal", ["DELETE", "WAL"])

# Holds its database open in WAL mode as the station does, and says how each write ended.
WRITER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("PRAGMA synchronous = FULL")
connection.execute("CREATE TABLE IF NOT EXISTS kept (row BLOB)")
print("ready", flush=True)
for _line in sys.stdin:
    try:
        connection.execute("INSERT INTO kept VALUES (zeroblob(20000))")
    except sqlite3.Error as error:
        print("wrote:", error, flush=True)
    else:
        print("wrote: fine", flush=True)
connection.close()
"""


class Writer:
    """A program with an open database."""

    def __init__(self, file: Path) -> None:
        self.child = Child([sys.executable, "-c", WRITER, str(file)], os.environ)
        self.child.wait_for_line("ready")

    @property
    def pid(self) -> int:
        return self.child.process.pid

    def write(self) -> str:
        """How one more row went: `fine`, or what SQLite said."""
        given = self.child.process.stdin
        assert given is not None
        given.write("\n")
        given.flush()
        return self.child.wait_for_line("wrote: ").removeprefix("wrote: ")


@pytest.fixture
def writers() -> Iterator[Callable[[Path], Writer]]:
    """Starts writers, and ends them; those on a mount end before it with `close`."""
    started: list[Writer] = []

    def start(file: Path) -> Writer:
        started.append(Writer(file))
        return started[-1]

    yield start
    for each in started:
        each.child.close()


def opened(folder: Path, journal: str = "DELETE") -> sqlite3.Connection:
    connection = sqlite3.connect(folder / NAME, isolation_level=None)
    connection.execute(f"PRAGMA journal_mode = {journal}")
    connection.execute("CREATE TABLE IF NOT EXISTS kept (row BLOB)")
    return connection


def write(connection: sqlite3.Connection, times: int = 1) -> None:
    for _ in range(times):
        connection.execute("INSERT INTO kept VALUES (zeroblob(20000))")


def rows(connection: sqlite3.Connection) -> int:
    (number,) = connection.execute("SELECT count(*) FROM kept").fetchone()
    assert isinstance(number, int)
    return number


def mounted(folder: Path) -> bool:
    """Also where it is a folder of the same disk, of which `Path.is_mount` knows nothing."""
    lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()
    return str(folder) in [line.split()[4] for line in lines]


@JOURNALS
def test_a_full_disk_says_so_and_takes_rows_again_once_there_is_room(
    tmp_path: Path, journal: str
) -> None:
    with small_disk(tmp_path / "disk") as disk, closing(opened(disk.folder, journal)) as database:
        write(database)
        for _ in range(2):
            disk.fill()
            with pytest.raises(sqlite3.OperationalError, match="database or disk is full"):
                write(database, 100)
            kept = rows(database)
            disk.make_room()
            write(database)
            assert rows(database) == kept + 1
    assert not mounted(tmp_path / "disk")
    assert not list((tmp_path / "disk").iterdir())


def test_a_running_program_meets_the_full_disk(
    tmp_path: Path, writers: Callable[[Path], Writer]
) -> None:
    with small_disk(tmp_path) as disk:
        writer = writers(disk.folder / NAME)
        assert writer.write() == "fine"
        disk.fill()
        assert "database or disk is full" in [writer.write() for _ in range(5)]
        disk.make_room()
        assert writer.write() == "fine"
        writer.child.close()


@JOURNALS
def test_in_a_read_only_folder_a_database_is_read_only(tmp_path: Path, journal: str) -> None:
    with closing(opened(tmp_path, journal)) as database:
        write(database)
    with read_only(tmp_path):
        with (
            closing(sqlite3.connect(tmp_path / NAME)) as database,
            pytest.raises(sqlite3.OperationalError) as refused,
        ):
            write(database)
        # With nobody's log beside it a WAL database cannot even be read there.
        said = {
            "DELETE": "attempt to write a readonly database", "WAL": "unable to open database file"
        }  # fmt: skip
        assert str(refused.value) == said[journal]
        with pytest.raises(sqlite3.OperationalError, match="unable to open database file"):
            sqlite3.connect(tmp_path / "new")
        with pytest.raises(OSError, match="Read-only file system"):
            (tmp_path / "any").touch()
    with closing(opened(tmp_path, journal)) as database:
        write(database)
        assert rows(database) == 2


def test_a_dying_disk_fails_under_a_running_program(
    tmp_path: Path, writers: Callable[[Path], Writer]
) -> None:
    with dying_disk(tmp_path / "disk") as disk:
        writer = writers(disk.folder / NAME)
        assert [writer.write() for _ in range(2)] == ["fine"] * 2
        disk.fail()
        assert [writer.write() for _ in range(2)] == ["disk I/O error"] * 2
        with closing(sqlite3.connect(disk.folder / NAME)) as late:
            assert rows(late) == 2
            with pytest.raises(sqlite3.OperationalError, match="attempt to write a readonly"):
                write(late)
        writer.child.close()
    assert not mounted(tmp_path / "disk")


def test_a_dying_disk_can_be_full_first(tmp_path: Path) -> None:
    with dying_disk(tmp_path) as disk, closing(opened(disk.folder)) as database:
        disk.fill()
        with pytest.raises(sqlite3.OperationalError, match="database or disk is full"):
            write(database)
        disk.make_room()
        write(database)


def test_a_limit_of_file_sizes_fails_and_is_lifted(
    tmp_path: Path, writers: Callable[[Path], Writer]
) -> None:
    writer = writers(tmp_path / NAME)
    assert writer.write() == "fine"
    with file_size_limit(writer.pid, 10_000):
        assert writer.write() == "disk I/O error"
    assert writer.write() == "fine"
    with file_size_limit(writer.pid, 10_000):
        writer.child.close()


@pytest.mark.parametrize("break_disk", [small_disk, dying_disk, read_only])
def test_who_is_not_root_is_told(
    tmp_path: Path, break_disk: Callable[[Path], AbstractContextManager[object]]
) -> None:
    os.seteuid(NOBODY)
    try:
        with pytest.raises(DiskFaultProblem, match="as root"), break_disk(tmp_path):
            pytest.fail("it was mounted")
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("break_disk", [small_disk, dying_disk, read_only])
def test_a_failing_test_leaves_no_mount(
    tmp_path: Path, break_disk: Callable[[Path], AbstractContextManager[object]]
) -> None:
    with pytest.raises(pytest.fail.Exception, match="mounted: True"), break_disk(tmp_path):
        pytest.fail(f"mounted: {mounted(tmp_path)}")
    assert not mounted(tmp_path)


def test_what_is_still_in_use_is_said_and_gone_all_the_same(tmp_path: Path) -> None:
    with (
        (tmp_path / "outside").open("w"),
        pytest.raises(DiskFaultProblem, match="still in use"),
        small_disk(tmp_path / "disk") as disk,
    ):
        left = (disk.folder / "open").open("w")
    left.close()
    assert not mounted(tmp_path / "disk")


def test_one_fault_lies_upon_another(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        disk.fill()
        with read_only(tmp_path), pytest.raises(OSError, match="Read-only file system"):
            disk.make_room()
        disk.make_room()
    assert not mounted(tmp_path)


def test_what_cannot_be_mounted_says_why(tmp_path: Path) -> None:
    with pytest.raises(DiskFaultProblem, match="privileged"), small_disk(tmp_path, megabytes=-1):
        pytest.fail("it was mounted")
