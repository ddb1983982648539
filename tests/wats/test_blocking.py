"""The blocking client: in scripts, threads, a running loop, forks, and while all of it ends."""

import asyncio
import inspect
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from tests.support.site import TOKEN, Site
from tests.wats.conftest import Answering
from wats_station.wats import (
    NO_RETRIES,
    AmbiguousUnit,
    AsyncWatsClient,
    InvalidInput,
    ServerUnavailable,
    Unit,
    WatsClient,
)
from wats_station.wats.blocking.loop import CallLoop
from wats_station.wats.blocking.twin import BlockingDomain

DOMAINS = ["production", "production.internal", "product", "process", "report", "app"]


def domain(client: object, name: str) -> object:
    for part in name.split("."):
        client = getattr(client, part)
    return client


def public(owner: object) -> set[str]:
    return {name for name in dir(owner) if not name.startswith("_")}


@pytest.fixture
def blocking() -> Iterator[WatsClient]:
    with WatsClient("http://127.0.0.1:1", TOKEN, retries=NO_RETRIES) as client:
        yield client


@pytest.mark.parametrize("name", DOMAINS)
def test_it_offers_what_the_asynchronous_one_does(blocking: WatsClient, name: str) -> None:
    one, other = domain(blocking, name), domain(AsyncWatsClient("http://w", TOKEN), name)
    assert public(one) - public(BlockingDomain) == public(other)
    for call in public(other):
        theirs, ours = getattr(other, call), getattr(one, call)
        if inspect.iscoroutinefunction(theirs):
            assert not inspect.iscoroutinefunction(ours)
            assert inspect.signature(ours) == inspect.signature(theirs)
            assert (ours.__name__, ours.__doc__) == (theirs.__name__, theirs.__doc__)
            assert ours.__doc__


def test_errors_are_the_same_ones(api: WatsClient) -> None:
    with pytest.raises(AmbiguousUnit) as raised:
        api.production.get_unit("DEMO-2001")
    assert len(raised.value.candidates) == 2


def test_many_threads_share_one_client(api: WatsClient) -> None:
    numbers = [f"DEMO-100{n}" for n in range(1, 8)] * 20
    with ThreadPoolExecutor(16) as pool:
        units = list(pool.map(api.production.get_unit, numbers))
    assert [unit.serial_number if unit else None for unit in units] == numbers


async def test_it_works_while_a_loop_runs_as_in_a_notebook(api: WatsClient) -> None:
    assert asyncio.get_running_loop().is_running()
    unit = api.production.get_unit("DEMO-1001")
    assert unit is not None
    assert unit.last_test_date is not None


def test_what_costs_a_request_is_asked_for_when_looked_at_and_once(answering: Answering) -> None:
    answering.lay_down(
        "/api/Production/Unit/Query",
        '[{"serialNumber": "SN1", "partNumber": "P1", "subUnits":'
        ' [{"serialNumber": "SN2", "partNumber": "P2"}]}]',
    )
    header = '[{"serialNumber": "SN1", "startUtc": "2026-01-02T03:04:05Z"}]'
    answering.lay_down("/api/Report/Query/Header", header)
    with WatsClient(answering.url, TOKEN) as client:
        unit = client.production.get_unit("SN1")
        assert unit is not None
        assert len(answering.asked) == 1
        assert unit.last_test_date == unit.last_test_date
        assert len(answering.asked) == 2
        assert unit.sub_units[0].last_test_date is not None
        assert "partNumber eq 'P2'" in answering.asked[-1].query["$filter"]


async def test_an_asynchronous_unit_says_how_to_have_it(answering: Answering) -> None:
    answering.lay_down(
        "/api/Production/Unit/Query", '[{"serialNumber": "SN1", "partNumber": "P1"}]'
    )
    answering.lay_down("/api/Report/Query/Header", "[]")
    async with AsyncWatsClient(answering.url, TOKEN) as client:
        unit = await client.production.get_unit("SN1")
        assert unit is not None
        with pytest.raises(InvalidInput, match=r"get_unit\(\.\.\., last_test=True\)"):
            _ = unit.last_test_date
        unit = await client.production.get_unit("SN1", last_test=True)
        assert unit is not None
        assert unit.last_test_date is None
    assert Unit(serial_number="SN1", part_number="P1") == Unit(
        serial_number="SN1", part_number="P1"
    )


def test_a_closed_client_says_so_and_leaves_no_thread(answering: Answering) -> None:
    answering.lay_down("/api/App/Version", '"1.0"')
    with WatsClient(answering.url, TOKEN) as client:
        assert client.app.version() == "1.0"
        assert any(each.name == "wats-client" for each in threading.enumerate())
    assert not any(each.name == "wats-client" for each in threading.enumerate())
    with pytest.raises(ServerUnavailable, match="this client was closed") as raised:
        client.app.version()
    assert not raised.value.was_sent
    client.close()


def test_closing_ends_a_call_that_is_under_way() -> None:
    listening = threading.Event()

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        listening.set()
        await reader.read()
        writer.close()

    with _serving(hold) as port:
        client = WatsClient(f"http://127.0.0.1:{port}", TOKEN, retries=NO_RETRIES)
        with ThreadPoolExecutor(1) as pool:
            call = pool.submit(client.app.version)
            assert listening.wait(5)
            client.close()
            with pytest.raises(ServerUnavailable, match="no connection"):
                call.result(5)


def test_closing_ends_a_call_that_waits_for_no_connection() -> None:
    begun = threading.Event()

    async def between_two_steps() -> None:
        begun.set()
        await asyncio.Event().wait()

    loop = CallLoop()
    domain = BlockingDomain(loop, object())
    with ThreadPoolExecutor(1) as pool:
        call = pool.submit(domain.run, between_two_steps, "version")
        assert begun.wait(5)
        loop.close(_nothing)
        with pytest.raises(ServerUnavailable, match="closed"):
            call.result(5)


async def _nothing() -> None:
    return


class _serving:  # noqa: N801 - reads as a function
    """A server in a thread of its own, for the length of a `with` block."""

    def __init__(self, act: Callable[[asyncio.StreamReader, asyncio.StreamWriter], object]) -> None:
        self._act = act
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)

    def __enter__(self) -> int:
        self._thread.start()
        start = asyncio.start_server(self._act, "127.0.0.1", 0)  # type: ignore[arg-type]
        self._server = asyncio.run_coroutine_threadsafe(start, self._loop).result()
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    def __exit__(self, *_: object) -> None:
        async def end() -> None:
            self._server.close()
            await asyncio.sleep(0.05)

        asyncio.run_coroutine_threadsafe(end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def run(program: str, site: Site) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "WATS": site.url.replace("127.0.0.1", "localhost")}
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, timeout=30,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


HEAD = f"""
import atexit, os
from wats_station.wats import WatsClient
client = WatsClient(os.environ["WATS"], {TOKEN!r})
"""


def test_a_script_that_never_closes_its_client_ends_quietly(site: Site) -> None:
    done = run(HEAD + "print(client.production.get_unit('DEMO-1001').phase)", site)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


@pytest.mark.parametrize("before", ["", "client.app.version()"])
def test_a_call_while_the_interpreter_ends(site: Site, before: str) -> None:
    """By its name and not by its number: finding it out needs a thread, which is not had then."""
    program = f"{HEAD}\n{before}\natexit.register(lambda: print(client.app.version()))"
    done = run(program, site)
    if before or sys.version_info < (3, 12):
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.strip() == site.get("/api/App/Version")
    else:
        assert "the interpreter is ending" in done.stderr


def test_a_forked_process_is_told_to_make_its_own(site: Site) -> None:
    program = (
        HEAD
        + """
client.app.version()
if os.fork() == 0:
    try:
        client.app.version()
    except Exception as error:
        print(type(error).__name__, error, flush=True)
    client.close()
    os._exit(0)
os.wait()
print(client.app.version())
client.close()
"""
    )
    done = run(program, site)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("InvalidInput connect: this client was made in another process")
    assert done.stdout.splitlines()[-1] == site.get("/api/App/Version")


def test_ctrl_c_ends_the_wait_and_the_call(tmp_path: Path) -> None:
    asked, gone = threading.Event(), threading.Event()

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        asked.set()
        await reader.read()
        gone.set()
        writer.close()

    with _serving(hold) as port:
        program = f"""
from wats_station.wats import WatsClient
with WatsClient("http://127.0.0.1:{port}", "x") as client:
    try:
        client.app.version()
    except KeyboardInterrupt:
        print("interrupted", flush=True)
        input()
"""
        child = subprocess.Popen(
            [sys.executable, "-c", program], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert asked.wait(10)
        child.send_signal(signal.SIGINT)
        assert child.stdout is not None
        assert child.stdout.readline() == "interrupted\n"
        # The client is not closed yet: it is the call that let go of its connection.
        assert gone.wait(5)
        _, said = child.communicate("\n", timeout=10)
    assert (child.returncode, said) == (0, "")


def test_a_call_from_within_its_own_loop_is_refused(api: WatsClient) -> None:
    async def wrong() -> str:
        return api.app.version()

    with pytest.raises(InvalidInput, match="would never end"):
        api._loop.call(wrong)


def test_calls_that_wait_do_not_wait_for_each_other() -> None:
    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(0.3)
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"1.0"')
        await writer.drain()
        await reader.read()
        writer.close()

    with _serving(slow) as port, WatsClient(f"http://127.0.0.1:{port}", TOKEN) as client:
        begun = time.monotonic()
        with ThreadPoolExecutor(20) as pool:
            versions = list(pool.map(lambda _: client.app.version(), range(20)))
        assert versions == ["1.0"] * 20
        assert time.monotonic() - begun < 20 * 0.3 / 2
