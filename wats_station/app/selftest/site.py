"""The temporary site server, and what is really in it: read back over REST."""

import json
from pathlib import Path
from typing import Any

import httpx
import psutil

from wats_station.app.selftest.child import Child, environment_for
from wats_station.app.selftest.steps import StepFailed
from wats_station.paths import program

_READY = "site server ready: "
_STARTS_WITHIN = 120.0
_ANSWERS_WITHIN = 15.0
_FEW = 20
_OURSELVES = "SELF-TEST"

Row = dict[str, Any]


class Site:
    """A site server with the demo factory in its own folder; may be killed and started again."""

    def __init__(self, folder: Path, token: str) -> None:
        self._folder = folder
        self._token = token
        self._port = 0
        self._child: Child | None = None
        self._client: httpx.Client | None = None
        self.url = ""
        self.family = frozenset[psutil.Process]()

    def start(self) -> None:
        """Start it; again on the same port and data. Raises StepFailed."""
        command = (
            "serve", "--port", str(self._port), "--data-dir", str(self._folder), "--demo-data",
            "--demo-units", str(_FEW), "--exit-with-parent",
        )  # fmt: skip
        child = Child("site server", [*program(), *command], environment_for(self._token))
        self._child = child
        self.url = child.wait_for_line(_READY, _STARTS_WITHIN).strip()
        self.family |= child.family
        self._port = int(self.url.rpartition(":")[2])
        self._client = httpx.Client(
            base_url=self.url,
            headers={"Authorization": f"Basic {self._token}", "X-Station-Name": _OURSELVES},
            timeout=_ANSWERS_WITHIN,
            # A proxy of the environment is for elsewhere.
            trust_env=False,
        )

    def kill(self) -> None:
        """Pull its plug."""
        if self._child is not None:
            self._child.kill()

    def close(self) -> None:
        """End it."""
        if self._client is not None:
            self._client.close()
        if self._child is not None:
            self._child.close()

    def last_errors(self) -> list[str]:
        """What it said last on stderr."""
        return self._child.last_errors() if self._child is not None else []

    def was_asked(self, text: str) -> bool:
        """Whether somebody else than us had a good answer to a request that holds `text`.

        By the server's own log, which is written a moment later.
        """
        path = self._folder / "site-access.jsonl"
        lines = path.read_text(encoding="utf-8").split("\n")[:-1] if path.exists() else []
        return any(
            request["station"] != _OURSELVES
            and request["status"] == httpx.codes.OK
            and text in request["path"] + request["query"]
            for request in map(json.loads, lines)
        )

    def get(self, path: str, **query: str) -> Any:
        """The JSON answer to a GET. Raises StepFailed."""
        return self._asked("GET", path, params=query).json()

    def text(self, path: str) -> str:
        """The answer to a GET, as text. Raises StepFailed."""
        return self._asked("GET", path).text

    def unit(self, serial: str) -> Row:
        """The one unit with this serial number. Raises StepFailed."""
        found = self.units(serial)
        if len(found) != 1:
            raise StepFailed(f"the server has {len(found)} units {serial!r}, not one")
        return found[0]

    def units(self, serial: str) -> list[Row]:
        """The units with this serial number. Raises StepFailed."""
        found: list[Row] = self.get(
            "/api/Production/Unit/Query", **{"$filter": f"serialNumber eq '{serial}'"}
        )
        return found

    def history(self, serial: str) -> list[Row]:
        """The accepted writes to the unit, newest first. Raises StepFailed."""
        part = self.unit(serial)["partNumber"]
        rows: list[Row] = self.get("/api/station/History", serialNumber=serial, partNumber=part)
        return rows

    def children(self, serial: str) -> dict[str, int]:
        """What is built into the unit, with its positions. Raises StepFailed."""
        part = self.unit(serial)["partNumber"]
        whole = self.get(f"/api/Production/Unit/{serial}/{part}")
        return {each["serialNumber"]: each["position"] for each in whole["subUnits"] or ()}

    def reports(self, serial: str, kind: str) -> list[Row]:
        """The unit's reports of a kind (T or R), whole, newest first. Raises StepFailed."""
        wanted = f"serialNumber eq '{serial}' and reportType eq '{kind}'"
        headers = self.get("/api/Report/Query/Header", **{"$filter": wanted})
        return [self.get(f"/api/Report/Wsjf/{each['uuid']}") for each in headers]

    def make_unit(self, serial: str, part: str, revision: str, phase: int) -> None:
        """Lay a unit down behind the station's back. Raises StepFailed."""
        body = [
            {"serialNumber": serial, "partNumber": part, "revision": revision, "unitPhaseId": phase}
        ]
        self._asked("PUT", "/api/Production/Units", json=body)

    def _asked(self, method: str, path: str, **more: Any) -> httpx.Response:
        if self._client is None:
            raise StepFailed("the site server was never started")
        try:
            answer = self._client.request(method, path, **more)
            answer.raise_for_status()
        except httpx.HTTPError as problem:
            raise StepFailed(f"the site server, asked for {path}: {problem!r}") from problem
        return answer
