"""The server itself, yields and lists by filter, bar codes. Source: sections 1.2, 2.7 and 5."""

from collections.abc import Mapping

from wats_station.wats.quoting import segment
from wats_station.wats.services.process import ProcessService
from wats_station.wats.station_headers import NO_HEADERS, StationHeaders
from wats_station.wats.transport import Transport
from wats_station.wats.wire.fields import many, one
from wats_station.wats.wire.processes import ProcessInfo
from wats_station.wats.wire.products import ProductGroup
from wats_station.wats.wire.reports import ReportHeader, YieldRow
from wats_station.wats.wire.server import (
    BarcodeIdentifier,
    IdentifiedBarcode,
    Level,
    ModuleVersion,
    Ping,
    RelatedRepair,
    SystemStatus,
    UserSettings,
)

_PING = one(Ping)
_MODULES = many(ModuleVersion)
_STATUS = one(SystemStatus)
_LEVELS = many(Level)
_GROUPS = many(ProductGroup)
_USER = one(UserSettings)
_YIELDS = many(YieldRow)
_HEADERS = many(ReportHeader)
_REPAIRS = many(RelatedRepair)
_IDENTIFIER = one(BarcodeIdentifier)
_IDENTIFIERS = many(BarcodeIdentifier)
_IDENTIFIED = one(IdentifiedBarcode)

_BARCODES = "/api/BarcodeIdentifiers"
# The API's filter: serialNumber, partNumber, dateFrom, topCount and so on (section 2.7).
Filter = Mapping[str, object]


class AppService:
    """`client.app`. Every call raises `WatsError` and its kinds."""

    def __init__(self, transport: Transport, process: ProcessService) -> None:
        self._transport = transport
        self._process = process

    async def get_processes(self) -> tuple[ProcessInfo, ...]:
        """Every active process; the production guide's name of `client.process.get_processes`."""
        return await self._process.get_processes()

    async def version(self) -> str:
        """The server's version; proves that the API answers and takes the token."""
        return await self._transport.read_version("/api/App/Version")

    async def ping(self) -> Ping:
        """The server's name and clock."""
        return await self._transport.read("/api/internal/Client/Ping", _PING)

    async def module_versions(self) -> tuple[ModuleVersion, ...]:
        """The versions of the server's modules."""
        return await self._transport.read("/api/internal/Client/Version", _MODULES)

    async def system_status(self) -> SystemStatus:
        """How the server is."""
        return await self._transport.read("/api/SystemStatus", _STATUS)

    async def get_levels(self) -> tuple[Level, ...]:
        """The levels of the organisation."""
        return await self._transport.read("/api/App/Levels", _LEVELS)

    async def get_product_groups(self, *, with_filters: bool = False) -> tuple[ProductGroup, ...]:
        """Every product group."""
        query = {"includeFilters": "true"} if with_filters else {}
        return await self._transport.read("/api/App/ProductGroups", _GROUPS, query)

    async def common_user_settings(self) -> UserSettings:
        """Who the token belongs to."""
        return await self._transport.read("/api/App/CommonUserSettings", _USER)

    async def dynamic_yield(self, wanted: Filter, dimensions: str = "") -> tuple[YieldRow, ...]:
        """Yields in percent by `dimensions` (`partNumber;period`) of what the filter selects."""
        query = {"dimensions": dimensions} if dimensions else {}
        return await self._transport.read(
            "/api/App/DynamicYield", _YIELDS, query, method="POST", body=dict(wanted)
        )

    async def serial_number_history(self, wanted: Filter) -> tuple[ReportHeader, ...]:
        """Tests and repairs that the filter selects, newest first."""
        return await self._listed("SerialNumberHistory", wanted)

    async def uut_reports(self, wanted: Filter) -> tuple[ReportHeader, ...]:
        """Tests that the filter selects, newest first."""
        return await self._listed("UutReport", wanted)

    async def uur_reports(self, wanted: Filter) -> tuple[ReportHeader, ...]:
        """Repairs that the filter selects, newest first."""
        return await self._listed("UurReport", wanted)

    async def related_repairs(
        self,
        part_number: str,
        revision: str = "",
        *,
        test_operation: int | None = None,
        repair_operation: int | None = None,
    ) -> tuple[RelatedRepair, ...]:
        """What was repaired on this part before, newest first."""
        query = {"partNumber": part_number, "revision": revision}
        if test_operation is not None:
            query["testOperationCode"] = str(test_operation)
        if repair_operation is not None:
            query["repairOperationCode"] = str(repair_operation)
        return await self._transport.read("/api/App/RelatedRepairHistory", _REPAIRS, query)

    async def get_barcode_identifiers(self) -> tuple[BarcodeIdentifier, ...]:
        """The server's own rules for reading bar codes, in the order they are tried."""
        return await self._transport.read(f"{_BARCODES}/BarcodeIdentifiers", _IDENTIFIERS)

    async def identify_barcode(self, code: str) -> IdentifiedBarcode:
        """What the server reads in a bar code."""
        return await self._transport.read(
            f"{_BARCODES}/IdentifyBarcode", _IDENTIFIED, {"code": code}
        )

    async def save_barcode_identifier(
        self, identifier: BarcodeIdentifier, *, by: StationHeaders = NO_HEADERS
    ) -> BarcodeIdentifier:
        """Add a rule, or change the one with its id; the rule as the server keeps it."""
        return await self._transport.write_for(
            "PUT",
            f"{_BARCODES}/BarcodeIdentifier",
            _IDENTIFIER,
            {},
            by.as_headers(),
            body=identifier.model_dump(by_alias=True, exclude_unset=True, exclude_none=True),
        )

    async def delete_barcode_identifier(
        self, identifier_id: int, *, by: StationHeaders = NO_HEADERS
    ) -> None:
        """Take a rule away."""
        path = f"{_BARCODES}/BarcodeIdentifier/{segment(str(identifier_id))}"
        await self._transport.write("DELETE", path, {}, by.as_headers())

    async def _listed(self, name: str, wanted: Filter) -> tuple[ReportHeader, ...]:
        return await self._transport.read(
            f"/api/App/{name}", _HEADERS, method="POST", body=dict(wanted)
        )
