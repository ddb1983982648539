"""The question for known vulnerabilities, put to a service that answers on this machine."""

import json
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from audit import NOT_AUDITED, Ignored, Service, is_failure, outcome
from environment import PYTHON
from terminal import ROOT

TODAY = date(2026, 11, 30)
_HASH = "sha256:" + "0" * 64
_LOCK = f"""alpha==1.0 \\
    --hash={_HASH}
beta==2.0 ; sys_platform == 'win32' \\
    --hash={_HASH}
gamma==3.0 ; python_full_version < '3.12' \\
    --hash={_HASH}
gamma==3.1 ; python_full_version >= '3.12' \\
    --hash={_HASH}
"""

pytestmark = pytest.mark.skipif(not PYTHON.is_file(), reason="asks through .venv's pip-audit")


class Advisories(ThreadingHTTPServer):
    """Answers as the service does; `known` are names of vulnerable libraries."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.known: dict[str, dict[str, Any]] = {}
        self.status = 200
        self.asked: list[tuple[str, str]] = []

    @property
    def service(self) -> Service:
        return Service("osv", "the service", f"http://127.0.0.1:{self.server_port}/v1/query")


class _Answers(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Advisories)
        wanted = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        name = wanted["package"]["name"]
        self.server.asked.append((name, wanted["version"]))
        known = self.server.known.get(name)
        body = json.dumps({"vulns": [known]} if known else {}).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - Python's name
        """Say nothing."""


@pytest.fixture
def advisories() -> Iterator[Advisories]:
    server = Advisories()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.lock"
    path.write_text(_LOCK, encoding="utf-8")
    return path


def _advisory(package: str, fixed: str, **more: object) -> dict[str, Any]:
    ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": fixed}]}]
    return {
        "id": "PYSEC-2026-1",
        "aliases": ["CVE-2026-0001"],
        "details": "Bad.",
        "affected": [{"package": {"name": package, "ecosystem": "PyPI"}, "ranges": ranges}],
        **more,
    }


def test_a_lock_of_which_nothing_is_known_is_fine_on_every_system(
    advisories: Advisories, lock: Path
) -> None:
    assert outcome(lock, (advisories.service,), (), TODAY) == ""
    expected = [("alpha", "1.0"), ("beta", "2.0"), ("gamma", "3.0"), ("gamma", "3.1")]
    assert sorted(set(advisories.asked)) == expected


def test_a_known_vulnerability_fails_with_its_id_and_its_fix(
    advisories: Advisories, lock: Path
) -> None:
    advisories.known["beta"] = _advisory("beta", "2.1")
    said = outcome(lock, (advisories.service,), (), TODAY)
    assert said == "beta 2.0: PYSEC-2026-1 (fixed in 2.1)"
    assert is_failure(said)


def test_one_that_is_ignored_with_a_reason_passes_until_it_is_old(
    advisories: Advisories, lock: Path
) -> None:
    advisories.known["beta"] = _advisory("beta", "2.1")
    reason = Ignored("CVE-2026-0001", "beta", "only its server is affected", TODAY)
    services = (advisories.service,)
    assert outcome(lock, services, (reason,), TODAY) == ""
    later = TODAY + timedelta(days=91)
    said = outcome(lock, services, (reason,), later)
    assert said == "ignored for more than 90 days, look again: CVE-2026-0001"


def test_an_ignored_one_that_nothing_finds_has_to_go(advisories: Advisories, lock: Path) -> None:
    reason = Ignored("CVE-2026-0001", "beta", "only its server is affected", TODAY)
    said = outcome(lock, (advisories.service,), (reason,), TODAY)
    assert said == "nothing finds these any more, ignore them no longer: CVE-2026-0001"


def test_a_service_that_cannot_be_reached_is_said_and_fails_nothing(lock: Path) -> None:
    nobody = Service("osv", "api.example", "http://127.0.0.1:9/v1/query")
    said = outcome(lock, (nobody, nobody._replace(host="other.example")), (), TODAY)
    assert said == f"{NOT_AUDITED}: api.example and other.example could not be reached"
    assert not is_failure(said)


def test_a_service_that_is_broken_is_no_all_clear(advisories: Advisories, lock: Path) -> None:
    advisories.status = 503
    said = outcome(lock, (advisories.service,), (), TODAY)
    assert said == f"{NOT_AUDITED}: the service could not be reached"


def test_the_next_service_is_asked_where_the_first_is_not_there(
    advisories: Advisories, lock: Path
) -> None:
    nobody = Service("osv", "api.example", "http://127.0.0.1:9/v1/query")
    advisories.known["alpha"] = _advisory("alpha", "1.1")
    said = outcome(lock, (nobody, advisories.service), (), TODAY)
    assert said == "alpha 1.0: PYSEC-2026-1 (fixed in 1.1)"


def test_the_real_lock_can_be_asked_about(advisories: Advisories) -> None:
    """Every pinned library, whatever system it is for."""
    assert outcome(ROOT / "requirements.lock", (advisories.service,), (), TODAY) == ""
    names = {name for name, _ in advisories.asked}
    assert {"pyside6-essentials", "pywin32-ctypes", "secretstorage", "pyinstaller"} <= names
