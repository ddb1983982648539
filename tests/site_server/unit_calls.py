"""Units of a test's own, written and read back by the public API."""

from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx

BASE, INTERNAL = "/api/Production", "/api/internal/Production"
UNIT, UNITS = f"{BASE}/Unit", f"{BASE}/Units"
PHASES = {
    1: "Undefined", 2: "Under Production", 4: "Production Repair", 8: "Service Repair",
    16: "Finalized", 32: "Scrapped", 64: "Extended Test", 128: "Customization", 256: "Repaired",
    512: "Missing", 1024: "In Storage", 2048: "Shipped", 4098: "Under Production - Queued",
    4100: "Production Repair - Queued", 4104: "Service Repair - Queued",
}  # fmt: skip
Key = dict[str, str]


def fresh(kind: str) -> str:
    return f"{kind}-{uuid4().hex[:12]}"


def put(api: httpx.Client, key: Key, **more: Any) -> dict[str, Any]:
    """PUT Units with this one; as it is answered."""
    answer = api.put(UNITS, json=[{**key, **more}])
    assert answer.status_code == 200, answer.text
    [unit] = answer.json()
    assert unit == read(api, key)
    return dict(unit)


def read(api: httpx.Client, key: Key) -> dict[str, Any]:
    path = "/".join(quote(key[name], safe="") for name in ("serialNumber", "partNumber"))
    answer = api.get(f"{UNIT}/{path}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def history(api: httpx.Client, key: Key) -> list[tuple[str, str, str | None, str | None]]:
    rows = api.get("/api/station/History", params=key).json()
    return [(row["kind"], row["key"], row["old"], row["new"]) for row in rows]
