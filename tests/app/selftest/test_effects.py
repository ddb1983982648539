"""A window that says done is not believed: a step passes when the server shows the effect."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from wats_station.app.selftest import work
from wats_station.app.selftest.bench import Bench
from wats_station.app.selftest.site import Row, Site
from wats_station.app.selftest.station import Station
from wats_station.app.selftest.steps import StepFailed


class Yes(Station):
    """A window that reports whatever is wanted."""

    def __init__(self) -> None:
        self.scanned: list[str] = []

    def expect(self, text: str, outcome: str, reason: str) -> None:
        self.scanned.append(text)


class Unmoved(Site):
    """A server on which nothing ever happens."""

    def unit(self, serial: str) -> Row:
        return {"unitPhaseId": 2, "partNumber": "CTRL-100", "tags": []}

    def history(self, serial: str) -> list[Row]:
        return [{"kind": "created", "key": "", "new": "", "oldId": None, "newId": 2}]

    def children(self, serial: str) -> dict[str, int]:
        return {}

    def reports(self, serial: str, kind: str) -> list[Row]:
        return [{"id": "1", "result": "F"}] if kind == "T" else []

    def make_unit(self, serial: str, part: str, revision: str, phase: int) -> None:
        return


class Dull(Bench):
    """Such a window on such a server."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.site = Unmoved(folder, "token")
        self.yes = Yes()

    @property
    def station(self) -> Station:
        return self.yes


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Dull]:
    bench = Dull(tmp_path)
    yield bench
    bench.line.close()


@pytest.mark.parametrize(
    ("step", "says"),
    [
        (work.finalize, "DEMO-1001 has phase 2 on the server"),
        (work.tag, "DEMO-1003 has SelfTest=None on the server, written 0 times"),
        (work.assembly, "the server has {} in SELFTEST-GW"),
        (work.repair, r"the server has these repairs of DEMO-1002: \[\]"),
    ],
)
def test_what_the_server_does_not_show_has_failed(
    bench: Dull, step: Callable[[Bench], str], says: str
) -> None:
    with pytest.raises(StepFailed, match=says):
        step(bench)
    assert bench.yes.scanned, "the codes were scanned all the same"


def test_what_was_to_be_refused_and_was_done_has_failed(
    bench: Dull, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: dict[str, Any] = {"unitPhaseId": 16}
    monkeypatch.setattr(bench.site, "unit", lambda _serial: moved)
    with pytest.raises(StepFailed, match="DEMO-1002 was changed on the server"):
        work.refused(bench)
