"""Parts and units of a test's own, so that no test stands in another's way."""

from itertools import count
from typing import Any

import httpx

PRODUCTION = "/api/Production"
UNIT = f"{PRODUCTION}/Unit"
_names = count(1)


class Plant:
    """Parts and units of one test's own."""

    def __init__(self, api: httpx.Client) -> None:
        self.api = api
        self.name = f"T{next(_names)}"

    def unit(self, serial: str, part: str, *, phase: int = 16, revision: str = "A") -> None:
        body = {"serialNumber": serial, "partNumber": self.part(part), "revision": revision,
                "unitPhaseId": phase}  # fmt: skip
        self.api.put(f"{PRODUCTION}/Units", json=[body]).raise_for_status()

    def part(self, part: str) -> str:
        return f"{part}-{self.name}"

    def template(self, *lines: tuple[str, str, int, str], tag: str = "") -> None:
        """BOX revision A holds these: part, revision, quantity, mask."""
        box = self._revision("BOX", "A", "")
        for part, revision, quantity, mask in lines:
            relation = {
                "ParentProductRevisionId": box, "Quantity": quantity, "RevisionMask": mask,
                "ProductRevisionId": self._revision(part, revision, tag),
            }  # fmt: skip
            path = "/api/internal/Product/PostProductRevisionRelation"
            self.api.post(path, json=relation).raise_for_status()

    def add(self, child: str, part: str, *, parent: str = "P", **query: Any) -> httpx.Response:
        named = {
            "parentSerialNumber": parent, "parentPartNumber": self.part("BOX"),
            "childSerialNumber": child, "childPartNumber": self.part(part),
        }  # fmt: skip
        return self.api.post(f"{PRODUCTION}/AddChildUnit", params=named | query)

    def children(self, parent: str = "P") -> list[tuple[str, int]]:
        unit = self.api.get(f"{UNIT}/{parent}/{self.part('BOX')}").json()
        return [(each["serialNumber"], each["position"]) for each in unit["subUnits"]]

    def _revision(self, part: str, revision: str, tag: str) -> str:
        tags = [{"key": "PhaseFinalized", "value": tag}] if tag else []
        body = {"partNumber": self.part(part), "revisions": [{"revision": revision, "tags": tags}]}
        made = self.api.put("/api/Product", json=body)
        made.raise_for_status()
        revisions = {each["revision"]: each for each in made.json()["revisions"]}
        return str(revisions[revision]["productRevisionId"])


def reason(answer: httpx.Response) -> tuple[int, str]:
    body = answer.json()
    assert body["Message"]
    return answer.status_code, body["reasonCode"]
