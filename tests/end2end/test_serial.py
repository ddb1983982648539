"""Serial scanners through a real line: framed, answered, unplugged and found again."""

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adapters.serial_line import Cable
from tests.support.processes import wait_until
from tests.support.screen import Screen
from tests.support.site import Site
from tests.support.station import StationWindow, running_station

pytestmark = pytest.mark.end2end

RECONNECTED_WITHIN = 2.0
_ENDS = ("\r", "\n", "\r\n", "\x03", "\x04")


@pytest.fixture
def cable(tmp_path: Path) -> Iterator[Cable]:
    cable = Cable(tmp_path / "gun")
    yield cable
    cable.away()


@pytest.fixture
def station(screen: Screen, site: Site, tmp_path: Path, cable: Cable) -> Iterator[StationWindow]:
    folder = tmp_path / "station"
    (folder / "data").mkdir(parents=True)
    port = {"port": str(cable.name), "acknowledge": True}
    (folder / "data" / "settings.json").write_text(json.dumps({"serial_ports": [port]}))
    with running_station(screen, folder, "--server", site.url) as station:
        station.online()
        open_again(station, 0)
        yield station


def open_again(station: StationWindow, before: int) -> None:
    """Wait until the port was opened more than `before` times."""
    station.wait_for("scanner.changed", 5.0, lambda event: event["state"] == "open")
    wait_until("the port open", 5.0, lambda: opened(station) > before)


def opened(station: StationWindow) -> int:
    return sum(event["state"] == "open" for event in station.events("scanner.changed"))


def outcomes_after(station: StationWindow, known: int, count: int) -> list[dict[str, object]]:
    wait_until(
        f"{count} outcomes", 60.0, lambda: len(station.events("scan.outcome")) >= known + count
    )
    return station.events("scan.outcome")[known:]


def test_the_gun_is_answered_once_the_outcome_is_known(
    station: StationWindow, cable: Cable
) -> None:
    for number, (text, outcome, answer) in enumerate(
        [
            ("DEMO-1001", "done", b"\x06"),
            ("NO-SUCH-UNIT", "refused", b"\x15"),
            ("CMD-FLY-AWAY", "not_understood", b"\x15"),
            ("DEMO-1002", "done", b"\x06"),
            ("CMD-PHASE-FINALIZED", "refused", b"\x15"),
            ("DEMO-1001/CTRL-100", "done", b"\x06"),
        ]
    ):
        cable.send(text.encode() + b"\r")
        (ended,) = outcomes_after(station, number, 1)
        assert (ended["source"], ended["text"], ended["outcome"]) == ("serial", text, outcome)
        assert cable.answers() == answer


def test_what_is_no_code_has_an_outcome_and_the_next_code_is_read(
    station: StationWindow, cable: Cable
) -> None:
    cable.send(b"\x00\xff\xfe\x80garbage\r")
    (garbage,) = outcomes_after(station, 0, 1)
    assert garbage["outcome"] in ("not_understood", "refused")
    cable.send(b"X" * 6000 + b"\r")
    (overlong,) = outcomes_after(station, 1, 1)
    assert (overlong["outcome"], overlong["reason"]) == ("not_understood", "scan_cut")
    cable.send(b"DEMO-1001\r")
    (whole,) = outcomes_after(station, 2, 1)
    assert (whole["outcome"], whole["text"]) == ("done", "DEMO-1001")


def test_an_unplugged_scanner_is_told_and_found_again(station: StationWindow, cable: Cable) -> None:
    cable.unplug()
    station.wait_for("scanner.changed", 5.0, lambda event: event["state"] == "missing")
    before = opened(station)
    cable.plug()
    plugged = time.monotonic()
    open_again(station, before)
    assert time.monotonic() - plugged < RECONNECTED_WITHIN
    cable.send(b"DEMO-1001\r")
    (ended,) = outcomes_after(station, 0, 1)
    assert ended["outcome"] == "done"


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_none_of_ten_thousand_frames_is_lost_over_twenty_unpluggings(
    station: StationWindow, cable: Cable
) -> None:
    frames, rounds = 10_000, 20
    chance = random.Random(5)  # noqa: S311 - no secret
    sent: list[str] = []
    for number in range(rounds):
        batch = [f"SN{number:02}{each:05}" for each in range(frames // rounds)]
        line = "".join(text + chance.choice(_ENDS) for text in batch).encode()
        while line:
            size = chance.choice((1, 2, 3, 5, 8, 13, 40, 120))
            cable.send(line[:size])
            line = line[size:]
            if chance.random() < 0.02:
                time.sleep(0.01)
        sent += batch
        ended = outcomes_after(station, 0, len(sent))
        assert len(ended) == len(sent)
        before = opened(station)
        cable.unplug()
        wait_until(
            "the unplugging told",
            5.0,
            lambda: station.events("scanner.changed")[-1]["state"] == "missing",
        )
        cable.plug()
        plugged = time.monotonic()
        open_again(station, before)
        assert time.monotonic() - plugged < RECONNECTED_WITHIN
    assert [event["text"] for event in station.events("scan.outcome")] == sent
