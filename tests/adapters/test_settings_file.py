"""The settings file: kept whole, read whole, and never half understood."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wats_station.adapters.settings_file import SettingsFile
from wats_station.domain.scanner_profile import ScannerProfile, Thresholds
from wats_station.domain.settings import (
    LabelRule,
    LabelSettings,
    Settings,
    SettingsFault,
    SettingsProblem,
)

FULL = Settings(
    scanner=ScannerProfile(
        "Gun", "no", measured=True, prefix="\x02", suffixes=frozenset("\r\x03"),
        thresholds=Thresholds(5, 0.02, 0.05, 0.2, 0.4),
    ),
    labels=LabelSettings(
        "$", "B:", (LabelRule("house", r"H(?P<serial>\d+)"),), {"9501101020917": "CTRL-100"}
    ),
)  # fmt: skip


def test_without_a_file_the_settings_are_the_standard_ones(tmp_path: Path) -> None:
    assert SettingsFile(tmp_path).read() == Settings()


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "new folder")
    file.keep(FULL)
    assert file.read() == FULL
    file.keep(replace(FULL, scanner=ScannerProfile()))
    assert file.read().scanner == ScannerProfile()
    assert [each.name for each in file.path.parent.iterdir()] == ["settings.json"]


def test_a_file_by_hand_needs_only_what_is_different(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    file.path.write_text('{"scanner": {"layout": "de", "measured": true}}', encoding="utf-8")
    assert file.read() == Settings(scanner=ScannerProfile(layout="de", measured=True))


def test_a_byte_order_mark_of_an_editor_does_no_harm(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    file.path.write_text('{"scanner": {"layout": "no"}}', encoding="utf-8-sig")
    assert file.read().scanner.layout == "no"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{", "Invalid JSON"),
        ("[]", "Input should be"),
        ('{"scanner": {"measured": "perhaps"}}', "scanner.measured: "),
        ('{"labels": {"command_prefix": ""}}', "at least one character"),
        ('{"labels": {"badge_prefix": ""}}', "at least one character"),
        ('{"volume": 40}', "volume: there is no such setting"),
        ('{"scanner": {"layout": "xx"}}', "scanner: Value error, the layout is one of us, no"),
        ('{"scanner": {"suffixes": ["ab"]}}', "one character"),
        ('{"scanner": {"prefix": "", "suffixes": []}}', "nothing ends a scan"),
        ('{"scanner": {"thresholds": {"hold": 0}}}', "scanner.thresholds: "),
        ('{"scaner": {}}', "scaner: there is no such setting"),
        ('{"labels": {"rules": [{"name": "a", "pattern": "b", "x": 1}]}}', "labels.rules.0.x: "),
    ],
)
def test_a_file_that_is_not_as_it_should_be_says_where(
    tmp_path: Path, written: str, said: str
) -> None:
    file = SettingsFile(tmp_path)
    file.path.write_text(written, encoding="utf-8")
    with pytest.raises(SettingsProblem) as raised:
        file.read()
    assert raised.value.fault is SettingsFault.NOT_SETTINGS
    assert said in raised.value.detail
    assert str(file.path) in raised.value.detail
    assert file.path.read_text(encoding="utf-8") == written


def test_a_file_that_cannot_be_read_or_written_is_told(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    file.path.mkdir()
    with pytest.raises(SettingsProblem) as raised:
        file.read()
    assert raised.value.fault is SettingsFault.UNREADABLE
    with pytest.raises(SettingsProblem):
        file.keep(Settings())


@given(st.binary(max_size=100) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_settings_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = SettingsFile(tmp_path_factory.mktemp("settings"))
    file.path.write_bytes(content)
    said = ""
    try:
        assert isinstance(file.read(), Settings)
    except SettingsProblem as problem:
        said = problem.detail
    assert said == "" or str(file.path) in said


def test_a_damaged_file_is_moved_aside_and_not_overwritten(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    for number in (1, 2):
        file.path.write_text(f'{{"scanner": {number}')
        file.keep(Settings(server="http://x"))
        aside = tmp_path / f"settings.damaged-{number}.json"
        assert aside.read_text() == f'{{"scanner": {number}'
    assert file.read() == Settings(server="http://x")
    file.keep(Settings())
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "settings.damaged-1.json",
        "settings.damaged-2.json",
        "settings.json",
    ]
