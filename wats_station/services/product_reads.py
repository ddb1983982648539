"""Reading what the server keeps with a product: its quarantines are among it.

What was read just now is taken again, so that a line of one product's units costs one more
request every few seconds; what decides something is read afresh.
"""

from collections.abc import Callable

from wats_station.domain.errors import GatewayProblem
from wats_station.domain.quarantine import ProductTags
from wats_station.services.asking import Asking
from wats_station.services.remembering import Remembering

# A quarantine put on at another station is obeyed here after so many seconds at the latest.
FRESH_SECONDS = 5.0
_MOST = 500


class ProductReads:
    """The tags of products; `clock` is in seconds and only goes forwards."""

    def __init__(
        self, asking: Asking, remembering: Remembering, clock: Callable[[], float]
    ) -> None:
        self._asking = asking
        self._remembering = remembering
        self._clock = clock
        self._known: dict[str, tuple[float, ProductTags]] = {}

    async def tags(self, part_number: str, *, fresh: bool = False) -> ProductTags | GatewayProblem:
        """What the server says, with `fresh` not a moment ago; without it what was known last."""
        if not fresh and (known := self._read_just_now(part_number)) is not None:
            return known
        answer = await self._asking.ask(lambda gateway: gateway.product_tags(part_number))
        if isinstance(answer, GatewayProblem):
            return await self._remembering.product(part_number, answer)
        self.read(answer)
        return answer

    def read(self, product: ProductTags) -> None:
        """The server has just said so."""
        self._known.pop(product.part_number, None)
        self._known[product.part_number] = (self._clock(), product)
        if len(self._known) > _MOST:
            del self._known[next(iter(self._known))]
        self._remembering.product_read(product)

    def forget(self) -> None:
        """The station works on another server."""
        self._known.clear()

    def _read_just_now(self, part_number: str) -> ProductTags | None:
        at, product = self._known.get(part_number, (0.0, None))
        fresh = product is not None and self._clock() - at < FRESH_SECONDS
        return product if fresh else None
