"""The clocks are compared at the start and again and again, and a failure is told as well."""

import asyncio
from collections import deque
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.services.scripted_gateway import ScriptedGateway
from wats_station.adapters.clock import utc_now
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.station import delivery
from wats_station.station.delivery import Delivery


class TellingGateway(ScriptedGateway):
    """A server whose clock is so many seconds behind ours, None: it does not answer."""

    def __init__(self, *behind: float | None) -> None:
        super().__init__()
        self._behind = deque(behind)

    async def server_time(self) -> datetime:
        """The next answer; the last one for ever."""
        behind = self._behind.popleft() if len(self._behind) > 1 else self._behind[0]
        if behind is None:
            raise GatewayProblem(ProblemKind.UNREACHABLE)
        return utc_now() - timedelta(seconds=behind)


async def test_each_comparison_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_CLOCK_RETRY", 0.01)
    monkeypatch.setattr(delivery, "_CLOCK_EVERY", 0.01)
    told = asyncio.Queue[float | None]()
    sending = Delivery(tmp_path, lambda _row: None, lambda _line: None, window=True)
    sending.clock_compared = told.put_nowait
    sending.begin(TellingGateway(None, 90.0, None, 0.0), "site")
    async with asyncio.timeout(10):
        heard = [await told.get() for _ in range(4)]
    await sending.close()
    assert [each if each is None else round(each) for each in heard] == [None, 90, None, 0]
