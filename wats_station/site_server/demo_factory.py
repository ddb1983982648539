"""The demo factory: a small line with the same content every time.

Well-known units, all Under Production unless said otherwise:

- `DEMO-1001` passed every required process,
- `DEMO-1002` failed the last run of a required process,
- `DEMO-1003` was never tested,
- `DEMO-1004` is of a product without a verification rule, and passed its tests,
- `DEMO-1005` is Finalized,
- `DEMO-1006` failed, was repaired, and passed,
- `DEMO-1007` passed its first process and has not run the second,
- `DEMO-2001` exists for two part numbers,
- `DEMO-3000` is a gateway with three parts built in, `DEMO-3001` to `DEMO-3003`.

Besides them `DEMO-0001` and on: units in every phase, passed, failed and untested.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import Connection, func, select

from wats_station.site_server.clock import utc_text
from wats_station.site_server.rules.phases import FINALIZED, PHASES, UNDER_PRODUCTION
from wats_station.site_server.rules.report import read_report
from wats_station.site_server.rules.tags import GivenTags
from wats_station.site_server.store import (
    history,
    products,
    reports,
    unit_answers,
    units,
    verification,
)
from wats_station.site_server.store.history import Author, Change
from wats_station.site_server.store.schema import unit
from wats_station.site_server.store.units import NewUnit

_START = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
_OPERATORS = ("Anna", "Bjørn", "Chen", "Dolores")


@dataclass(frozen=True, slots=True)
class _Product:
    part_number: str
    name: str
    revision: str
    processes: tuple[int, ...]
    has_rule: bool = True


_CTRL = _Product("CTRL-100", "Motor controller board", "B", (30, 60))
_PSU = _Product("PSU-220", "Power supply 220 W", "A", (30, 70, 100))
_SENSOR = _Product("SENS-10", "Pressure sensor board", "C", (50, 100))
_GATEWAY = _Product("GW-500", "Machine gateway", "A", (60, 100))
_HARNESS = _Product("HARN-3", "Cable harness 3 m", "A", (70,))
_DISPLAY = _Product("DISP-7", "Operator display 7 inch", "A", (60,), has_rule=False)
_PRODUCTS = (_CTRL, _PSU, _SENSOR, _GATEWAY, _HARNESS, _DISPLAY)

# What a station measures: name, unit, low limit, high limit.
_MEASUREMENTS: dict[int, tuple[tuple[str, str, float, float], ...]] = {
    30: (("R12 resistance", "Ohm", 9.5, 10.5), ("C7 capacitance", "uF", 90.0, 110.0)),
    50: (("Supply current", "mA", 80.0, 120.0), ("Offset", "mV", -5.0, 5.0)),
    60: (("3V3 rail", "V", 3.2, 3.4), ("Idle power", "W", 0.8, 1.6), ("CAN errors", "", 0.0, 0.0)),
    70: (("Insulation resistance", "MOhm", 100.0, 5000.0),),
    100: (("Output voltage", "V", 23.5, 24.5), ("Ripple", "mV", 0.0, 50.0)),
}


def lay_down(connection: Connection, count: int) -> None:
    """Fill an empty database with the well-known units and `count` others."""
    if connection.execute(select(func.count()).select_from(unit)).scalar():
        return
    for product in _PRODUCTS:
        products.ensure(connection, product.part_number, product.revision, product.name)
        if product.has_rule:
            codes = list(product.processes)
            verification.save_rule(connection, product.part_number, "", codes, None)
    factory = _Factory(connection)
    factory.well_known()
    factory.everyday(count)


class _Factory:
    """Makes units and reports, an hour of the line's time after another."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        # Not for secrets: the same factory every time is the point.
        self._random = random.Random(2026)  # noqa: S311
        self._now = _START
        self._reports = 0

    def well_known(self) -> None:
        """The units that the module's docstring names."""
        self._unit("DEMO-1001", _CTRL, "PP", batch="LOT-41", tags={"WorkOrder": "WO-7001"})
        self._unit("DEMO-1002", _CTRL, "PF", batch="LOT-41", tags={"WorkOrder": "WO-7001"})
        self._unit("DEMO-1003", _PSU, "", batch="LOT-42")
        self._unit("DEMO-1004", _DISPLAY, "P")
        self._unit("DEMO-1005", _SENSOR, "PP", phase=FINALIZED, batch="LOT-43")
        self._unit("DEMO-1006", _HARNESS, "F")
        self._repair("DEMO-1006", _HARNESS, 70)
        self._test("DEMO-1006", _HARNESS, 70, "P")
        self._unit("DEMO-1007", _CTRL, "P", batch="LOT-41")
        self._unit("DEMO-2001", _CTRL, "PP")
        self._unit("DEMO-2001", _SENSOR, "P")
        self._unit("DEMO-3000", _GATEWAY, "P", batch="LOT-44")
        for number, part in enumerate((_CTRL, _PSU, _SENSOR), start=1):
            serial = f"DEMO-300{number}"
            self._unit(serial, part, "P" * len(part.processes), phase=FINALIZED)
            self._build_in(serial, part)

    def everyday(self, count: int) -> None:
        """Units in every phase, most of them passing, some retested, some never tested."""
        for number, phase in zip(range(1, count + 1), _phases_in_turn(), strict=False):
            product = _PRODUCTS[number % len(_PRODUCTS)]
            luck = self._random.random()
            results = "P" * len(product.processes)
            if phase == UNDER_PRODUCTION or luck < 0.2:  # noqa: PLR2004 - a fifth
                results = results[: self._random.randrange(len(results) + 1)]
            if luck > 0.85:  # noqa: PLR2004 - a yield that a real line knows
                results = f"{results[:-1]}F"
            self._unit(
                f"DEMO-{number:04}",
                product,
                results,
                phase=phase,
                batch=f"LOT-{40 + number % 5}",
            )

    def _unit(
        self,
        serial: str,
        product: _Product,
        results: str,
        *,
        phase: int = UNDER_PRODUCTION,
        batch: str = "",
        tags: dict[str, str] | None = None,
    ) -> None:
        new = NewUnit(
            serial,
            product.part_number,
            product.revision,
            batch,
            "Hall 1",
            phase_id=UNDER_PRODUCTION,
            process_code=product.processes[max(len(results) - 1, 0)],
            tags=GivenTags(tuple((key, value, 0) for key, value in (tags or {}).items())),
        )
        units.upsert(self._connection, new, self._author("LINE-1"))
        for code, result in zip(product.processes, results, strict=False):
            self._test(serial, product, code, result)
        if phase != UNDER_PRODUCTION:
            key = (serial, product.part_number)
            units.set_phase(self._connection, key, phase, "", self._author("LINE-1"))

    def _test(self, serial: str, product: _Product, code: int, result: str) -> None:
        steps = [self._step(*each, failing=False) for each in _MEASUREMENTS[code]]
        if result == "F":
            steps[0] = self._step(*_MEASUREMENTS[code][0], failing=True)
        self._keep(
            {
                "type": "T",
                "processCode": code,
                "result": result,
                "root": {
                    "group": "M",
                    "stepType": "SequenceCall",
                    "name": "MainSequence",
                    "status": result,
                    "steps": steps,
                },
                "uut": {"user": self._operator(), "comment": "", "execTime": 21.5},
            },
            serial,
            product,
            f"TEST-{code}",
        )

    def _repair(self, serial: str, product: _Product, tested: int) -> None:
        failure = {
            "category": "Component",
            "code": "Defect Component",
            "comRef": "X3",
            "comment": "Contact bent",
        }
        self._keep(
            {
                "type": "R",
                "processCode": 500,
                "result": "P",
                "uur": {
                    "user": self._operator(),
                    "processCode": tested,
                    "comment": "Replaced connector X3",
                },
                "subUnits": [{"idx": 0, "partType": "Main", "failures": [failure]}],
            },
            serial,
            product,
            "REPAIR-1",
        )

    def _step(
        self, name: str, dimension: str, low: float, high: float, *, failing: bool
    ) -> dict[str, Any]:
        value = high + ((high - low) * 0.4 or 3.0) if failing else self._random.uniform(low, high)
        status = "F" if failing else "P"
        return {
            "group": "M",
            "stepType": "ET_NLT",
            "name": name,
            "status": status,
            "totTime": round(self._random.uniform(0.2, 3.0), 2),
            "numericMeas": [
                {
                    "status": status,
                    "value": round(value, 2),
                    "unit": dimension,
                    "compOp": "GELE",
                    "lowLimit": low,
                    "highLimit": high,
                }
            ],
        }

    def _keep(self, body: dict[str, Any], serial: str, product: _Product, station: str) -> None:
        self._reports += 1
        author = self._author(station)
        report = read_report(
            {
                "id": str(uuid5(NAMESPACE_OID, f"wats-station demo report {self._reports}")),
                "sn": serial,
                "pn": product.part_number,
                "rev": product.revision,
                "machineName": station,
                "location": "Hall 1",
                "purpose": "Production",
                "start": author.time,
                **body,
            }
        )
        reports.store(self._connection, report)
        unit_id = unit_answers.row_of(self._connection, serial, product.part_number)["id"]
        change = Change("report", key=report.uuid, new=report.kind + report.result)
        history.record(self._connection, unit_id, change, author)

    def _build_in(self, serial: str, product: _Product) -> None:
        parent = unit_answers.row_of(self._connection, "DEMO-3000", _GATEWAY.part_number)["id"]
        child = unit_answers.row_of(self._connection, serial, product.part_number)["id"]
        values = {"parent_id": parent, "position": int(serial[-1]) - 1}
        self._connection.execute(unit.update().where(unit.c.id == child).values(values))

    def _author(self, station: str) -> Author:
        self._now += timedelta(minutes=7)
        return Author(utc_text(self._now), station=station, operator=self._operator())

    def _operator(self) -> str:
        return self._random.choice(_OPERATORS)


def _phases_in_turn() -> Iterator[int]:
    while True:
        yield from (phase.id for phase in PHASES)
