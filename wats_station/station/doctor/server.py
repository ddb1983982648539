"""Server, token and clock: asked as the station would ask them."""

import asyncio
import time
from pathlib import Path

from wats_station.domain.clock import APART
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.secrets import TokenProblem
from wats_station.station.doctor.finding import Finding, failed, note, ok

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
    # Without a token that no header can hold, the server can be asked all the same.
    problem_met, took = asyncio.run(_asked(url, token if _can_be_sent(token) else ""))
    answered = not problem_met or not (
        problem_met.kind in _NO_ANSWER or _is_no_address(problem_met)
    )
    return (
        _server(url, problem_met, took),
        _token(token, problem_met),
        *((_clock(url),) if answered else ()),
    )


def _kept_token(url: str, folder: Path) -> str:
    from wats_station.adapters.token import TokenStore

    return TokenStore(folder).read(url)


def _can_be_sent(token: str) -> bool:
    """False for what was not copied as it is: a line break or a letter that no token has."""
    text = token.strip()
    return text.isascii() and text.isprintable()


async def _asked(url: str, token: str) -> tuple[GatewayProblem | None, int]:
    """What the server had against it, and how many milliseconds its answer took."""
    from wats_station.adapters.gateway import WatsGateway

    try:
        gateway = WatsGateway(url, token)
    except GatewayProblem as problem:
        return problem, 0
    # After the libraries are loaded: this is about the server.
    begun = time.monotonic()
    met = None
    try:
        await gateway.ping()
    except GatewayProblem as problem:
        met = problem
    finally:
        took = round((time.monotonic() - begun) * 1000)
        await gateway.close()
    return met, took


def _is_no_address(problem: GatewayProblem) -> bool:
    """Refused before anything was sent."""
    return problem.kind is ProblemKind.REJECTED and not problem.status


def _server(url: str, problem: GatewayProblem | None, took: int) -> Finding:
    if problem is None or problem.kind in _TOKEN:
        return ok("server", f"{url} answers in {took} ms")
    if _is_no_address(problem):
        # Not shown: it may hold a password.
        hint = "write http://HOST:PORT or https://HOST, in the window's Settings or with --server"
        return failed("server", problem.message, hint)
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
    if not _can_be_sent(token):
        hint = "copy it again as the server issued it, and give it in the window's Settings"
        return failed("token", "it holds characters that no token has", hint)
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
    if abs(offset) > APART:
        where = "ahead of" if offset > 0 else "behind"
        detail = f"{abs(offset):.0f} s {where} the server's"
        return failed("clock", detail, "set this computer's clock, best by a time server")
    return ok("clock", "as the server's")
