"""The site server's figures: requests a second beside a bare route, and what size costs."""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx

from tests.benchmarks.rows import Row
from tests.support.processes import Child, station_command
from tests.support.site import TOKEN

_CLIENTS = 8
_SECONDS = 4.0
_STATIONS = 200
_SMALL, _LARGE = 10_000, int(os.environ.get("WATS_BENCH_UNITS", "1000000"))
_ASKED = 300
_PASSES = 3


def site_rows() -> list[Row]:
    """Every figure of the server; the large database takes minutes to lay down."""
    with tempfile.TemporaryDirectory(prefix="wats-bench-") as folder:
        with _serving(Path(folder) / "small", _SMALL) as small:
            rows = [_lookup_row(small, Path(folder) / "small"), *_station_rows(small)]
            rows.append(_verification_row(small))
            with _serving(Path(folder) / "large", _LARGE) as large:
                rows += _size_rows(small, large)
        return rows


@contextmanager
def _serving(folder: Path, units: int) -> Iterator[str]:
    command = station_command(
        "serve", "--port", "0", "--data-dir", str(folder), "--demo-data", "--demo-units", str(units)
    )
    child = Child(command, {**os.environ, "WATS_STATION_SITE_TOKEN": TOKEN})
    try:
        yield child.wait_for_line("site server ready: ", seconds=900).rsplit(" ", 1)[1]
    finally:
        child.close()


@contextmanager
def _bare(database: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "tests.benchmarks.bare_route", str(database)]
    child = Child(command, dict(os.environ))
    try:
        yield child.wait_for_line("ready: ").rsplit(" ", 1)[1]
    finally:
        child.close()


def _lookup_row(url: str, folder: Path) -> Row:
    """Best of some passes in turn, each with the other at rest; the demand is at least 60 %."""
    shares = []
    with _bare(folder / "site.db") as bare:
        for _ in range(_PASSES):
            floor = asyncio.run(_throughput(bare, "/unit/DEMO-0100"))
            ours = asyncio.run(_throughput(url, "/api/Production/Unit/DEMO-0100/CTRL-100"))
            shares.append(floor / ours)
    # As a ratio to the floor like every other row: 60 % of its requests are 1.67 of its time.
    return Row("unit lookup: time a request", statistics.median(shares), "x bare", 1 / 0.6)


async def _throughput(url: str, path: str) -> float:
    """Requests a second that some connections get answered."""
    host, port = url.removeprefix("http://").split(":")
    deadline = time.perf_counter() + _SECONDS
    counts = await asyncio.gather(
        *(_ask_until(host, int(port), path, deadline) for _ in range(_CLIENTS))
    )
    return sum(counts) / _SECONDS


async def _ask_until(host: str, port: int, path: str, deadline: float) -> int:
    connection = await _Connection.open(host, port)
    count = 0
    with closing(connection):
        while time.perf_counter() < deadline:
            await connection.get(path)
            count += 1
    return count


class _Connection:
    """A connection that asks and reads with next to no work of its own."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, host: str, port: int) -> "_Connection":
        return cls(*await asyncio.open_connection(host, port))

    async def get(self, path: str) -> int:
        """The status; the answer is read to its end."""
        head = f"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {TOKEN}\r\n\r\n"
        self._writer.write(head.encode())
        answer = await self._reader.readuntil(b"\r\n\r\n")
        length = int(answer.lower().partition(b"content-length: ")[2].split(b"\r\n", 1)[0])
        await self._reader.readexactly(length)
        return int(answer.split(b" ", 2)[1])

    def close(self) -> None:
        self._writer.close()


def _scan(serial: str, part: str) -> list[str]:
    """The four requests of a scan."""
    named = urlencode({"serialNumber": serial, "partNumber": part})
    of_serial = quote(f"serialNumber eq '{serial}'")
    return [
        f"/api/Production/Unit/Query?$filter={of_serial}",
        f"/api/Production/UnitVerification?{named}",
        f"/api/station/History?{named}",
        f"/api/Report/Query/Header?$filter={of_serial}&$top=100",
    ]


def _units(url: str, count: int, most: int) -> list[tuple[str, str]]:
    """Serial and part of units spread over the whole database."""
    headers = {"Authorization": f"Basic {TOKEN}"}
    found = []
    with httpx.Client(base_url=url, headers=headers, timeout=60) as client:
        for number in range(1, most, max(most // count, 1)):
            answer = client.get(f"/api/Production/Unit/DEMO-{number:04}")
            if answer.status_code == 200:
                unit = answer.json()
                found.append((unit["serialNumber"], unit["partNumber"]))
    return found


def _station_rows(url: str) -> list[Row]:
    """The limit by closed loop, then two hundred stations at half of it."""
    units = _units(url, 200, _SMALL)
    limit = asyncio.run(_scans_at_most(url, units))
    times, errors = asyncio.run(_stations(url, units, limit / 2))
    p99 = statistics.quantiles(times, n=100)[98]
    return [
        Row(f"200 stations at half of {limit:.0f} scans/s: p99 of a request", p99, "ms", 100),
        Row("200 stations: requests that failed", errors, "errors", 0),
    ]


async def _scans_at_most(url: str, units: list[tuple[str, str]]) -> float:
    host, port = url.removeprefix("http://").split(":")
    deadline = time.perf_counter() + _SECONDS

    async def station(first: int) -> int:
        connection = await _Connection.open(host, int(port))
        count = 0
        with closing(connection):
            while time.perf_counter() < deadline:
                for path in _scan(*units[(first + count) % len(units)]):
                    await connection.get(path)
                count += 1
        return count

    counts = await asyncio.gather(*(station(each) for each in range(_CLIENTS)))
    return sum(counts) / _SECONDS


async def _stations(
    url: str, units: list[tuple[str, str]], scans_a_second: float
) -> tuple[list[float], int]:
    host, port = url.removeprefix("http://").split(":")
    pause = _STATIONS / scans_a_second
    times: list[float] = []
    errors = 0
    began = time.perf_counter()
    ends = began + max(10.0, 3 * pause)

    async def station(number: int) -> None:
        nonlocal errors
        connection = await _Connection.open(host, int(port))
        due = began + pause * number / _STATIONS
        with closing(connection):
            while due < ends:
                await asyncio.sleep(max(due - time.perf_counter(), 0))
                for path in _scan(*units[number % len(units)]):
                    asked = time.perf_counter()
                    status = await connection.get(path)
                    times.append((time.perf_counter() - asked) * 1000)
                    errors += status != 200
                due += pause

    await asyncio.gather(*(station(each) for each in range(_STATIONS)))
    return times, errors


def _verification_row(url: str) -> Row:
    """A unit with a thousand reports."""
    headers = {"Authorization": f"Basic {TOKEN}"}
    with httpx.Client(base_url=url, headers=headers, timeout=60) as client:
        for number in range(1000):
            body = {
                "type": "T", "id": f"00000000-0000-4000-8000-{number:012x}", "sn": "BENCH-1",
                "pn": "CTRL-100", "rev": "B", "processCode": 30 if number % 2 else 60,
                "result": "P", "start": f"2026-11-{number % 28 + 1:02}T08:00:00Z",
            }  # fmt: skip
            client.post("/api/Report/WSJF", json=body).raise_for_status()
        path = "/api/Production/UnitVerification?serialNumber=BENCH-1&partNumber=CTRL-100"
        times = sorted(_timed(client, path) for _ in range(50))
    return Row("verification of a unit with 1,000 reports", times[25], "ms", 50)


def _size_rows(small: str, large: str) -> list[Row]:
    """The median of each request of a scan at a million units beside that at ten thousand."""
    headers = {"Authorization": f"Basic {TOKEN}"}
    rows = []
    with (
        httpx.Client(base_url=small, headers=headers, timeout=60) as of_small,
        httpx.Client(base_url=large, headers=headers, timeout=60) as of_large,
    ):
        units = (_units(small, _ASKED, _SMALL), _units(large, _ASKED, _LARGE))
        for number, name in enumerate(("unit", "verification", "history", "reports")):
            ratios = []
            for _ in range(_PASSES):
                medians = [
                    statistics.median(_timed(client, _scan(*each)[number]) for each in asked)
                    for client, asked in zip((of_small, of_large), units, strict=True)
                ]
                ratios.append(medians[1] / medians[0])
            title = f"{name} at {_LARGE:,} units beside {_SMALL:,}"
            rows.append(Row(title, statistics.median(ratios), "x", 2))
    return rows


def _timed(client: httpx.Client, path: str) -> float:
    asked = time.perf_counter()
    client.get(path).raise_for_status()
    return (time.perf_counter() - asked) * 1000
