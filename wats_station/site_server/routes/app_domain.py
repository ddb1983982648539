"""Liveness and processes (wire contract 1.2, 2.5)."""

from fastapi import APIRouter, Request, Response

from wats_station.site_server.clock import utc_text
from wats_station.site_server.routes.request import answer, database
from wats_station.site_server.rules.phases import PHASES
from wats_station.site_server.store import processes

router = APIRouter()

_INCLUDES = {
    "includeTestOperations": processes.TEST,
    "includeRepairOperations": processes.REPAIR,
    "includeWipOperations": processes.WIP,
}


@router.get("/api/App/Version")
async def version(request: Request) -> Response:
    """The version, as a JSON string."""
    return answer(request.app.version)


@router.get("/api/internal/Client/Ping")
async def ping(request: Request) -> Response:
    """The server's name and time."""
    return answer(
        {
            "ServerName": "WATS Station site server",
            "ServerTime": utc_text(request.app.state.clock()),
        }
    )


@router.get("/api/internal/Production/isConnected")
async def is_connected() -> Response:
    """The production module is there."""
    return answer(content=True)


@router.get("/api/App/Processes")
async def list_processes(request: Request) -> Response:
    """Every kind unless some are asked for, active ones unless all are."""
    query = request.query_params
    asked = {kind for name, kind in _INCLUDES.items() if query.get(name, "").lower() == "true"}
    inactive = query.get("includeInactiveProcesses", "").lower() == "true"
    kinds = asked or set(_INCLUDES.values())
    return answer(processes.public(database(request).reader, kinds, include_inactive=inactive))


@router.get("/api/internal/Mes/GetUnitPhases")
async def unit_phases() -> Response:
    """The 15 phases, PascalCase."""
    return answer(
        [
            {
                "UnitPhaseId": phase.id,
                "Code": phase.code,
                "Name": phase.name,
                "Description": phase.description,
            }
            for phase in PHASES
        ]
    )
