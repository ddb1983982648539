"""The timeline's filters: what they let through, how they are reached, and that they stay."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from unittest import mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.benches import WHEN
from wats_station.domain.unit import LifeEvent
from wats_station.ui.panels.timeline import ALL, FILTERS, WORDS, TimelineCard
from wats_station.ui.panels.wording import EVENT_KINDS, event_row
from wats_station.ui.theme import Theme

KINDS = ("phase", "test", "repair", "tag", "process", "created", "child", "parent_out")


def event(number: int, kind: str) -> LifeEvent:
    return LifeEvent(WHEN - timedelta(minutes=number), kind, f"T{number}", "", None, "", "")


def life(*kinds: str) -> tuple[LifeEvent, ...]:
    return tuple(event(number, kind) for number, kind in enumerate(kinds))


@pytest.fixture
def card(qtbot: QtBot) -> Iterator[TimelineCard]:
    window = QWidget()
    qtbot.addWidget(window)
    card = TimelineCard(Theme("light"))
    QVBoxLayout(window).addWidget(card)
    window.resize(560, 300)
    window.show()
    yield card
    window.close()


def shown(card: TimelineCard) -> list[str]:
    model = card.rows.model()
    return [card.rows._model.item(row).kind for row in range(model.rowCount())]  # type: ignore[attr-defined]


def visible(card: TimelineCard) -> list[str]:
    return [chip.accessibleName() for chip in card.chips.values() if not chip.isHidden()]


def test_every_kind_is_let_through_by_one_filter_and_has_its_words() -> None:
    assert set(WORDS) == set(FILTERS)
    of_kinds = [kind for kinds in FILTERS.values() for kind in kinds]
    assert sorted(of_kinds) == sorted(set(of_kinds))
    assert set(of_kinds) == set(EVENT_KINDS)


def test_the_chips_say_how_many_there_are_and_a_touch_filters(card: TimelineCard) -> None:
    card.show_events(life(*KINDS, "test"))
    assert visible(card) == ["All 9", "Tests 2", "Repairs 1", "Phases 2", "Building 3", "Tags 1"]
    QTest.mouseClick(card.chips["building"], Qt.MouseButton.LeftButton)
    assert shown(card) == ["created", "child", "parent_out"]
    assert [name for name, chip in card.chips.items() if chip.isChecked()] == ["building"]
    QTest.mouseClick(card.chips[ALL], Qt.MouseButton.LeftButton)
    assert len(shown(card)) == 9


def test_it_is_worked_by_keyboard(card: TimelineCard) -> None:
    card.show_events(life(*KINDS))
    card.chips["tests"].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(card.chips["tests"], Qt.Key.Key_Space)
    assert shown(card) == ["test"]


def test_a_filter_stays_while_units_change(card: TimelineCard) -> None:
    card.show_events(life("test", "phase"))
    card.choose("tests")
    # One without such events is shown whole, and the next one filtered again.
    card.show_events(life("phase", "tag"))
    assert shown(card) == ["phase", "tag"]
    assert card.chips[ALL].isChecked()
    card.show_events(life("tag", "test"))
    assert shown(card) == ["test"]
    assert card.chips["tests"].isChecked()


def test_without_events_the_title_stands_there(card: TimelineCard) -> None:
    card.set_title("Timeline")
    card.show_events(())
    assert not card.title.isHidden()
    card.show_events(life("test"))
    assert card.title.isHidden()
    assert visible(card) == ["All 1", "Tests 1"]


def test_where_words_have_no_room_symbols_stand_and_nothing_is_too_small(
    card: TimelineCard, qtbot: QtBot
) -> None:
    card.show_events(life(*KINDS * 1250))
    card.window().resize(460, 300)
    qtbot.wait(20)
    target = Theme("light").metrics.target
    for chip in card.chips.values():
        assert chip.fits()
        assert chip.height() >= target


def test_nothing_is_built_per_row(card: TimelineCard, qtbot: QtBot) -> None:
    events = life(*KINDS * 1250)
    assert len(events) == 10_000
    before = len(card.findChildren(QWidget))
    with mock.patch.object(card.rows._model, "_present", wraps=event_row) as present:
        card.show_events(events)
        card.choose("tests")
        card.rows.scrollToBottom()
        qtbot.wait(30)
        assert 0 < present.call_count < 200
    assert len(card.findChildren(QWidget)) == before
    assert len(shown(card)) == 1250


def test_what_was_built_says_where() -> None:
    row = event_row(replace(event(1, "child"), title="PSU-1", detail="#2", operator="anna"))
    assert (row.symbol, row.title, row.detail) == ("child", "Built in: PSU-1", "#2 · anna")
    row = event_row(replace(event(1, "child_out"), title="PSU-1"))
    assert row.title == "Taken out: PSU-1"
