"""What is signed, by a signer that only writes down what it was given (named a stand-in)."""

from pathlib import Path

import pytest

from terminal import SetupError
from windows import signing
from windows.installer import build_installer


def stand_in_signer(folder: Path, code: int = 0) -> tuple[str, Path]:
    """A command that writes down its last argument and ends with `code`; and its record."""
    script, record = folder / "sign.sh", folder / "signed.txt"
    script.write_text(f'#!/bin/sh\necho "$2" >> "{record}"\necho "token missing"\nexit {code}\n')
    script.chmod(0o755)
    return f"{script} --quiet", record


def test_each_file_is_given_to_the_stand_in_signer_last(tmp_path: Path) -> None:
    command, record = stand_in_signer(tmp_path)
    files = [tmp_path / "a b.exe", tmp_path / "c.exe"]
    signing.sign(files, command)
    assert record.read_text().splitlines() == [str(file) for file in files]


def test_a_file_that_the_stand_in_signer_refuses_ends_the_build(tmp_path: Path) -> None:
    command, _ = stand_in_signer(tmp_path, code=3)
    with pytest.raises(SetupError, match=r"a\.exe is not signed \(exit 3\): token missing"):
        signing.sign([tmp_path / "a.exe"], command)


def test_a_signer_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="cannot sign with 'no-such-signer'"):
        signing.sign([tmp_path / "a.exe"], "no-such-signer")


def test_the_uninstaller_is_given_to_the_stand_in_signer_while_the_installer_is_made(
    tmp_path: Path,
) -> None:
    program = tmp_path / "wats-station"
    program.mkdir()
    for name in ("wats-station.exe", "wats-stationw.exe"):
        (program / name).write_bytes(b"MZ" + bytes(2000))
    command, record = stand_in_signer(tmp_path)
    build_installer(program, tmp_path / "out", "1.0.0", compressor="zlib", sign=command)
    (signed,) = record.read_text().splitlines()
    assert Path(signed).name.startswith("makensis"), "the file that only makensis ever has"
    refusing, _ = stand_in_signer(tmp_path, code=3)
    with pytest.raises(SetupError, match="makensis: "):
        build_installer(program, tmp_path / "out2", "1.0.0", compressor="zlib", sign=refusing)
