"""What every group of production calls stands on: the transport, and the way to a unit."""

from wats_station.wats.services.process import ProcessService
from wats_station.wats.services.product import ProductService
from wats_station.wats.services.report import ReportService
from wats_station.wats.services.units import UnitFinder
from wats_station.wats.transport import Transport


class ProductionCalls:
    """The base of the groups; each call takes the serial number alone, as the guide writes it.

    `part_number` saves the request that finds the part, and makes a call exact;
    `revision` besides makes a unit of another revision one that is not found.
    """

    def __init__(
        self,
        transport: Transport,
        process: ProcessService,
        report: ReportService,
        product: ProductService,
    ) -> None:
        self._transport = transport
        self._process = process
        self._report = report
        self._product = product
        self._units = UnitFinder(transport)
