"""Every notice has a sentence, in every language, with the values it was given."""

import string
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication

from wats_station.domain.link import LinkState
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.outcome import OutcomeKind
from wats_station.domain.panel import Panel
from wats_station.domain.verification import Grade
from wats_station.ui import words
from wats_station.ui.texts import SENTENCES, sentence

Speak = Callable[[str], None]


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_notice_is_a_sentence_in_both_languages(kind: NoticeKind, speak: Speak) -> None:
    english = SENTENCES[kind]
    speak("nb")
    norwegian = QCoreApplication.translate("Notices", english)
    assert norwegian != english
    assert fields(norwegian) == fields(english)
    for text in (english, norwegian):
        assert text[-1] in ".…:})"


def test_a_value_is_never_parsed_again() -> None:
    said = notice(NoticeKind.READING, text="{serial} {0} }{")
    assert sentence(said) == "Reading {serial} {0} }{…"


def test_a_missing_value_is_left_out() -> None:
    assert "{" not in sentence(notice(NoticeKind.PHASE_NOT_ALLOWED))


def test_the_values_arrive(speak: Speak) -> None:
    values = {"serial": "S1", "from": "Repaired", "to": "Shipped"}
    said = notice(NoticeKind.PHASE_NOT_ALLOWED, **values)
    for language in ("en", "nb"):
        speak(language)
        assert all(value in sentence(said) for value in values.values())


def test_a_panel_is_called_by_its_name() -> None:
    assert sentence(notice(NoticeKind.PANEL_OPENED, panel="LOOKUP")).startswith("Lookup ")


def test_every_enum_value_has_its_word() -> None:
    assert {each.value for each in OutcomeKind} <= set(words.OUTCOMES)
    assert {each.value for each in LinkState} == set(words.LINKS)
    assert {each.value for each in Panel} == set(words.PANELS)
    assert {each.value for each in Grade} == set(words.GRADES)


def test_a_status_we_do_not_know_is_shown_as_the_server_says_it() -> None:
    assert words.run_word("Passed") == "Passed"
    assert words.run_word("Skipped by rule") == "Skipped by rule"
