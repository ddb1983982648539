"""A planted secret, a planted trace, a leftover each: the check finds it, wherever it hides."""

import getpass
import socket
import sys
import types
import zipfile
from pathlib import Path

import pytest
from PyInstaller.archive.writers import CArchiveWriter, ZlibArchiveWriter

from frozen import cleanliness
from frozen.cleanliness import problems_in, traces_of_this_computer
from tests.packaging.built import built_program, put

_CHECKOUT = Path("/srv/builds/the-checkout")
# Put together here, or a scanner of this repository would find them.
_SECRETS = {
    "a private key": "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIEowIBAAKCAQEAabcdefgh",
    "a GitHub token": "gh" + "p_" + "a1B2" * 9,
    "a GitHub token of the newer kind": "github_" + "pat_" + "a1B2_" * 14,
    "a PyPI token": "pypi" + "-AgEI" + "a1B2" * 12,
    "an AWS key": "AKIA" + "A1B2C3D4E5F6G7H8",
    "a Slack token": "xox" + "b-" + "123456789012-abcdefghijkl",
    "a WATS token": "WATS_STATION_" + 'TOKEN="QWxhZGRpbjpvcGVu"',
    "a password in an address": "https://someone:" + "hunter2hunter2@wats.example.com",
}


@pytest.fixture
def program(tmp_path: Path) -> Path:
    return built_program(tmp_path)


def test_a_folder_as_it_should_be_is_clean(program: Path) -> None:
    put(program, "_internal/wats_station/site_server/store/migrations/versions/one.py", b"x = 1")
    assert problems_in(program, _CHECKOUT) == []


@pytest.mark.parametrize("what", _SECRETS)
def test_a_secret_is_found(program: Path, what: str) -> None:
    put(program, "_internal/a.txt", b"before " + _SECRETS[what].encode() + b" after")
    assert problems_in(program, _CHECKOUT) == [f"_internal/a.txt holds {what}"]


def test_every_kind_of_secret_has_been_planted() -> None:
    assert set(_SECRETS) == set(cleanliness._SECRETS)


def test_what_other_peoples_documentation_shows_is_no_secret(program: Path) -> None:
    put(program, "_internal/a.txt", b"postgresql://scott:tiger1234567@localhost/test")
    assert problems_in(program, _CHECKOUT) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "written",
    [
        "/srv/builds/the-checkout/wats_station/cli.py",
        "Z:\\srv\\builds\\the-checkout\\wats_station",
        "Z:\\\\srv\\\\builds\\\\the-checkout\\\\x",
        "/SRV/Builds/The-Checkout",
    ],
)
def test_the_checkouts_path_is_found_however_it_is_written(
    program: Path, encoding: str, written: str
) -> None:
    put(program, "_internal/x.dll", b"MZ\0" + written.encode(encoding) + b"\0")
    assert problems_in(program, _CHECKOUT) == ["_internal/x.dll holds the path of the checkout"]


def test_another_folder_with_a_longer_name_is_not_meant(program: Path) -> None:
    put(program, "_internal/x.dll", b"/srv/builds/the-checkout2/x")
    assert problems_in(program, _CHECKOUT) == []


def test_paths_of_those_who_built_the_wheels_pass(program: Path) -> None:
    put(program, "_internal/x.so", b"/home/qt/work/qt/qtbase/src /io/build /root/.cargo/registry")
    assert problems_in(program, _CHECKOUT) == []


def test_each_trace_of_this_computer_is_found(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "Build-Server-7")
    monkeypatch.setattr(getpass, "getuser", lambda: "hrolfsson")
    monkeypatch.setenv("WINEPREFIX", "/srv/wine/prefix-1")
    monkeypatch.setenv("XDG_CACHE_HOME", "/srv/cache")
    monkeypatch.setenv("HOME", "/home/hrolfsson")
    monkeypatch.setattr(sys, "prefix", "/srv/python/environment")
    monkeypatch.setattr(sys, "base_prefix", "/opt/pythons/3.12")
    planted = {
        "the path of the environment that built it": "/srv/python/environment/lib",
        "the path of the Python that built it": "/opt/pythons/3.12/lib/python3.12",
        "the path of the Wine prefix": "/srv/wine/prefix-1/drive_c",
        "the build's cache": "/srv/cache/wats-station-build/wheels",
        "the name of the computer that built it": "built on build-server-7",
        "the name of who built it": "built by hrolfsson",
        "the home folder of who built it": "/home/hrolfsson/x",
    }
    assert set(traces_of_this_computer(_CHECKOUT)) == {*planted, "the path of the checkout"}
    for number, text in enumerate(planted.values()):
        put(program, f"_internal/{number}.txt", text.encode())
    found = problems_in(program, _CHECKOUT)
    for number, what in enumerate(planted):
        assert f"_internal/{number}.txt holds {what}" in found


@pytest.mark.parametrize(
    ("place", "what"),
    [
        ("_internal/httpx/tests/one.pyc", "a test"),
        ("_internal/httpx/conftest.pyc", "a test"),
        ("_internal/wats_station/_data/translations/wats_station_xx.qm", "the pseudo-language"),
        ("_internal/a-1.dist-info/direct_url.json", "a note of how it was installed"),
        ("_internal/a-1.dist-info/RECORD", "a note of how it was installed"),
        ("_internal/httpx/_api.py", "a source file"),
        ("_internal/icuuc.dll", "a stand-in that only Wine needs"),
        ("_internal/BCryptPrimitives.dll", "a stand-in that only Wine needs"),
        ("_internal/cli.pyc.orig", "an editor's or a system's leftover"),
        ("_internal/.env", "an environment file"),
    ],
)
def test_what_has_no_place_in_it_is_found(program: Path, place: str, what: str) -> None:
    put(program, place, b"x")
    assert problems_in(program, _CHECKOUT) == [f"{place} is {what}"]


def test_an_archive_is_looked_into(program: Path) -> None:
    with zipfile.ZipFile(program / "_internal/base_library.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("os.pyc", b"/srv/builds/the-checkout/" * 40)
    expected = "_internal/base_library.zip!/os.pyc holds the path of the checkout"
    assert problems_in(program, _CHECKOUT) == [expected]


def test_modules_packed_into_the_program_are_looked_into(program: Path, tmp_path: Path) -> None:
    pyz, archive = tmp_path / "modules.pyz", tmp_path / "program.pkg"
    module = tmp_path / "httpx.py"
    module.write_text("", encoding="utf-8")
    code = compile('PATH = "/srv/builds/the-checkout/x"', "httpx.py", "exec")
    assert isinstance(code, types.CodeType)
    ZlibArchiveWriter(str(pyz), [("httpx", str(module), "PYMODULE")], {"httpx": code})
    CArchiveWriter(str(archive), [("PYZ.pyz", str(pyz), False, "z")], "libpython3.11.so")
    put(program, "wats-station", b"\x7fELF" + b"\0" * 4096 + archive.read_bytes())
    expected = "wats-station!/PYZ.pyz!/httpx holds the path of the checkout"
    assert problems_in(program, _CHECKOUT) == [expected]


def test_a_link_out_of_the_folder_is_found(program: Path) -> None:
    (program / "_internal/link").symlink_to("/usr/lib/libz.so.1")
    (said,) = problems_in(program, _CHECKOUT)
    assert said.startswith("_internal/link is a link to /usr/lib/libz.so.1")
