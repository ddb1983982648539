"""Reports (wire contract 2.6): posted whole, read back, listed by their headers."""

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from wats_station.site_server import odata
from wats_station.site_server.refusals import not_found
from wats_station.site_server.routes.request import answer, author, database, json_body
from wats_station.site_server.rules.report import Report, read_report, refuse_unknown_failures
from wats_station.site_server.store import history, processes, reports, units
from wats_station.site_server.store.history import Author, Change

router = APIRouter()

_TOP, _MOST = 10, 10_000

# Filters say results in words and types as the public client calls them; we keep letters.
_WORDS = {"Passed": "P", "Failed": "F", "Error": "E", "Terminated": "T"}
_KINDS = {"U": "T", "T": "T", "R": "R"}


@router.post("/api/Report/WSJF")
async def post_report(request: Request) -> Response:
    """Keep a report; the same id replaces it; an unknown unit is made; no phase is moved."""
    report = read_report(await json_body(request))
    by = author(request)

    def work(connection: Connection) -> None:
        if history.is_applied(connection, by):
            return
        operation = processes.repair_operation(connection, report.process_code)
        refuse_unknown_failures(report, operation)
        keep(connection, report, by)

    await database(request).write(work)
    return answer([{"ID": report.uuid, "uuid": report.uuid, "Report_ID": report.uuid}])


@router.get("/api/Report/Wsjf/{uuid}")
async def get_report(request: Request, uuid: str) -> Response:
    """The report as it was posted."""
    found = reports.by_id(database(request).reader, uuid)
    if found is None:
        raise not_found(f"There is no report {uuid}.", "unknownReport")
    return answer(found)


@router.get("/api/Report/Query/Header")
async def query_headers(request: Request) -> Response:
    """Header rows by OData filter, newest first."""
    query = request.query_params
    condition = odata.where(query.get("$filter"), reports.FIELDS, _WORDS)
    kind = _KINDS.get(query.get("reportType", "").upper())
    if kind is not None:
        of_kind = reports.FIELDS["reportType"] == kind
        condition = of_kind if condition is None else condition & of_kind
    order = odata.order(query.get("$orderby"), reports.FIELDS)
    top = odata.number("$top", query.get("$top"), _TOP, _MOST)
    skip = odata.number("$skip", query.get("$skip"), 0, 2**31)
    with odata.evaluated():
        return answer(reports.headers(database(request).reader, condition, order, top, skip))


def keep(connection: Connection, report: Report, by: Author) -> None:
    """Store a report with its unit and history row; also the demo factory's way."""
    unit_id = units.ensure_reported(
        connection, report.serial_number, report.part_number, report.revision, by
    )
    reports.store(connection, report.columns())
    change = Change("report", key=report.uuid, new=report.kind + report.result)
    history.record(connection, unit_id, change, by)
