"""Liveness, levels, and the site as a whole (wire contract 1.2, 2.7)."""

from typing import Any

from fastapi import APIRouter, Request, Response

from wats_station.site_server.clock import utc_text
from wats_station.site_server.routes.description import described
from wats_station.site_server.routes.request import answer, database

router = APIRouter(tags=["Site"])


@router.get("/api/App/Version", **described(answer=str))
async def version(request: Request) -> Response:
    """The version, as a JSON string."""
    return answer(request.app.version)


@router.get("/api/internal/Client/Ping", **described(answer=dict[str, str]))
async def ping(request: Request) -> Response:
    """The server's name and time."""
    return answer(
        {
            "ServerName": "WATS Station site server",
            "ServerTime": utc_text(request.app.state.clock()),
        }
    )


@router.get("/api/internal/Client/Version", **described(answer=list[dict[str, str]]))
async def client_version(request: Request) -> Response:
    """What serves, in the form WATS's own client asks for before it talks to a server."""
    own = request.app.version
    return answer([{"Module": "SiteServer", "Name": "WATS Station site server", "Version": own}])


@router.get("/api/SystemStatus", **described(answer=dict[str, Any]))
async def system_status(request: Request) -> Response:
    """How the server is: what it keeps its data in, and whether that is sound."""
    kind = database(request).address.get_backend_name()
    problem = request.app.state.integrity.problem
    return answer(
        {
            "status": "Damaged" if problem else "OK",
            "version": request.app.version,
            "database": kind,
            "problem": problem or None,
            "serverTime": utc_text(request.app.state.clock()),
        }
    )


@router.get("/api/App/Levels", **described(answer=list[dict[str, Any]]))
async def levels() -> Response:
    """The levels of the organisation: this site."""
    return answer([{"levelId": 1, "levelName": "Site"}])


@router.get("/api/App/CommonUserSettings", **described(answer=dict[str, str]))
async def common_user_settings(request: Request) -> Response:
    """Whose token this is."""
    return answer({"UserName": request.state.caller.name, "Culture": "en-US"})
