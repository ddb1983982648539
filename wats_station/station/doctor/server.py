"""Server, token and clock: asked as the station would ask them."""

import asyncio
import time
from pathlib import Path

from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.secrets import TokenProblem
from wats_station.station.doctor.finding import Finding, failed, note, ok

# Times of what is done are stamped to the second; more than a few apart mislead whoever
# reads a unit's life.
_APART = 5.0

_NO_ANSWER = frozenset({ProblemKind.UNREACHABLE, ProblemKind.TIMEOUT})
_TOKEN = frozenset({ProblemKind.TOKEN_REFUSED, ProblemKind.FORBIDDEN})


def check_server(url: str, given_token: str, folder: Path) -> tuple[Finding, ...]:
    """Whether the server answers, takes the token, and has the same time."""
    if not url:
        hint = "give one in the window's Settings, or with --server URL"
        return (failed("server", "none is set", hint), note("token", "not checked: no server"))
    try:
        token = given_token or _kept_token(url, folder)
    except TokenProblem as problem:
        return (
            note("server", f"{url} was not asked: its token cannot be read"),
            failed("token", str(problem), "correct or remove that file"),
        )
    begun = time.monotonic()
    problem_met = asyncio.run(_problem(url, token))
    took = round((time.monotonic() - begun) * 1000)
    return (
        _server(url, problem_met, took),
        _token(token, problem_met),
        *(() if problem_met and problem_met.kind in _NO_ANSWER else (_clock(url),)),
    )


def _kept_token(url: str, folder: Path) -> str:
    from wats_station.adapters.token import TokenStore

    return TokenStore(folder).read(url)


async def _problem(url: str, token: str) -> GatewayProblem | None:
    from wats_station.adapters.gateway import WatsGateway

    gateway = WatsGateway(url, token)
    try:
        await gateway.ping()
    except GatewayProblem as problem:
        return problem
    finally:
        await gateway.close()
    return None


def _server(url: str, problem: GatewayProblem | None, took: int) -> Finding:
    if problem is None or problem.kind in _TOKEN:
        return ok("server", f"{url} answers in {took} ms")
    if problem.kind in _NO_ANSWER:
        hint = "check the address, the network, and that the server runs"
        return failed("server", f"{url} cannot be reached: {problem.message}", hint)
    if problem.kind in (ProblemKind.NOT_THE_API, ProblemKind.NOT_FOUND):
        hint = "check the address: this is no WATS server, or one too old"
        return failed("server", f"{url}: {problem.message}", hint)
    return failed("server", f"{url}: {problem}", "look at the server's own log")


def _token(token: str, problem: GatewayProblem | None) -> Finding:
    if not token:
        hint = "give it in the window's Settings, or in WATS_STATION_TOKEN"
        return failed("token", "there is none for this server", hint)
    if problem is None:
        return ok("token", "the server takes it")
    if problem.kind in _TOKEN:
        hint = "have a new one made on the server, and give it in Settings"
        return failed("token", f"the server refuses it: {problem.message}", hint)
    return note("token", "not checked: the server does not answer as it should")


def _clock(url: str) -> Finding:
    from wats_station.adapters.clock import clock_offset

    try:
        offset = clock_offset(url)
    except OSError as error:
        return note("clock", f"not checked: {error}")
    if offset is None:
        return note("clock", "not checked: the server does not say what time it is")
    if abs(offset) > _APART:
        where = "ahead of" if offset > 0 else "behind"
        detail = f"{abs(offset):.0f} s {where} the server's"
        return failed("clock", detail, "set this computer's clock, best by a time server")
    return ok("clock", "as the server's")
