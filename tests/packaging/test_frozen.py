"""What goes into the frozen program, found by computation: modules, libraries, stamp, looks."""

import json
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from frozen import (
    build_stamp,
    checksums,
    data,
    executables,
    imports,
    reach,
    sizes,
    system_libraries,
)
from frozen.left_out import Entry
from tests.support.processes import ROOT


def test_every_module_of_the_program_is_named() -> None:
    named = imports.own_modules(ROOT)
    there = {path for path in (ROOT / "wats_station").rglob("*.py") if "versions" not in path.parts}
    assert len(named) == len(set(named)) == len(there) - 1  # without __main__
    assert {"wats_station", "wats_station.cli", "wats_station.site_server.server"} <= set(named)


def test_what_is_imported_by_a_text_is_found() -> None:
    source = (
        'from importlib import import_module\nfor each in ("a.b", "no module"): import_module(each)'
    )
    assert imports.imported_by_name(source) == {"a.b"}
    assert imports.imported_by_name('name = "a.b"') == set()
    hidden = imports.hidden_imports(ROOT)
    assert {"anyio._backends._asyncio", "httpcore._backends.anyio", "encodings.idna"} <= set(hidden)


def test_a_library_that_only_left_out_plugins_need_goes_too() -> None:
    lib = "PySide6/Qt/lib"
    entries: list[Entry] = [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "xcb", "BINARY"),
        (f"{lib}/libQt6XcbQpa.so.6", "qpa", "BINARY"),
        (f"{lib}/libQt6Gui.so.6", "gui", "BINARY"),
        (f"{lib}/libQt6Pdf.so.6", "pdf", "BINARY"),
        ("libQt6Pdf.so.6", f"{lib}/libQt6Pdf.so.6", "SYMLINK"),
        ("libpython3.11.so.1.0", "python", "BINARY"),
        ("PySide6\\Qt6Quick.dll", "quick", "BINARY"),
    ]
    links = {"xcb": ["libqt6xcbqpa.so.6"], "qpa": ["libqt6gui.so.6"], "gui": ["libc.so.6"]}
    kept = reach.without_unreached(entries, lambda source: links.get(source, []))
    assert [place.rpartition("/")[2] for place, _, _ in kept] == [
        "libqxcb.so",
        "libQt6XcbQpa.so.6",
        "libQt6Gui.so.6",
        "libpython3.11.so.1.0",
    ]
    loose: list[Entry] = [
        ("libQt6Pdf.so.6", "x", "SYMLINK"),
        ("libQt6Gui.so.6", "x", "SYMLINK"),
        ("a.txt", "x", "DATA"),
    ]
    assert [place for place, _, _ in reach.without_loose_links(loose, kept)] == [
        "libQt6Gui.so.6",
        "a.txt",
    ]


def test_the_data_is_complete_and_nothing_of_developers(tmp_path: Path) -> None:
    placed = data.data_files(ROOT, tmp_path)
    there = {f"{folder}/{Path(file).name}" for file, folder in placed}
    wanted = {
        "wats_station/_data/resources/sounds/done.wav",
        "wats_station/_data/translations/wats_station_nb.qm",
        "wats_station/_data/build.json",
        "wats_station/site_server/store/migrations/versions/0001_units_and_reports.py",
        "fastapi_offline/static/swagger-ui-bundle.js",
        "biip/gs1_application_identifiers/_application_identifiers.json",
        "certifi/cacert.pem",
    }
    assert wanted - there == set()
    no_part = [
        place
        for place in there
        if "_xx." in place or "/readme/" in place or place.endswith(("RECORD", "direct_url.json"))
    ]
    assert no_part == []
    assert all(Path(file).is_file() for file, _ in placed)


def test_a_missing_translation_is_told(tmp_path: Path) -> None:
    (tmp_path / "translations").mkdir()
    (tmp_path / "translations/wats_station_nb.ts").touch()
    with pytest.raises(data.DataProblem, match=r"dev\.py translations: wats_station_nb\.qm"):
        data.data_files(tmp_path, tmp_path)


def test_the_stamp_is_the_commits_and_tells_of_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SOURCE_DATE_EPOCH", "WATS_STATION_BUILD_COMMIT"):
        monkeypatch.delenv(name, raising=False)
    module = tmp_path / "wats_station" / "__init__.py"
    module.parent.mkdir()
    module.write_text('__version__ = "1.2.3rc1"\n', encoding="utf-8")
    assert build_stamp.read(tmp_path) == ("1.2.3rc1", "unknown", 315532800)
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    date = {"GIT_COMMITTER_DATE": "2026-05-17T12:00:00+02:00", "PATH": "/usr/bin:/bin"}
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "x"]):
        subprocess.run(["git", *command], cwd=tmp_path, env=date, check=True)
    written = json.loads(build_stamp.write(tmp_path, tmp_path / "out").read_text("utf-8"))
    assert written["date"] == "2026-05-17T10:00:00Z"
    assert (written["version"], len(written["commit"])) == ("1.2.3rc1", 40)
    module.write_text('__version__ = "1.2.3"\n', encoding="utf-8")
    assert build_stamp.read(tmp_path).commit == f"{written['commit']}-dirty"
    monkeypatch.setenv("WATS_STATION_BUILD_COMMIT", "abc")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert build_stamp.read(tmp_path) == ("1.2.3", "abc", 1700000000)


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", (0, 1, 0, 0)), ("2.10rc1", (2, 10, 0, 0)), ("1.2.3.dev4", (1, 2, 3, 0))],
)
def test_windows_versions_are_four_numbers(
    version: str, numbers: tuple[int, int, int, int]
) -> None:
    assert executables.file_version(version) == numbers


def test_the_manifest_is_one_and_says_what_windows_shall_know() -> None:
    said = {
        element.tag.rpartition("}")[2]: (element.text or "").strip()
        for element in ET.fromstring(executables.MANIFEST.encode()).iter()  # noqa: S314 - ours
    }
    assert said["dpiAwareness"] == "PerMonitorV2"
    assert said["longPathAware"] == "true"
    assert said["activeCodePage"] == "UTF-8"


def test_checksums_are_sha256sums(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/å.txt").write_bytes(b"x")
    (tmp_path / "link").symlink_to("in")
    checksums.write_checksums(tmp_path)
    done = subprocess.run(
        ["sha256sum", "--check", "SHA256SUMS"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.count("OK") == 1
    assert checksums.are_right(tmp_path)
    (tmp_path / "in/more").touch()
    assert not checksums.are_right(tmp_path)


def test_sizes_are_told_by_what_files_belong_to(tmp_path: Path) -> None:
    files = {
        "wats-station": 10,
        "_internal/libpython3.11.so.1.0": 3_000_000,
        "_internal/PySide6/Qt/lib/libicudata.so.73": 2_000_000,
        "_internal/PySide6/Qt6Quick.dll": 500,
        "_internal/PySide6/Qt/lib/libavcodec.so.61": 700,
        "_internal/httpx/_api.pyc": 5,
        "_internal/wats_station/cli.pyc": 7,
    }
    for place, size in files.items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_bytes(bytes(size))
    told = dict(sizes.by_component(tmp_path))
    assert told["Python"] == 3_000_000
    assert told["ICU, the world's alphabets (for Qt)"] == 2_000_000
    assert told["FFmpeg, for the camera"] == 700
    assert told["httpx"] == 5
    assert told["WATS Station itself"] == 7
    assert sum(told.values()) == sizes.size_of(tmp_path) == sum(files.values())
    assert "| **together** | 5.0 |" in sizes.table(tmp_path)


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="this is no Debian")
def test_what_a_debian_package_owns_is_not_bundled() -> None:
    import PySide6

    ours = str(Path(PySide6.__file__).parent / "Qt/lib/libQt6Core.so.6")
    systems = next(str(path) for path in Path("/lib").glob("*-linux-gnu/libc.so.6"))
    entries: list[Entry] = [
        ("PySide6/Qt/lib/libQt6Core.so.6", ours, "BINARY"),
        ("libc.so.6", systems, "BINARY"),
        ("copy-of-it.txt", systems, "DATA"),
    ]
    kept = system_libraries.without_the_systems(entries)
    assert [place for place, _, _ in kept] == ["PySide6/Qt/lib/libQt6Core.so.6", "copy-of-it.txt"]
