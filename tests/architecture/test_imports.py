"""What a start loads: measured in a fresh interpreter, so that nothing hides it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

WINDOW = ("PySide6", "shiboken6", "qasync")
SERVER = ("fastapi", "starlette", "uvicorn", "sqlalchemy", "odata_query")
CLIENT = ("httpx", "httpcore")


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("wats_station.cli", (*WINDOW, *SERVER, *CLIENT, "pydantic", "asyncio")),
        ("wats_station.wats.wire", (*WINDOW, *SERVER, *CLIENT)),
        ("wats_station.wats", WINDOW + SERVER),
        ("wats_station.site_server.server", WINDOW),
        ("wats_station.station.composition", (*WINDOW, *SERVER)),
        ("wats_station.flows.bench", (*WINDOW, *SERVER, *CLIENT, "asyncio", "sqlite3")),
    ],
)
def test_a_module_loads_no_more_than_it_needs(module: str, forbidden: tuple[str, ...]) -> None:
    unwanted = sorted(_loaded_by(module) & set(forbidden))
    assert not unwanted, f"import {module} loads {unwanted}: import that later, where it is used"


@pytest.mark.parametrize("module", ["wats_station.app.start"])
def test_the_window_never_loads_the_server(module: str) -> None:
    unwanted = sorted(_loaded_by(module) & set(SERVER))
    assert not unwanted, f"import {module} loads {unwanted}: the server is a process of its own"


def _loaded_by(module: str) -> set[str]:
    result = subprocess.run(
        [sys.executable, "-c", f"import {module}, sys; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return {name.partition(".")[0] for name in result.stdout.split()}


def test_the_contracts_hold() -> None:
    result = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
