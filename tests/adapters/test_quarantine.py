"""Quarantines on the real site server: kept as tags, beside everything else of the product."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.support.processes import station_command, wait_until
from tests.support.site import TOKEN, Site, running_site
from wats_station.adapters.gateway import WatsGateway
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.quarantine import QuarantineScope, tag_text
from wats_station.domain.stamp import Stamp

LOT, REVISION = QuarantineScope
PART = "CTRL-100"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with running_site(tmp_path_factory.mktemp("site"), demo_units=3) as site:
        yield site


@pytest.fixture(scope="module")
def operating(site: Site) -> str:
    """A station's token, which may operate and not administer."""
    import subprocess

    made = subprocess.run(
        station_command("site", "token", "add", "bench", "--data-dir", str(site.folder)),
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    token = made.stdout.strip()
    headers = {"Authorization": f"Basic {token}"}
    version = f"{site.url}/api/App/Version"
    wait_until("the token", 5.0, lambda: httpx.get(version, headers=headers).status_code == 200)
    return token


@pytest.fixture
async def gateway(site: Site, operating: str) -> AsyncIterator[WatsGateway]:
    gateway = WatsGateway(site.url, operating)
    yield gateway
    await gateway.close()


def stamp() -> Stamp:
    return Stamp(uuid4(), "Åse", "BENCH 1", "Eva")


def product(site: Site) -> dict[str, Any]:
    found: dict[str, Any] = site.get(f"/api/Product/{PART}")
    return found


def bare(answer: dict[str, Any]) -> dict[str, Any]:
    """Everything of a product but its quarantines."""
    tagged = [answer, *answer["revisions"]]
    for each in tagged:
        each["tags"] = [tag for tag in each["tags"] if not tag["key"].startswith("Quarantine")]
        del each["xmlData"]
    return answer


async def test_a_lot_and_a_revision_are_stopped_and_nothing_else_is_changed(
    gateway: WatsGateway, site: Site
) -> None:
    revision = product(site)["revisions"][0]["revision"]
    before = bare(product(site))
    lot = "L/77 – Å & <b>"
    await gateway.put_quarantine(PART, LOT, lot, "yes: solder", stamp())
    await gateway.put_quarantine(PART, REVISION, revision, "yes: layout", stamp())
    known = await gateway.product_tags(PART)
    assert tag_text(known, LOT, lot) == "yes: solder"
    assert tag_text(known, REVISION, revision) == "yes: layout"
    assert bare(product(site)) == before
    await gateway.put_quarantine(PART, LOT, lot, "no: checked", stamp())
    assert tag_text(await gateway.product_tags(PART), LOT, lot) == "no: checked"


async def test_a_product_the_server_does_not_know_has_no_quarantine(gateway: WatsGateway) -> None:
    assert (await gateway.product_tags("NO-SUCH")).tags == ()
    for part, scope, name in (("NO-SUCH", LOT, "L"), (PART, REVISION, "NO-SUCH")):
        with pytest.raises(GatewayProblem) as refused:
            await gateway.put_quarantine(part, scope, name, "yes", stamp())
        assert refused.value.kind is ProblemKind.NOT_FOUND


async def test_what_may_be_made_is_listed(gateway: WatsGateway) -> None:
    products = await gateway.products()
    parts = [each.part_number for each in products]
    assert parts == sorted(parts)
    assert PART in parts
    assert "B" in (await gateway.revisions(PART) or ())
    assert await gateway.revisions("NO-SUCH") is None


def test_an_operating_token_changes_nothing_but_quarantines(site: Site, operating: str) -> None:
    known = product(site)
    revision = known["revisions"][0]
    with httpx.Client(
        base_url=site.url, headers={"Authorization": f"Basic {operating}"}
    ) as operator:
        for body in (
            {"partNumber": "NEW"},
            {"partNumber": PART, "name": "Renamed"},
            {"partNumber": "CTRL-100-X", "productId": known["productId"]},
            {"partNumber": PART, "tags": [{"key": "Line", "value": "4"}]},
            {"partNumber": PART, "tags": [{"key": "QuarantineX", "value": "4"}]},
            {"partNumber": PART, "revisions": [{"revision": "ZZ"}]},
            {"partNumber": PART, "xmlData": '<Root><Line Value="4"/></Root>'},
            {"partNumber": PART, "name": "Renamed",
             "tags": [{"key": "Quarantine lot 1", "value": "yes"}]},
        ):  # fmt: skip
            answer = operator.put("/api/Product", json=body)
            assert (answer.status_code, answer.json()["reasonCode"]) == (403, "needsAdminister")
        for body in (
            {"revision": "ZZ", "partNumber": PART},
            {"revision": "ZZ", "productId": known["productId"]},
            {"revision": "A", "partNumber": "NO-SUCH"},
            {"revision": revision["revision"], "partNumber": PART, "description": "Other"},
        ):
            answer = operator.put("/api/Product/Revision", json=body)
            assert (answer.status_code, answer.json()["reasonCode"]) == (403, "needsAdminister")
        assert operator.put("/api/Products", json=[{"partNumber": PART}]).status_code == 403
    assert product(site) == known


def test_an_administrators_token_does_as_before(site: Site) -> None:
    headers = {"Authorization": f"Basic {TOKEN}"}
    body = {"partNumber": PART, "tags": [{"key": "Line", "value": "4"}]}
    answer = httpx.put(f"{site.url}/api/Product", json=body, headers=headers)
    assert answer.status_code == 200
    assert {"key": "Line", "value": "4"} in answer.json()["tags"]
