"""What of the lock goes into the Windows program."""

import pytest

from tests.architecture.source import ROOT
from windows import locked_wheels

_LOCK = """\
pefile==1.0 ; sys_platform == 'win32' \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via
    #   wats-station (pyproject.toml)
    #   pyinstaller
jeepney==0.9 ; sys_platform == 'linux' \\
    --hash=sha256:cc
    # via keyring
keyring==25.0 \\
    --hash=sha256:dd
    # via wats-station (pyproject.toml)
pyinstaller==6.0 \\
    --hash=sha256:ee
    # via wats-station (pyproject.toml)
pytest==9.0 \\
    --hash=sha256:ff
    # via
    #   wats-station (pyproject.toml)
    #   pytest-qt
Jaraco.Classes==3.0 \\
    --hash=sha256:00
    # via keyring
more-itertools==11.0 \\
    --hash=sha256:11
    # via jaraco-classes
"""
_PROJECT = """
[project]
dependencies = ["keyring>=25"]
[project.optional-dependencies]
dev = ["pytest", "pyinstaller"]
"""


def test_what_the_program_and_its_freezing_ask_for_is_wanted_and_no_more() -> None:
    found = locked_wheels.needed(_LOCK, _PROJECT)
    assert [entry.name for entry in found] == [
        "pefile",
        "keyring",
        "pyinstaller",
        "jaraco-classes",
        "more-itertools",
    ]


def test_a_pin_keeps_all_its_hashes_and_loses_its_marker() -> None:
    found = locked_wheels.needed(_LOCK, _PROJECT)
    assert found[0].line() == "pefile==1.0 --hash=sha256:aa --hash=sha256:bb"


def test_markers_are_answered_for_the_system_that_is_asked_about() -> None:
    linux = {**locked_wheels.WINDOWS, "sys_platform": "linux"}
    names = [entry.name for entry in locked_wheels.needed(_LOCK, _PROJECT, linux)]
    assert "jeepney" in names
    assert "pefile" not in names


def test_a_dependency_that_the_lock_lacks_is_told() -> None:
    project = '[project]\ndependencies = ["httpx"]\n'
    with pytest.raises(ValueError, match=r"lacks httpx.*dev\.py lock"):
        locked_wheels.needed(_LOCK, project)


def test_the_projects_own_lock_gives_the_window_and_the_server_but_no_tools() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    entries = locked_wheels.needed(lock, project)
    names = {entry.name for entry in entries}
    # Half of these nobody names: they are found through who asks for them.
    assert {
        "pyside6-essentials",
        "shiboken6",
        "pydantic-core",
        "starlette",
        "sly",
        "pywin32-ctypes",
        "pefile",
    } <= names
    assert not names & {"pytest", "mypy", "ruff", "hypothesis", "jeepney", "secretstorage"}
    assert all(entry.hashes for entry in entries)
    assert len(names) == len(entries), "two versions of one package"
