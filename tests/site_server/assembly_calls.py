"""The calls that build units into units, by either API, and what becomes of the units."""

from typing import Any

import httpx

from tests.site_server.plant import Plant

PUBLIC, INTERNAL = "/api/Production", "/api/internal/Production"


class Calls:
    """The assembly calls of one API; `SetParent` adds and removes as well."""

    def __init__(self, plant: Plant, way: str) -> None:
        self.plant, self.way = plant, way

    def add(
        self, child: str, part: str, *, parent: str = "P", box: str = "BOX",
        headers: Any = None, **more: Any,
    ) -> httpx.Response:  # fmt: skip
        asked = self._pair(child, part, parent, box) | more
        if self.way == "SetParent":
            return self.plant.api.get(f"{INTERNAL}/SetParent", params=asked, headers=headers)
        return self.plant.api.post(f"{self._base}/AddChildUnit", params=asked, headers=headers)

    def remove(self, child: str, part: str, *, parent: str = "P") -> httpx.Response:
        asked = self._pair(child, part, parent, "BOX")
        return self.plant.api.post(f"{self._base}/RemoveChildUnit", params=asked)

    def check(self, parent: str = "P", **more: Any) -> dict[str, Any]:
        box = self.plant.part("BOX")
        named = (
            {"parentSerialNumber": parent, "parentPartNumber": box}
            if self.way == "public"
            else {"CultureCode": "nb-NO", "ParentSerialNumber": parent, "ParentPartNumber": box}
        )
        answer = self.plant.api.get(f"{self._base}/CheckChildUnits", params=named | more)
        assert answer.status_code == 200, answer.text
        checked: dict[str, Any] = answer.json()
        return checked

    @property
    def _base(self) -> str:
        return PUBLIC if self.way == "public" else INTERNAL

    def _pair(self, child: str, part: str, parent: str, box: str) -> dict[str, Any]:
        part, box = self.plant.part(part), self.plant.part(box)
        if self.way == "SetParent":
            return {"serialNumber": child, "partNumber": part,
                    "parentSerialNumber": parent, "parentPartNumber": box}  # fmt: skip
        inside = {"childSerialNumber": child, "childPartNumber": part}
        if self.way == "internal":
            return {"serialNumber": parent, "partNumber": box, "cultureCode": "en-US"} | inside
        return {"parentSerialNumber": parent, "parentPartNumber": box} | inside


def unit_of(plant: Plant, serial: str, part: str) -> dict[str, Any]:
    answer = plant.api.get(f"{PUBLIC}/Unit/{serial}/{plant.part(part)}")
    assert answer.status_code == 200, answer.text
    unit: dict[str, Any] = answer.json()
    return unit


def place_of(plant: Plant, serial: str, part: str) -> tuple[str | None, int | None]:
    unit = unit_of(plant, serial, part)
    return unit["parentSerialNumber"], unit["position"]


def history_of(plant: Plant, serial: str, part: str) -> list[dict[str, Any]]:
    key = {"serialNumber": serial, "partNumber": plant.part(part)}
    rows: list[dict[str, Any]] = plant.api.get("/api/station/History", params=key).json()
    return rows
