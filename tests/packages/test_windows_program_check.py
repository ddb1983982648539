"""What a folder's files tell of whether Windows can run it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from windows import program_check

_COMPILER = "x86_64-w64-mingw32-gcc"
_SYSTEM = frozenset({"kernel32.dll", "msvcrt.dll"})


def _compile(target: Path, source: str, *options: str) -> None:
    file = target.with_suffix(".c")
    file.write_text(source)
    subprocess.run([_COMPILER, "-o", str(target), str(file), *options], check=True)
    file.unlink()


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder with both programs, and nothing wrong with it."""
    main = "int main(void) { return 0; }"
    _compile(tmp_path / "wats-station.exe", main, "-mconsole")
    _compile(tmp_path / "wats-stationw.exe", main, "-mwindows")
    return tmp_path


def test_nothing_is_said_of_a_folder_that_is_fit(program: Path) -> None:
    assert program_check.problems(program, _SYSTEM) == []


def test_a_missing_program_is_told(program: Path) -> None:
    (program / "wats-stationw.exe").unlink()
    assert program_check.problems(program, _SYSTEM) == ["wats-stationw.exe is missing"]


def test_a_window_that_brings_a_terminal_along_is_told(program: Path) -> None:
    shutil.copy(program / "wats-station.exe", program / "wats-stationw.exe")
    (problem,) = program_check.problems(program, _SYSTEM)
    assert problem == "wats-stationw.exe: its subsystem is IMAGE_SUBSYSTEM_WINDOWS_CUI"


def test_what_stands_in_for_windows_in_the_prefix_is_never_shipped(program: Path) -> None:
    (program / "_internal").mkdir()
    library = program / "_internal" / "icuuc.dll"
    _compile(library, "int x(void) { return 0; }", "-shared")
    assert program_check.problems(program, _SYSTEM) == [
        "icuuc.dll is Wine's stand-in and must not be shipped"
    ]


def test_a_library_that_neither_windows_nor_the_folder_has_is_told(program: Path) -> None:
    system = _SYSTEM - {"msvcrt.dll"}
    problems = program_check.problems(program, system)
    assert "wats-station.exe: needs msvcrt.dll, which neither it nor Windows has" in problems


def test_microsofts_c_libraries_are_not_taken_for_windows_own(tmp_path: Path) -> None:
    system = tmp_path / "drive_c" / "windows" / "system32"
    system.mkdir(parents=True)
    for name in ("KERNEL32.dll", "msvcrt.dll", "msvcp140.dll", "vcruntime140_1.dll", "mfc42.dll"):
        (system / name).touch()
    assert program_check.windows_dlls(tmp_path) == {"kernel32.dll", "msvcrt.dll"}


def test_a_file_that_is_no_module_is_told(program: Path) -> None:
    (program / "broken.dll").write_bytes(b"MZ")
    (problem,) = program_check.problems(program, _SYSTEM)
    assert problem.startswith("broken.dll: no Windows module")
