"""The installer's script as makensis reads it: compiled on a folder with next to nothing in it."""

import struct
from pathlib import Path

import pytest

from terminal import SetupError
from windows.installer import build_installer, installer_name


@pytest.fixture
def program(tmp_path: Path) -> Path:
    folder = tmp_path / "wats-station"
    (folder / "_internal").mkdir(parents=True)
    for name in ("wats-station.exe", "wats-stationw.exe", "_internal/part.dll"):
        (folder / name).write_bytes(b"MZ" + bytes(2000))
    return folder


def test_it_compiles_without_a_warning(program: Path, tmp_path: Path) -> None:
    # Warnings are errors there: one of them is a text that a language lacks.
    made = build_installer(program, tmp_path / "out", "1.2.3rc1", compressor="zlib")
    assert made == tmp_path / "out" / installer_name("1.2.3rc1")
    content = made.read_bytes()
    assert content[:2] == b"MZ"
    (header,) = struct.unpack_from("<I", content, 60)
    (machine,) = struct.unpack_from("<H", content, header + 4)
    assert machine == 0x8664
    assert [each.name for each in made.parent.iterdir()] == [made.name]


def test_the_same_folder_gives_the_same_file(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first = build_installer(program, tmp_path / "one", "1.0.0", compressor="zlib").read_bytes()
    (program / "_internal" / "part.dll").touch()
    second = build_installer(program, tmp_path / "two", "1.0.0", compressor="zlib").read_bytes()
    assert first == second


def test_a_folder_that_is_no_program_is_refused(program: Path, tmp_path: Path) -> None:
    (program / "wats-stationw.exe").unlink()
    with pytest.raises(SetupError, match=r"has no wats-stationw\.exe"):
        build_installer(program, tmp_path / "out", "1.0.0")


def test_what_nsis_would_read_otherwise_is_refused(program: Path, tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="would not read OUTPUT"):
        build_installer(program, tmp_path / "out", "1.0.0$TEMP")
    assert not list((tmp_path / "out").glob("*"))


def test_what_nsis_complains_of_is_told(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SetupError, match="makensis: "):
        build_installer(program, tmp_path / "out", "1.0.0", compressor="gzip")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupError, match="install NSIS"):
        build_installer(program, tmp_path / "out", "1.0.0")
