"""The library's figures: what it adds to bare httpx, and what another client adds."""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from urllib.parse import urlencode

import httpx
from pywats import AsyncWATS

from tests.benchmarks.rows import Row
from tests.support.processes import ROOT
from tests.support.site import TOKEN, running_site
from wats_station.wats import AsyncWatsClient, WatsClient

_UNITS = 700
_VERIFIED = 500
_ASKED = 400
_PASSES = 5
_STARTS = 11
_HEADERS = {"Authorization": f"Basic {TOKEN}", "Accept": "application/json"}
_LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=60)
_FLOOR = "import httpx, pydantic"
_MADE = "from wats_station.wats import {0}; {0}('http://127.0.0.1:1', 'x')"

Ask = Callable[[], Awaitable[object]]


def client_rows() -> list[Row]:
    """Every figure of the library."""
    rows = _import_rows()
    with (
        tempfile.TemporaryDirectory(prefix="wats-bench-") as folder,
        running_site(Path(folder), demo_units=_UNITS) as site,
    ):
        rows += asyncio.run(_get_unit_rows(site.url))
        rows.append(_blocking_row(site.url))
        rows += asyncio.run(_verification_rows(site.url))
    return rows


def _import_rows() -> list[Row]:
    programs = {
        "import and a client made": _MADE.format("AsyncWatsClient"),
        "import and a blocking client made": _MADE.format("WatsClient"),
    }
    times: dict[str, list[float]] = {name: [] for name in (*programs, "floor")}
    for _ in range(_STARTS):
        for name, program in (*programs.items(), ("floor", _FLOOR)):
            times[name].append(_start(program))
    floor = statistics.median(times["floor"])
    return [
        Row(f"library: {name}", statistics.median(times[name]) / floor, "x import", 1.3)
        for name in programs
    ]


def _start(program: str) -> float:
    environment = {**os.environ}
    # Without compiled modules every start would pay for compiling them.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, check=True)
    return time.perf_counter() - began


async def _get_unit_rows(url: str) -> list[Row]:
    """Each call in turn with the others, so that a machine that drifts drifts for all."""
    query = urlencode({"$filter": "serialNumber eq 'DEMO-1001'", "$top": "50"})
    of_query = f"{url}/api/Production/Unit/Query?{query}"
    of_path = f"{url}/api/Production/Unit/DEMO-1001/CTRL-100"
    async with (
        httpx.AsyncClient(headers=_HEADERS, limits=_LIMITS) as bare,
        AsyncWatsClient(url, TOKEN) as ours,
        AsyncWATS(base_url=url, token=TOKEN, enable_cache=False, enable_throttling=False) as theirs,
    ):
        medians = await _medians(
            lambda: bare.get(of_query),
            lambda: ours.production.get_unit("DEMO-1001"),
            lambda: bare.get(of_path),
            lambda: theirs.production.get_unit("DEMO-1001", "CTRL-100"),
        )
    return [
        Row("library: get_unit", medians[1] / medians[0], "x GET", 1.4),
        Row("  the same by pywats-api", medians[3] / medians[2], "x GET", None),
    ]


async def _medians(*calls: Ask) -> list[float]:
    times: list[list[float]] = [[] for _ in calls]
    for asked in range(_ASKED):
        for own, call in zip(times, calls, strict=True):
            began = time.perf_counter()
            await call()
            if asked:
                own.append(time.perf_counter() - began)
    return [statistics.median(own) for own in times]


def _blocking_row(url: str) -> Row:
    query = urlencode({"$filter": "serialNumber eq 'DEMO-1001'", "$top": "50"})
    path = f"{url}/api/Production/Unit/Query?{query}"
    bare_times, our_times = [], []
    with httpx.Client(headers=_HEADERS, limits=_LIMITS) as bare, WatsClient(url, TOKEN) as ours:
        for _ in range(_ASKED):
            began = time.perf_counter()
            bare.get(path)
            between = time.perf_counter()
            ours.production.get_unit("DEMO-1001")
            our_times.append(time.perf_counter() - between)
            bare_times.append(between - began)
    ratio = statistics.median(our_times) / statistics.median(bare_times)
    return Row("  the same by the blocking client", ratio, "x GET", None)


async def _verification_rows(url: str) -> list[Row]:
    """Hundreds at once: the same requests bare, by ours, and by the other client."""
    ours_all, theirs_all = [], []
    async with (
        httpx.AsyncClient(headers=_HEADERS, limits=_LIMITS, timeout=60) as bare,
        AsyncWatsClient(url, TOKEN, timeout=60) as ours,
        AsyncWATS(
            base_url=url, token=TOKEN, enable_cache=False, enable_throttling=False, timeout=60
        ) as theirs,
    ):
        units = await ours.production.query_units("partNumber ne 'NONE'", top=_VERIFIED)
        keys = [(unit.serial_number, unit.part_number) for unit in units]
        for _ in range(_PASSES):
            floor = await _gathered(bare.get(_verification(url, *key)) for key in keys)
            own = await _gathered(ours.production.verify_unit(*key) for key in keys)
            other = await _gathered(theirs.production.verify_unit(*key) for key in keys)
            ours_all.append(own / floor)
            theirs_all.append(other / floor)
    return [
        Row(
            f"library: {len(keys)} units verified side by side",
            statistics.median(ours_all), "x bare", 1.2,
        ),
        Row("  the same by pywats-api", statistics.median(theirs_all), "x bare", None),
    ]  # fmt: skip


def _verification(url: str, serial: str, part: str) -> str:
    query = urlencode({"serialNumber": serial, "partNumber": part})
    return f"{url}/api/Production/UnitVerification?{query}"


async def _gathered(calls: Iterable[Awaitable[object]]) -> float:
    began = time.perf_counter()
    await asyncio.gather(*calls)
    return time.perf_counter() - began
