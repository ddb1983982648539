"""What became of a station's command, and giving it up: the site server's own (product.md 7.4)."""

from wats_station.wats.services.production_calls import ProductionCalls
from wats_station.wats.wire.commands import CommandState
from wats_station.wats.wire.fields import one

_STATE = one(CommandState)

_COMMAND = "/api/station/Command"


class CommandCalls(ProductionCalls):
    """The command calls of `client.production`, by the `command_id` of `StationHeaders`.

    Each raises `NotFound` with `no_such_call` on a server that keeps no ids.
    """

    async def command_state(self, command_id: str) -> CommandState:
        """What became of a write by now; one that is still on its way may yet be applied."""
        return await self._transport.read(_COMMAND, _STATE, {"id": command_id})

    async def void_command(self, command_id: str) -> CommandState:
        """Give a write up: unless it was applied before, which the answer says, it never will be.

        A voided write that comes after all is `Rejected` with the reason code `voided`.
        """
        query = {"id": command_id}
        return await self._transport.write_for("PUT", f"{_COMMAND}/Void", _STATE, query, {})
