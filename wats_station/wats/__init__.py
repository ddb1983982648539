"""The WATS REST client library, usable on its own: no Qt, nothing else of this program.

Names load on first use, so that `import wats_station.wats.wire` costs no HTTP stack.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    from wats_station.wats.station_headers import StationHeaders as StationHeaders
    from wats_station.wats.wire import HistoryRow as HistoryRow
    from wats_station.wats.wire import Phase as Phase
    from wats_station.wats.wire import ProcessInfo as ProcessInfo
    from wats_station.wats.wire import ProcessVerification as ProcessVerification
    from wats_station.wats.wire import ReportHeader as ReportHeader
    from wats_station.wats.wire import Setting as Setting
    from wats_station.wats.wire import Unit as Unit
    from wats_station.wats.wire import UnitVerification as UnitVerification
    from wats_station.wats.wire import UnitVerificationGrade as UnitVerificationGrade

_HOMES = {
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
    "station_headers": ("StationHeaders",),
    "wire": (
        "HistoryRow",
        "Phase",
        "ProcessInfo",
        "ProcessVerification",
        "ReportHeader",
        "Setting",
        "Unit",
        "UnitVerification",
        "UnitVerificationGrade",
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
