"""A site server killed under load: whatever it acknowledged is there, and nothing by half."""

import threading
import time
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any
from uuid import uuid4

import httpx

from tests.support.site import TOKEN, Site

_WRITERS = 6
_AT_ONCE = 4
PART = "KILL-1"
RESTART_SECONDS = 2.0


@dataclass(slots=True)
class Acknowledged:
    """What the server said was done."""

    units: list[list[str]] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)
    reports: list[tuple[str, str]] = field(default_factory=list)


class Round:
    """Writers that go on until the server is gone; `acknowledged` is what they were told."""

    def __init__(self, site: Site, number: int) -> None:
        self._site = site
        self._name = f"R{number}"
        self._lock = threading.Lock()
        self._numbers = count()
        self.tried: list[list[str]] = []
        self.acknowledged = Acknowledged()

    def run(self, seconds: float) -> None:
        """Write for this long, then pull the plug."""
        threads = [threading.Thread(target=self._write) for _ in range(_WRITERS)]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        self._site.kill()
        for thread in threads:
            thread.join()

    def _write(self) -> None:
        headers = {"Authorization": f"Basic {TOKEN}"}
        with httpx.Client(base_url=self._site.url, headers=headers, timeout=10) as client:
            while True:
                try:
                    self._units(client)
                    self._tag(client)
                    self._report(client)
                except httpx.TransportError:
                    return

    def _units(self, client: httpx.Client) -> None:
        """Several in one call: all of them or none."""
        with self._lock:
            serials = [f"{self._name}-{next(self._numbers):06}" for _ in range(_AT_ONCE)]
            self.tried.append(serials)
        body = [
            {"serialNumber": each, "partNumber": PART, "revision": "A",
             "tags": [{"key": "Batch", "value": serials[0]}]}
            for each in serials
        ]  # fmt: skip
        client.put("/api/Production/Units", json=body).raise_for_status()
        with self._lock:
            self.acknowledged.units.append(serials)

    def _tag(self, client: httpx.Client) -> None:
        with self._lock:
            serial = self.acknowledged.units[-1][0]
        value = uuid4().hex
        query = {"serialNumber": serial, "partNumber": PART, "key": value[:8], "value": value}
        client.put("/api/Production/UnitTag", params=query).raise_for_status()
        with self._lock:
            self.acknowledged.tags[f"{serial}/{value[:8]}"] = value

    def _report(self, client: httpx.Client) -> None:
        """For a unit nobody made yet: the report makes it, or neither is there."""
        serial, uuid = f"{self._name}-T-{uuid4().hex[:8]}", str(uuid4())
        body = {
            "type": "T", "id": uuid, "sn": serial, "pn": PART, "rev": "A", "processCode": 60,
            "result": "P", "start": "2026-11-23T08:00:00Z",
        }  # fmt: skip
        client.post("/api/Report/WSJF", json=body).raise_for_status()
        with self._lock:
            self.acknowledged.reports.append((serial, uuid))


def kill_rounds(site: Site, rounds: int, seed: int = 2026) -> int:
    """Kill and restart so often, checking after each; how many writes were acknowledged."""
    random = Random(seed)  # noqa: S311 - when to kill is no secret
    writes = 0
    for number in range(rounds):
        attempt = Round(site, number)
        attempt.run(random.uniform(0.05, 0.8))
        started = time.monotonic()
        site.restart()
        took = time.monotonic() - started
        assert took < RESTART_SECONDS, f"round {number}: it took {took:.1f} s to come back"
        _check(site, attempt)
        told = attempt.acknowledged
        writes += len(told.units) + len(told.tags) + len(told.reports)
    return writes


def _check(site: Site, attempt: Round) -> None:
    units = _units_of(site, attempt)
    for serials in attempt.acknowledged.units:
        assert all(each in units for each in serials), f"acknowledged and lost: {serials}"
    for serials in attempt.tried:
        there = [each in units for each in serials]
        assert all(there) or not any(there), f"half applied: {serials} {there}"
    for name, value in attempt.acknowledged.tags.items():
        serial, key = name.split("/")
        assert {"key": key, "value": value} in units[serial]["tags"], f"lost tag {name}"
    for serial, uuid in attempt.acknowledged.reports:
        assert serial in units, f"the unit of report {uuid} is missing"
        assert site.get(f"/api/Report/Wsjf/{uuid}")["sn"] == serial
    for serial in units:
        if "-T-" in serial:
            headers = site.get(
                "/api/Report/Query/Header", **{"$filter": f"serialNumber eq '{serial}'"}
            )
            assert len(headers) == 1, f"a unit without the report that made it: {serial}"
    for serial in list(units)[:20]:
        kinds = [row["kind"] for row in site.history(serial)]
        assert kinds.count("created") == 1, f"{serial}: {kinds}"


def _units_of(site: Site, attempt: Round) -> dict[str, dict[str, Any]]:
    prefix = attempt.tried[0][0].partition("-")[0] + "-"
    found: dict[str, dict[str, Any]] = {}
    while True:
        page = site.get(
            "/api/Production/Unit/Query",
            **{
                "$filter": f"startswith(serialNumber, '{prefix}')",
                "$top": "1000",
                "$skip": str(len(found)),
                "$orderby": "serialNumber",
            },
        )
        found |= {unit["serialNumber"]: unit for unit in page}
        if len(page) < 1000:
            return found
