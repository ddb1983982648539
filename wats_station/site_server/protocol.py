"""HTTP with an end to patience: a client that does not finish its request head is let go.

Uvicorn waits forever for the first byte and keeps any number of header bytes; each such
connection costs memory and a place among the open files, so both have a limit here.
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

HEAD_SECONDS = 20.0
_LARGEST_HEAD = 64 * 1024


class PatientProtocol(HttpToolsProtocol):
    """Closes a connection whose request head takes over `HEAD_SECONDS`, or 64 kB."""

    _waiting: asyncio.TimerHandle | None = None
    _head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """The first head is awaited from now on; later ones by uvicorn's keep-alive limit."""
        super().connection_made(transport)
        self._waiting = self.loop.call_later(HEAD_SECONDS, self._let_go)

    def data_received(self, data: bytes) -> None:
        """Count what belongs to a head; a new one has to be finished in time again."""
        if self._is_idle():
            self._head_bytes += len(data)
            if self._waiting is None:
                self._waiting = self.loop.call_later(HEAD_SECONDS, self._let_go)
        super().data_received(data)
        if self._head_bytes > _LARGEST_HEAD and self._waiting is not None:
            self._let_go()

    def on_headers_complete(self) -> None:
        """The head is there."""
        self._stop_waiting()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is awaited any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _is_idle(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is None or cycle.response_complete

    def _stop_waiting(self) -> None:
        self._head_bytes = 0
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _let_go(self) -> None:
        self._stop_waiting()
        if not self.transport.is_closing():
            self.transport.close()
