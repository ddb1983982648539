"""The faulty network itself: what the client sees, and what the server has really done."""

import http.client
import os
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import count, groupby
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.support.fault_proxy import CALM, HOSTILE, ROUGH, Fault, FaultProxy, Mix
from tests.support.processes import wait_until
from tests.support.site import TOKEN, Site, running_site

PART = "PROXY-1"
TAG = "/api/Production/UnitTag"
UNITS = "/api/Production/Unit/Query"
HEADERS = {"Authorization": f"Basic {TOKEN}"}
NUMBERS = count(1)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One server for all; each test changes a unit of its own."""
    with running_site(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture
def serial(site: Site) -> str:
    """A unit that nobody else touches."""
    serial = f"PROXY-{next(NUMBERS):04}"
    body = [{"serialNumber": serial, "partNumber": PART, "revision": "A"}]
    httpx.put(f"{site.url}/api/Production/Units", json=body, headers=HEADERS).raise_for_status()
    return serial


@pytest.fixture
def proxy(site: Site) -> Iterator[FaultProxy]:
    """A calm network with little patience."""
    with FaultProxy(site.url, 1, late_seconds=1.0, slow_seconds=(0.1, 0.2)) as proxy:
        yield proxy


@pytest.fixture
def client(proxy: FaultProxy) -> Iterator[httpx.Client]:
    """A station's client on that network."""
    with httpx.Client(base_url=proxy.url, headers=HEADERS, timeout=5.0) as client:
        yield client


class Write:
    """A tag set on a unit, under an id of its own."""

    def __init__(self, serial: str) -> None:
        self.serial = serial
        self.command = str(uuid4())

    def send(self, client: httpx.Client, base: str = "", **more: Any) -> httpx.Response:
        headers = {"X-Station-Command": self.command}
        query = {
            "serialNumber": self.serial, "partNumber": PART, "key": "Lot", "value": self.command
        }  # fmt: skip
        return client.put(base + TAG, params=query, headers=headers, **more)

    def applied(self, site: Site) -> int:
        """How often the server has done it."""
        return sum(row["command"] == self.command for row in site.history(self.serial))


def passed_on(proxy: FaultProxy, write: Write) -> int:
    """How often this write went out to the server."""
    return sum(each.passed_on for each in proxy.log if each.command == write.command)


def test_a_calm_network_changes_nothing(
    site: Site, proxy: FaultProxy, client: httpx.Client, serial: str
) -> None:
    write = Write(serial)
    assert write.send(client).status_code == 200
    assert write.applied(site) == 1
    query = {"$filter": f"serialNumber eq '{serial}'"}
    request_id = {"X-Request-Id": "the-same"}
    through = client.get(UNITS, params=query, headers=request_id)
    direct = httpx.get(site.url + UNITS, params=query, headers=HEADERS | request_id)
    assert through.content == direct.content
    assert (*_lasting(through),) == (*_lasting(direct),)
    first, second = proxy.log
    assert first[1:6] == ("PUT", TAG, write.command, Fault.NONE, 1)
    assert second[1:6] == ("GET", UNITS, None, Fault.NONE, 1)
    assert f"serialNumber={serial}" in first.query
    assert first.at <= second.at <= time.monotonic()


def _lasting(answer: httpx.Response) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in answer.headers.multi_items() if name != "date")


def test_bodies_pass_whole_in_pieces_or_none_and_refusals_too(
    site: Site, client: httpx.Client
) -> None:
    serials = [f"PIECES-{number:04}" for number in range(500)]
    body = httpx.Request("PUT", "http://x", json=[
        {"serialNumber": each, "partNumber": PART, "revision": "A"} for each in serials
    ]).read()  # fmt: skip
    pieces = (body[start : start + 1000] for start in range(0, len(body), 1000))
    headers = {"Content-Type": "application/json"}
    sent = client.put("/api/Production/Units", content=pieces, headers=headers)
    assert sent.status_code == 200
    found = client.get(
        UNITS, params={"$filter": "startswith(serialNumber, 'PIECES-')", "$top": "1000"}
    )
    assert {each["serialNumber"] for each in found.json()} == set(serials)
    assert client.head("/docs").status_code == httpx.head(f"{site.url}/docs").status_code
    assert client.get("/api/nowhere").status_code == 404
    assert client.get("/docs", headers={"Connection": "close"}).status_code == 200
    assert client.get(UNITS, headers={"Authorization": "Basic bm8="}).status_code == 401


def test_a_connection_serves_many_requests_invented_answers_too(
    proxy: FaultProxy, serial: str
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", httpx.URL(proxy.url).port)
    statuses = []
    for fault in (Fault.NONE, Fault.FORBIDDEN, Fault.ERROR_AFTER, Fault.REDIRECT, Fault.NONE):
        proxy.mix = {fault: 1}
        connection.request("GET", UNITS, headers=HEADERS)
        first = connection.sock
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
        assert connection.sock is first
        assert first is not None
    assert [statuses[0], statuses[1], *statuses[3:]] == [200, 403, 302, 200]
    connection.close()


@pytest.mark.parametrize(
    ("fault", "times"), [(Fault.CUT_BEFORE, 0), (Fault.CUT_AFTER, 1), (Fault.CUT_MIDDLE, 1)]
)
def test_a_connection_is_cut(
    *, site: Site, proxy: FaultProxy, client: httpx.Client, serial: str, fault: Fault, times: int
) -> None:
    proxy.mix = {fault: 1}
    kinds = set()
    # Each of them ends the connection in order or by a reset, and at another byte.
    for _ in range(12):
        write = Write(serial)
        with pytest.raises(httpx.TransportError) as lost:
            write.send(client)
        kinds.add(lost.type)
        assert (passed_on(proxy, write), write.applied(site)) == (times, times)
        assert not isinstance(lost.value, httpx.TimeoutException)
    assert len(kinds) > 1


def test_an_answer_is_cut_in_its_head_or_in_its_body(proxy: FaultProxy) -> None:
    proxy.mix = {Fault.CUT_MIDDLE: 1}
    in_head = []
    for _ in range(16):
        connection = http.client.HTTPConnection("127.0.0.1", httpx.URL(proxy.url).port)
        connection.connect()
        raw = connection.sock
        connection.request("GET", UNITS, headers=HEADERS)
        received = b""
        try:
            while part := raw.recv(65_536):
                received += part
        except ConnectionResetError:
            assert received
        connection.close()
        assert b"HTTP/1.1 200 OK".startswith(received[:15])
        head, blank, body = received.partition(b"\r\n\r\n")
        in_head.append(not blank)
        if blank:
            length = next(line for line in head.lower().split(b"\r\n") if b"content-length" in line)
            assert len(body) < int(length.partition(b":")[2])
    assert {*in_head} == {True, False}


def test_a_late_request_is_applied_after_the_client_gave_up(
    site: Site, proxy: FaultProxy, client: httpx.Client, serial: str
) -> None:
    proxy.mix = {Fault.LATE: 1}
    write = Write(serial)
    with pytest.raises(httpx.ReadTimeout):
        write.send(client, timeout=0.1)
    assert (passed_on(proxy, write), write.applied(site), proxy.in_flight) == (0, 0, 1)
    wait_until("the late request", 5.0, lambda: proxy.in_flight == 0)
    assert (passed_on(proxy, write), write.applied(site)) == (1, 1)


def test_a_client_with_patience_has_the_late_answer(
    site: Site, proxy: FaultProxy, client: httpx.Client, serial: str
) -> None:
    proxy.mix = {Fault.LATE: 1}
    write = Write(serial)
    begun = time.monotonic()
    assert write.send(client).status_code == 200
    assert time.monotonic() - begun > 1.0
    assert write.applied(site) == 1


def test_a_slow_answer_takes_its_time_and_the_write_does_not(
    site: Site, proxy: FaultProxy, client: httpx.Client, serial: str
) -> None:
    proxy.mix = {Fault.SLOW: 1}
    write = Write(serial)
    begun = time.monotonic()
    assert write.send(client).status_code == 200
    assert time.monotonic() - begun > 0.1
    assert write.applied(site) == 1


def test_a_request_that_comes_twice_is_answered_once(
    site: Site, proxy: FaultProxy, client: httpx.Client, serial: str
) -> None:
    proxy.mix = {Fault.TWICE: 1}
    write = Write(serial)
    assert write.send(client).status_code == 200
    assert (passed_on(proxy, write), write.applied(site)) == (2, 1)
    # Without an id the server cannot know: it makes the unit, and then changes it.
    body = [{"serialNumber": f"{serial}-B", "partNumber": PART, "revision": "A"}]
    assert client.put("/api/Production/Units", json=body).status_code == 200
    assert proxy.log[-1].passed_on == 2


def test_an_error_although_it_was_done(
    site: Site, proxy: FaultProxy, client: httpx.Client, serial: str
) -> None:
    proxy.mix = {Fault.ERROR_AFTER: 1}
    seen = set()
    for _ in range(16):
        write = Write(serial)
        answer = write.send(client)
        seen.add((answer.status_code, answer.headers["content-type"]))
        assert (passed_on(proxy, write), write.applied(site)) == (1, 1)
    assert {status for status, _ in seen} == {500, 502, 503, 504}
    assert {kind for _, kind in seen} == {"application/json", "text/html"}


@pytest.mark.parametrize(
    ("fault", "status", "kind", "header"),
    [
        (Fault.ERROR_BEFORE, 503, "application/json", "retry-after"),
        (Fault.HTML, 200, "text/html", ""),
        (Fault.REDIRECT, 302, "text/html", "location"),
        (Fault.UNAUTHORIZED, 401, "application/json", "www-authenticate"),
        (Fault.FORBIDDEN, 403, "application/json", ""),
    ],
)
def test_another_answers_and_nothing_is_done(
    *,
    site: Site,
    proxy: FaultProxy,
    client: httpx.Client,
    serial: str,
    fault: Fault,
    status: int,
    kind: str,
    header: str,
) -> None:
    proxy.mix = {fault: 1}
    write = Write(serial)
    answer = write.send(client)
    assert (answer.status_code, answer.headers["content-type"]) == (status, kind)
    assert not header or answer.headers[header]
    assert kind != "application/json" or answer.json()["Message"]
    assert (passed_on(proxy, write), write.applied(site)) == (0, 0)
    proxy.mix = CALM
    assert write.send(client).status_code == 200
    assert write.applied(site) == 1


def test_who_follows_the_redirect_finds_the_sign_in_page(
    proxy: FaultProxy, client: httpx.Client
) -> None:
    proxy.mix = {Fault.REDIRECT: 1}
    page = client.get(UNITS, follow_redirects=True)
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html")
    assert [each.fault for each in proxy.log] == [Fault.REDIRECT, Fault.HTML]


def test_a_token_is_refused_for_a_while(proxy: FaultProxy, client: httpx.Client) -> None:
    proxy.mix = {Fault.NONE: 5, Fault.UNAUTHORIZED: 1}
    refused = [client.get("/docs").status_code == 401 for _ in range(60)]
    bursts = [len(list(group)) for denied, group in groupby(refused) if denied]
    assert len(bursts) > 1
    assert all(each >= 4 for each in bursts[:-1])


def test_a_wrong_body_is_never_one_that_the_api_might_give(
    site: Site, proxy: FaultProxy, client: httpx.Client, serial: str
) -> None:
    proxy.mix = {Fault.WRONG_BODY: 1}
    one = {"serialNumber": serial, "partNumber": PART}
    for _ in range(4):
        assert client.get(UNITS, params={"$top": "1"}).json() == {"ok": True}
        assert client.get("/api/Production/UnitVerification", params=one).json() == []
    write = Write(serial)
    answer = write.send(client)
    assert answer.status_code == 200
    assert answer.json() in ([], {"ok": True})
    assert write.applied(site) == 1


def test_a_pulled_plug_refuses_and_cuts_and_the_address_stays(
    site: Site, proxy: FaultProxy, client: httpx.Client, serial: str
) -> None:
    proxy.mix = {Fault.LATE: 1}
    late = Write(serial)
    url = proxy.url
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(late.send, client)
        wait_until("the request", 5.0, lambda: proxy.in_flight)
        proxy.down()
        assert isinstance(waiting.exception(5.0), httpx.ReadError)
    for _ in range(3):
        with pytest.raises(httpx.ConnectError):
            client.get("/docs")
    # It was through already, and comes out at the other end.
    wait_until("the late request", 5.0, lambda: late.applied(site))
    proxy.mix = CALM
    proxy.up()
    proxy.up()
    assert proxy.url == url
    assert client.get("/docs").status_code == 200
    proxy.down()
    proxy.down()


def test_a_black_hole_takes_everything_and_answers_nothing(
    site: Site, proxy: FaultProxy, client: httpx.Client, serial: str
) -> None:
    assert client.get("/docs").status_code == 200
    proxy.black_hole(True)
    lost = Write(serial)
    with httpx.Client(base_url=proxy.url, headers=HEADERS) as fresh:
        for each in (client, fresh):
            with pytest.raises(httpx.ReadTimeout):
                lost.send(each, timeout=0.1)
    assert [each.fault for each in proxy.log[-2:]] == [Fault.HOLE] * 2
    proxy.black_hole(False)
    answered = Write(serial)
    assert answered.send(client).status_code == 200
    assert (lost.applied(site), passed_on(proxy, lost), answered.applied(site)) == (0, 0, 1)


def test_an_answer_on_its_way_is_swallowed_too(site: Site, serial: str) -> None:
    write = Write(serial)
    with (
        FaultProxy(site.url, 1, mix={Fault.SLOW: 1}, slow_seconds=(0.8, 0.8)) as proxy,
        httpx.Client(base_url=proxy.url, headers=HEADERS, timeout=1.2) as client,
        ThreadPoolExecutor(1) as pool,
    ):
        waiting = pool.submit(write.send, client)
        wait_until("the write", 5.0, lambda: passed_on(proxy, write))
        proxy.black_hole(True)
        assert isinstance(waiting.exception(5.0), httpx.ReadTimeout)
    assert write.applied(site) == 1


def test_a_server_that_is_down_shows_as_a_cut_and_comes_back(tmp_path: Path) -> None:
    with (
        running_site(tmp_path) as site,
        FaultProxy(site.url, 1) as proxy,
        httpx.Client(base_url=proxy.url, headers=HEADERS, timeout=5.0) as client,
    ):
        assert client.get(UNITS).status_code == 200
        site.kill()
        proxy.mix = {Fault.NONE: 1, Fault.ERROR_AFTER: 1, Fault.WRONG_BODY: 1, Fault.TWICE: 1}
        for _ in range(8):
            with pytest.raises(httpx.TransportError):
                client.get(UNITS)
        # The first of them may have gone into the connection that died.
        assert {each.passed_on for each in proxy.log[2:]} == {0}
        proxy.mix = CALM
        site.restart()
        assert client.get(UNITS).status_code == 200


def _drawn(site: Site, seed: int, mix: Mix, spare: str | None = None) -> list[Fault]:
    with (
        FaultProxy(site.url, seed, mix=mix, spare=spare, late_seconds=0, slow_seconds=(0, 0))
        as proxy,
        httpx.Client(base_url=proxy.url, timeout=5.0) as client,
    ):  # fmt: skip
        for _ in range(40):
            for path in ("/openapi.json", "/docs"):
                try:
                    client.get(path)
                except httpx.TransportError as error:
                    assert not isinstance(error, httpx.TimeoutException)  # noqa: PT017
        return [each.fault for each in proxy.log if each.path == "/docs"]


def test_the_seed_decides_the_draws(site: Site) -> None:
    reordered = dict(reversed(HOSTILE.items()))
    assert _drawn(site, 7, HOSTILE) == _drawn(site, 7, reordered)
    assert _drawn(site, 7, HOSTILE) != _drawn(site, 8, HOSTILE)
    assert {*_drawn(site, 7, {Fault.FORBIDDEN: 1}, "^/docs$")} == {Fault.NONE}


@pytest.mark.parametrize("mix", [{}, {Fault.NONE: 0.0}, {Fault.NONE: 2.0, Fault.LATE: -1.0}])
def test_a_mix_must_be_one(mix: Mapping[Fault, float]) -> None:
    with pytest.raises(ValueError, match="a mix needs"):
        FaultProxy("http://127.0.0.1:1", 1, mix=mix)


def test_no_plain_http_is_refused() -> None:
    with pytest.raises(ValueError, match="plain HTTP"):
        FaultProxy("https://127.0.0.1:1", 1)


def test_many_clients_on_a_rough_network_and_the_log_is_true(site: Site, serial: str) -> None:
    """Whatever the clients were told: what was passed on was done, and nothing else."""
    writes = [Write(serial) for _ in range(160)]
    with FaultProxy(site.url, 3, mix=ROUGH, late_seconds=0.5, slow_seconds=(0, 0.1)) as proxy:

        def send(part: list[Write]) -> int:
            done = 0
            with httpx.Client(base_url=proxy.url, headers=HEADERS, timeout=0.3) as client:
                for each in part:
                    try:
                        done += each.send(client).status_code == 200
                    except httpx.TransportError:
                        continue
            return done

        with ThreadPoolExecutor(4) as pool:
            told = sum(pool.map(send, (writes[first::4] for first in range(4))))
        everything = len(writes)
        wait_until(
            "what is late", 5.0, lambda: (len(proxy.log), proxy.in_flight) == (everything, 0)
        )
        log = {each.command: each for each in proxy.log}
    applied = [row["command"] for row in site.history(serial)]
    assert len(log) == len(writes)
    assert {each.fault for each in log.values()} >= {*ROUGH}
    for write in writes:
        assert applied.count(write.command) == min(log[write.command].passed_on, 1)
    assert 0 < told < sum(write.command in applied for write in writes)


def test_nothing_is_left_behind(site: Site, serial: str) -> None:
    late = Write(serial)
    assert late.applied(site) == 0
    threads, files = {*threading.enumerate()}, _open_files()
    with httpx.Client(headers=HEADERS, timeout=0.2) as client:
        with FaultProxy(site.url, 1, mix={Fault.LATE: 1}) as proxy:
            for fault in (Fault.LATE, Fault.LATE, Fault.HOLE):
                proxy.mix = {fault: 1}
                with pytest.raises(httpx.ReadTimeout):
                    late.send(client, base=proxy.url)
            proxy.mix = CALM
            assert client.get(f"{proxy.url}/docs").status_code == 200
            # Requests that were given up, and a connection that is still open.
            wait_until("them", 5.0, lambda: (len(proxy.log), proxy.in_flight) == (4, 2))
            begun = time.monotonic()
        assert time.monotonic() - begun < 2.0
        with pytest.raises(httpx.ConnectError):
            client.get(f"{proxy.url}/docs")
    assert {*threading.enumerate()} == threads
    assert _open_files() == files
    assert late.applied(site) == 0


def _open_files() -> int:
    return len(list(Path(f"/proc/{os.getpid()}/fd").iterdir()))
