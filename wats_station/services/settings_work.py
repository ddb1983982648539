"""Carries out what the settings panel asks for: asks a server first, keeps, and tells."""

import asyncio
from collections.abc import Callable

from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.secrets import TokenPlace, TokenProblem
from wats_station.domain.settings import SettingsProblem
from wats_station.flows.problems import problem_notice
from wats_station.flows.settings import (
    KeepSettings,
    ServerAnswered,
    SettingsEvent,
    SettingsKept,
    TryServer,
)
from wats_station.services.ports import CheckServer, SettingsStore, TokenStore

_KEPT_IN = {
    TokenPlace.KEYRING: NoticeKind.SERVER_KEPT,
    TokenPlace.FILE: NoticeKind.SERVER_KEPT_IN_FILE,
}


class SettingsWork:
    """Every answer goes to `deliver`; the disk and the keyring are used in worker threads."""

    def __init__(
        self,
        store: SettingsStore,
        tokens: TokenStore,
        check_server: CheckServer,
        deliver: Callable[[SettingsEvent], None],
    ) -> None:
        self._store = store
        self._tokens = tokens
        self._check_server = check_server
        self._deliver = deliver

    async def keep(self, effect: KeepSettings) -> None:
        """Write the settings."""
        try:
            await asyncio.to_thread(self._store.keep, effect.settings)
        except SettingsProblem as problem:
            self._deliver(SettingsKept(effect.settings, problem.detail))
        else:
            self._deliver(SettingsKept(effect.settings))

    async def try_server(self, effect: TryServer) -> None:
        """Ask the server with the token; keep both only if it takes it."""
        try:
            kept = await self._tried_and_kept(effect)
        except GatewayProblem as problem:
            why = problem_notice(problem, "")
            self._deliver(ServerAnswered(effect.settings, problem=why))
        except TokenProblem as problem:
            why = notice(NoticeKind.TOKEN_NOT_KEPT, detail=str(problem))
            self._deliver(ServerAnswered(effect.settings, problem=why))
        except SettingsProblem as problem:
            why = notice(NoticeKind.SETTINGS_NOT_KEPT, detail=problem.detail)
            self._deliver(ServerAnswered(effect.settings, problem=why))
        else:
            self._deliver(ServerAnswered(effect.settings, kept))

    async def _tried_and_kept(self, effect: TryServer) -> Notice:
        url = effect.settings.server
        token = effect.token or await asyncio.to_thread(self._tokens.read, url)
        if not token:
            raise GatewayProblem(ProblemKind.TOKEN_REFUSED)
        await self._check_server(url, token)
        place = await asyncio.to_thread(self._tokens.keep, url, token)
        await asyncio.to_thread(self._store.keep, effect.settings)
        return notice(_KEPT_IN[place], server=url)
