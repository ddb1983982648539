"""What the Debian package is made with: versions, dependencies, neutral libraries."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from frozen import checksums
from linux import building, debian_package, depends, slimming


@pytest.mark.parametrize(
    ("python", "debians"),
    [("0.1.0", "0.1.0"), ("1.0rc1", "1.0~rc1"), ("1.0.0.dev3", "1.0.0~dev3"), ("2.0b2", "2.0~b2")],
)
def test_versions_are_ordered_as_pythons(python: str, debians: str) -> None:
    assert debian_package.debian_version(python) == debians
    assert debian_package.file_name("1.0rc1") == "wats-station_1.0~rc1_amd64.deb"


@pytest.mark.skipif(shutil.which("dpkg") is None, reason="this is no Debian")
def test_a_candidate_comes_before_its_release() -> None:
    candidate = debian_package.debian_version("1.0rc1")
    command = ["dpkg", "--compare-versions", candidate, "lt", "1.0"]
    assert subprocess.run(command, check=False).returncode == 0


def test_renamed_packages_count_by_either_name() -> None:
    line = depends.joined(["libssl3 (>= 3.0.0)", "libc6 (>= 2.35)", "libgl1"])
    assert line.startswith("libc6 (>= 2.35), libegl1, libgl1, libssl3 (>= 3.0.0) | libssl3t64 (>")
    assert "fonts-dejavu-core |" in line


def test_the_folder_of_python_is_forgotten_and_its_version_is_not(tmp_path: Path) -> None:
    library = tmp_path / "_internal" / "libpython3.11.so.1.0"
    library.parent.mkdir()
    # A linker keeps the version as the end of the prefix, and points into the middle.
    before = b"\x7fELF\0/home/somebody/pythons/3.11.7\0/home/somebody/pythons/3.11.7/lib\0tail"
    library.write_bytes(before)
    slimming.forget(library, "/home/somebody/pythons/3.11.7")
    after = library.read_bytes()
    assert len(after) == len(before)
    assert b"somebody" not in after
    assert after.count(b"/3.11.7\0") == 1
    assert after.endswith(b"/3.11.7/lib\0tail")


def test_scripts_of_the_package_are_shell(tmp_path: Path) -> None:
    files = Path(debian_package.__file__).parent / "files"
    for name in ("preinst", "prerm", "postrm"):
        subprocess.run(["sh", "-n", str(files / name)], check=True, cwd=tmp_path)


def test_a_build_of_the_same_commit_is_known_while_it_is_whole(tmp_path: Path) -> None:
    commit = "0123456789" * 4
    stamp = tmp_path / "wats-station/_internal/wats_station/_data/build.json"
    assert not building.is_made_of(tmp_path, commit)
    stamp.parent.mkdir(parents=True)
    stamp.write_text(json.dumps({"commit": commit}), encoding="utf-8")
    assert not building.is_made_of(tmp_path, commit)
    checksums.write_checksums(tmp_path)
    assert building.is_made_of(tmp_path, commit)
    assert not building.is_made_of(tmp_path, f"{commit[:-1]}1")
    stamp.write_text(json.dumps({"commit": f"{commit}-dirty"}), encoding="utf-8")
    checksums.write_checksums(tmp_path)
    assert not building.is_made_of(tmp_path, f"{commit}-dirty")
    stamp.write_text(json.dumps({"commit": commit}) + "\n", encoding="utf-8")
    assert not building.is_made_of(tmp_path, commit)
