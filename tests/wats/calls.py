"""Every call of the client with arguments that fit, and the paths that they ask for."""

from collections.abc import Awaitable, Callable

from tests.wats.conftest import Answering
from wats_station.wats import AsyncWatsClient

TOKEN = "c2VjcmV0OnRva2Vu"
QUERY = "/api/Production/Unit/Query"

Ask = Callable[[AsyncWatsClient], Awaitable[object]]
READS: dict[str, Ask] = {
    "unit": lambda client: client.production.get_unit("SN1"),
    "verification": lambda client: client.production.verify_unit("SN1", "PART-1"),
    "phases": lambda client: client.production.get_phases(),
    "processes": lambda client: client.process.get_processes(),
    "history": lambda client: client.production.history("SN1", "PART-1"),
    "headers": lambda client: client.report.query_headers("serialNumber eq 'SN1'"),
    "version": lambda client: client.app.version(),
}
WRITES: dict[str, Ask] = {
    "phase": lambda client: client.production.set_unit_phase("SN1", 16, "PART-1"),
    "process": lambda client: client.production.set_unit_process("SN1", 30, "PART-1"),
    "tag": lambda client: client.production.set_unit_tag("SN1", "A", "B", "PART-1"),
}
CALLS = READS | WRITES
PATHS = (
    QUERY,
    "/api/Production/UnitVerification",
    "/api/internal/Mes/GetUnitPhases",
    "/api/App/Processes",
    "/api/station/History",
    "/api/Report/Query/Header",
    "/api/App/Version",
    "/api/Production/SetUnitPhase",
    "/api/Production/SetUnitProcess",
    "/api/Production/UnitTag",
)


def answer_all(answering: Answering, status: int, kind: str, body: bytes) -> None:
    """Answer every call so."""
    answering.answers = dict.fromkeys(PATHS, (status, kind, body))
