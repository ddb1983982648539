"""Reports posted whole and read back, with their files (wire contract 2.6)."""

import io
import zipfile
from base64 import b64decode
from binascii import Error as Base64Error
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from wats_station.site_server.refusals import not_found
from wats_station.site_server.routes.description import described
from wats_station.site_server.routes.parameters import Flag, Number, Text
from wats_station.site_server.routes.request import answer, apply_once, from_json, raw_body, read
from wats_station.site_server.routes.upload import uploaded_text
from wats_station.site_server.rules import wsxf
from wats_station.site_server.rules.report import (
    BODY_SCHEMA,
    Report,
    read_report,
    refuse_unknown_failures,
)
from wats_station.site_server.rules.report_content import Attachment, attachments, trimmed
from wats_station.site_server.store import history, processes, reports, units
from wats_station.site_server.store.history import Author, Change

router = APIRouter(tags=["Reports"])

_BASE = "/api/Report"
_DETAIL = Number("detailLevel", description="0: no steps; 1 to 7: all of them.", most=7)
_CHARTS = Flag("includeChartdata")
_FILES = Flag("includeAttachments")
_INDEXES = Flag("includeIndexes", description="Ignored: indexes are always given.")
_REPORT = Text("reportId")
_ATTACHMENT = Text("attachmentId", longest=300)
_STEP = Text("stepId", longest=300)


@router.post(f"{_BASE}/WSJF", **described(body=BODY_SCHEMA, answer=list[dict[str, str]]))
async def post_report(request: Request) -> Response:
    """Keep a report; the same id replaces it; an unknown unit is made; no phase is moved."""
    return await _keep(request, read_report(from_json(await raw_body(request))))


@router.post(f"{_BASE}/WSXF", **described(sends="application/xml", answer=list[dict[str, str]]))
async def post_xml_report(request: Request) -> Response:
    """The same, as XML."""
    return await _keep(request, read_report(wsxf.from_xml(await uploaded_text(request))))


@router.get(
    f"{_BASE}/Wsjf/{{uuid}}",
    **described(_DETAIL, _CHARTS, _FILES, path_names=("uuid",), answer=dict[str, Any]),
)
async def get_report(request: Request, uuid: str) -> Response:
    """The report as it was posted, without the data of its files where that is not wanted."""
    return answer(await _report(request, uuid))


@router.get(
    f"{_BASE}/Wsxf/{{uuid}}",
    **described(
        _DETAIL, _CHARTS, _FILES, _INDEXES, path_names=("uuid",), answers="application/xml"
    ),
)
async def get_xml_report(request: Request, uuid: str) -> Response:
    """The same, as XML."""
    _INDEXES.of(request)
    written = wsxf.to_xml(await _report(request, uuid))
    return Response(written, media_type="application/xml")


@router.get(
    f"{_BASE}/Attachment",
    **described(_REPORT, _ATTACHMENT, _STEP, answers="application/octet-stream"),
)
async def get_attachment(request: Request) -> Response:
    """One file of a report, by its id or by the step it belongs to."""
    wanted, step = _ATTACHMENT.of(request), _STEP.of(request)
    report = await _whole(request, _REPORT.needed(request))
    for each in attachments(report):
        if each.id == wanted or (step and each.step == step):
            return Response(
                _data(each),
                media_type=_media_type(each),
                headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(each.name)}"},
            )
    raise not_found("The report has no such attachment.", "unknownAttachment")


@router.get(
    f"{_BASE}/Attachments/{{uuid}}",
    **described(path_names=("uuid",), answers="application/zip"),
)
async def get_attachments(request: Request, uuid: str) -> Response:
    """Every file of a report, in a zip file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, each in enumerate(attachments(await _whole(request, uuid)), start=1):
            # No name from outside becomes a path of its own.
            name = each.name.replace("\\", "/").rpartition("/")[2] or "attachment"
            archive.writestr(f"{number:03}-{name}", _data(each))
    return Response(packed.getvalue(), media_type="application/zip")


@router.get(
    f"{_BASE}/Certificate/{{uuid}}",
    **described(path_names=("uuid",), answers="text/html"),
)
async def get_certificate(request: Request, uuid: str) -> Response:
    """A page that says what was tested, and how it went, to be printed."""
    return Response(wsxf.certificate(await _whole(request, uuid)), media_type="text/html")


def keep(connection: Connection, report: Report, by: Author) -> None:
    """Store a report with its unit and history row."""
    unit_id = units.ensure_reported(
        connection, report.serial_number, report.part_number, report.revision, by
    )
    reports.store(connection, report)
    change = Change("report", key=report.uuid, new=report.kind + report.result)
    history.record(connection, unit_id, change, by)


async def _keep(request: Request, report: Report) -> Response:
    def work(connection: Connection, by: Author) -> None:
        operation = processes.repair_operation(connection, report.process_code)
        refuse_unknown_failures(report, operation)
        keep(connection, report, by)

    await apply_once(request, work)
    return answer([{"ID": report.uuid, "uuid": report.uuid, "Report_ID": report.uuid}])


async def _report(request: Request, uuid: str) -> dict[str, Any]:
    level, charts = _DETAIL.given(request), _CHARTS.of(request, default=True)
    files = _FILES.of(request, default=True)
    found = await _whole(request, uuid)
    return trimmed(found, steps=level != 0, charts=charts, files=files)


async def _whole(request: Request, uuid: str) -> dict[str, Any]:
    found = await read(request, lambda each: reports.by_id(each, uuid))
    if found is None:
        raise not_found(f"There is no report {uuid}.", "unknownReport")
    return found


def _data(each: Attachment) -> bytes:
    try:
        return b64decode(each.data)
    except (Base64Error, ValueError):
        raise not_found(
            f"The attachment {each.id} cannot be read.", "unreadableAttachment"
        ) from None


def _media_type(each: Attachment) -> str:
    printable = each.content_type.isascii() and each.content_type.isprintable()
    return each.content_type if printable else "application/octet-stream"
