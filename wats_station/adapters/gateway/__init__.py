"""The WATS client library in the station's own terms: the only part that knows the library."""

from wats_station.adapters.gateway.server import CALL_SECONDS, PING_SECONDS, WatsGateway

__all__ = ["CALL_SECONDS", "PING_SECONDS", "WatsGateway"]
