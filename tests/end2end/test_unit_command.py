"""`wats-station unit`, `doctor` and its bundle, as programs of their own on a real server."""

import json
import os
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from tests.support.hostile_server import running_hostile_server
from tests.support.processes import ROOT, station_command
from tests.support.site import TOKEN, Site, running_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("site")) as site:
        yield site


def ran(
    folder: Path, *arguments: str, token: str = TOKEN, **variables: str
) -> "subprocess.CompletedProcess[str]":
    environment = {
        **os.environ,
        "WATS_STATION_TOKEN": token,
        "QT_QPA_PLATFORM": "offscreen",
        # No keyring but the file: the machine's own may hold a token.
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        **variables,
    }
    return subprocess.run(
        station_command(*arguments, "--data-dir", str(folder)),
        capture_output=True, text=True, env=environment, cwd=ROOT, timeout=60, check=False,
    )  # fmt: skip


def unit(
    site: Site, folder: Path, *arguments: str, **variables: str
) -> "subprocess.CompletedProcess[str]":
    return ran(folder, "unit", *arguments, "--server", site.url, **variables)


@contextmanager
def failing_for(site: Site, path: str) -> Iterator[str]:
    """The address of a server that passes questions on to the site, but not those of this path."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {"Authorization": self.headers["Authorization"]}
            answer = httpx.get(site.url + self.path, headers=headers)
            self.send_response(500 if path in self.path else answer.status_code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *_: object) -> None:
            """Nothing: what was asked is not what is tested."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    serving = threading.Thread(target=server.serve_forever, args=(0.05,))
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        serving.join()


def test_a_unit_is_shown_as_the_lookup_panel_has_it(site: Site, tmp_path: Path) -> None:
    shown = unit(site, tmp_path, "DEMO-1002")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith("DEMO-1002  CTRL-100")
    for text in ("Under Production", "tests       FAILED", "timeline", "created"):
        assert text in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 80


def test_a_program_reads_the_same(site: Site, tmp_path: Path) -> None:
    shown = unit(site, tmp_path, "DEMO-1001/CTRL-100", "--json")
    content = json.loads(shown.stdout)
    assert shown.returncode == 0
    assert (content["serial_number"], content["phase"]["id"]) == ("DEMO-1001", 2)
    assert content["verification"]["grade"] == "PASSED"
    assert content["timeline"][-1]["kind"] == "created"
    assert content["timeline"][0]["when"].endswith("Z")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("NO-SUCH",), "knows no unit NO-SUCH"),
        (("DEMO-2001",), "add --part"),
        (("   ",), "names no unit"),
        (("DEMO-2001", "--part", "NO-PART"), "knows no unit"),
    ],
)
def test_what_cannot_be_shown_is_said_in_a_line(
    site: Site, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    shown = unit(site, tmp_path, *arguments)
    assert (shown.returncode, shown.stdout) == (1, "")
    assert said in shown.stderr
    assert len(shown.stderr.splitlines()) == 1


def test_several_parts_are_listed_and_told_apart_by_part(site: Site, tmp_path: Path) -> None:
    several = unit(site, tmp_path, "DEMO-2001").stderr
    parts = {
        each["partNumber"]
        for each in site.get(
            "/api/Production/Unit/Query", **{"$filter": "serialNumber eq 'DEMO-2001'"}
        )
    }
    assert len(parts) == 2
    for part in parts:
        assert part in several
        assert f"DEMO-2001  {part}" in unit(site, tmp_path, "DEMO-2001", "--part", part).stdout
        assert f"DEMO-2001  {part}" in unit(site, tmp_path, f"DEMO-2001/{part}/A").stdout


def test_a_parent_and_its_children(site: Site, tmp_path: Path) -> None:
    assert "children  DEMO-3001/CTRL-100, DEMO-3002/PSU-220" in (
        unit(site, tmp_path, "DEMO-3000").stdout
    )
    child = json.loads(unit(site, tmp_path, "DEMO-3001", "--json").stdout)
    assert (child["parent"], child["children"]) == ("DEMO-3000", [])


def test_a_unit_without_a_rule_says_so(site: Site, tmp_path: Path) -> None:
    assert "(no rule is kept for this product)" in unit(site, tmp_path, "DEMO-1004").stdout
    shown = json.loads(unit(site, tmp_path, "DEMO-1004", "--json").stdout)
    assert shown["verification"]["has_rule"] is False


@pytest.mark.parametrize(
    "label",
    ["H:DEMO-1002:CTRL-100", "DEMO-1002/CTRL-100/B/LOT-41/60", "]C0DEMO-1002",
     "[)>\x1e06\x1dSDEMO-1002\x1d1PCTRL-100\x1e\x04"],
)  # fmt: skip
def test_what_a_label_says_names_the_unit(site: Site, tmp_path: Path, label: str) -> None:
    rule = {"name": "house", "pattern": r"H:(?P<serial>[\w-]+):(?P<part>[\w-]+)"}
    (tmp_path / "settings.json").write_text(json.dumps({"labels": {"rules": [rule]}}))
    shown = unit(site, tmp_path, label)
    assert shown.stdout.startswith("DEMO-1002  CTRL-100"), shown.stderr


def test_a_terminal_that_lacks_a_letter(site: Site, tmp_path: Path) -> None:
    shown = unit(site, tmp_path, "DEMO-1006", PYTHONIOENCODING="ascii")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Bj\\xf8rn" in shown.stdout


def test_the_kept_server_and_the_kept_token_are_used(site: Site, tmp_path: Path) -> None:
    nothing = ran(tmp_path, "unit", "DEMO-1001", token="")
    assert (nothing.returncode, "no server is known" in nothing.stderr) == (1, True)
    (tmp_path / "settings.json").write_text(json.dumps({"server": site.url}))
    without = ran(tmp_path, "unit", "DEMO-1001", token="")
    assert (without.returncode, f"no token is known for {site.url}" in without.stderr) == (1, True)
    (tmp_path / "token.json").write_text(json.dumps({site.url: TOKEN}))
    assert ran(tmp_path, "unit", "DEMO-1001", token="").returncode == 0
    named = ran(tmp_path / "new", "unit", "DEMO-1001", WATS_STATION_SERVER=site.url)
    assert named.returncode == 0, named.stderr
    (tmp_path / "token.json").write_text("{")
    damaged = ran(tmp_path, "unit", "DEMO-1001", token="")
    assert (damaged.returncode, "this is no file of tokens" in damaged.stderr) == (1, True)
    (tmp_path / "settings.json").write_text("{")
    damaged = ran(tmp_path, "unit", "DEMO-1001")
    assert (damaged.returncode, "settings.json" in damaged.stderr) == (1, True)
    assert len(damaged.stderr.splitlines()) == 1


def test_a_wrong_token_and_no_answer_say_what_to_do(site: Site, tmp_path: Path) -> None:
    refused = ran(tmp_path, "unit", "DEMO-1001", "--server", site.url, token="d3Jvbmc=")
    assert (refused.returncode, "refuses the token" in refused.stderr) == (1, True)
    silent = ran(tmp_path, "unit", "DEMO-1001", "--server", "http://127.0.0.1:9")
    assert (silent.returncode, "cannot be reached" in silent.stderr) == (1, True)
    wrong = ran(tmp_path, "unit", "DEMO-1001", "--server", "wats")
    assert (wrong.returncode, "is not a server address" in wrong.stderr) == (2, True)
    nowhere = ran(tmp_path, "unit", "DEMO-1001", "--server", "http://127.0.0.1:99999")
    assert (nowhere.returncode, len(nowhere.stderr.splitlines())) == (1, 1)


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("html", "sign-in"),
        ("redirect", "sign-in"),
        ("wrong_shape", "no WATS server"),
        ("401", "refuses the token"),
        ("403", "may not do this"),
        ("500", "the server failed"),
    ],
)
def test_a_server_that_is_none_or_unwell(tmp_path: Path, mode: str, said: str) -> None:
    with running_hostile_server() as server:
        server.mode = mode
        shown = ran(tmp_path, "unit", "DEMO-1001", "--server", server.url)
    assert (shown.returncode, shown.stdout) == (1, "")
    assert said in shown.stderr
    assert len(shown.stderr.splitlines()) == 1


@pytest.mark.parametrize("missing", ["tests", "timeline"])
def test_what_cannot_be_read_of_a_unit_is_said_beside_the_rest(
    site: Site, tmp_path: Path, missing: str
) -> None:
    paths = {"tests": "Verification", "timeline": "/api/Report/Query"}
    with failing_for(site, paths[missing]) as url:
        shown = ran(tmp_path, "unit", "DEMO-1001", "--server", url)
        for_program = ran(tmp_path, "unit", "DEMO-1001", "--json", "--server", url)
    assert (shown.returncode, for_program.returncode) == (1, 1)
    assert shown.stdout.startswith("DEMO-1001  CTRL-100")
    assert f"the {missing} could not be read" in shown.stderr
    assert len(shown.stderr.splitlines()) == 1
    content = json.loads(for_program.stdout)
    name = {"tests": "verification", "timeline": "timeline"}[missing]
    assert content[name]["problem"] == "server_error"
    assert content["serial_number"] == "DEMO-1001"


def test_the_bundle_holds_what_support_needs_and_nothing_secret(site: Site, tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "crashes").mkdir(parents=True)
    (data / "crashes" / "20261124-x.txt").write_text(f"Authorization: Basic {TOKEN}\nboom")
    (data / "token.json").write_text(json.dumps({site.url: TOKEN}))
    (data / "settings.json").write_text(json.dumps({"server": site.url}))
    (data / "outbox.sqlite").write_bytes(b"no database" * 100)
    file = tmp_path / "bundle.zip"
    made = ran(data, "doctor", "--bundle", str(file))
    assert made.returncode == 0, made.stderr
    assert str(file) in made.stdout
    with zipfile.ZipFile(file) as bundle:
        names = set(bundle.namelist())
        content = {name: bundle.read(name).decode() for name in names}
    assert names >= {"doctor.json", "system.json", "files.txt", "settings.json", "problems.txt"}
    assert not any(TOKEN in text for text in content.values())
    assert "boom" in content["crashes/20261124-x.txt"]
    assert "outbox.json: DatabaseError: file is not a database" in content["problems.txt"]
    assert "token.json  (left out)" in content["files.txt"]
    checks = {each["name"]: each for each in json.loads(content["doctor.json"])["checks"]}
    assert checks["outbox"]["state"] == "failed"
    again = ran(data, "doctor", "--bundle", str(file))
    assert (again.returncode, "exists already" in again.stderr) == (1, True)
