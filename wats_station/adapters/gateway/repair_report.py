"""A repair as WATS's report (wire contract 2.6)."""

import base64
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from uuid import UUID

from wats_station.domain.repair import AttachedFile, Fault, RepairCase, RepairDraft, ReportAuthor
from wats_station.domain.repair_rules import bound_test, operation_of
from wats_station.wats.wire.report_document import (
    BinaryData,
    Failure,
    ReportSubUnit,
    UurDetail,
    UURReport,
)

_PURPOSE = "Repair"
_UNKNOWN = "Unknown"
# The wire wants a start; whoever sends the report puts the real one in.
_NO_START = datetime(1970, 1, 1, tzinfo=UTC)


def repair_report(
    case: RepairCase,
    draft: RepairDraft,
    contents: Mapping[str, bytes],
    report_id: UUID,
    author: ReportAuthor,
) -> str:
    """The report's JSON without its start; `contents` is by the files' ids.

    Raises ValueError where the server has no repair operation for it.
    """
    operation = operation_of(case, draft)
    if operation is None:
        raise ValueError("a repair is filed as a repair operation")
    unit, test = case.unit, bound_test(case, operation)
    process = case.test.process if case.test else case.process
    code = process.code if process else 0
    detail = UurDetail(user=author.operator, comment=draft.comment, process_code=code)
    if test is not None:
        detail = detail.model_copy(update={"ref_uut": test.report_id})
    report = UURReport(
        id=report_id,
        serial_number=unit.serial_number,
        part_number=unit.part_number,
        revision=unit.revision,
        process_code=operation.code,
        result="P",
        station_name=author.station or _UNKNOWN,
        location=author.location or _UNKNOWN,
        purpose=_PURPOSE,
        start=_NO_START,
        sub_units=tuple(_sub_units(case, draft)),
        binary_data=tuple(_binary(each, contents[each.id]) for each in draft.files),
        uur=detail,
    )
    body = report.as_sent()
    del body["start"]
    return json.dumps(body, ensure_ascii=False)


def _sub_units(case: RepairCase, draft: RepairDraft) -> Iterator[ReportSubUnit]:
    """The unit itself with its failures, then every part that was put in."""
    unit = case.unit
    yield ReportSubUnit(
        part_type="Main",
        serial_number=unit.serial_number,
        part_number=unit.part_number,
        revision=unit.revision,
        idx=0,
        failures=tuple(_failure(case, fault) for fault in draft.faults),
    )
    replaced = (fault for fault in draft.faults if fault.part_number or fault.part_serial)
    for number, fault in enumerate(replaced, start=1):
        yield ReportSubUnit(
            part_type="Part",
            serial_number=fault.part_serial,
            part_number=fault.part_number,
            idx=number,
            parent_idx=0,
        )


def _failure(case: RepairCase, fault: Fault) -> Failure:
    steps = case.test.steps if case.test else ()
    step = next((each for each in steps if each.id == fault.step), None)
    texts = {
        "comment": fault.comment,
        "com_ref": fault.component,
        "art_number": fault.part_number,
        "ref_step_name": step.name if step else "",
    }
    said = {name: text for name, text in texts.items() if text}
    failure = Failure(category=fault.category, code=fault.code, **said)
    if step is None or not step.id.isdecimal():
        # WATS numbers steps; what has no number is called by its path here alone.
        return failure
    return failure.model_copy(update={"ref_step_id": int(step.id)})


def _binary(file: AttachedFile, content: bytes) -> BinaryData:
    return BinaryData(
        id=file.id,
        name=file.name,
        content_type=file.content_type,
        data=base64.b64encode(content).decode("ascii"),
    )
