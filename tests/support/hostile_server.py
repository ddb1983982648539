"""A server that misbehaves on purpose: each mode is one way a real network does."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_ANSWERS: dict[str, tuple[int, str, bytes]] = {
    "html": (200, "text/html", b"<html><body>Sign in to the guest network</body></html>"),
    "wrong_shape": (200, "application/json", b'{"hello": ["world", 42]}'),
    "not_json": (200, "application/json", b'[{"serialNumber": "SN'),
    "redirect": (302, "text/html", b""),
    "401": (401, "application/json", b'{"Message": "Authorization has been denied"}'),
    "403": (403, "application/json", b'{"Message": "Not for you"}'),
    "500": (500, "application/json", b'{"Message": "An error has occurred."}'),
}


class HostileServer:
    """Answers every request the way `mode` says; `hang` and `reset` do not answer at all."""

    def __init__(self) -> None:
        self.mode = "html"
        self._released = threading.Event()
        hostile = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                hostile.answer(self)

            def do_PUT(self) -> None:
                hostile.answer(self)

            def log_message(self, *_: object) -> None:
                """Nothing: the tests read outcomes, not access logs."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """One answer in the current mode."""
        if self.mode == "hang":
            self._released.wait(60.0)
            request.close_connection = True
            return
        status, kind, body = _ANSWERS[self.mode]
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(body)))
        if self.mode == "redirect":
            request.send_header("Location", "/login")
        request.end_headers()
        request.wfile.write(body)

    def close(self) -> None:
        """Let hanging requests go, and end."""
        self._released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def running_hostile_server() -> Iterator[HostileServer]:
    """A hostile server for the length of a `with` block."""
    server = HostileServer()
    try:
        yield server
    finally:
        server.close()
