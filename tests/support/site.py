"""A real site server in a process of its own, and its API for checking what is really there."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from tests.support.processes import Child, station_command
from wats_station.domain.unit import UnitKey

TOKEN = "dGVzdDp0b2tlbg=="


class Site:
    """A site server with the demo factory; `restart` brings a killed one back on its port."""

    def __init__(
        self,
        folder: Path,
        *,
        port: int = 0,
        demo_units: int = 60,
        database: str | None = None,
        arguments: tuple[str, ...] = (),
    ) -> None:
        """With no `demo_units` the database has nothing but its stock in it."""
        self.folder = folder
        self._arguments = (*arguments, *(("--database", database) if database else ()))
        self._demo_units = demo_units
        self.child = self._start(port)
        try:
            self.url = self._ready()
        except BaseException:
            self.child.close()
            raise
        self._client = httpx.Client(
            base_url=self.url, headers={"Authorization": f"Basic {TOKEN}"}, timeout=10.0
        )

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.url.rsplit(":", 1)[1])

    def get(self, path: str, **query: str) -> Any:
        """The JSON answer to a GET."""
        answer = self._client.get(path, params=query)
        answer.raise_for_status()
        return answer.json()

    def put(self, path: str, body: Any) -> Any:
        """The JSON answer to a PUT."""
        answer = self._client.put(path, json=body)
        answer.raise_for_status()
        return answer.json()

    def unit(self, serial_number: str) -> dict[str, Any]:
        """The one unit with this serial number, as the server has it now."""
        found = self.get(
            "/api/Production/Unit/Query", **{"$filter": f"serialNumber eq '{serial_number}'"}
        )
        assert len(found) == 1, found
        unit: dict[str, Any] = found[0]
        return unit

    def history(self, serial_number: str) -> list[dict[str, Any]]:
        """The accepted writes to the unit, newest first."""
        part_number = self.unit(serial_number)["partNumber"]
        rows: list[dict[str, Any]] = self.get(
            "/api/station/History", serialNumber=serial_number, partNumber=part_number
        )
        return rows

    def set_phase(self, serial_number: str, phase: int) -> None:
        """Move a unit behind the station's back."""
        part_number = self.unit(serial_number)["partNumber"]
        self._client.put(
            "/api/Production/SetUnitPhase",
            params={"serialNumber": serial_number, "partNumber": part_number, "phase": phase},
        ).raise_for_status()

    def file_test(self, serial_number: str, process: int, result: str = "P") -> None:
        """Test a unit, as a tester beside the station does."""
        unit = self.unit(serial_number)
        body = {
            "type": "T", "id": str(uuid4()), "sn": serial_number, "pn": unit["partNumber"],
            "rev": unit["revision"], "processCode": process, "result": result,
            "machineName": "TESTER", "location": "Line", "purpose": "Production",
            "start": datetime.now(UTC).isoformat(),
            "root": {"group": "M", "stepType": "SequenceCall", "name": "Main", "status": result},
            "uut": {"user": "tester"},
        }  # fmt: skip
        self._client.post("/api/Report/WSJF", json=body).raise_for_status()

    def file_repair(self, serial_number: str, process: int) -> None:
        """Repair a unit for a process it failed, as a station beside this one does."""
        unit = self.unit(serial_number)
        failure = {"category": "Component", "code": "Defect Component"}
        body = {
            "type": "R", "id": str(uuid4()), "sn": serial_number, "pn": unit["partNumber"],
            "rev": unit["revision"], "processCode": 500, "result": "P",
            "machineName": "REPAIR", "location": "Line", "purpose": "Repair",
            "start": datetime.now(UTC).isoformat(), "uur": {"processCode": process},
            "subUnits": [{"idx": 0, "sn": serial_number, "pn": unit["partNumber"],
                          "rev": unit["revision"], "failures": [failure]}],
        }  # fmt: skip
        self._client.post("/api/Report/WSJF", json=body).raise_for_status()

    def make_units(
        self, keys: Iterable[UnitKey], *, revision: str = "A", phase: int = 2, batch: str = ""
    ) -> None:
        """Make units, under production as a rule, of a batch that is made where it is not there."""
        if batch:
            made = [{"batchNumber": batch, "batchSize": 100}]
            self._client.put("/api/Production/Batches", json=made).raise_for_status()
        body = [
            {"serialNumber": key.serial_number, "partNumber": key.part_number,
             "revision": revision, "unitPhaseId": phase, "batchNumber": batch or None}
            for key in keys
        ]  # fmt: skip
        self._client.put("/api/Production/Units", json=body).raise_for_status()

    def make_templates(self, parts: Sequence[str], revision: str = "A") -> None:
        """Box builds of one part each: every part takes up to four of the next one."""

        def id_of(part: str) -> str:
            known = self.get(f"/api/Product/{part}")["revisions"]
            return next(
                str(each["productRevisionId"]) for each in known if each["revision"] == revision
            )

        for parent, child in pairwise(parts):
            body = {
                "ParentProductRevisionId": id_of(parent),
                "ProductRevisionId": id_of(child),
                "Quantity": 4,
            }
            self._client.post(
                "/api/internal/Product/PostProductRevisionRelation", json=body
            ).raise_for_status()

    def build_in(self, parent: str, child: str) -> None:
        """Build a unit into another, behind the station's back."""
        query = {
            "serialNumber": parent,
            "partNumber": self.unit(parent)["partNumber"],
            "childSerialNumber": child,
            "childPartNumber": self.unit(child)["partNumber"],
        }
        self._client.post("/api/Production/AddChildUnit", params=query).raise_for_status()

    def lay_down_history(self, serial_number: str, count: int) -> None:
        """Give a unit so many changes, a minute apart, behind the server's back: it restarts."""
        unit_id = f"(SELECT id FROM unit WHERE serial_number = '{serial_number}')"
        kinds = ("tag", "phase", "process", "child", "field")
        newest = datetime(2026, 11, 1, tzinfo=UTC)
        rows = (
            ((newest - timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
             kinds[number % len(kinds)], f"KEY-{number}", None, str(number))
            for number in range(count)
        )  # fmt: skip
        self.kill()
        with closing(sqlite3.connect(self.folder / "site.db")) as database, database:
            database.executemany(
                "INSERT INTO history (unit_id, time, kind, key, old, new, operator, station,"
                f" approved_by, command, comment) VALUES ({unit_id}, ?, ?, ?, ?, ?, 'Anna',"
                " 'BENCH 1', '', '', '')",
                rows,
            )
        self.restart()

    def kill(self) -> None:
        """Pull its plug."""
        self.child.kill()

    def restart(self) -> None:
        """Start it again, on the same port and the same data."""
        self.child = self._start(self.port)
        assert self._ready() == self.url

    def close(self) -> None:
        """End it and let go of its connections."""
        self._client.close()
        self.child.close()

    def _start(self, port: int) -> Child:
        return Child(
            station_command(
                "serve", "--port", str(port), "--exit-with-parent",
                "--data-dir", str(self.folder), *self._demo(),
                *self._arguments,
            ),
            {**os.environ, "WATS_STATION_SITE_TOKEN": TOKEN},
        )  # fmt: skip

    def _demo(self) -> tuple[str, ...]:
        return ("--demo-data", "--demo-units", str(self._demo_units)) if self._demo_units else ()

    def _ready(self) -> str:
        return self.child.wait_for_line("site server ready: ").removeprefix("site server ready: ")


@contextmanager
def running_site(
    folder: Path,
    *,
    demo_units: int = 60,
    database: str | None = None,
    arguments: tuple[str, ...] = (),
) -> Iterator[Site]:
    """A site server for the length of a `with` block."""
    site = Site(folder, demo_units=demo_units, database=database, arguments=arguments)
    try:
        yield site
    finally:
        site.close()
