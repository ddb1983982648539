"""A site server with many serial number types, and a type of each test's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Connection

from tests.support.site import Site, running_site
from wats_station.site_server.rules.xml_document import root_of
from wats_station.site_server.store.database import open_database
from wats_station.site_server.store.schema import serial_type

PUBLIC = "/api/Production/SerialNumbers"
INTERNAL = "/api/internal/Production/SerialNumbers"
RESERVE = "/api/internal/Production/GetAndReserveNewSerialNumbers"
UPLOAD = "/api/internal/Production/UploadSerialNumbers"
XML = "application/xml"
_numbers = count(1)


def _lay_types(connection: Connection) -> None:
    rows = [
        {"name": f"{kind}-{number}", "description": f"{kind} {number}", "format": form,
         "regex": regex, "identifier": identifier}
        for kind, form, regex, identifier in (
            ("plain", "", "", 0), ("strict", "S-####", r"S-\d{4}", 0), ("mac", "", "", 1),
        )
        for number in range(1, 250)
    ]  # fmt: skip
    connection.execute(serial_type.insert(), rows)


@contextmanager
def site_with_pools(folder: Path, database: str | None) -> Iterator[Site]:
    """Many types and nothing in their pools; no units."""
    prepared = open_database(database, folder)
    try:
        prepared.write_now(_lay_types)
    finally:
        prepared.close()
    with running_site(folder, demo_units=0, database=database) as site:
        yield site


class Pool:
    """A type of one test's own, and the calls for it."""

    def __init__(self, api: httpx.Client, kind: str = "plain") -> None:
        self.api, self.name = api, f"{kind}-{next(_numbers)}"
        self.type = {"serialNumberType": self.name}

    def fill(self, *values: str) -> None:
        added = self.api.put(PUBLIC, params=self.type, content="\n".join(values))
        assert (added.status_code, added.json()) == (200, len(values)), added.text

    def take(self, quantity: int | str, command: str = "", **more: Any) -> httpx.Response:
        headers = {"X-Station-Command": command, "X-Station-Name": "BENCH-7"}
        asked = self.type | {"quantity": quantity} | more
        return self.api.post(f"{PUBLIC}/Take", params=asked, headers=headers)

    def taken(self, quantity: int | str, command: str = "", **more: Any) -> list[str]:
        answer = self.take(quantity, command, format="JSON", **more)
        assert answer.status_code == 200, answer.text
        values: list[str] = answer.json()
        return values

    def reserve(self, size: int, command: str = "", **more: Any) -> httpx.Response:
        wanted = self.type | {"batchSize": size, "requestType": "Reserve"} | more
        headers = {"X-Station-Command": command}
        return self.api.post(RESERVE, json={"sn": wanted}, headers=headers)

    def reserved(self, size: int, command: str = "", **more: Any) -> list[str]:
        answer = self.reserve(size, command, **more)
        assert (answer.status_code, list(answer.json())) == (200, ["sn"]), answer.text
        return ids_of(answer.json()["sn"])

    def rows(self, path: str = PUBLIC, **more: Any) -> list[dict[str, Any]]:
        answer = self.api.get(path, params=self.type | more)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()
        return found

    def ids(self, path: str = PUBLIC, **more: Any) -> list[str]:
        return [row["id"] for row in self.rows(path, **more)]

    def states(self) -> str:
        """The first letter of each number's state, in order."""
        return "".join(row["state"][0] for row in self.rows())


def ids_of(xml: str) -> list[str]:
    return [str(each.get("id")) for each in root_of(xml).iter("SN")]


def run(prefix: str, first: int, last: int) -> list[str]:
    return [f"{prefix}{number:03}" for number in range(first, last + 1)]
