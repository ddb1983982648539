"""What `wats_station.wats` offers, and what a part of it costs."""

import subprocess
import sys

import pytest

from tests.architecture.source import ROOT
from wats_station import wats


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    for name in wats.__all__:
        assert getattr(wats, name).__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        wats.Nothing  # noqa: B018


def test_the_shapes_load_neither_http_nor_the_services() -> None:
    program = "import wats_station.wats.wire, sys; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    ours = {name for name in loaded if name.startswith("wats_station.wats.")}
    assert ours == {"wats_station.wats.wire"}
    assert not {"httpx", "httpcore", "asyncio"} & set(loaded)
