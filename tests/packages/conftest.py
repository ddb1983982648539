"""A built program, and a surrounding for it in which there is no Python."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from linux.building import PLACE
from tests.support.screen import Screen, running_screen


@pytest.fixture(scope="session")
def linux_build() -> Path:
    """The folder that `dev.py package` ends with."""
    if not (PLACE / "SHA256SUMS").is_file():
        pytest.fail("there is no build: run packaging/dev.py package")
    return PLACE


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    """One X display for all tests; only one window is open on it at a time."""
    with running_screen() as screen:
        yield screen


@pytest.fixture
def nothing(tmp_path: Path) -> dict[str, str]:
    """An environment without a PATH that leads anywhere, and with a Python that is not there."""
    return {
        "HOME": str(tmp_path),
        "PATH": "/nonexistent",
        "PYTHONHOME": "/nonexistent",
        "PYTHONPATH": "/nonexistent",
    }
