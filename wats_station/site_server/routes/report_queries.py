"""Reports searched: headers, misc infos, a unit's reports over its whole tree (2.2, 2.6, 2.7)."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy import ColumnElement, Connection

from wats_station.site_server import odata
from wats_station.site_server.refusals import invalid
from wats_station.site_server.routes.description import described
from wats_station.site_server.routes.parameters import (
    FILTER,
    ORDER,
    PART_NUMBER,
    SERIAL_NUMBER,
    SKIP,
    Flag,
    Number,
    Text,
    top,
    unit_key,
)
from wats_station.site_server.routes.request import answer, read, search
from wats_station.site_server.store import report_queries, reports, unit_reports
from wats_station.site_server.store.unit_reports import UnitReport

router = APIRouter(tags=["Report search"])

_TEN, _MOST = 10, 10_000
_TOP = top(_TEN, _MOST)
_TYPE = Text(
    "reportType",
    description="U or T: tests, R: repairs; both unless given.",
    pattern="(?i)^[utr]?$",
)
_EXPAND = Text(
    "$expand",
    longest=400,
    description="subUnits, miscInfo, assets, attachments,"
    " uurSubUnits, uurMiscInfo, uurAttachments.",
)
_SELECT = Text("$select", longest=1000, description="The fields wanted, separated by commas.")
_DESCRIPTION = Text("description", longest=200)
_VALUE = Text("data", ("stringValue",), longest=1000)
_PROCESS = Number("processCode")
_DETAILS = Flag("details")
_KINDS = {"U": "T", "T": "T", "R": "R"}


@router.get(
    "/api/Report/Query/Header",
    **described(FILTER, ORDER, _TOP, SKIP, _EXPAND, _SELECT, _TYPE, answer=list[dict[str, Any]]),
)
async def query_headers(request: Request) -> Response:
    """Header rows by OData filter, newest first, 10 unless `$top` says otherwise."""
    searchable = report_queries.SEARCHABLE
    condition = _of_kind(request, odata.where(FILTER.of(request), searchable))
    order = odata.order(ORDER.of(request), searchable.fields)
    most, skip = _TOP.given(request), SKIP.given(request) or 0
    expand = report_queries.expansions(_EXPAND.of(request))
    fields = {each.strip().lower() for each in _SELECT.of(request).split(",")} - {""}

    def work(connection: Connection) -> list[dict[str, Any]]:
        wanted = _TEN if most is None else min(most, _MOST)
        rows = reports.headers(connection, condition, order, wanted, skip)
        return report_queries.with_content(connection, rows, expand)

    found = await search(request, work)
    if fields:
        kept = fields | {each.lower() for each in expand}
        found = [{k: v for k, v in row.items() if k.lower() in kept} for row in found]
    return answer(found)


@router.get(
    "/api/Report/Query/HeaderByMiscInfo",
    **described(
        _VALUE, _PROCESS, SERIAL_NUMBER, _TOP, needed=(_DESCRIPTION,), answer=list[dict[str, Any]]
    ),
)
async def query_by_misc_info(request: Request) -> Response:
    """The reports with a misc info of this description, and this value where one is given."""
    conditions = report_queries.misc_conditions(_DESCRIPTION.needed(request), _VALUE.of(request))
    process, serial, most = _PROCESS.given(request), SERIAL_NUMBER.of(request), _TOP.given(request)
    if process is not None:
        conditions.append(reports.FIELDS["processCode"] == process)
    if serial:
        conditions.append(reports.FIELDS["serialNumber"] == serial)
    wanted = _TEN if most is None else min(most, _MOST)
    return answer(
        await search(request, lambda each: report_queries.by_misc_info(each, conditions, wanted))
    )


@router.post(
    "/api/internal/Survey/GetUnitReportHistory",
    **described(PART_NUMBER, _DETAILS, needed=(SERIAL_NUMBER,), answer=list[UnitReport]),
)
async def unit_report_history(request: Request) -> Response:
    """Every report of the unit and of the units built into it, newest first."""
    key, details = unit_key(request), _DETAILS.of(request)
    return answer(
        await read(request, lambda each: unit_reports.of_tree(each, key, details=details))
    )


def _of_kind(request: Request, condition: ColumnElement[bool] | None) -> ColumnElement[bool] | None:
    text = _TYPE.of(request).upper()
    if not text:
        return condition
    kind = _KINDS.get(text)
    if kind is None:
        raise invalid({"reportType": ["U, T or R is wanted"]})
    of_kind: ColumnElement[bool] = reports.FIELDS["reportType"] == kind
    return of_kind if condition is None else condition & of_kind
