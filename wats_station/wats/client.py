"""The asynchronous client: one connection pool, one service for each domain of the API."""

from types import TracebackType
from typing import Self

import httpx

from wats_station.wats.services.app import AppService
from wats_station.wats.services.process import ProcessService
from wats_station.wats.services.production import ProductionService
from wats_station.wats.services.report import ReportService
from wats_station.wats.transport import Transport

DEFAULT_TIMEOUT = httpx.Timeout(connect=5.0, read=30.0, write=10.0, pool=5.0)


class AsyncWatsClient:
    """A client of one WATS server, or of the site server; use it as a context manager.

    `token` is sent as it is after `Basic`, as WATS issues it; it is in no text that this
    object or its errors print. `timeout` is in seconds, for each of connecting, reading,
    writing and waiting for a free connection. `transport` replaces the network, for tests.
    Raises `InvalidInput` for an address or a token that is none.
    """

    def __init__(
        self,
        base_url: str,
        token: str,
        *,
        timeout: httpx.Timeout | float = DEFAULT_TIMEOUT,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._transport = Transport(base_url, token, httpx.Timeout(timeout), transport)
        self.report = ReportService(self._transport)
        self.process = ProcessService(self._transport)
        self.production = ProductionService(self._transport, self.process, self.report)
        self.app = AppService(self._transport, self.process)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"AsyncWatsClient({self._transport.base_url!r})"

    async def aclose(self) -> None:
        """Close every connection; calls made afterwards raise `ServerUnavailable`."""
        await self._transport.aclose()
