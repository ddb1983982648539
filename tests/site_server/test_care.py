"""`wats-station site`: backup while serving, restore, tokens, set-up; on both databases."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.site_server.commands import refused, run
from tests.support.postgres import Postgres
from tests.support.site import TOKEN, Site, running_site

pytestmark = [pytest.mark.heavy, pytest.mark.timeout(600)]

SETUP = """\
version: 1
processes:
  - {code: 61, name: Final functional, kind: test}
products:
  - partNumber: YAML-1
    name: From a file
    revisions:
      - {revision: A}
verificationRules:
  - {partNumber: YAML-1, processes: [61]}
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str | None:
    if request.param == "sqlite":
        return None
    postgres: Postgres = request.getfixturevalue("postgres")
    return postgres.database()


@pytest.fixture
def place(tmp_path: Path, database: str | None) -> tuple[str, ...]:
    """The arguments that name the site."""
    where = ("--data-dir", str(tmp_path / "site"))
    return (*where, "--database", database) if database else where


@pytest.fixture
def site(tmp_path: Path, database: str | None) -> Iterator[Site]:
    with running_site(tmp_path / "site", database=database, demo_units=5) as site:
        yield site


def commands(site: Site, *, void: str = "", apply: str = "") -> object:
    """What became of the commands a and b, after one was given up and one applied."""
    with httpx.Client(base_url=site.url, headers={"Authorization": f"Basic {TOKEN}"}) as api:
        if void:
            api.put("/api/station/Command/Void", params={"id": void}).raise_for_status()
        if apply:
            unit = [{"serialNumber": "DEMO-1001", "partNumber": "CTRL-100"}]
            headers = {"X-Station-Command": apply}
            api.put("/api/Production/Units", json=unit, headers=headers).raise_for_status()
        answers = [api.get("/api/station/Command", params={"id": each}).json() for each in "ab"]
    return [(each["applied"], each["voided"]) for each in answers]


def everything(site: Site) -> object:
    units = site.get("/api/Production/Unit/Query", **{"$top": "1000"})
    headers = site.get("/api/Report/Query/Header", **{"$top": "1000"})
    histories = [site.get("/api/station/History", serialNumber=unit["serialNumber"],
                          partNumber=unit["partNumber"]) for unit in units]  # fmt: skip
    return units, headers, histories


def test_a_backup_brings_everything_back(
    site: Site, tmp_path: Path, place: tuple[str, ...]
) -> None:
    before = everything(site)
    assert commands(site, void="a") == [(False, True), (False, False)]
    file = tmp_path / "kept.db"
    said = run("site", "backup", str(file), *place)
    assert said == f"backup written: {file} ({file.stat().st_size:,} bytes, checked)\n"
    site.set_phase("DEMO-1001", 32)
    assert commands(site, apply="b") == [(False, True), (True, False)]
    assert everything(site) != before
    assert "in use by a running site server" in refused("site", "restore", str(file), *place)
    site.child.close()
    assert "holds units: add --replace" in refused("site", "restore", str(file), *place)
    assert f"restored from {file}; what was there before is kept in " in run(
        "site", "restore", str(file), "--replace", *place
    )
    site.restart()
    assert everything(site) == before
    assert commands(site) == [(False, True), (False, False)]
    site.set_phase("DEMO-1001", 16)
    added = [{"serialNumber": "NEW", "partNumber": "CTRL-100"}]
    answer = httpx.put(
        f"{site.url}/api/Production/Units",
        json=added,
        headers={"Authorization": f"Basic {TOKEN}"},
    )
    assert answer.status_code == 200


def test_a_backup_under_load_is_one_moment(
    site: Site, tmp_path: Path, place: tuple[str, ...]
) -> None:
    stop = threading.Event()

    def write() -> None:
        headers = {"Authorization": f"Basic {TOKEN}"}
        with httpx.Client(base_url=site.url, headers=headers, timeout=20) as client:
            number = 0
            while not stop.is_set():
                number += 1
                # Two units a call: a backup that is one moment has both or neither.
                pair = [{"serialNumber": f"P{number}{each}", "partNumber": "P"} for each in "AB"]
                client.put("/api/Production/Units", json=pair).raise_for_status()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        time.sleep(0.5)
        run("site", "backup", str(tmp_path / "kept.db"), *place)
    finally:
        stop.set()
        writer.join()
    with closing(sqlite3.connect(tmp_path / "kept.db")) as copy:
        serials = {row[0] for row in copy.execute(
            "SELECT serial_number FROM unit WHERE serial_number LIKE 'P%'")}  # fmt: skip
    assert len(serials) > 2
    assert {each[:-1] + "A" for each in serials} | {each[:-1] + "B" for each in serials} == serials


def test_a_site_moves_from_sqlite_to_postgresql(tmp_path: Path, postgres: Postgres) -> None:
    with running_site(tmp_path / "small", demo_units=5) as site:
        known = commands(site, void="a", apply="b")
        before = everything(site)
        run("site", "backup", str(tmp_path / "kept.db"), "--data-dir", str(tmp_path / "small"))
    url = postgres.database()
    run("site", "restore", str(tmp_path / "kept.db"),
        "--data-dir", str(tmp_path / "large"), "--database", url)  # fmt: skip
    with running_site(tmp_path / "large", database=url, demo_units=0) as site:
        assert everything(site) == before
        assert commands(site) == known == [(False, True), (True, False)]


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\0" + b"\0" * 90])
def test_what_is_no_backup_is_never_put_back(tmp_path: Path, content: bytes) -> None:
    with running_site(tmp_path, demo_units=1):
        pass
    before = (tmp_path / "site.db").read_bytes()
    (tmp_path / "bad.db").write_bytes(content)
    said = refused("site", "restore", str(tmp_path / "bad.db"), "--data-dir", str(tmp_path))
    assert "nothing was changed" in said
    assert (tmp_path / "site.db").read_bytes() == before


def test_there_is_no_backup_of_nothing(tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    said = refused("site", "backup", str(file), "--data-dir", str(tmp_path))
    assert said == f"site: there is no database {tmp_path / 'site.db'}"
    assert not file.exists()


def test_a_token_is_made_once_used_and_revoked(site: Site, place: tuple[str, ...]) -> None:
    text = run("site", "token", "add", "line-1", *place).strip()
    assert "there is a token 'line-1' already" in refused("site", "token", "add", "line-1", *place)
    headers = {"Authorization": f"Basic {text}"}
    version = f"{site.url}/api/App/Version"
    assert _soon(lambda: httpx.get(version, headers=headers).status_code, 200)
    product = {"partNumber": "NEW"}
    forbidden = httpx.put(f"{site.url}/api/Product", json=product, headers=headers)
    assert (forbidden.status_code, forbidden.json()["reasonCode"]) == (403, "needsAdminister")
    boss = run("site", "token", "add", "boss", "--role", "administer", *place).strip()
    allowed = {"Authorization": f"Basic {boss}"}
    put = f"{site.url}/api/Product"
    assert _soon(lambda: httpx.put(put, json=product, headers=allowed).status_code, 200)
    listed = run("site", "token", "list", *place).splitlines()
    assert [line.split()[:2] for line in listed] == [["line-1", "operate"], ["boss", "administer"]]
    assert text not in "".join(listed)
    assert run("site", "token", "revoke", "line-1", *place) == "revoked: line-1\n"
    assert _soon(lambda: httpx.get(version, headers=headers).status_code, 401)
    assert "revoked" in run("site", "token", "list", *place).splitlines()[0]
    assert "there is no token 'line-1' in use" in refused(
        "site", "token", "revoke", "line-1", *place
    )


def test_no_token_is_in_the_database(tmp_path: Path) -> None:
    text = run("site", "token", "add", "line-1", "--data-dir", str(tmp_path)).strip()
    kept = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert text.encode() not in kept
    assert b"line-1" in kept


def test_a_set_up_is_laid_down_while_serving(
    site: Site, tmp_path: Path, place: tuple[str, ...]
) -> None:
    file = tmp_path / "plant.yaml"
    file.write_text(SETUP, encoding="utf-8")
    assert run("site", "import", str(file), "--dry-run", *place).endswith(
        "dry run: nothing was changed\n"
    )
    assert 61 not in {each["code"] for each in site.get("/api/App/Processes")}
    said = run("site", "import", str(file), *place).splitlines()
    assert "create product YAML-1" in "\n".join(said)
    assert site.get("/api/Product/YAML-1")["name"] == "From a file"
    assert run("site", "import", str(file), *place) == "everything was so already\n"
    out = tmp_path / "out.yaml"
    assert run("site", "export", str(out), *place) == f"set-up written: {out}\n"
    assert run("site", "import", str(out), *place) == "everything was so already\n"


def test_unit_changes_wait_for_an_erp_once_the_set_up_says_so(
    site: Site, tmp_path: Path, place: tuple[str, ...]
) -> None:
    changes = "/api/Production/Units/Changes"
    site.set_phase("DEMO-1003", 4)
    assert site.get(changes) == []
    file = tmp_path / "plant.yaml"
    file.write_text("version: 1\noptions: {logUnitChanges: true}\n", encoding="utf-8")
    run("site", "import", str(file), *place)
    site.set_phase("DEMO-1003", 2)
    [waiting] = site.get(changes, maxCount="10")
    assert (waiting["unitSerialNumber"], waiting["newUnitPhaseId"]) == ("DEMO-1003", 2)
    assert waiting["newParentSerialNumber"] is None
    headers = {"Authorization": f"Basic {TOKEN}"}
    gone = httpx.delete(f"{site.url}{changes}/{waiting['id']}", headers=headers)
    assert gone.status_code == 200
    assert site.get(changes) == []
    again = httpx.delete(f"{site.url}{changes}/{waiting['id']}", headers=headers)
    assert (again.status_code, again.json()["reasonCode"]) == (404, "unknownChange")


def test_a_faulty_set_up_says_every_place_and_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "plant.yaml"
    file.write_text(SETUP.replace("revision: A", "revision: 1").replace("[61]", "[61, x]"))
    with running_site(tmp_path / "site", demo_units=0) as site:
        processes = site.get("/api/App/Processes")
        ran = _lines("site", "import", str(file), "--data-dir", str(tmp_path / "site"))
        assert site.get("/api/App/Processes") == processes
    assert [line.partition(": ")[2].split(": ")[0] for line in ran] == [
        f"{file}:8:20",
        f"{file}:10:42",
    ]


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    said = refused("site", "import", str(tmp_path / "no.yaml"), "--data-dir", str(tmp_path))
    assert said == f"site: cannot use {tmp_path / 'no.yaml'}: No such file or directory"


def _lines(*arguments: str) -> list[str]:
    import subprocess

    from tests.support.processes import station_command

    ran = subprocess.run(
        station_command(*arguments), capture_output=True, text=True, timeout=60, check=False
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    return ran.stderr.splitlines()


def _soon(ask: Callable[[], int], wanted: int) -> bool:
    """Tokens are read again every second."""
    deadline = time.monotonic() + 3
    while time.monotonic() < deadline:
        if ask() == wanted:
            return True
        time.sleep(0.1)
    return False
