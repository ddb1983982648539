"""The blocking client: the asynchronous one, run for you in a thread of its own."""

# Imported here because it cannot be while the interpreter ends, when asyncio would do it.
import concurrent.futures.thread  # noqa: F401
from functools import cached_property
from os import PathLike
from types import TracebackType
from typing import TYPE_CHECKING, Self

import httpx

from wats_station.wats.client import DEFAULT_RETRIES, DEFAULT_TIMEOUT, AsyncWatsClient
from wats_station.wats.retries import RetryPolicy
from wats_station.wats.station import Station

if TYPE_CHECKING:
    from wats_station.wats.blocking.app import App
    from wats_station.wats.blocking.loop import CallLoop
    from wats_station.wats.blocking.process import Process
    from wats_station.wats.blocking.product import Product
    from wats_station.wats.blocking.production import Production
    from wats_station.wats.blocking.report import Report


class WatsClient:
    """A client whose calls wait for their answers; use it as a context manager, or close it.

    Takes what `AsyncWatsClient` takes, and offers the same services. Works in scripts, from
    many threads at once, in a notebook whose loop runs, and in `atexit` functions; one that
    is never closed keeps no program from ending. A process that was forked needs one of
    its own: a call on its parent's raises `InvalidInput`. Source: product.md 3.
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
        self._client = AsyncWatsClient(
            base_url,
            token,
            timeout=timeout,
            retries=retries,
            ca_file=ca_file,
            station=station,
            transport=transport,
        )

    @cached_property
    def _loop(self) -> "CallLoop":
        # With the first domain that is asked for: making a client starts no thread.
        from wats_station.wats.blocking.loop import CallLoop  # noqa: PLC0415

        return CallLoop()

    @cached_property
    def production(self) -> "Production":
        """Units, phases, processes, tags, verification, assemblies, serial numbers, batches."""
        from wats_station.wats.blocking.production import Production  # noqa: PLC0415

        return Production(self._loop, self._client.production)

    @cached_property
    def product(self) -> "Product":
        """Products, revisions, box-build templates, parts lists, groups and vendors."""
        from wats_station.wats.blocking.product import Product  # noqa: PLC0415

        return Product(self._loop, self._client.product)

    @cached_property
    def process(self) -> "Process":
        """Processes and repair operations with their code trees."""
        from wats_station.wats.blocking.process import Process  # noqa: PLC0415

        return Process(self._loop, self._client.process)

    @cached_property
    def report(self) -> "Report":
        """Reports: their headers, whole reports, repairs, attachments."""
        from wats_station.wats.blocking.report import Report  # noqa: PLC0415

        return Report(self._loop, self._client.report)

    @cached_property
    def app(self) -> "App":
        """The server itself, yields, and lists by filter."""
        from wats_station.wats.blocking.app import App  # noqa: PLC0415

        return App(self._loop, self._client.app)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return repr(self._client).replace("AsyncWatsClient", "WatsClient")

    def close(self) -> None:
        """Close every connection; calls made afterwards raise `ServerUnavailable`."""
        self._loop.close(self._client.aclose)
