"""Builds share what they made before, and never trust what is not whole."""

import os
import time
from pathlib import Path
from threading import Thread

import pytest

from windows import build_cache

_MONTH = 31 * 86_400


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "wats-station-build"


class Maker:
    """Fills an entry and counts how often."""

    def __init__(self, content: str = "whole") -> None:
        self.content = content
        self.times = 0

    def __call__(self, place: Path) -> None:
        self.times += 1
        (place / "inner").mkdir()
        (place / "inner" / "file").write_text(self.content)


def test_an_entry_is_made_once_and_found_again() -> None:
    make = Maker()
    first = build_cache.entry("thing", "k1", make)
    second = build_cache.entry("thing", "k1", make)
    assert first == second
    assert make.times == 1
    assert (second / "inner" / "file").read_text() == "whole"


def test_what_is_made_from_something_else_is_another_entry() -> None:
    first = build_cache.entry("thing", build_cache.key("a", b"b"), Maker("one"))
    second = build_cache.entry("thing", build_cache.key("ab", b""), Maker("two"))
    assert first != second
    assert (first / "inner" / "file").read_text() == "one"


def test_an_entry_that_failed_half_way_is_not_there(cache: Path) -> None:
    def broken(place: Path) -> None:
        (place / "half").write_text("half")
        raise OSError("no network")

    with pytest.raises(OSError, match="no network"):
        build_cache.entry("thing", "k1", broken)
    assert [each.name for each in cache.iterdir() if each.is_dir()] == []
    place = build_cache.entry("thing", "k1", Maker())
    assert not (place / "half").exists()


@pytest.mark.parametrize("damage", ["lost", "shortened", "added", "no seal", "bad seal"])
def test_an_entry_that_is_not_as_it_was_made_is_made_again(damage: str) -> None:
    make = Maker()
    place = build_cache.entry("thing", "k1", make)
    file = place / "inner" / "file"
    seal = place / ".sealed.json"
    if damage == "lost":
        file.unlink()
    elif damage == "shortened":
        file.write_text("who")
    elif damage == "added":
        (place / "stray").write_text("x")
    elif damage == "no seal":
        seal.unlink()
    else:
        seal.write_text("{")
    again = build_cache.entry("thing", "k1", make)
    assert make.times == 2
    assert file.read_text() == "whole"
    assert not (again / "stray").exists()


def test_what_a_python_compiled_in_its_place_does_no_harm() -> None:
    make = Maker()
    place = build_cache.entry("thing", "k1", make)
    (place / "inner" / "__pycache__").mkdir()
    (place / "inner" / "__pycache__" / "x.pyc").write_bytes(b"x")
    build_cache.entry("thing", "k1", make)
    assert make.times == 1


def test_two_builds_at_once_make_it_once() -> None:
    made = []

    def slowly(place: Path) -> None:
        made.append(place)
        time.sleep(0.2)
        (place / "file").write_text("whole")

    found: list[Path] = []
    builds = [
        Thread(target=lambda: found.append(build_cache.entry("thing", "k1", slowly)))
        for _ in range(4)
    ]
    for build in builds:
        build.start()
    for build in builds:
        build.join(20)
    assert len(made) == 1
    assert len(set(found)) == 1
    assert len(found) == 4


def test_entries_out_of_use_are_forgotten_and_others_are_not(cache: Path) -> None:
    old = build_cache.entry("thing", "old", Maker())
    other = build_cache.entry("other", "old", Maker())
    fresh = build_cache.entry("thing", "fresh", Maker())
    half = cache / ".thing-k9.abc"
    half.mkdir()
    then = time.time() - _MONTH
    for place in (old / ".sealed.json", other / ".sealed.json", half):
        os.utime(place, (then, then))
    build_cache.entry("thing", "new", Maker())
    assert not old.exists()
    assert not half.exists()
    assert fresh.exists()
    assert other.exists()
