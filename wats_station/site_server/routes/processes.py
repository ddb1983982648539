"""Processes, repair operations and verification rules' neighbours (wire contract 2.5)."""

from typing import Any

from fastapi import APIRouter, Request, Response

from wats_station.site_server.routes.description import described
from wats_station.site_server.routes.parameters import Flag, Number
from wats_station.site_server.routes.request import answer, read
from wats_station.site_server.store import processes

router = APIRouter(tags=["Processes"])

_INTERNAL = "/api/internal/Process"
_TESTS = Flag("includeTestOperations")
_REPAIRS = Flag("includeRepairOperations")
_WIP = Flag("includeWipOperations")
_INACTIVE = Flag("includeInactiveProcesses")
_CODE = Number("processCode")
_INCLUDES = ((_TESTS, processes.TEST), (_REPAIRS, processes.REPAIR), (_WIP, processes.WIP))


@router.get(
    "/api/App/Processes",
    **described(_TESTS, _REPAIRS, _WIP, _INACTIVE, answer=list[dict[str, Any]]),
)
async def list_processes(request: Request) -> Response:
    """Every kind unless some are asked for, active ones unless all are."""
    asked = {kind for flag, kind in _INCLUDES if flag.of(request)}
    kinds = asked or {kind for _, kind in _INCLUDES}
    inactive = _INACTIVE.of(request)
    return answer(
        await read(request, lambda each: processes.public(each, kinds, include_inactive=inactive))
    )


@router.get(f"{_INTERNAL}/GetProcesses", **described(answer=list[dict[str, Any]]))
async def get_processes(request: Request) -> Response:
    """Every process, PascalCase."""
    return answer(await read(request, processes.internal))


@router.get(
    f"{_INTERNAL}/GetProcess/{{process_id}}",
    **described(path_names=("process_id",), answer=dict[str, Any]),
)
async def get_process(request: Request, process_id: str) -> Response:
    """One process by its id."""
    return answer(await read(request, lambda each: processes.internal_by_id(each, process_id)))


@router.get(f"{_INTERNAL}/GetRepairOperations", **described(answer=dict[str, dict[str, Any]]))
async def get_repair_operations(request: Request) -> Response:
    """Every repair operation with its code tree, by its process code."""
    return answer(await read(request, processes.repair_operations))


@router.get(
    f"{_INTERNAL}/GetRepairOperation/{{process_id}}",
    **described(_CODE, path_names=("process_id",), answer=dict[str, Any]),
)
async def get_repair_operation(request: Request, process_id: str) -> Response:
    """One repair operation by its process's id, or by its code."""
    code = _CODE.given(request)
    return answer(
        await read(request, lambda each: processes.repair_operation_by(each, process_id, code))
    )
