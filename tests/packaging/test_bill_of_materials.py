"""The bill of materials: valid, the same for the same folder, and of what is really there."""

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from frozen.bill_of_materials import problems_of, write_bill_of_materials
from frozen.contents import ContentsProblem, components
from tests.packaging.built import FILES, built_program, put


@pytest.fixture
def program(tmp_path: Path) -> Path:
    return built_program(tmp_path)


def _written(program: Path) -> str:
    out = program.parent / "sbom.cdx.json"
    write_bill_of_materials(program, out)
    return out.read_text(encoding="utf-8")


def _listed(text: str) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in json.loads(text)["components"]}


def test_it_is_valid_cyclonedx_1_6(program: Path) -> None:
    text = _written(program)
    assert json.loads(text)["specVersion"] == "1.6"
    assert problems_of(text) == []


def test_what_is_not_valid_is_told(program: Path) -> None:
    bom = json.loads(_written(program))
    bom["components"][0]["type"] = "secret"
    (problem,) = problems_of(json.dumps(bom))
    assert problem.startswith("components/0/type: ")


def test_the_same_folder_gives_the_same_bytes_and_another_does_not(program: Path) -> None:
    first = _written(program)
    assert _written(program) == first
    bom = json.loads(first)
    assert bom["metadata"]["timestamp"].startswith("2026-11-29T20:33:10")
    put(program, "_internal/httpx/_api.pyc", b"other")
    assert json.loads(_written(program))["serialNumber"] != bom["serialNumber"]


def test_it_lists_what_is_there_and_nothing_else(program: Path) -> None:
    listed = _listed(_written(program))
    expected = {each.name for each in components(program)} - {"wats-station"}
    assert set(listed) == expected
    httpx = listed["httpx"]
    assert httpx["purl"] == f"pkg:pypi/httpx@{version('httpx')}"
    assert httpx["licenses"] == [{"license": {"id": "BSD-3-Clause"}}]
    assert listed["OpenSSL"]["purl"] == "pkg:generic/openssl@3.5.9"
    assert "starlette" not in listed


def test_a_library_has_the_hash_of_its_file(program: Path) -> None:
    place = "_internal/psycopg_binary.libs/libcrypto-3a0647ea.so.3"
    (file,) = _listed(_written(program))["OpenSSL"]["components"]
    assert file["name"] == place
    assert file["hashes"] == [
        {"alg": "SHA-256", "content": hashlib.sha256(FILES[place]).hexdigest()}
    ]


def test_what_a_wheel_holds_compiled_is_listed_below_it(program: Path) -> None:
    put(program, "_internal/orjson/__init__.pyc", b"")
    text = _written(program)
    assert problems_of(text) == []
    purls = [each.get("purl", "") for each in _listed(text)["orjson"]["components"]]
    assert any(purl.startswith("pkg:cargo/") for purl in purls)


def test_a_folder_without_its_stamp_is_refused(program: Path) -> None:
    (program / "_internal/wats_station/_data/build.json").unlink()
    with pytest.raises(ContentsProblem, match=r"build\.json is missing"):
        _written(program)
