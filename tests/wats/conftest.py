"""A small real HTTP server that answers what a test lays down, and keeps what it was asked."""

import re
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

import pytest

from tests.support.site import TOKEN, Site, running_site
from wats_station.wats import WatsClient

Answer = tuple[int, str, bytes]
_NO_SUCH_CALL = (404, "application/json", b'{"Message": "No HTTP resource was found."}')
_SERIAL = re.compile("serialNumber eq '([^']*)'")


class Asked(NamedTuple):
    """One request as it came over the wire."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Nothing when whoever asked has given up; any other fault is told as usual."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(*_)  # type: ignore[arg-type]


class Answering:
    """`answers` by path, each (status, content type, body); anything else is a 404 of the API.

    What is in `first` is answered before all that, each with headers of its own.
    `METHOD path` wins over the path alone, and so does `path SERIAL` for a query of a unit.
    """

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.answers: dict[str, Answer] = {}
        self.otherwise: Answer = _NO_SUCH_CALL
        self.first: list[tuple[Answer, dict[str, str]]] = []
        self.extra_headers: dict[str, str] = {}
        self.length: int | None = None
        answering = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                answering.answer(self)

            def do_PUT(self) -> None:
                answering.answer(self)

            def do_POST(self) -> None:
                answering.answer(self)

            def do_DELETE(self) -> None:
                answering.answer(self)

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def lay_down(self, path: str, body: str | bytes, status: int = 200) -> None:
        """Answer this path so."""
        content = body if isinstance(body, bytes) else body.encode()
        self.answers[path] = (status, "application/json", content)

    def lay_down_for(
        self,
        method: str,
        path: str,
        body: str | bytes,
        status: int = 200,
        kind: str = "application/json",
    ) -> None:
        """Answer this path so, when it is asked by this method."""
        content = body if isinstance(body, bytes) else body.encode()
        self.answers[f"{method} {unquote(path)}"] = (status, kind, content)

    def answer_all(self, status: int, kind: str, body: bytes) -> None:
        """Answer everything so."""
        self.answers = {}
        self.otherwise = (status, kind, body)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """One answer."""
        parts = urlsplit(request.path)
        size = int(request.headers.get("Content-Length") or 0)
        self.asked.append(
            Asked(
                request.command,
                parts.path,
                dict(parse_qsl(parts.query, keep_blank_values=True)),
                {name.lower(): value for name, value in request.headers.items()},
                request.rfile.read(size),
            )
        )
        (status, kind, body), more = (
            self.first.pop(0) if self.first else (self._laid_down(request.command, parts), {})
        )
        request.send_response(status)
        request.send_header("Content-Type", kind)
        length = len(body) if self.length is None else self.length
        request.send_header("Content-Length", str(length))
        for name, value in (self.extra_headers | more).items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)
        if length != len(body):
            request.close_connection = True

    def _laid_down(self, method: str, parts: SplitResult) -> Answer:
        path = unquote(parts.path)
        serial = _SERIAL.search(unquote(parts.query))
        by_serial = f"{path} {serial[1]}" if serial else ""
        named = (f"{method} {path}", by_serial, path)
        return next((self.answers[name] for name in named if name in self.answers), self.otherwise)

    def close(self) -> None:
        """End it."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def answering() -> Iterator[Answering]:
    """A fresh server for a test."""
    server = Answering()
    yield server
    server.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site server with the demo factory, for the tests of a module."""
    with running_site(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture
def api(site: Site) -> Iterator[WatsClient]:
    """A blocking client of it."""
    with WatsClient(base_url=site.url, token=TOKEN) as api:
        yield api
