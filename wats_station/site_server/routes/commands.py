"""What became of a station's command, and giving it up; ours, not WATS's (product.md 7.4).

A station that got no answer asks here. What it gives up is refused from then on, should it
still be on its way.
"""

from fastapi import APIRouter, Request, Response
from typing_extensions import TypedDict

from wats_station.site_server.routes.description import described
from wats_station.site_server.routes.parameters import Text
from wats_station.site_server.routes.request import answer, now, read, write
from wats_station.site_server.store import history
from wats_station.site_server.store.history import CommandState

router = APIRouter(tags=["Stations"])

_ID = Text("id", description="As `X-Station-Command` has it: a UUID.", pattern=r"\S")


class CommandAnswer(TypedDict):
    """Whether a command was applied or voided; neither for one never heard of."""

    id: str
    applied: bool
    voided: bool


@router.get("/api/station/Command", **described(answer=CommandAnswer, needed=(_ID,)))
async def get_command(request: Request) -> Response:
    """What became of a command by now; one that is still on its way may yet be applied."""
    command_id = _ID.filled(request)
    state = await read(request, lambda each: history.state_of(each, command_id))
    return answer(_told(command_id, state))


@router.put("/api/station/Command/Void", **described(answer=CommandAnswer, needed=(_ID,)))
async def void_command(request: Request) -> Response:
    """Give a command up: unless it was applied before, it never will be."""
    command_id, time = _ID.filled(request), now(request)
    state = await write(request, lambda each: history.void(each, command_id, time))
    return answer(_told(command_id, state))


def _told(command_id: str, state: CommandState) -> CommandAnswer:
    return {"id": command_id, "applied": state.applied, "voided": state.voided}
