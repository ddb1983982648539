"""The rules against a plain model in memory: whatever is asked in whatever order, no difference.

The model is written from the contract, with dictionaries and loops, and shares no code
with the server.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.support.site import TOKEN, Site, running_site

pytestmark = [pytest.mark.slow, pytest.mark.heavy, pytest.mark.timeout(600)]

PRODUCTION = "/api/Production"
TYPE = "Serial number"
FINALIZED, IN_STORAGE = 16, 1024
# Mostly such as may be built in: what is refused first hides what comes after.
PHASES = (16, 16, 16, 1024, 1024, 2, 32, 4098)
# Slots of the box in their order: part, exact revision or mask, first position, quantity.
SLOTS = (("BOARD", ("A",), 0, 2), ("CABLE", ("B%", "C1"), 2, 1))
REVISIONS = ("A", "A", "B1", "C1", "C2")
PARTS = ("BOX", "BOARD", "BOARD", "CABLE", "SCREW")
SERIALS = ("1", "2", "3")
_runs = count(1)


@dataclass
class ModelUnit:
    revision: str
    phase: int = 1
    parent: tuple[str, str] | None = None
    position: int | None = None
    tags: dict[str, str] = field(default_factory=dict)


def slot_takes(masks: tuple[str, ...], revision: str) -> bool:
    return any(
        revision.startswith(each[:-1]) if each.endswith("%") else revision == each for each in masks
    )


class Model:
    """What should be; each method answers the reason code of a refusal, or an empty text."""

    def __init__(self) -> None:
        self.units: dict[tuple[str, str], ModelUnit] = {}
        self.free: list[int] = []
        self.taken: list[int] = []

    def children(self, parent: tuple[str, str]) -> list[tuple[str, str]]:
        return [key for key, unit in self.units.items() if unit.parent == parent]

    def join(self, parent: tuple[str, str], child: tuple[str, str], at: int | None) -> str:
        if parent not in self.units or child not in self.units:
            return "unknownUnit"
        above: tuple[str, str] | None = parent
        while above is not None:
            if above == child:
                return "loop"
            above = self.units[above].parent
        unit = self.units[child]
        if unit.parent is not None:
            return "childHasParent"
        # Boards in revision A may be built in from storage as well: the template says so.
        finished = (FINALIZED, IN_STORAGE) if (child[1], unit.revision) == ("BOARD", "A") else (16,)
        if unit.phase not in finished:
            return "childNotFinalized"
        slots = [each for each in SLOTS if parent[1] == "BOX" and each[0] == child[1]]
        if not slots or self.units[parent].revision != "A":
            return "partNotInBoxBuild"
        [(_, masks, first, quantity)] = slots
        if not slot_takes(masks, unit.revision):
            return "wrongRevision"
        taken = {self.units[each].position for each in self.children(parent)}
        free = [each for each in range(first, first + quantity) if each not in taken]
        if at is None:
            if not free:
                return "quantityReached"
            at = free[0]
        elif not first <= at < first + quantity:
            return "wrongPosition"
        elif at not in free:
            return "positionTaken"
        unit.parent, unit.position = parent, at
        return ""

    def leave(self, parent: tuple[str, str], child: tuple[str, str]) -> str:
        if parent not in self.units or child not in self.units:
            return "unknownUnit"
        if self.units[child].parent != parent:
            return "notAChild"
        self.units[child].parent = self.units[child].position = None
        return ""

    def delete(self, key: tuple[str, str]) -> str:
        if key not in self.units:
            return "unknownUnit"
        if self.children(key):
            return "hasChildren"
        if self.units[key].parent is not None:
            return "hasParent"
        del self.units[key]
        return ""

    def take(self, quantity: int, *, in_sequence: bool) -> list[int] | str:
        if not self.free:
            return "poolEmpty"
        chosen = self.free[:quantity]
        if in_sequence:
            runs = [
                self.free[at : at + quantity]
                for at in range(len(self.free) - quantity + 1)
                if self.free[at + quantity - 1] - self.free[at] == quantity - 1
            ]
            if not runs:
                return "noSequence"
            chosen = runs[0]
        self.free = [each for each in self.free if each not in chosen]
        self.taken = sorted(self.taken + chosen)
        return chosen


class Rules(RuleBasedStateMachine):
    """Asks server and model the same; `api` is set by the fixture."""

    api: httpx.Client

    def __init__(self) -> None:
        super().__init__()
        self.run = f"{next(_runs):04}"
        self.model = Model()
        self._lay_down_template()

    @initialize(
        cables=st.lists(st.sampled_from(("B1", "B2", "C1", "C2")), min_size=3, max_size=3),
        phases=st.lists(st.sampled_from(PHASES), min_size=3, max_size=3),
    )
    def populate(self, cables: list[str], phases: list[int]) -> None:
        """Enough to build with; the parent P is never deleted."""
        self.create("P", "BOX", "A", 2)
        for serial, revision, phase in zip(SERIALS, cables, phases, strict=True):
            self.create(serial, "BOARD", "A", phase)
            self.create(serial, "CABLE", revision, phase)

    def part(self, name: str) -> str:
        return f"{name}-{self.run}"

    @rule(
        serial=st.sampled_from(SERIALS), part=st.sampled_from(PARTS),
        revision=st.sampled_from(REVISIONS), phase=st.sampled_from(PHASES),
    )  # fmt: skip
    def create(self, serial: str, part: str, revision: str, phase: int) -> None:
        body = {"serialNumber": serial, "partNumber": self.part(part), "revision": revision,
                "unitPhaseId": phase}  # fmt: skip
        known = (serial, part) in self.model.units
        reason = self.ask("POST", "Unit", json=body)
        assert reason == ("unitExists" if known else "")
        self.model.units.setdefault((serial, part), ModelUnit(revision, phase))

    @rule(serial=st.sampled_from(SERIALS), part=st.sampled_from(PARTS),
          phase=st.sampled_from(PHASES))  # fmt: skip
    def move(self, serial: str, part: str, phase: int) -> None:
        reason = self.ask("PUT", "SetUnitPhase", params=self.key(serial, part) | {"phase": phase})
        unit = self.model.units.get((serial, part))
        assert reason == ("" if unit else "unknownUnit")
        if unit:
            unit.phase = phase

    @rule(serial=st.sampled_from(SERIALS), part=st.sampled_from(PARTS),
          key=st.sampled_from("ab"), value=st.text(max_size=5))  # fmt: skip
    def tag(self, serial: str, part: str, key: str, value: str) -> None:
        value = value.replace("\0", "")
        query = self.key(serial, part) | {"key": key, "value": value}
        reason = self.ask("PUT", "UnitTag", params=query)
        unit = self.model.units.get((serial, part))
        assert reason == ("" if unit else "unknownUnit")
        if unit:
            unit.tags[key] = value

    @rule(
        parent=st.sampled_from(("P", "P", "P", "2")),
        parent_part=st.sampled_from(("BOX", "BOX", "BOX", "BOARD")),
        child=st.sampled_from(SERIALS), child_part=st.sampled_from(PARTS),
        at=st.none() | st.integers(0, 3),
    )  # fmt: skip
    def join(
        self, parent: str, parent_part: str, child: str, child_part: str, at: int | None
    ) -> None:
        query = self.pair(parent, parent_part, child, child_part)
        query |= {} if at is None else {"position": at}
        reason = self.ask("POST", "AddChildUnit", params=query)
        assert reason == self.model.join((parent, parent_part), (child, child_part), at)

    @rule(
        child=st.sampled_from(SERIALS),
        part=st.sampled_from(("BOARD", "BOARD", "CABLE")),
        at=st.none() | st.integers(0, 2),
    )
    def finish_and_join(self, child: str, part: str, at: int | None) -> None:
        """What the box build is mostly asked; by itself it would be drawn too seldom."""
        self.move(child, part, FINALIZED)
        self.join("P", "BOX", child, part, at)

    @rule(child=st.sampled_from(SERIALS), part=st.sampled_from(("BOARD", "CABLE")))
    def join_as_it_is(self, child: str, part: str) -> None:
        self.join("P", "BOX", child, part, None)

    @rule(
        parent=st.sampled_from(("P", "P", "1")), child=st.sampled_from(SERIALS),
        child_part=st.sampled_from(PARTS),
    )  # fmt: skip
    def leave(self, parent: str, child: str, child_part: str) -> None:
        reason = self.ask(
            "POST", "RemoveChildUnit", params=self.pair(parent, "BOX", child, child_part)
        )
        assert reason == self.model.leave((parent, "BOX"), (child, child_part))

    @rule(serial=st.sampled_from(SERIALS), part=st.sampled_from(PARTS))
    def delete(self, serial: str, part: str) -> None:
        reason = self.ask("DELETE", "Unit", params=self.key(serial, part))
        assert reason == self.model.delete((serial, part))

    @rule(numbers=st.sets(st.integers(0, 30), min_size=1, max_size=8))
    def fill_pool(self, numbers: set[int]) -> None:
        rows = "\n".join(f"{TYPE},{self.run}-{each:04}" for each in numbers)
        assert self.ask("PUT", "SerialNumbers", content=rows) == ""
        new = numbers - set(self.model.free) - set(self.model.taken)
        self.model.free = sorted(self.model.free + list(new))

    @precondition(lambda self: self.model.free)
    @rule(quantity=st.integers(1, 5), in_sequence=st.booleans())
    def take(self, quantity: int, *, in_sequence: bool) -> None:
        # Pools of other runs are in the way: this run's numbers are asked for by name.
        body = {
            "sn": {
                "serialNumberType": TYPE, "batchSize": quantity, "requestType": "Reserve",
                "onlyInSequence": in_sequence, "fromSerialNumber": f"{self.run}-0000",
            }
        }  # fmt: skip
        path = "/api/internal/Production/GetAndReserveNewSerialNumbers"
        answer = self.api.post(path, json=body)
        expected = self.model.take(quantity, in_sequence=in_sequence)
        if isinstance(expected, str):
            assert answer.json()["reasonCode"] == expected
        else:
            given = [part.partition('"')[0] for part in answer.json()["sn"].split('id="')[1:]]
            assert given == [f"{self.run}-{each:04}" for each in expected]

    @invariant()
    def everything_is_alike(self) -> None:
        found: list[dict[str, Any]] = self.api.get(
            f"{PRODUCTION}/Unit/Query",
            params={"$filter": f"endswith(partNumber, '-{self.run}')", "$top": "100"},
        ).json()
        assert {
            (each["serialNumber"], each["partNumber"].partition("-")[0]): (
                each["revision"],
                each["unitPhaseId"],
                each["parentSerialNumber"],
                each["position"],
                {tag["key"]: tag["value"] for tag in each["tags"]},
            )
            for each in found
        } == {
            key: (
                unit.revision,
                unit.phase,
                unit.parent and unit.parent[0],
                unit.position,
                unit.tags,
            )
            for key, unit in self.model.units.items()
        }

    def key(self, serial: str, part: str) -> dict[str, Any]:
        return {"serialNumber": serial, "partNumber": self.part(part)}

    def pair(self, parent: str, parent_part: str, child: str, child_part: str) -> dict[str, Any]:
        return {
            "parentSerialNumber": parent, "parentPartNumber": self.part(parent_part),
            "childSerialNumber": child, "childPartNumber": self.part(child_part),
        }  # fmt: skip

    def ask(self, method: str, path: str, **options: Any) -> str:
        answer = self.api.request(method, f"{PRODUCTION}/{path}", **options)
        if answer.status_code == 200:
            return ""
        assert answer.status_code == 404, answer.text
        return str(answer.json()["reasonCode"])

    def _lay_down_template(self) -> None:
        guids = {}
        for name, revision in (("BOX", "A"), ("BOARD", "A"), ("CABLE", "B1")):
            tags = [{"key": "PhaseFinalized", "value": "In Storage"}] if name == "BOARD" else []
            body = {
                "partNumber": self.part(name),
                "revisions": [{"revision": revision, "tags": tags}],
            }
            made = self.api.put("/api/Product", json=body)
            made.raise_for_status()
            guids[name] = made.json()["revisions"][0]["productRevisionId"]
        for name, quantity, mask in (("BOARD", 2, ""), ("CABLE", 1, "B%,C1")):
            relation = {
                "ParentProductRevisionId": guids["BOX"], "ProductRevisionId": guids[name],
                "Quantity": quantity, "RevisionMask": mask,
            }  # fmt: skip
            path = "/api/internal/Product/PostProductRevisionRelation"
            self.api.post(path, json=relation).raise_for_status()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, database: str | None) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    with running_site(folder, database=database, demo_units=0) as site:
        yield site


def test_the_server_and_a_plain_model_never_differ(site: Site) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    headers = {"Authorization": f"Basic {TOKEN}"}
    with httpx.Client(base_url=site.url, headers=headers, timeout=30) as client:
        Rules.api = client
        run_state_machine_as_test(
            Rules,
            settings=settings(
                max_examples=60, stateful_step_count=40, deadline=None, derandomize=True,
                suppress_health_check=list(HealthCheck),
            ),
        )  # fmt: skip
