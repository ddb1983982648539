"""A translation is complete, and keeps the places where values go in."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

FILES = sorted((ROOT / "translations").glob("*.ts"))
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%L?\d+|%n")


def test_norwegian_is_there() -> None:
    names = [path.name for path in FILES]
    assert "wats_station_nb.ts" in names, "run python3 packaging/dev.py translations"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_text_is_translated(path: Path) -> None:
    missing = [source for source, forms, done in _messages(path) if not done or not all(forms)]
    assert not missing, f"{path.name} lacks {missing}: translate them, and drop type='unfinished'"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_placeholders_are_kept(path: Path) -> None:
    wrong = [
        (source, form)
        for source, forms, _ in _messages(path)
        for form in forms
        if form and sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(form))
    ]
    assert not wrong, f"{path.name} changes placeholders: {wrong}"


def _messages(path: Path) -> Iterator[tuple[str, list[str], bool]]:
    """The source text, its translated forms, and whether they are said to be finished."""
    for message in ET.parse(path).getroot().iter("message"):  # noqa: S314 - our own file
        translation = message.find("translation")
        if translation is None:
            yield message.findtext("source", ""), [""], False
            continue
        kind = translation.get("type", "")
        if kind in ("vanished", "obsolete"):
            continue
        forms = [form.text or "" for form in translation.iter("numerusform")]
        yield message.findtext("source", ""), forms or [translation.text or ""], kind == ""
