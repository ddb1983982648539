"""The outbox panel: what waits, what was refused, and what somebody may do about it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.ui.benches import BENCHES, outbox_bench, outbox_row
from wats_station.domain.command import CommandState, WriteTag
from wats_station.domain.notice import NoticeKind, notice
from wats_station.flows.bench import Bench
from wats_station.flows.outbox import DiscardAsked, LogAsked, NoteAsked, RetryAsked
from wats_station.ui.bridge import Bridge
from wats_station.ui.panels.outbox import OutboxPanel
from wats_station.ui.shell import Shell
from wats_station.ui.widgets.button import TouchButton

Show = Callable[[str | Bench], OutboxPanel]


@pytest.fixture
def show(bridge: Bridge, shell: Shell, qtbot: QtBot) -> Show:
    def shown(what: str | Bench) -> OutboxPanel:
        bridge.show(BENCHES[what] if isinstance(what, str) else what)
        qtbot.wait(40)
        assert shell.panels is not None
        assert shell.panels.outbox is not None
        return shell.panels.outbox

    return shown


def press(button: TouchButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_somebody_must_look_at_comes_first_and_is_shown_whole(show: Show) -> None:
    panel = show("outbox, refused")
    assert panel.title.text == "Not done, to be looked at: 2"
    words = [
        panel.rows.model().index(row, 0).data().split(" · ")[0]
        for row in range(panel.rows.model().rowCount())
    ]
    assert len(words) == 7
    assert panel.card.badge.word == "Refused"
    assert "There is no lot 4711-B" in panel.card.why.text
    assert "Anna Berglund-Østby · BENCH-7" in panel.card.who.text


def test_a_refused_command_is_tried_again_or_given_up_with_a_reason(
    shell: Shell, show: Show, qtbot: QtBot
) -> None:
    panel = show("outbox, refused")
    with qtbot.waitSignal(shell.outbox_asked) as asked:
        press(panel.card.retry)
    assert asked.args == [RetryAsked(1)]
    QTest.keyClicks(panel.card.reason.line, "the lot is closed")
    with qtbot.waitSignal(shell.outbox_asked) as asked:
        press(panel.card.discard)
    assert asked.args == [DiscardAsked(1, "the lot is closed")]
    assert not panel.card.noted.isVisible()


def test_what_was_not_done_is_taken_note_of(shell: Shell, show: Show, qtbot: QtBot) -> None:
    panel = show("outbox, to be noted")
    assert panel.card.badge.word == "Conflict"
    assert not panel.card.retry.isVisible()
    with qtbot.waitSignal(shell.outbox_asked) as asked:
        press(panel.card.noted)
    assert asked.args == [NoteAsked(7)]


def test_a_row_that_is_touched_is_shown_in_full(show: Show, qtbot: QtBot) -> None:
    panel = show("outbox, refused")
    panel.rows.clicked.emit(panel.rows.model().index(2, 0))
    assert panel.card.badge.word == "Waiting"
    assert panel.card.why.text.startswith("The server has not answered")
    assert not panel.card.retry.isVisible()


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("outbox, empty", "Everything is delivered"),
        ("outbox, delivered", "Everything is delivered"),
    ],
)
def test_an_empty_outbox_says_so(show: Show, name: str, title: str) -> None:
    panel = show(name)
    assert panel.title.text == title
    assert not panel.card.isVisible()


def test_an_outbox_that_cannot_be_used_says_why(show: Show) -> None:
    panel = show("outbox, out of order")
    assert "the disk is full" in panel.note.text
    assert panel.title.text == "Out of order"


def test_the_second_half_of_a_replacement_says_that_it_is_half_done(show: Show) -> None:
    refused = notice(NoticeKind.SERVER_REFUSED, message="no")
    row = outbox_row(9, WriteTag("Lot", None, "1"), CommandState.REJECTED, refused)
    half = replace(row, command=replace(row.command, follows=row.command.id))
    assert show(outbox_bench({9: half}, ())).card.badge.word == "Half done"


def test_the_log_is_saved_where_somebody_wants_it(shell: Shell, show: Show, qtbot: QtBot) -> None:
    panel = show("outbox, empty")
    press(panel.save)
    assert isinstance(panel.dialog, QFileDialog)
    with qtbot.waitSignal(shell.outbox_asked) as asked:
        panel.dialog.fileSelected.emit("/tmp/log.csv")  # noqa: S108 - a text, no file
    assert asked.args == [LogAsked("/tmp/log.csv")]  # noqa: S108 - a text, no file
    panel.dialog.reject()


def test_ten_thousand_waiting_commands_are_shown_without_a_stall(
    show: Show, bridge: Bridge, qtbot: QtBot
) -> None:
    rows = {n: outbox_row(n, WriteTag("Lot", None, str(n))) for n in range(1, 10_001)}
    panel = show(outbox_bench(rows, ()))
    assert panel.title.text == "Waiting to be sent: 10000"
    assert panel.rows.model().rowCount() == 500
