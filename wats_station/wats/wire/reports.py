"""Reports in short: their headers, and what else lists them (wire contract 2.6 and 2.7)."""

from datetime import datetime
from typing import Annotated

from pydantic import AliasChoices, Field

from wats_station.wats.wire.fields import OR_EMPTY, Text, WireModel, spelled


class MiscInfo(WireModel):
    """A free entry of a report: what it is, and its value as text. Source: wire contract 2.6."""

    description: Text = ""
    value: Text = Field(default="", validation_alias=spelled("value", "data", "text"))


class HeaderSubUnit(WireModel):
    """A part of the unit that a report names. Source: wire contract 2.6."""

    part_type: Text = ""
    serial_number: Text = ""
    part_number: Text = ""
    revision: Text = ""


class HeaderAsset(WireModel):
    """Equipment that a test used, and how many times. Source: wire contract 2.6."""

    serial_number: Text = Field(default="", validation_alias=spelled("assetSN", "serialNumber"))
    usage_count: int | None = None


class HeaderAttachment(WireModel):
    """A file that a report holds; `attachment_id` fetches it. Source: wire contract 2.6."""

    attachment_id: Text = Field(default="", validation_alias=spelled("attachmentId", "id"))
    name: Text = Field(default="", validation_alias=spelled("name", "fileName", "description"))
    content_type: Text = Field(default="", validation_alias=spelled("contentType", "mimeType"))


class ReportHeader(WireModel):
    """One report in short; `result` is a word (Passed, Failed, Error, Terminated).

    `report_type` is T for a test and R for a repair. Both spellings of the start and of
    the operator are read; `start` is UTC, `execution_time` seconds. The lists at the end
    are filled by `expand`. Source: wire contract 2.6.
    """

    uuid: Text = ""
    serial_number: str
    part_number: Text = ""
    revision: Text = ""
    batch_number: Text = ""
    report_type: Text = ""
    start: datetime | None = Field(
        default=None, validation_alias=AliasChoices("startUtc", "start", "StartUtc", "Start")
    )
    result: Text = ""
    process_code: int | None = None
    process_name: Text = ""
    station_name: Text = ""
    location: Text = ""
    purpose: Text = ""
    operator: Text = Field(
        default="", validation_alias=AliasChoices("operator", "userName", "Operator", "UserName")
    )
    comment: Text = ""
    execution_time: float | None = None
    sw_filename: Text = ""
    sw_version: Text = ""
    fixture_id: Text = ""
    error_code: int | None = None
    error_message: Text = ""
    run: int | None = None
    passed_in_run: int | None = None
    caused_uut_failure: Text = ""
    caused_uut_failure_path: Text = ""
    referenced_uut: Text = ""
    sub_units: Annotated[tuple[HeaderSubUnit, ...], OR_EMPTY] = ()
    misc_info: Annotated[tuple[MiscInfo, ...], OR_EMPTY] = ()
    assets: Annotated[tuple[HeaderAsset, ...], OR_EMPTY] = ()
    attachments: Annotated[tuple[HeaderAttachment, ...], OR_EMPTY] = ()
    uur_sub_units: Annotated[tuple[HeaderSubUnit, ...], OR_EMPTY] = ()
    uur_misc_info: Annotated[tuple[MiscInfo, ...], OR_EMPTY] = ()
    uur_attachments: Annotated[tuple[HeaderAttachment, ...], OR_EMPTY] = ()

    @property
    def passed(self) -> bool:
        """True when the result is Passed."""
        return self.result.casefold() == "passed"


class MiscInfoHeader(WireModel):
    """A report found by a misc info: what it says there, and which report it is.

    Source: wire contract 2.6.
    """

    misc_data: Annotated[tuple[MiscInfo, ...], OR_EMPTY] = ()
    serial_number: Text = ""
    part_number: Text = ""
    start: datetime | None = Field(
        default=None, validation_alias=AliasChoices("startUtc", "start", "Start")
    )
    result: Text = ""
    uuid: Text
    process_code: int | None = None
    process_name: Text = ""


class ReportReceipt(WireModel):
    """What the server says of a report that it took: its id.

    A WATS server may still put the report aside afterwards (wire contract 2.6).
    """

    uuid: Text = Field(
        default="", validation_alias=AliasChoices("uuid", "Uuid", "UUID", "ID", "id")
    )
    report_id: Text = Field(
        default="", validation_alias=AliasChoices("Report_ID", "report_ID", "reportId", "ReportId")
    )


class YieldRow(WireModel):
    """One row of a yield query: whole units, and their yields in percent by first to last pass.

    Source: wire contract 2.6.
    """

    part_number: Text = ""
    revision: Text = ""
    period: Text = ""
    station_name: Text = ""
    test_operation: Text = Field(
        default="", validation_alias=spelled("testOperation", "processName")
    )
    unit_count: int
    report_count: int | None = None
    fp_count: int | None = None
    sp_count: int | None = None
    tp_count: int | None = None
    lp_count: int | None = None
    fpy: float | None = None
    spy: float | None = None
    tpy: float | None = None
    lpy: float | None = None
