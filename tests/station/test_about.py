"""What a package says of itself, read from its own files."""

import json
from pathlib import Path

import pytest

from wats_station import __version__, paths
from wats_station.domain.about import BundledPart
from wats_station.station.about import read_about, read_licence
from wats_station.station.doctor.computer import check_program
from wats_station.station.doctor.finding import State, ok

ONE = BundledPart("one", "1.0", "MIT", "https://one.example", "one-1.0.txt")


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package's data folder with one part and its licence."""
    data = tmp_path / "_data"
    (data / "licences").mkdir(parents=True)
    stamp = {"version": "0.1.0", "commit": "abc123", "date": "2026-11-29T20:33:10Z"}
    (data / "build.json").write_text(json.dumps(stamp), encoding="utf-8")
    listed = {"components": [{**_fields(ONE), "kind": "python"}]}
    (data / "licences" / "index.json").write_text(json.dumps(listed), encoding="utf-8")
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    return data


def _fields(part: BundledPart) -> dict[str, str]:
    return {name: getattr(part, name) for name in BundledPart.__slots__}


def test_a_package_says_its_build_and_its_parts(packaged: Path) -> None:
    about = read_about(Path("/data"), "6.11.3")
    assert (about.version, about.qt, about.folder) == (__version__, "6.11.3", str(Path("/data")))
    assert (about.commit, about.built) == ("abc123", "2026-11-29T20:33:10Z")
    assert about.parts == (ONE,)


def test_outside_of_a_package_there_is_neither() -> None:
    about = read_about(Path("/data"), "6.11.3")
    assert (about.commit, about.built, about.parts) == ("", "", ())
    assert about.python.count(".") == 2


def test_a_licence_comes_in_lines_that_fit(packaged: Path) -> None:
    text = "THE LICENCE\n\n  1. one two three four five six seven\n\tno\u00a0end" + "x" * 50
    (packaged / "licences" / ONE.file).write_text(text, encoding="utf-8")
    lines = read_licence(ONE, 20)
    assert lines[:5] == ("THE LICENCE", "", "  1. one two three", "  four five six", "  seven")
    assert max(len(line) for line in lines) <= 20
    words = "".join("".join(lines).split())
    assert words == "".join(text.split())


def test_no_file_outside_of_the_folder_is_read(packaged: Path) -> None:
    (packaged / "secret.txt").write_text("secret", encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        read_licence(BundledPart("", "", "", "", "../secret.txt"), 80)


def test_a_package_with_a_broken_list_says_so(packaged: Path) -> None:
    (packaged / "licences" / "index.json").write_text("{", encoding="utf-8")
    with pytest.raises(ValueError, match="line 1"):
        read_about(Path("/data"), "6.11.3")


def test_the_doctor_says_the_build_of_a_package(packaged: Path) -> None:
    expected = f"{__version__}, build abc123 of 2026-11-29T20:33:10Z"
    assert check_program() == ok("program", expected)


def test_the_doctor_says_what_is_broken_in_a_package(packaged: Path) -> None:
    (packaged / "build.json").write_text("{}", encoding="utf-8")
    found = check_program()
    assert (found.state, bool(found.hint)) == (State.FAILED, True)
    assert "build.json" in found.detail


def test_the_doctor_says_the_version_alone_outside_of_a_package() -> None:
    assert check_program() == ok("program", __version__)
