"""What became of a station's command; ours, not WATS's (product.md 7.4).

A station that got no answer asks here, and gives a command up before it forgets it: what
is still on its way is refused from then on.
"""

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection
from typing_extensions import TypedDict

from wats_station.site_server.routes.description import described
from wats_station.site_server.routes.parameters import Text
from wats_station.site_server.routes.request import answer, now, read, write
from wats_station.site_server.store import history

router = APIRouter(tags=["Station"])

_ID = Text("id", longest=100, description="As `X-Station-Command` carries it.")


class CommandAnswer(TypedDict):
    """Whether a command was applied, or was given up; neither for one never heard of."""

    id: str
    applied: bool
    voided: bool


@router.get("/api/station/Command", **described(answer=CommandAnswer, needed=(_ID,)))
async def get_command(request: Request) -> Response:
    """What became of a command."""
    command_id = _ID.needed(request)
    return answer(await read(request, lambda connection: _state(connection, command_id)))


@router.put("/api/station/Command/Void", **described(answer=CommandAnswer, needed=(_ID,)))
async def void_command(request: Request) -> Response:
    """Refuse this command from now on, unless it was applied before; answers which."""
    command_id, time = _ID.needed(request), now(request)

    def work(connection: Connection) -> CommandAnswer:
        history.void(connection, command_id, time)
        return _state(connection, command_id)

    return answer(await write(request, work))


def _state(connection: Connection, command_id: str) -> CommandAnswer:
    voided = history.is_voided(connection, command_id)
    applied = not voided and history.is_known(connection, command_id)
    return {"id": command_id, "applied": applied, "voided": voided}
