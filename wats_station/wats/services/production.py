"""Production: the whole of `client.production`.

Source: wire contract sections 2.1, 2.2, 4 and 7; the guide's calls by its section 3. Each
group of calls is a class of its own module; one client has them all in one place, as the
production guide writes them.
"""

from functools import cached_property

from wats_station.wats.services.assembly import AssemblyCalls
from wats_station.wats.services.batches import BatchCalls
from wats_station.wats.services.commands import CommandCalls
from wats_station.wats.services.internal_production import InternalProductionService
from wats_station.wats.services.serial_numbers import SerialNumberCalls
from wats_station.wats.services.unit_changes import UnitChangeCalls
from wats_station.wats.services.unit_state import UnitStateCalls
from wats_station.wats.services.verification import VerificationCalls


class ProductionService(
    UnitStateCalls,
    VerificationCalls,
    UnitChangeCalls,
    AssemblyCalls,
    SerialNumberCalls,
    BatchCalls,
    CommandCalls,
):
    """`client.production`. Every call raises `WatsError` and its kinds.

    A call takes the serial number alone, as the production guide writes it, and finds the
    part number itself; `part_number` saves that request and makes it exact, and
    `revision` makes a unit of another revision one that is not found.
    """

    @cached_property
    def internal(self) -> InternalProductionService:
        """The internal API's own calls, one to one; the public ones above use what they need."""
        return InternalProductionService(self._transport)
