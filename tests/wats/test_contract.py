"""Every row of the wire contract against the request that is really sent."""

import inspect
import json
from email import message_from_bytes
from typing import Any

import httpx
import pytest

from tests.support.site import TOKEN as SITE_TOKEN
from tests.support.site import Site
from tests.wats.conftest import Answering, Asked
from tests.wats.contract import BEFORE, COMPOSED, ROWS
from tests.wats.contract.rows import SENT_BY, TOKEN, Row
from wats_station import __version__
from wats_station.wats import NO_RETRIES, AsyncWatsClient


def domains(client: AsyncWatsClient) -> dict[str, object]:
    return {
        "production": client.production,
        "internal": client.production.internal,
        "product": client.product,
        "process": client.process,
        "report": client.report,
        "app": client.app,
    }


async def sent(answering: Answering, row: Row) -> list[Asked]:
    for path, answer in BEFORE.items():
        answering.lay_down(path, answer)
    answering.lay_down_for(row.method, row.path, row.answer)
    async with AsyncWatsClient(answering.url, TOKEN, retries=NO_RETRIES) as client:
        await row.ask(client)
    return [each for each in answering.asked if (each.method, each.path) == (row.method, row.path)]


@pytest.mark.parametrize("name", ROWS)
async def test_the_request_is_the_contracts(answering: Answering, name: str) -> None:
    row = ROWS[name]
    (asked,) = await sent(answering, row)
    assert asked.query == row.query
    assert body_of(asked) == _with_base(row.body, answering.url)
    assert asked.headers["authorization"] == f"Basic {TOKEN}"
    assert asked.headers["user-agent"] == f"wats-station/{__version__}"
    assert asked.headers["content-type"].partition(";")[0] == row.content_type
    assert asked.headers.get("referer") == (
        answering.url if row.path.startswith("/api/internal/") else None
    )
    by = {key: text for key, text in asked.headers.items() if key.startswith("x-station-")}
    assert by == (SENT_BY if row.is_write else {})


def body_of(asked: Asked) -> object:
    kind = asked.headers["content-type"]
    if kind.startswith("multipart/"):
        form: Any = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + asked.body)
        (part,) = form.get_payload()
        assert part.get_param("name", header="content-disposition") == "file"
        assert part.get_content_type() == "text/csv"
        payload: bytes = part.get_payload(decode=True)
        return payload.decode()
    if kind == "application/json":
        return json.loads(asked.body) if asked.body else None
    return asked.body.decode()


def _with_base(body: object, base: str) -> object:
    return json.loads(json.dumps(body).replace("{base}", base))


async def test_every_call_stands_in_the_table() -> None:
    async with AsyncWatsClient("http://127.0.0.1:1", TOKEN) as client:
        there = {
            f"{domain}.{name}"
            for domain, service in domains(client).items()
            for name, _ in inspect.getmembers(service, inspect.iscoroutinefunction)
            if not name.startswith("_")
        }
    assert {name.partition(",")[0] for name in ROWS} | COMPOSED == there


# What the server has and the client does not ask: another spelling of a call that it does.
OTHER_SPELLINGS = {
    ("GET", "/api/Production/Unit/{serialNumber}/{partNumber}"),  # where Unit/Query is missing
    ("GET", "/api/Report/Wsxf/{uuid}"),
}
NOT_ASKED = {
    # The same question by GET, with fewer filters.
    ("GET", "/api/App/UutReport"),
    # The verification with other names in it.
    ("GET", "/api/internal/UnitVerification/GetUnitVerificationGrade"),
    # Names that only the public Python client uses (wire contract 2.4).
    ("GET", "/api/Product"),
    ("PUT", "/api/Product/Products"),
    ("PUT", "/api/Product/Revisions"),
    ("GET", "/api/Products"),
    ("GET", "/api/Products/Revisions"),
    ("GET", "/api/Product/BOM"),
    ("PUT", "/api/internal/Product/BOM"),
    ("GET", "/api/Product/Groups"),
    ("PUT", "/api/Product/Group"),
    ("GET", "/api/internal/Product/GetGroupsForProduct"),
    ("GET", "/api/internal/Product/GetProductTags"),
    ("PUT", "/api/internal/Product/PutProductTags"),
    ("GET", "/api/internal/Product/GetRevisionTags"),
    ("PUT", "/api/internal/Product/PutRevisionTags"),
    ("PUT", "/api/Production/Batch"),
    # Setting a site up, which is done by its set-up file.
    ("GET", "/api/Product/ProductGroup"),
    ("POST", "/api/Product/ProductGroup"),
    ("PUT", "/api/Product/ProductGroup"),
    ("DELETE", "/api/Product/ProductGroup/{group_id}"),
    ("GET", "/api/Product/ProductGroupFilter"),
}


def test_every_call_of_the_server_is_in_the_client_or_named_here(site: Site) -> None:
    answer = httpx.get(f"{site.url}/openapi.json", headers={"Authorization": f"Basic {SITE_TOKEN}"})
    described: dict[str, dict[str, Any]] = answer.json()["paths"]
    offered = {(method.upper(), path) for path, methods in described.items() for method in methods}
    asked = {(row.method, row.path) for row in ROWS.values()}
    missing = {
        (method, path)
        for method, path in offered - OTHER_SPELLINGS
        if not any(method == m and _is_one_of(path, p) for m, p in asked)
    }
    assert missing == NOT_ASKED


def _is_one_of(template: str, path: str) -> bool:
    parts, given = template.split("/"), path.split("/")
    return len(parts) == len(given) and all(
        part.startswith("{") or part == said for part, said in zip(parts, given, strict=True)
    )
