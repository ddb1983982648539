"""The asynchronous client: one connection pool, one service for each domain of the API."""

from functools import cached_property
from os import PathLike
from types import TracebackType
from typing import TYPE_CHECKING, Self

import httpx

from wats_station.wats.retries import RetryPolicy
from wats_station.wats.station import Station
from wats_station.wats.transport import Transport

if TYPE_CHECKING:
    from wats_station.wats.services.app import AppService
    from wats_station.wats.services.process import ProcessService
    from wats_station.wats.services.product import ProductService
    from wats_station.wats.services.production import ProductionService
    from wats_station.wats.services.report import ReportService

DEFAULT_TIMEOUT = httpx.Timeout(connect=5.0, read=30.0, write=10.0, pool=5.0)
DEFAULT_RETRIES = RetryPolicy()


class AsyncWatsClient:
    """A client of one WATS server, or of the site server; use it as an async context manager.

    `token` is sent as it is after `Basic`, as WATS issues it; it is in no text that this
    object or its errors print. `timeout` is in seconds, for each of connecting, reading,
    writing and waiting for a free connection. `retries` says how often a question is
    asked again; writes are sent once unless it says otherwise. `ca_file` (PEM) is trusted
    besides the operating system's own certificates; checking them cannot be turned off.
    `station` is what reports made here carry. Proxies come from the environment
    (`HTTPS_PROXY`, `NO_PROXY`). `transport` replaces the network, for tests.

    Raises `InvalidInput` for an address, a token or a file that is none. A client belongs
    to the event loop that it is first used in. Source: wire contract 1, product.md 3.
    """

    def __init__(
        self,
        base_url: str,
        token: str,
        *,
        timeout: httpx.Timeout | float = DEFAULT_TIMEOUT,
        retries: RetryPolicy = DEFAULT_RETRIES,
        ca_file: str | PathLike[str] | None = None,
        station: Station | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._transport = Transport(
            base_url,
            token,
            httpx.Timeout(timeout),
            retries=retries,
            ca_file=ca_file,
            transport=transport,
        )
        self._station = station or Station()

    @cached_property
    def production(self) -> "ProductionService":
        """Units, phases, processes, tags, verification, assemblies, serial numbers, batches."""
        # Each service is imported when it is first asked for: a script that reads one
        # unit pays for units alone.
        from wats_station.wats.services.production import ProductionService  # noqa: PLC0415

        return ProductionService(self._transport, self.process, self.report, self.product)

    @cached_property
    def product(self) -> "ProductService":
        """Products, revisions, box-build templates, parts lists, groups and vendors."""
        from wats_station.wats.services.product import ProductService  # noqa: PLC0415

        return ProductService(self._transport)

    @cached_property
    def process(self) -> "ProcessService":
        """Processes and repair operations with their code trees."""
        from wats_station.wats.services.process import ProcessService  # noqa: PLC0415

        return ProcessService(self._transport)

    @cached_property
    def report(self) -> "ReportService":
        """Reports: their headers, whole reports, repairs, attachments."""
        from wats_station.wats.services.report import ReportService  # noqa: PLC0415

        return ReportService(self._transport, self.process, self._station)

    @cached_property
    def app(self) -> "AppService":
        """The server itself, yields, and lists by filter."""
        from wats_station.wats.services.app import AppService  # noqa: PLC0415

        return AppService(self._transport, self.process)

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
