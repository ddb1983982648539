"""What the settings ask for: a server is asked first, kept second; nothing fails unseen."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.notice import NoticeKind
from wats_station.domain.secrets import TokenPlace, TokenProblem
from wats_station.domain.settings import Settings, SettingsFault, SettingsProblem
from wats_station.flows.settings import (
    KeepSettings,
    ServerAnswered,
    SettingsEvent,
    SettingsKept,
    TryServer,
)
from wats_station.services.settings_work import SettingsWork

WANTED = Settings(server="https://wats.example.com")


class Disk:
    """Settings and tokens in memory; `full` refuses both."""

    def __init__(self) -> None:
        self.settings: Settings | None = None
        self.tokens: dict[str, str] = {}
        self.full = False
        self.place = TokenPlace.KEYRING

    def read(self) -> Settings:
        return self.settings or Settings()

    def keep(self, settings: Settings) -> None:
        if self.full:
            raise SettingsProblem(SettingsFault.UNREADABLE, "settings.json: disk full")
        self.settings = settings


class Tokens:
    """The tokens' side of the same disk."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self.locked = False

    def read(self, server: str) -> str:
        return self._disk.tokens.get(server, "")

    def keep(self, server: str, token: str) -> TokenPlace:
        if self.locked:
            raise TokenProblem("token.json: no right to write")
        self._disk.tokens[server] = token
        return self._disk.place


class Case:
    """The work on this disk, with a server that takes one token."""

    def __init__(self) -> None:
        self.disk = Disk()
        self.tokens = Tokens(self.disk)
        self.asked: list[tuple[str, str]] = []
        self.told: list[SettingsEvent] = []
        self.problem: GatewayProblem | None = None
        check: Callable[[str, str], Awaitable[None]] = self._check
        self.work = SettingsWork(self.disk, self.tokens, check, self.told.append)

    async def _check(self, url: str, token: str) -> None:
        await asyncio.sleep(0)
        self.asked.append((url, token))
        if self.problem is not None:
            raise self.problem

    async def try_server(self, token: str = "good") -> ServerAnswered:
        await self.work.try_server(TryServer(WANTED, token))
        (answer,) = self.told
        assert isinstance(answer, ServerAnswered)
        return answer


@pytest.fixture
def case() -> Case:
    return Case()


async def test_a_server_that_answers_is_kept_with_its_token(case: Case) -> None:
    answer = await case.try_server()
    assert answer.kept is not None
    assert (answer.kept.kind, answer.problem) == (NoticeKind.SERVER_KEPT, None)
    assert case.asked == [(WANTED.server, "good")]
    assert (case.disk.settings, case.disk.tokens) == (WANTED, {WANTED.server: "good"})


async def test_where_the_token_is_kept_is_said(case: Case) -> None:
    case.disk.place = TokenPlace.FILE
    answer = await case.try_server()
    assert answer.kept is not None
    assert answer.kept.kind is NoticeKind.SERVER_KEPT_IN_FILE


async def test_without_a_new_token_the_known_one_is_asked_with(case: Case) -> None:
    case.disk.tokens[WANTED.server] = "known"
    await case.try_server("")
    assert case.asked == [(WANTED.server, "known")]


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (ProblemKind.TOKEN_REFUSED, NoticeKind.TOKEN_REFUSED),
        (ProblemKind.UNREACHABLE, NoticeKind.SERVER_UNREACHABLE),
        (ProblemKind.NOT_THE_API, NoticeKind.SERVER_NOT_WATS),
    ],
)
async def test_a_server_that_does_not_is_not_kept(
    case: Case, kind: ProblemKind, why: NoticeKind
) -> None:
    case.problem = GatewayProblem(kind)
    answer = await case.try_server()
    assert answer.problem is not None
    assert (answer.kept, answer.problem.kind) == (None, why)
    assert (case.disk.settings, case.disk.tokens) == (None, {})


async def test_a_token_or_settings_that_cannot_be_kept_are_said(case: Case) -> None:
    case.tokens.locked = True
    await case.work.try_server(TryServer(WANTED, "good"))
    case.tokens.locked, case.disk.full = False, True
    await case.work.try_server(TryServer(WANTED, "good"))
    whys = [
        each.problem.kind for each in case.told if isinstance(each, ServerAnswered) and each.problem
    ]
    assert whys == [NoticeKind.TOKEN_NOT_KEPT, NoticeKind.SETTINGS_NOT_KEPT]


async def test_settings_are_kept_or_it_is_said_why_not(case: Case) -> None:
    await case.work.keep(KeepSettings(WANTED))
    case.disk.full = True
    await case.work.keep(KeepSettings(Settings()))
    assert case.told == [
        SettingsKept(WANTED),
        SettingsKept(Settings(), "settings.json: disk full"),
    ]
    assert case.disk.settings == WANTED
