"""The changelog tells of the version that is here, and of each version once."""

import re
from datetime import date
from pathlib import Path

from terminal import ROOT
from wats_station import __version__

_CHANGELOG = ROOT / "packaging" / "CHANGELOG.md"
_ENTRY = re.compile(
    r"^## \[(?P<version>[^\]]+)\](?: - (?P<date>\d{4}-\d{2}-\d{2}))?$", re.MULTILINE
)
_KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Known limits"}


def _entries(path: Path = _CHANGELOG) -> list[re.Match[str]]:
    return list(_ENTRY.finditer(path.read_text(encoding="utf-8")))


def test_the_newest_entry_is_of_this_version() -> None:
    assert _entries()[0]["version"] == __version__, "tell in packaging/CHANGELOG.md what is new"


def test_versions_are_told_once_each_with_newer_dates_first() -> None:
    entries = _entries()
    versions = [each["version"] for each in entries]
    assert len(set(versions)) == len(versions)
    dates = [date.fromisoformat(each["date"]) for each in entries]
    assert dates == sorted(dates, reverse=True)


def test_each_part_of_an_entry_is_of_a_known_kind_and_says_something() -> None:
    text = _CHANGELOG.read_text(encoding="utf-8")
    parts = re.split(r"^### (.+)$", text, flags=re.MULTILINE)[1:]
    kinds = parts[::2]
    assert kinds
    assert set(kinds) <= _KINDS
    assert all(re.search(r"^- ", part, re.MULTILINE) for part in parts[1::2])
