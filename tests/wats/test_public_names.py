"""What `wats_station.wats` offers, and what a part of it costs."""

import re
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT
from wats_station import wats


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    for name in wats.__all__:
        said = getattr(wats, name).__doc__
        assert said, name
        assert re.search(r"Source: |wire contract|section|product\.md", said), name
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        wats.Nothing  # noqa: B018


def test_the_shapes_load_neither_http_nor_the_services() -> None:
    loaded = loaded_by("import wats_station.wats.wire, sys")
    assert not {"httpx", "httpcore", "asyncio"} & set(loaded)
    assert not [name for name in loaded if ".wats.services" in name or ".wats.client" in name]


def test_each_shape_loads_neither_http_nor_the_services() -> None:
    shapes = [file.stem for file in (ROOT / "wats_station/wats/wire").glob("[a-z]*.py")]
    program = "import sys\n" + "\n".join(f"import wats_station.wats.wire.{each}" for each in shapes)
    loaded = loaded_by(program)
    assert len(shapes) > 10
    assert not {"httpx", "httpcore", "asyncio"} & loaded
    assert not [name for name in loaded if ".wats.services" in name or ".wats.client" in name]


@pytest.mark.parametrize("client", ["AsyncWatsClient", "WatsClient"])
def test_a_client_is_made_without_what_it_may_never_need(client: str) -> None:
    loaded = loaded_by(
        f"import sys\nfrom wats_station.wats import {client}\n{client}('http://x', 'y')"
    )
    assert "httpx" in loaded
    for name in ("PySide6", "fastapi", "sqlalchemy", "tenacity", "truststore", "defusedxml"):
        assert name not in loaded
    ours = {name for name in loaded if name.startswith("wats_station.")}
    assert not [name for name in ours if not name.startswith("wats_station.wats")]
    assert not [name for name in ours if ".services" in name or ".wire." in name]


def loaded_by(program: str) -> set[str]:
    command = [sys.executable, "-c", f"{program}\nprint(*sys.modules)"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())
