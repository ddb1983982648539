"""The WATS REST client library, usable on its own: no Qt, nothing else of this program.

`WatsClient` waits for its answers, `AsyncWatsClient` is awaited; both offer `.production`,
`.product`, `.process`, `.report` and `.app`. Names load on first use, so that a part of the
library costs no more than that part.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wats_station.wats.blocking.client import WatsClient as WatsClient
    from wats_station.wats.client import AsyncWatsClient as AsyncWatsClient
    from wats_station.wats.errors import AmbiguousUnit as AmbiguousUnit
    from wats_station.wats.errors import AuthFailed as AuthFailed
    from wats_station.wats.errors import Forbidden as Forbidden
    from wats_station.wats.errors import InvalidInput as InvalidInput
    from wats_station.wats.errors import NotFound as NotFound
    from wats_station.wats.errors import ProtocolError as ProtocolError
    from wats_station.wats.errors import Rejected as Rejected
    from wats_station.wats.errors import ServerUnavailable as ServerUnavailable
    from wats_station.wats.errors import WatsError as WatsError
    from wats_station.wats.retries import NO_RETRIES as NO_RETRIES
    from wats_station.wats.retries import RetryPolicy as RetryPolicy
    from wats_station.wats.services.serial_numbers import Reference as Reference
    from wats_station.wats.station import Station as Station
    from wats_station.wats.station_headers import StationHeaders as StationHeaders
    from wats_station.wats.transport import Document as Document
    from wats_station.wats.wire.assembly import AssemblyVerification as AssemblyVerification
    from wats_station.wats.wire.assembly import ChildCheck as ChildCheck
    from wats_station.wats.wire.assembly import ChildCheckLine as ChildCheckLine
    from wats_station.wats.wire.assembly import MissingPart as MissingPart
    from wats_station.wats.wire.assembly import Slot as Slot
    from wats_station.wats.wire.commands import CommandState as CommandState
    from wats_station.wats.wire.history import ExportedChange as ExportedChange
    from wats_station.wats.wire.history import HistoryRow as HistoryRow
    from wats_station.wats.wire.history import ReportHistoryRow as ReportHistoryRow
    from wats_station.wats.wire.history import StateHistory as StateHistory
    from wats_station.wats.wire.history import UnitChange as UnitChange
    from wats_station.wats.wire.internal_units import ContentsItem as ContentsItem
    from wats_station.wats.wire.internal_units import InternalUnit as InternalUnit
    from wats_station.wats.wire.internal_units import Site as Site
    from wats_station.wats.wire.internal_units import UnitInfo as UnitInfo
    from wats_station.wats.wire.internal_units import UnitNode as UnitNode
    from wats_station.wats.wire.phases import Phase as Phase
    from wats_station.wats.wire.phases import UnitPhase as UnitPhase
    from wats_station.wats.wire.phases import UnitState as UnitState
    from wats_station.wats.wire.processes import FailCode as FailCode
    from wats_station.wats.wire.processes import ProcessInfo as ProcessInfo
    from wats_station.wats.wire.processes import ProcessRepair as ProcessRepair
    from wats_station.wats.wire.processes import RepairCategory as RepairCategory
    from wats_station.wats.wire.processes import RepairCode as RepairCode
    from wats_station.wats.wire.processes import RepairField as RepairField
    from wats_station.wats.wire.processes import RepairOperation as RepairOperation
    from wats_station.wats.wire.products import BoxBuildTemplate as BoxBuildTemplate
    from wats_station.wats.wire.products import Component as Component
    from wats_station.wats.wire.products import Product as Product
    from wats_station.wats.wire.products import ProductCategory as ProductCategory
    from wats_station.wats.wire.products import ProductGroup as ProductGroup
    from wats_station.wats.wire.products import ProductGroupFilter as ProductGroupFilter
    from wats_station.wats.wire.products import ProductInfoRow as ProductInfoRow
    from wats_station.wats.wire.products import ProductRevision as ProductRevision
    from wats_station.wats.wire.products import TemplateLine as TemplateLine
    from wats_station.wats.wire.products import Vendor as Vendor
    from wats_station.wats.wire.report_document import BinaryData as BinaryData
    from wats_station.wats.wire.report_document import Failure as Failure
    from wats_station.wats.wire.report_document import NumericMeasurement as NumericMeasurement
    from wats_station.wats.wire.report_document import ReportMiscInfo as ReportMiscInfo
    from wats_station.wats.wire.report_document import ReportSubUnit as ReportSubUnit
    from wats_station.wats.wire.report_document import Step as Step
    from wats_station.wats.wire.report_document import TextMeasurement as TextMeasurement
    from wats_station.wats.wire.report_document import UurDetail as UurDetail
    from wats_station.wats.wire.report_document import UURReport as UURReport
    from wats_station.wats.wire.report_document import UutDetail as UutDetail
    from wats_station.wats.wire.report_document import UUTReport as UUTReport
    from wats_station.wats.wire.reports import HeaderAsset as HeaderAsset
    from wats_station.wats.wire.reports import HeaderAttachment as HeaderAttachment
    from wats_station.wats.wire.reports import HeaderSubUnit as HeaderSubUnit
    from wats_station.wats.wire.reports import MiscInfo as MiscInfo
    from wats_station.wats.wire.reports import MiscInfoHeader as MiscInfoHeader
    from wats_station.wats.wire.reports import ReportHeader as ReportHeader
    from wats_station.wats.wire.reports import ReportReceipt as ReportReceipt
    from wats_station.wats.wire.reports import YieldRow as YieldRow
    from wats_station.wats.wire.serials import IdentifierKind as IdentifierKind
    from wats_station.wats.wire.serials import SerialNumber as SerialNumber
    from wats_station.wats.wire.serials import SerialNumberRange as SerialNumberRange
    from wats_station.wats.wire.serials import SerialNumberStatistics as SerialNumberStatistics
    from wats_station.wats.wire.serials import SerialNumberType as SerialNumberType
    from wats_station.wats.wire.server import BarcodeIdentifier as BarcodeIdentifier
    from wats_station.wats.wire.server import IdentifiedBarcode as IdentifiedBarcode
    from wats_station.wats.wire.server import Level as Level
    from wats_station.wats.wire.server import ModuleVersion as ModuleVersion
    from wats_station.wats.wire.server import Ping as Ping
    from wats_station.wats.wire.server import RelatedRepair as RelatedRepair
    from wats_station.wats.wire.server import SystemStatus as SystemStatus
    from wats_station.wats.wire.server import UserSettings as UserSettings
    from wats_station.wats.wire.units import Batch as Batch
    from wats_station.wats.wire.units import ProductInfo as ProductInfo
    from wats_station.wats.wire.units import RevisionInfo as RevisionInfo
    from wats_station.wats.wire.units import Setting as Setting
    from wats_station.wats.wire.units import Unit as Unit
    from wats_station.wats.wire.verification import ProcessVerification as ProcessVerification
    from wats_station.wats.wire.verification import UnitVerification as UnitVerification
    from wats_station.wats.wire.verification import UnitVerificationGrade as UnitVerificationGrade
    from wats_station.wats.wire.verification import VerificationRule as VerificationRule

_HOMES = {
    "blocking.client": ("WatsClient",),
    "client": ("AsyncWatsClient",),
    "errors": (
        "AmbiguousUnit",
        "AuthFailed",
        "Forbidden",
        "InvalidInput",
        "NotFound",
        "ProtocolError",
        "Rejected",
        "ServerUnavailable",
        "WatsError",
    ),
    "retries": (
        "NO_RETRIES",
        "RetryPolicy",
    ),
    "services.serial_numbers": ("Reference",),
    "station": ("Station",),
    "station_headers": ("StationHeaders",),
    "transport": ("Document",),
    "wire.assembly": (
        "AssemblyVerification",
        "ChildCheck",
        "ChildCheckLine",
        "MissingPart",
        "Slot",
    ),
    "wire.commands": ("CommandState",),
    "wire.history": (
        "ExportedChange",
        "HistoryRow",
        "ReportHistoryRow",
        "StateHistory",
        "UnitChange",
    ),
    "wire.internal_units": (
        "ContentsItem",
        "InternalUnit",
        "Site",
        "UnitInfo",
        "UnitNode",
    ),
    "wire.phases": (
        "Phase",
        "UnitPhase",
        "UnitState",
    ),
    "wire.processes": (
        "FailCode",
        "ProcessInfo",
        "ProcessRepair",
        "RepairCategory",
        "RepairCode",
        "RepairField",
        "RepairOperation",
    ),
    "wire.products": (
        "BoxBuildTemplate",
        "Component",
        "Product",
        "ProductCategory",
        "ProductGroup",
        "ProductGroupFilter",
        "ProductInfoRow",
        "ProductRevision",
        "TemplateLine",
        "Vendor",
    ),
    "wire.report_document": (
        "BinaryData",
        "Failure",
        "NumericMeasurement",
        "ReportMiscInfo",
        "ReportSubUnit",
        "Step",
        "TextMeasurement",
        "UURReport",
        "UUTReport",
        "UurDetail",
        "UutDetail",
    ),
    "wire.reports": (
        "HeaderAsset",
        "HeaderAttachment",
        "HeaderSubUnit",
        "MiscInfo",
        "MiscInfoHeader",
        "ReportHeader",
        "ReportReceipt",
        "YieldRow",
    ),
    "wire.serials": (
        "IdentifierKind",
        "SerialNumber",
        "SerialNumberRange",
        "SerialNumberStatistics",
        "SerialNumberType",
    ),
    "wire.server": (
        "BarcodeIdentifier",
        "IdentifiedBarcode",
        "Level",
        "ModuleVersion",
        "Ping",
        "RelatedRepair",
        "SystemStatus",
        "UserSettings",
    ),
    "wire.units": (
        "Batch",
        "ProductInfo",
        "RevisionInfo",
        "Setting",
        "Unit",
    ),
    "wire.verification": (
        "ProcessVerification",
        "UnitVerification",
        "UnitVerificationGrade",
        "VerificationRule",
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605 - every name of the table above


def __getattr__(name: str) -> object:
    """Import the module that a public name lives in, when it is first asked for."""
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
