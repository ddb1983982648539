"""What the first scan must not pay for."""

import subprocess
import sys

from tests.architecture.source import ROOT

_FIRST_REQUEST = """
import asyncio, sys
from wats_station.adapters.gateway import WatsGateway
from wats_station.domain.errors import GatewayProblem

gateway = WatsGateway("http://127.0.0.1:1", "token")
before = set(sys.modules)

async def ask():
    try:
        await gateway.ping()
    except GatewayProblem:
        pass
    await gateway.close()

asyncio.run(ask())
print(*sorted(set(sys.modules) - before))
"""


def _run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_first_request_imports_nothing_that_takes_time() -> None:
    done = _run(_FIRST_REQUEST)
    assert done.returncode == 0, done.stderr
    heavy = [name for name in done.stdout.split() if name.split(".")[0] in ("anyio", "httpcore")]
    assert not heavy, f"imported by the first request, not with the gateway: {heavy}"
