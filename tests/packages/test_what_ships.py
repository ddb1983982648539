"""What a package says of what is in it: licences that can be read, a bill that is right."""

import hashlib
import json
from pathlib import Path

import pytest

from frozen.bill_of_materials import problems_of
from frozen.licences import FOLDER, INDEX
from tests.benchmarks.packaged import BUILT
from wats_station import paths
from wats_station.station.about import read_about, read_licence

_COLUMNS = 80


@pytest.fixture(params=["linux", "windows"])
def build(request: pytest.FixtureRequest) -> Path:
    """The folder that a build ends with; choose one system with -k linux or -k windows."""
    folder = BUILT / str(request.param)
    if not (folder / "SHA256SUMS").is_file():
        pytest.fail(f"there is no {folder}: run packaging/dev.py package or windows")
    return folder


def test_every_part_is_listed_with_a_licence_that_can_be_read(
    build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "_PACKAGE", build / "wats-station" / "_internal" / "wats_station")
    about = read_about(Path("/data"), "6.0")
    assert about.commit
    assert about.parts[0].name == "WATS Station"
    assert {"CPython", "Qt", "Qt for Python", "OpenSSL", "pydantic"} <= {
        part.name for part in about.parts
    }
    for part in about.parts:
        lines = read_licence(part, _COLUMNS)
        assert len(" ".join(lines)) > 300, part
        assert max(len(line) for line in lines) <= _COLUMNS, part


def test_the_bill_of_materials_is_valid_and_lists_the_same_parts(build: Path) -> None:
    text = (build / "sbom.cdx.json").read_text(encoding="utf-8")
    assert problems_of(text) == []
    bom = json.loads(text)
    index = json.loads((build / "wats-station" / FOLDER / INDEX).read_text(encoding="utf-8"))
    told = {(each["name"], each["version"]) for each in index["components"]}
    listed = {(each["name"], each.get("version", "")) for each in bom["components"]}
    root = bom["metadata"]["component"]
    assert listed | {(root["name"], root["version"])} == told


def test_its_hashes_are_of_the_files_that_are_there(build: Path) -> None:
    bom = json.loads((build / "sbom.cdx.json").read_text(encoding="utf-8"))
    files = [
        each
        for part in bom["components"]
        for each in part.get("components", ())
        if each["type"] == "file"
    ]
    assert len(files) > 50
    for each in files:
        data = (build / "wats-station" / each["name"]).read_bytes()
        assert each["hashes"][0]["content"] == hashlib.sha256(data).hexdigest(), each["name"]
