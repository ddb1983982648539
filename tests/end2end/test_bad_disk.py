"""A disk that is full, or fails, under a station at work: refused in sight, nothing pretended."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.processes import Child, station_command, wait_until
from tests.support.screen import Screen
from tests.support.site import TOKEN, Site
from tests.support.sqlite_faults import SmallDisk, dying_disk, read_only, small_disk
from tests.support.station import StationWindow, running_station

pytestmark = pytest.mark.end2end


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "station" / "data") as disk:
        yield disk


def tags_of(site: Site, serial: str) -> dict[str, str]:
    return {tag["key"]: tag["value"] for tag in site.unit(serial)["tags"]}


def test_on_a_full_disk_a_change_is_refused_until_there_is_room(
    screen: Screen, site: Site, tmp_path: Path, disk: SmallDisk
) -> None:
    with running_station(screen, tmp_path / "station", "--server", site.url) as station:
        station.online()
        station.scan("DEMO-1003")
        assert station.scan("CMD-TAG-Lot=L1")["outcome"] == "done"
        disk.fill()
        refused = refused_in_the_end(station)
        assert (refused["outcome"], refused["reason"]) == ("refused", "outbox_fault")
        assert refused["text"] != f"CMD-TAG-Bin={tags_of(site, 'DEMO-1003').get('Bin')}"
        # Looking up works all the same.
        assert station.scan("DEMO-1001")["outcome"] == "done"
        disk.make_room()
        station.scan("DEMO-1003")
        assert station.scan("CMD-TAG-Lot=L3")["outcome"] == "done"
        assert tags_of(site, "DEMO-1003")["Lot"] == "L3"
    check_whole(disk.folder)


def refused_in_the_end(station: StationWindow) -> dict[str, object]:
    """What the log has room for already is still taken."""
    for number in range(400):
        ended = station.scan(f"CMD-TAG-Bin={number}")
        if ended["outcome"] != "done":
            return ended
    raise AssertionError("the disk is never full")


def check_whole(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "outbox.sqlite")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute(
            "SELECT count(*) FROM command WHERE state = 'waiting'"
        ).fetchone() == (0,)


def test_on_a_disk_that_fails_a_change_is_refused_and_the_window_goes_on(
    screen: Screen, site: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "station" / "data"
    with (
        dying_disk(folder) as disk,
        running_station(screen, tmp_path / "station", "--server", site.url) as station,
    ):
        station.online()
        station.scan("DEMO-1003")
        assert station.scan("CMD-TAG-Lot=L1")["outcome"] == "done"
        disk.fail()
        refused = station.scan("CMD-TAG-Lot=L2")
        assert (refused["outcome"], refused["reason"]) == ("refused", "outbox_fault")
        assert tags_of(site, "DEMO-1003")["Lot"] == "L1"
        assert station.scan("DEMO-1001")["outcome"] == "done"


def test_a_folder_that_cannot_be_written_is_named_at_the_start(
    screen: Screen, site: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with read_only(folder):
        for command in (["--server", site.url], ["agent", "--server", site.url]):
            child = Child(
                station_command(*command, "--data-dir", str(folder)),
                {**screen.environment, "WATS_STATION_TOKEN": TOKEN},
            )
            assert child.wait(20.0) == 1
            said = "".join(child.errors)
            child.close()
            assert str(folder) in said
            assert len(said.strip().splitlines()) == 1, said


def test_a_damaged_outbox_is_set_aside_and_said_so_and_work_goes_on(
    screen: Screen, site: Site, tmp_path: Path
) -> None:
    data = tmp_path / "station" / "data"
    data.mkdir(parents=True)
    (data / "outbox.sqlite").write_bytes(b"not a database at all" * 1000)
    with running_station(screen, tmp_path / "station", "--server", site.url) as station:
        station.online()
        wait_until("the damage set aside", 10.0, lambda: list(data.glob("outbox.damaged-1.*")))
        station.picture(tmp_path / "damaged.png")
        station.scan("DEMO-1003")
        assert station.scan("CMD-TAG-Lot=L1")["outcome"] == "done"
