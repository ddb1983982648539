"""The gateway on the loop the window runs on."""

import subprocess
import sys

from tests.architecture.source import ROOT

_UNDER_QT = """
import asyncio, sys
from PySide6.QtCore import QCoreApplication
import qasync
from wats_station.adapters.gateway import WatsGateway
from wats_station.domain.errors import GatewayProblem

app = QCoreApplication([])
loop = qasync.QEventLoop(app)

async def quiet(reader, writer):
    await reader.read()
    writer.close()

async def use():
    server = await asyncio.start_server(quiet, "127.0.0.1", 0)
    gateway = WatsGateway(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", "token")
    calls = [asyncio.ensure_future(gateway.find_unit("SN1", None)) for _ in range(3)]
    await asyncio.sleep(0.1)
    await gateway.close()
    ended = await asyncio.gather(*calls, return_exceptions=True)
    print(*(each.kind.value for each in ended if isinstance(each, GatewayProblem)))
    server.close()
    await asyncio.sleep(0.05)

with loop:
    loop.run_until_complete(use())
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


def test_closing_under_qts_loop_is_quick_and_quiet() -> None:
    done = _run(_UNDER_QT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["unreachable"] * 3
