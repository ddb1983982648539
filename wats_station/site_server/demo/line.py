"""The line: units made, tested, repaired and built into each other, hour after hour."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from wats_station.site_server.clock import utc_text
from wats_station.site_server.demo.catalogue import MEASUREMENTS, REPAIRS, Measurement, Product
from wats_station.site_server.demo.rows import Rows, guid
from wats_station.site_server.rules.phases import UNDER_PRODUCTION, phase_name
from wats_station.site_server.rules.report import read_report
from wats_station.site_server.rules.report_content import misc_infos, sub_units
from wats_station.site_server.store import schema

_START = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
_SHIFT_MINUTES, _DAYS_A_WEEK = 16 * 60, 5
# A month of working days.
MONTH_MINUTES = 21 * _SHIFT_MINUTES
_OPERATORS = ("Anna", "Bjørn", "Chen", "Dolores")
_REPAIR = 500

Key = tuple[str, str]


class Line:
    """Makes units and what happens to them; `minutes` of work pass with each event."""

    def __init__(self, rows: Rows, product_ids: dict[str, int], minutes: float) -> None:
        self._rows = rows
        self._product_ids = product_ids
        self._minutes = minutes
        self._worked = 0.0
        # Not for secrets: the same factory every time is the point.
        self.random = random.Random(2026)  # noqa: S311
        self._reports = 0
        self._units: dict[Key, int] = {}
        self._phases: dict[Key, int] = {}
        self._runs: dict[tuple[Key, int], int] = {}

    def unit(
        self,
        serial: str,
        product: Product,
        *,
        revision: str = "",
        batch: str = "",
        location: str = "Hall 1",
        tags: dict[str, str] | None = None,
        process: int | None = None,
    ) -> Key:
        """Make a unit that is Under Production."""
        time, operator = self.now(), self.operator()
        key = (serial, product.part_number)
        self._units[key] = self._rows.put(
            schema.unit,
            serial_number=serial,
            product_id=self._product_ids[product.part_number],
            revision=revision or product.revision,
            parent_id=None,
            position=None,
            batch_number=batch,
            location=location,
            serial_date=time,
            phase_id=UNDER_PRODUCTION,
            process_code=process,
            tags=tags or {},
        )
        self._phases[key] = UNDER_PRODUCTION
        name = phase_name(UNDER_PRODUCTION)
        self._history(key, time, "created", operator, new=name, new_id=UNDER_PRODUCTION)
        return key

    def move(self, key: Key, phase: int) -> None:
        """Set its phase."""
        old = self._phases[key]
        if old == phase:
            return
        self._phases[key] = phase
        self._rows.change(schema.unit, self._units[key], phase_id=phase)
        names = {"old": phase_name(old), "new": phase_name(phase)}
        self._history(key, self.now(), "phase", self.operator(), **names, old_id=old, new_id=phase)

    def test(self, key: Key, product: Product, code: int, result: str) -> str:
        """Run a process; the report's id."""
        measured = MEASUREMENTS[code]
        steps = [self._step(each, failing=False) for each in measured]
        if result == "F":
            steps[0] = self._step(measured[0], failing=True)
        steps.append(_text_step("Firmware", "2.4.1"))
        steps.append({"group": "M", "stepType": "ET_PFT", "name": "Visual", "status": "P",
                      "booleanMeas": [{"status": "P"}]})  # fmt: skip
        root = {
            "group": "M", "stepType": "SequenceCall", "name": "MainSequence", "status": result,
            "seqCall": {"path": "C:/Tests", "name": f"{product.part_number}-{code}.seq",
                        "version": "3.1"},
            "steps": steps,
        }  # fmt: skip
        detail = {"user": self.operator(), "comment": "", "execTime": 21.5}
        body = {"type": "T", "processCode": code, "result": result, "root": root, "uut": detail,
                "miscInfos": [{"description": "Fixture", "text": f"F-{code}"}]}  # fmt: skip
        return self._report(key, product, f"TEST-{code}", body)

    def repair(self, key: Key, product: Product, tested: int, failed: str) -> None:
        """Repair what a test found."""
        component, category, code, done = REPAIRS[tested]
        failure = {"category": category, "code": code, "comRef": component, "comment": done}
        main = {"idx": 0, "partType": "Main", "sn": key[0], "pn": key[1],
                "rev": product.revision, "failures": [failure]}  # fmt: skip
        detail = {"user": self.operator(), "processCode": tested, "comment": done,
                  "refUUT": failed, "execTime": 900}  # fmt: skip
        body = {"type": "R", "processCode": _REPAIR, "result": "P", "uur": detail,
                "subUnits": [main]}  # fmt: skip
        self._report(key, product, "REPAIR-1", body)

    def run(self, key: Key, product: Product, results: Sequence[tuple[int, str]]) -> None:
        """Run processes one after the other; what failed is repaired before it runs again."""
        for number, (code, result) in enumerate(results):
            report = self.test(key, product, code, result)
            again = number + 1 < len(results) and results[number + 1][0] == code
            if result == "F" and again:
                self.repair(key, product, code, report)

    def build_in(self, parent: Key, child: Key, position: int) -> None:
        """Build a unit into another."""
        values = {"parent_id": self._units[parent], "position": position}
        self._rows.change(schema.unit, self._units[child], **values)
        time, operator = self.now(), self.operator()
        self._history(parent, time, "child", operator, key=child[0], new=str(position))
        self._history(child, time, "parent", operator, key=parent[0], new=parent[0])

    def now(self) -> str:
        """The time, a little later than before, within the working hours of five days a week."""
        self._worked += self._minutes
        day, minute = divmod(self._worked, _SHIFT_MINUTES)
        week, weekday = divmod(int(day), _DAYS_A_WEEK)
        moment = _START + timedelta(days=7 * week + weekday, minutes=minute)
        return utc_text(moment.replace(microsecond=0))

    def operator(self) -> str:
        """Whoever is at the bench."""
        return self.random.choice(_OPERATORS)

    def _history(self, of: Key, time: str, kind: str, operator: str, **values: Any) -> None:
        station = "LINE-1" if kind != "report" else values.pop("station")
        # Every row has every column: they go into the database together.
        row: dict[str, Any] = {"key": "", "old": None, "new": None, "old_id": None, "new_id": None}
        self._rows.put(
            schema.history, unit_id=self._units[of], time=time, kind=kind, operator=operator,
            station=station, approved_by="", command="", comment="", **(row | values),
        )  # fmt: skip

    def _step(self, each: Measurement, *, failing: bool) -> dict[str, Any]:
        above = each.high + ((each.high - each.low) * 0.4 or 3.0)
        value = above if failing else self.random.uniform(each.low, each.high)
        status = "F" if failing else "P"
        measured = {"status": status, "value": round(value, 2), "unit": each.unit,
                    "compOp": "GELE", "lowLimit": each.low, "highLimit": each.high}  # fmt: skip
        return {"group": "M", "stepType": "ET_NLT", "name": each.name, "status": status,
                "totTime": round(self.random.uniform(0.2, 3.0), 2),
                "numericMeas": [measured]}  # fmt: skip

    def _report(self, key: Key, product: Product, station: str, body: dict[str, Any]) -> str:
        self._reports += 1
        time = self.now()
        whole = {
            "id": guid(f"report {self._reports}"), "sn": key[0], "pn": key[1],
            "rev": product.revision, "machineName": station, "location": "Hall 1",
            "purpose": "Production", "start": time, **body,
        }  # fmt: skip
        report = read_report(whole)
        run = self._runs[key, report.process_code] = (
            self._runs.get((key, report.process_code), 0) + 1
        )
        values = report.columns() | {"run": run, "receive_count": 1}
        size = len(orjson.dumps(whole))
        row_id = self._rows.put(schema.report, size=size, **values)
        self._rows.put(schema.report_body, report_id=row_id, body=whole)
        for each in sub_units(whole):
            self._rows.put(
                schema.report_sub_unit, report_id=row_id, idx=each.index, part_type=each.part_type,
                part_number=each.part_number, revision=each.revision,
                serial_number=each.serial_number,
            )  # fmt: skip
        for info in misc_infos(whole):
            self._rows.put(schema.report_misc_info, report_id=row_id,
                           description=info.description, value=info.value)  # fmt: skip
        self._history(key, time, "report", report.operator, station=station, key=report.uuid,
                      new=report.kind + report.result)  # fmt: skip
        return report.uuid


def _text_step(name: str, value: str) -> dict[str, Any]:
    measured = {"status": "P", "value": value, "compOp": "EQ", "limit": value}
    step = {"group": "M", "stepType": "ET_SVT", "name": name, "status": "P"}
    return step | {"stringMeas": [measured]}
