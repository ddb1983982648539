"""A translation is complete, and keeps the places where values go in."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from pseudo_locale import lengthened, translate_all
from tests.architecture.source import ROOT

FILES = sorted((ROOT / "translations").glob("*.ts"))
# How many plural forms Qt Linguist asks for.
FORMS = {"nb": 2}
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


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_plurals_have_all_their_forms(path: Path) -> None:
    assert not plural_faults(ET.parse(path).getroot(), path.stem.rpartition("_")[2])  # noqa: S314


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<source>%n units</source><translation>%n enheter</translation>", "no plural"),
        (
            "<source>%n units</source><translation><numerusform>%n enhet</numerusform>"
            "</translation>",
            "1 of 2 forms",
        ),
        (
            "<source>%n units</source><translation><numerusform>en enhet</numerusform>"
            "<numerusform>%n enheter</numerusform></translation>",
            "without %n",
        ),
    ],
)
def test_a_plural_that_is_wrong_is_found(body: str, fault: str) -> None:
    numerus = ' numerus="yes"' if "numerusform" in body else ""
    root = ET.fromstring(f"<TS><message{numerus}>{body}</message></TS>")  # noqa: S314
    (found,) = plural_faults(root, "nb")
    assert fault in found


def plural_faults(root: ET.Element, language: str) -> list[str]:
    """What is wrong with the texts that count something."""
    faults = []
    for message in root.iter("message"):
        source = message.findtext("source", "")
        forms = [form.text or "" for form in message.iter("numerusform")]
        if message.get("numerus") != "yes":
            if "%n" in source:
                faults.append(f"{source!r} has no plural: give tr() its number")
        elif len(forms) != FORMS[language]:
            faults.append(f"{source!r} has {len(forms)} of {FORMS[language]} forms")
        elif any("%n" not in form for form in forms):
            faults.append(f"{source!r} has a form without %n")
    return faults


def test_the_pseudo_language_is_not_shipped() -> None:
    """What lies in translations/ as .ts is what the wheel's build hook compiles."""
    assert "wats_station_xx.ts" not in [path.name for path in FILES]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Waiting: {count}", ["{count}"]),
        ("%n unit(s)", ["%n"]),
        ("Or scan CMD-CONFIRM or CMD-CANCEL.", ["CMD-CONFIRM", "CMD-CANCEL"]),
        ("Scan a unit", []),
    ],
)
def test_the_pseudo_language_is_longer_and_keeps_what_it_must(text: str, kept: list[str]) -> None:
    longer = lengthened(text)
    assert (longer[0], longer[-1]) == ("[", "]")
    assert all(part in longer for part in kept)
    own = len(text) - sum(map(len, kept))
    assert len(longer) >= len(text) + round(own * 0.35)
    assert longer[1:-1] != text


def test_every_text_of_the_pseudo_language_is_made(tmp_path: Path) -> None:
    path = tmp_path / "wats_station_xx.ts"
    path.write_text((ROOT / "translations" / "wats_station_nb.ts").read_text(encoding="utf-8"))
    translate_all(path)
    messages = list(_messages(path))
    assert len(messages) > 500
    assert all(form == lengthened(source) for source, forms, _ in messages for form in forms)


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
