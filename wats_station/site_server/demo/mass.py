"""Units by the hundred thousand: each made and tested once or twice, with short reports."""

from collections.abc import Container
from typing import Any

from wats_station.site_server.demo.catalogue import MADE, MEASUREMENTS, Product
from wats_station.site_server.demo.line import Line
from wats_station.site_server.demo.rows import Rows, guid
from wats_station.site_server.rules.phases import FINALIZED, PHASES, UNDER_PRODUCTION, phase_name
from wats_station.site_server.store import schema

_BATCH_SIZE = 100
_OFTEN = (UNDER_PRODUCTION, FINALIZED, FINALIZED, 2048)
# Guids of one process-wide prefix: a hash of a name for each would take longer than the rest.
_PREFIX = guid("mass")[:24]


def make(
    rows: Rows,
    line: Line,
    product_ids: dict[str, int],
    numbers: range,
    *,
    leave_out: Container[int],
) -> None:
    """The units of these numbers, some left out."""
    for number in numbers:
        if number in leave_out:
            continue
        product = MADE[number % len(MADE)]
        phase = PHASES[number % 15].id if number % 7 == 0 else _OFTEN[number % len(_OFTEN)]
        _unit(rows, line, product_ids[product.part_number], number, product=product, phase=phase)
        rows.flush()


def _unit(
    rows: Rows, line: Line, product_id: int, number: int, *, product: Product, phase: int
) -> None:
    serial, time, name = f"DEMO-{number:04}", line.now(), phase_name(phase)
    runs = product.processes[:1] if phase == UNDER_PRODUCTION else product.processes[-2:]
    batch = f"LOT-{1000 + number // _BATCH_SIZE}"
    if number % _BATCH_SIZE == 0:
        rows.put(schema.batch, number=batch, size=_BATCH_SIZE)
    unit_id = rows.put(
        schema.unit, serial_number=serial, product_id=product_id,
        revision=product.revision, parent_id=None, position=None, batch_number=batch,
        location=f"Hall {number % 4 + 1}", serial_date=time, phase_id=phase,
        process_code=runs[-1], tags={},
    )  # fmt: skip
    _history(rows, unit_id, time, "created", "", name, phase)
    for at, code in enumerate(runs):
        _report(rows, line, unit_id, (serial, product), number=number * 4 + at, code=code)


def _report(
    rows: Rows, line: Line, unit_id: int, of: tuple[str, Product], *, number: int, code: int
) -> None:
    serial, product = of
    time, uuid = line.now(), f"{_PREFIX}{number:012x}"
    result = "F" if number % 19 == 0 else "P"
    measured = MEASUREMENTS[code][0]
    value = measured.high + 1 if result == "F" else measured.low
    step = {"group": "M", "name": measured.name, "status": result, "numericMeas": [
        {"status": result, "value": value, "unit": measured.unit, "compOp": "GELE",
         "lowLimit": measured.low, "highLimit": measured.high}]}  # fmt: skip
    body = {
        "id": uuid, "type": "T", "sn": serial, "pn": product.part_number, "rev": product.revision,
        "processCode": code, "result": result, "start": time, "machineName": f"TEST-{code}",
        "root": {"group": "M", "status": result, "steps": [step]}, "uut": {"user": "Chen"},
    }  # fmt: skip
    failed = result == "F"
    row_id = rows.put(
        schema.report, uuid=uuid, kind="T", result=result, serial_number=serial,
        part_number=product.part_number, revision=product.revision, batch_number="",
        process_code=code, tested_code=None, start=time, operator="Chen", station=f"TEST-{code}",
        location="", purpose="", comment="", cause=f"{measured.name}: {value}" if failed else "",
        cause_path=measured.name if failed else "", referenced="", execution_time=None,
        software="", software_version="", socket=None, fixture="", error_code="",
        error_message="", run=1, receive_count=1, size=400,
    )  # fmt: skip
    rows.put(schema.report_body, report_id=row_id, body=body)
    _history(rows, unit_id, time, "report", uuid, f"T{result}", None)


def _history(rows: Rows, unit_id: int, time: str, *values: Any) -> None:
    kind, key, new, new_id = values
    rows.put(
        schema.history, unit_id=unit_id, time=time, kind=kind, key=key, old=None, new=new,
        old_id=None, new_id=new_id, operator="Chen", station="LINE-1", approved_by="", command="",
        comment="",
    )  # fmt: skip
