"""Yields and lists of reports by the App calls' filter (wire contract 2.7)."""

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import AliasChoices, Field, TypeAdapter

from wats_station.site_server.routes.description import described
from wats_station.site_server.routes.parameters import REVISION, Number, Text
from wats_station.site_server.routes.request import answer, body, now, search
from wats_station.site_server.routes.shapes.fields import (
    INTEGRAL,
    Middle,
    Moment,
    Shape,
    Short,
    Whole,
)
from wats_station.site_server.rules import yields
from wats_station.site_server.rules.report import REPAIR, TEST
from wats_station.site_server.store import analytics
from wats_station.site_server.store.analytics import ReportFilter

router = APIRouter(tags=["Yields and lists"])

_BASE = "/api/App"
_DIMENSIONS = Text("dimensions", longest=400, description="partNumber;testOperation;period …")
_PART = Text("partNumber")
_SERIAL = Text("serialNumber")
_STATUS = Text("status")
_GROUP = Text("productGroup")
_COUNT = Number("topCount")
_REPAIR_CODE = Number("repairOperationCode")
_TEST_CODE = Number("testOperationCode")


class FilterShape(Shape):
    """Which reports; texts may hold `%`, `_` and `;`."""

    serial_number: Middle | None = None
    part_number: Middle | None = None
    revision: Middle | None = None
    batch_number: Middle | None = None
    station_name: Middle | None = None
    test_operation: Middle | None = None
    status: Short | None = None
    misc_description: Annotated[
        Middle | None,
        Field(validation_alias=AliasChoices("miscDescription", "miscInfoDescription")),
    ] = None
    misc_value: Annotated[
        Middle | None, Field(validation_alias=AliasChoices("miscValue", "miscInfoString"))
    ] = None
    product_group: Short | None = None
    sw_filename: Middle | None = None
    sw_version: Middle | None = None
    date_from: Moment | None = None
    date_to: Moment | None = None
    date_grouping: Annotated[int, Field(ge=-1, le=5), INTEGRAL] | None = None
    period_count: Whole | None = None
    max_count: Whole | None = None
    top_count: Whole | None = None
    dimensions: Middle | None = None

    def report_filter(self, time: str) -> ReportFilter:
        """The filter as the store takes it; without dates, so many periods before `time`."""
        grouping = yields.NO_PERIOD if self.date_grouping is None else self.date_grouping
        date_from = self.date_from
        if date_from is None and self.period_count:
            period = yields.DAY if grouping == yields.NO_PERIOD else grouping
            date_from = yields.since(time, period, self.period_count)
        return ReportFilter(
            self.serial_number,
            self.part_number,
            self.revision,
            self.batch_number,
            self.station_name,
            self.test_operation,
            self.status,
            self.misc_description,
            self.misc_value,
            self.product_group,
            self.sw_filename,
            self.sw_version,
            date_from,
            self.date_to,
            grouping,
            self.top_count or self.max_count or 1000,
        )


_FILTER = TypeAdapter(FilterShape)


@router.post(
    f"{_BASE}/DynamicYield",
    **described(_DIMENSIONS, body=_FILTER, answer=list[dict[str, Any]]),
)
async def dynamic_yield(request: Request) -> Response:
    """First, second, third and last pass yield, by part and process unless told otherwise."""
    shape = await body(request, _FILTER)
    wanted = shape.report_filter(now(request))
    dimensions = _DIMENSIONS.of(request) or shape.dimensions or ""
    return answer(
        await search(request, lambda each: analytics.dynamic_yield(each, wanted, dimensions))
    )


@router.post(f"{_BASE}/SerialNumberHistory", **described(body=_FILTER, answer=list[dict[str, Any]]))
async def serial_number_history(request: Request) -> Response:
    """Tests and repairs by filter, newest first."""
    return await _listed(request, None)


@router.post(f"{_BASE}/UutReport", **described(body=_FILTER, answer=list[dict[str, Any]]))
async def uut_reports(request: Request) -> Response:
    """Tests by filter, newest first."""
    return await _listed(request, TEST)


@router.get(
    f"{_BASE}/UutReport",
    **described(_SERIAL, _PART, REVISION, _STATUS, _GROUP, _COUNT, answer=list[dict[str, Any]]),
)
async def uut_reports_by_parameters(request: Request) -> Response:
    """Tests by parameters, newest first."""
    wanted = ReportFilter(
        serial_number=_SERIAL.of(request),
        part_number=_PART.of(request),
        revision=REVISION.of(request),
        status=_STATUS.of(request),
        product_group=_GROUP.of(request),
        most=_COUNT.given(request) or 1000,
    )
    return answer(await search(request, lambda each: analytics.listed(each, wanted, TEST)))


@router.post(f"{_BASE}/UurReport", **described(body=_FILTER, answer=list[dict[str, Any]]))
async def uur_reports(request: Request) -> Response:
    """Repairs by filter, newest first."""
    return await _listed(request, REPAIR)


@router.get(
    f"{_BASE}/RelatedRepairHistory",
    **described(REVISION, _REPAIR_CODE, _TEST_CODE, needed=(_PART,), answer=list[dict[str, Any]]),
)
async def related_repair_history(request: Request) -> Response:
    """Every failure in the repairs of a part, newest first."""
    part, revision = _PART.needed(request), REVISION.of(request)
    tested, repair = _TEST_CODE.given(request), _REPAIR_CODE.given(request)
    return answer(
        await search(
            request,
            lambda each: analytics.related_repairs(each, part, revision, tested, repair),
        )
    )


async def _listed(request: Request, kind: str | None) -> Response:
    shape = await body(request, _FILTER)
    wanted = shape.report_filter(now(request))
    return answer(await search(request, lambda each: analytics.listed(each, wanted, kind)))
