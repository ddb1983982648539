"""Whose each file of a package is, and that each owner's licence ships with it."""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from frozen import contents, licences, native
from frozen.contents import ContentsProblem
from tests.packaging.built import built_program, put


@pytest.fixture
def program(tmp_path: Path) -> Path:
    return built_program(tmp_path)


def test_every_file_has_an_owner_with_a_version(program: Path) -> None:
    found = {each.name: each for each in contents.components(program)}
    versions = {name: each.version for name, each in found.items()}
    qt = version("PySide6-Essentials")
    assert versions == {
        "CPython": ".".join(str(part) for part in sys.version_info[:3]),
        "Cyrus SASL": "3.0.0",
        "FFmpeg": "7.1.5",
        "OpenSSL": "3.5.9",
        "Qt": qt,
        "Qt for Python": qt,
        "Qt: software of others": qt,
        "httpx": version("httpx"),
        "pyinstaller": version("pyinstaller"),
        "sly": version("sly"),
        "wats-station": version("wats-station"),
    }
    assert found["Qt"].licence == "LGPL-3.0-only"
    assert found["httpx"].home.startswith("https://")
    assert found["pyinstaller"].licence == "GPL-2.0-or-later WITH Bootloader-exception"
    counted = sum(len(each.files) for each in found.values())
    metadata = 2  # Of PySide6 and Mako, of which nothing else is here.
    assert counted == sum(path.is_file() for path in program.rglob("*")) - metadata


def test_a_library_that_is_there_twice_is_told_in_both_versions(program: Path) -> None:
    put(program, "_internal/libcrypto-1a.so.3", b"\0OpenSSL 3.0.15 3 Sep 2024\0")
    found = [each for each in contents.components(program) if each.name == "OpenSSL"]
    assert [each.version for each in found] == ["3.0.15", "3.5.9"]
    listed = licences.write_licences(program)
    assert len([each for each in listed if each.name == "OpenSSL"]) == 2


def test_windows_writes_names_as_it_likes(program: Path) -> None:
    put(program, "_internal/VCRUNTIME140.so", b"")
    with pytest.raises(ContentsProblem):
        contents.components(program)
    (program / "_internal/VCRUNTIME140.so").unlink()
    put(program, "_internal/Qt6CORE.DLL", b"")
    names = {each.name for each in contents.components(program)}
    assert "Qt" in names


def test_a_library_that_nobody_knows_stops_the_build(program: Path) -> None:
    put(program, "_internal/libmystery.so.1", b"")
    with pytest.raises(ContentsProblem, match=r"_internal/libmystery\.so\.1"):
        contents.components(program)


def test_each_component_has_its_text_and_a_line_in_the_index(program: Path) -> None:
    parts = licences.write_licences(program)
    folder = program / licences.FOLDER
    listed = json.loads((folder / licences.INDEX).read_text(encoding="utf-8"))["components"]
    assert len(listed) == len(parts)
    assert listed[0]["name"] == "WATS Station"
    assert {each["file"] for each in listed} | {licences.INDEX} == {
        path.name for path in folder.iterdir()
    }
    for each in listed:
        assert all(each[field] for field in ("name", "version", "licence", "file")), each
        assert len((folder / each["file"]).read_text(encoding="utf-8")) > 300, each
    qt = (folder / "qt.txt").read_text(encoding="utf-8")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in qt
    assert "GNU GENERAL PUBLIC LICENSE" in qt
    assert "replace them by your own build" in qt
    assert "David Beazley" in (folder / "sly.txt").read_text(encoding="utf-8")


def test_writing_again_leaves_nothing_of_before(program: Path) -> None:
    licences.write_licences(program)
    old = put(program, (licences.FOLDER / "gone.txt").as_posix(), b"x")
    first = {path.name: path.read_bytes() for path in old.parent.iterdir() if path != old}
    licences.write_licences(program)
    assert {path.name: path.read_bytes() for path in old.parent.iterdir()} == first


def test_a_component_without_a_text_stops_the_build_by_name(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(licences, "WITHOUT_TEXT", {})
    with pytest.raises(ContentsProblem, match=r"licence text.*: sly$"):
        licences.write_licences(program)


def test_every_text_of_the_table_is_there() -> None:
    stored = {path.stem for path in Path(licences.__file__).parent.glob("licence_texts/*.txt")}
    named = {text for each in native.NATIVES for text in each.texts}
    assert named <= stored
    kept = {text for texts in licences.WITHOUT_TEXT.values() for text in texts}
    assert stored - named - kept <= {"cpython", "cpython-incorporated", "bzip2", "xz", "zlib"}


def test_two_components_never_share_a_file_name(program: Path) -> None:
    names = [licences.file_name(each) for each in contents.components(program)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("libssl-3-x64-d878e6db8e3f85ffea8dd83cd38f1e97.dll", "3"),
        ("libicuuc.so.73", "73"),
        ("libsasl2-84219a89.so.3.0.0", "3.0.0"),
        ("avcodec-63.dll", "63"),
        ("msvcp140.dll", ""),
    ],
)
def test_a_name_says_a_version(file: str, expected: str) -> None:
    assert native.version_in_name(file) == expected
