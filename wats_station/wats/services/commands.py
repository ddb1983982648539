"""What became of a station's commands: calls that the site server alone has (product.md 7.4)."""

from wats_station.wats.services.production_calls import ProductionCalls
from wats_station.wats.wire.commands import CommandState
from wats_station.wats.wire.fields import one

_STATE = one(CommandState)

_PATH = "/api/station/Command"


class CommandCalls(ProductionCalls):
    """The command calls of `client.production`.

    Each raises `NotFound` with `no_such_call` on a server that keeps no commands' ids.
    """

    async def command_state(self, command_id: str) -> CommandState:
        """Whether the server has applied the write with this id."""
        return await self._transport.read(_PATH, _STATE, {"id": command_id})

    async def void_command(self, command_id: str) -> CommandState:
        """Give a write up: it is not applied from now on, unless it was already."""
        return await self._transport.write_for(
            "PUT", f"{_PATH}/Void", _STATE, {"id": command_id}, {}
        )
