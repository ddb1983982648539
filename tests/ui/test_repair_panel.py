"""The repair panel as it is shown, touched and typed into."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import repair_states as states
from wats_station.domain.repair import Fault, RepairDraft
from wats_station.flows.repair.state import (
    AnywayAsked,
    CodePicked,
    CommentEntered,
    DraftDropped,
    FaultChanged,
    FaultRemoved,
    FileRemoved,
    OperationChosen,
    PreviewAsked,
    RepairLeft,
    RepairState,
    SendAsked,
    StepChosen,
)
from wats_station.scan.intent import ShowUnit
from wats_station.ui.panels.repair.files import Thumbnail
from wats_station.ui.panels.repair.panel import RepairPanel
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.fields import LineField
from wats_station.ui.widgets.surface import Badge
from wats_station.ui.widgets.text import TextBlock

# What the window leaves at 1280 x 720, below the banner of the practice mode.
WIDTH, HEIGHT = 1151, 466
GREEN = QColor("#35A035")


def green_picture(file_id: str) -> QPixmap | None:
    """A picture for the photo of the states, none for anything else."""
    if file_id != states.PHOTO.id:
        return None
    pixmap = QPixmap(400, 300)
    pixmap.fill(GREEN)
    return pixmap


@pytest.fixture
def panel(qtbot: QtBot) -> RepairPanel:
    panel = RepairPanel(Theme("light"), green_picture)
    qtbot.addWidget(panel)
    panel.resize(WIDTH, HEIGHT)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


@pytest.fixture
def pressed(panel: RepairPanel) -> list[object]:
    """What the panel asks for."""
    asked: list[object] = []
    panel.pressed.connect(lambda _text, what: asked.append(what))
    return asked


def seen(panel: QWidget) -> str:
    """Every word that is in sight."""
    blocks = [each.text for each in panel.findChildren(TextBlock) if each.isVisible()]
    badges = [each.word for each in panel.findChildren(Badge) if each.isVisible()]
    buttons = [each.text() for each in panel.findChildren(TouchButton) if each.isVisible()]
    return "\n".join((*blocks, *badges, *buttons))


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def touch(view: QListView, row: int) -> None:
    middle = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def words_of(view: QListView) -> list[str]:
    """What each row says to a screen reader."""
    model = view.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


def type_into(field: LineField, text: str) -> None:
    field.line.setFocus()
    field.line.selectAll()
    QTest.keyClicks(field.line, text)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (states.EMPTY, "Scan the unit that failed"),
        (states.UNFILED, "Begun and not filed"),
        (states.READING, "Its failed test and the codes are on their way."),
        (states.NOTHING, "Nothing to repair"),
        (states.FAILED, "Not read"),
        (states.OPEN, "20 Functional test failed"),
        (states.OPEN, "2026-11-23"),
        (states.OPEN, "Most frequent for this step (earlier repairs: 19)"),
        (states.OPEN, "Before it can be filed: at least one failure."),
        (states.OF_PRODUCT, "Most frequent for this product (earlier repairs: 23)"),
        (states.FEW_REPAIRS, "Not enough data yet (earlier repairs: 3)"),
        (states.NO_PAST, "Earlier repairs could not be read."),
        (states.NO_OPERATION, "a repair operation on the server"),
        (states.PHOTO_LACKS, "a photo, which one of the codes demands"),
        (states.ALL_LACKS, "at least one failure, the test it is about, which nobody knows"),
        (states.ANYWAY, "It has not failed, and is repaired all the same."),
        (states.CHOOSING, "Which one is meant?"),
        (states.REFUSED, "R12B is no component reference"),
        (states.ADDING_FILES, "Adding files…"),
        (states.FILING, "Filing…"),
        (states.PREVIEW, "This is what will be filed"),
        (states.PREVIEW_FILING, "Filing…"),
        (states.PREVIEW_LACKS, "a photo, which one of the codes demands"),
        (states.PREVIEW_REFUSED, "this unit was scrapped meanwhile"),
        (states.WAITING, "Waiting for the retest: 20 Functional test"),
        (states.WAITING, "Repaired: Solder / Cold joint R12, Component / Wrong part U3"),
        (states.UNCONFIRMED, "The repair is kept here and not confirmed by the server yet."),
        (states.REMEMBERED, "Offline: as known at 2026-11-23"),
        (states.NOTHING_REMEMBERED, "Offline: as known at 2026-11-23"),
        (states.REFUSED_LATER, "Not filed"),
        (states.REFUSED_LATER, "R12B is no component reference"),
        (states.LONG_WAITING, "2 more"),
        (states.FILED_BEFORE, "The repair was filed at 2026-11-23"),
        (states.PASSED, "PASSED"),
        (states.FAILED_AGAIN, "FAILED"),
    ],
)
def test_each_state_says_what_it_is(panel: RepairPanel, state: RepairState, words: str) -> None:
    panel.render_state(state)
    assert words in seen(panel)


def test_an_unfiled_repair_is_opened_by_touch(panel: RepairPanel, pressed: list[object]) -> None:
    panel.render_state(states.UNFILED)
    assert words_of(panel.empty.left) == [
        "DEMO-1004 · Failures: 2 · PCBA-100-01",
        "DEMO-1009 · Failures: 0 · GW-500",
    ]
    touch(panel.empty.left, 1)
    assert pressed == [ShowUnit("DEMO-1009", "GW-500")]


def test_a_unit_that_has_not_failed_is_repaired_only_where_it_may_be(
    panel: RepairPanel, pressed: list[object]
) -> None:
    panel.render_state(states.NOTHING_ALLOWED)
    assert not panel.message.anyway.isVisible()
    panel.render_state(states.NOTHING)
    click(panel.message.anyway)
    click(panel.message.put_away)
    assert pressed == [AnywayAsked(0), RepairLeft(0)]


@pytest.mark.parametrize("state", [states.WAITING, states.PASSED, states.FAILED_AGAIN])
def test_a_filed_repair_may_be_followed_by_one_more(
    panel: RepairPanel, pressed: list[object], state: RepairState
) -> None:
    panel.render_state(state)
    assert panel.message.anyway.text() == "Repair once more"
    click(panel.message.anyway)
    assert pressed == [AnywayAsked(0)]


def test_green_is_kept_for_what_the_server_confirmed(panel: RepairPanel) -> None:
    tones = []
    for state in (states.WAITING, states.UNCONFIRMED, states.PASSED, states.FAILED_AGAIN):
        panel.render_state(state)
        tones.append(panel.message.badge._tone)
    assert tones == ["done", "queued", "done", "refused"]


def test_a_failed_step_says_what_was_measured_and_is_chosen_by_touch(
    panel: RepairPanel, pressed: list[object]
) -> None:
    panel.render_state(states.OPEN)
    assert words_of(panel.entry.test.steps) == [
        "Supply 3.3 V · 3.61 V · Power/Rails/Supply 3.3 V · 3.135 V to 3.465 V",
        'Boot message · "ERR 7" · Boot/Boot message · "READY"',
    ]
    touch(panel.entry.test.steps, 1)
    assert pressed == [StepChosen(0, "s2")]


def test_the_usual_codes_come_first_and_are_picked_by_touch(
    panel: RepairPanel, pressed: list[object]
) -> None:
    panel.render_state(states.OPEN)
    tiles = panel.entry.picker.tiles
    assert words_of(tiles) == [
        "Cold joint · 12 × · Solder",
        "Wrong polarity · 5 × · Component",
        "Mechanically damaged · 2 × · Component",
        "Component · Codes: 4",
        "Solder · Codes: 3",
        "Test · Codes: 1",
    ]
    touch(tiles, 0)
    assert pressed == [CodePicked(0, "Solder", "Cold joint")]


def test_a_category_opens_to_its_codes_and_closes_again(
    panel: RepairPanel, pressed: list[object]
) -> None:
    panel.render_state(states.OPEN)
    tiles = panel.entry.picker.tiles
    touch(tiles, 3)
    assert words_of(tiles) == [
        "All categories",
        "Missing",
        "Wrong part",
        "Wrong polarity",
        "Mechanically damaged · Photo needed",
    ]
    touch(tiles, 1)
    assert pressed == [CodePicked(0, "Component", "Missing")]
    touch(tiles, 0)
    assert len(words_of(tiles)) == 6


def test_the_search_looks_through_all_codes_and_enter_picks_the_only_one(
    panel: RepairPanel, pressed: list[object]
) -> None:
    panel.render_state(states.OPEN)
    picker = panel.entry.picker
    type_into(picker.search, "missing")
    assert words_of(picker.tiles) == ["Missing · Component", "Missing · Solder"]
    assert picker.caption.text == "Found: 2"
    QTest.keyClick(picker.search.line, Qt.Key.Key_Return)
    assert pressed == []
    QTest.keyClicks(picker.search.line, " sold")
    QTest.keyClick(picker.search.line, Qt.Key.Key_Return)
    assert pressed == [CodePicked(0, "Solder", "Missing")]
    type_into(picker.search, "zzz")
    assert picker.caption.text == "No code holds these words."


def test_an_operation_with_one_category_shows_its_codes_at_once(panel: RepairPanel) -> None:
    panel.render_state(
        replace(states.OPEN, case=replace(states.CASE, operations=(states.SERVICE,), past=()))
    )
    assert words_of(panel.entry.picker.tiles)[:2] == ["Missing", "Wrong part"]


def test_which_code_is_meant_is_touched_or_left(panel: RepairPanel, pressed: list[object]) -> None:
    panel.render_state(states.CHOOSING)
    assert words_of(panel.entry.meant.tiles) == ["Component · Missing", "Solder · Missing"]
    touch(panel.entry.meant.tiles, 1)
    click(panel.entry.meant.none)
    assert pressed == [CodePicked(0, "Solder", "Missing"), RepairLeft(0)]


def test_a_code_is_picked_by_keyboard_and_typing_goes_on_in_its_details(
    panel: RepairPanel, pressed: list[object]
) -> None:
    panel.render_state(states.OPEN)
    tiles = panel.entry.picker.tiles
    tiles.setFocus()
    tiles.setCurrentIndex(tiles.model().index(0, 0))
    QTest.keyClick(tiles, Qt.Key.Key_Right)
    QTest.keyClick(tiles, Qt.Key.Key_Space)
    assert pressed == [CodePicked(0, "Component", "Wrong polarity")]
    panel.render_state(states.ONE_FAULT)
    assert panel.entry.editor.component.line.hasFocus()


@pytest.mark.parametrize(
    ("state", "opened", "reached"),
    [
        (states.TWO_FAULTS, False, ["Search a code", "Codes"]),
        (states.CHOOSING, False, ["None of these", "Which one is meant?"]),
        (
            states.TWO_FAULTS,
            True,
            ["Remove", "Next failure", "Component", "Part put in", "Its serial number", "Comment"],
        ),
    ],
)
def test_tab_reaches_everything_from_the_top(
    panel: RepairPanel, state: RepairState, opened: bool, reached: list[str]
) -> None:
    panel.render_state(state)
    if opened:
        touch(panel.entry.faults.rows, 0)
    panel.entry.test.steps.setFocus()
    said = []
    while not panel.entry.buttons.send.hasFocus():
        focused = panel.focusWidget()
        assert focused is not None
        said.append(focused.accessibleName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    below = ["Put away", "Throw away", "Comment, files", "Preview"]
    assert said == ["Failed steps", "Failures", *reached, *below]


def test_a_touched_code_leaves_the_keyboard_where_it_is(panel: RepairPanel) -> None:
    panel.render_state(states.OPEN)
    panel.setFocus()
    touch(panel.entry.picker.tiles, 0)
    panel.render_state(states.ONE_FAULT)
    assert panel.entry.editor.isVisible()
    assert panel.hasFocus()


def test_a_failure_that_was_added_is_open_until_another_is_wanted(panel: RepairPanel) -> None:
    panel.render_state(states.OPEN)
    assert panel.entry.picker.isVisible()
    panel.render_state(states.ONE_FAULT)
    assert panel.entry.editor.title.text == "Solder / Cold joint"
    assert panel.entry.editor.component.text == "R12"
    click(panel.entry.editor.finish)
    assert panel.entry.picker.isVisible()
    panel.render_state(replace(states.ONE_FAULT, draft=states.DRAFT))
    assert panel.entry.editor.title.text == "Component / Wrong part"


def test_a_draft_that_is_opened_again_asks_for_the_next_code(panel: RepairPanel) -> None:
    panel.render_state(states.TWO_FAULTS)
    assert panel.entry.picker.isVisible()
    assert words_of(panel.entry.faults.rows) == [
        "Cold joint · R12 · Solder · Supply 3.3 V",
        "Wrong part · U3 · Component · Boot message · The one of another customer"
        " · IC-4711 IC-0009",
    ]


def test_the_fields_of_a_failure_tell_what_changed_once(
    panel: RepairPanel, pressed: list[object]
) -> None:
    panel.render_state(states.TWO_FAULTS)
    touch(panel.entry.faults.rows, 0)
    editor = panel.entry.editor
    assert editor.component.line.placeholderText() == "Letters and a number: R12"
    type_into(editor.component, "C7")
    QTest.keyClick(editor.component.line, Qt.Key.Key_Return)
    changed = replace(states.JOINT, component="C7")
    assert pressed == [FaultChanged(0, 0, changed)]
    draft = replace(states.DRAFT, faults=(changed, states.PART))
    panel.render_state(replace(states.TWO_FAULTS, draft=draft))
    editor.part_number.line.setFocus()
    editor.comment.line.setFocus()
    assert len(pressed) == 1
    type_into(editor.comment, "lifted")
    panel.setFocus()
    assert pressed[1:] == [FaultChanged(0, 0, replace(changed, comment="lifted"))]


def test_all_fields_are_part_of_the_failure(panel: RepairPanel, pressed: list[object]) -> None:
    panel.render_state(states.TWO_FAULTS)
    touch(panel.entry.faults.rows, 0)
    editor = panel.entry.editor
    for field, text in ((editor.part_number, "RES-10K"), (editor.part_serial, "77")):
        type_into(field, text)
    click(editor.finish)
    assert pressed[-1] == FaultChanged(
        0, 0, Fault("Solder", "Cold joint", "s1", "R12", "RES-10K", "77")
    )


def test_a_refused_entry_stays_and_enter_tries_it_again(
    panel: RepairPanel, pressed: list[object]
) -> None:
    panel.render_state(states.TWO_FAULTS)
    touch(panel.entry.faults.rows, 1)
    component = panel.entry.editor.component
    type_into(component, "R12B")
    QTest.keyClick(component.line, Qt.Key.Key_Return)
    panel.render_state(states.REFUSED)
    assert component.text == "R12B"
    QTest.keyClick(component.line, Qt.Key.Key_Return)
    wanted = FaultChanged(0, 1, replace(states.PART, component="R12B"))
    assert pressed == [wanted, wanted]


def test_a_scanned_component_shows_in_the_open_failure(panel: RepairPanel) -> None:
    panel.render_state(states.OPEN)
    panel.render_state(states.ONE_FAULT)
    type_into(panel.entry.editor.comment, "half ty")
    scanned = replace(states.JOINT, component="R99")
    panel.render_state(replace(states.ONE_FAULT, draft=RepairDraft(500, (scanned,))))
    assert panel.entry.editor.component.text == "R99"
    assert panel.entry.editor.comment.text == "half ty"


def test_a_failure_is_taken_away(panel: RepairPanel, pressed: list[object]) -> None:
    panel.render_state(states.TWO_FAULTS)
    touch(panel.entry.faults.rows, 1)
    click(panel.entry.editor.remove)
    assert pressed == [FaultRemoved(0, 1)]
    panel.render_state(replace(states.TWO_FAULTS, draft=RepairDraft(500, (states.JOINT,))))
    assert panel.entry.picker.isVisible()


def test_what_is_typed_is_told_before_what_is_pressed(
    panel: RepairPanel, pressed: list[object]
) -> None:
    panel.render_state(states.TWO_FAULTS)
    touch(panel.entry.faults.rows, 0)
    type_into(panel.entry.editor.component, "C7")
    changed = FaultChanged(0, 0, replace(states.JOINT, component="C7"))
    click(panel.entry.buttons.send)
    assert pressed == [changed, SendAsked(0)]


def test_what_is_typed_is_told_when_a_scan_asks_for_it(
    panel: RepairPanel, pressed: list[object]
) -> None:
    panel.render_state(states.WHOLE)
    click(panel.entry.buttons.turn)
    type_into(panel.entry.whole.comment, "Reflowed")
    panel.commit()
    assert pressed == [CommentEntered(0, "Reflowed")]


def test_the_whole_repair_has_a_comment_and_an_operation(
    panel: RepairPanel, pressed: list[object]
) -> None:
    panel.render_state(states.WHOLE)
    click(panel.entry.buttons.turn)
    whole = panel.entry.whole
    assert not whole.operation.isVisible()
    panel.render_state(states.SEVERAL_OPERATIONS)
    click(panel.entry.buttons.turn)
    assert whole.comment.text == "Came back from the wave twice"
    type_into(whole.comment, "Reflowed")
    QTest.keyClick(whole.comment.line, Qt.Key.Key_Return)
    whole.operation.box.setFocus()
    QTest.keyClick(whole.operation.box, Qt.Key.Key_Down)
    assert pressed == [CommentEntered(0, "Reflowed"), OperationChosen(0, 510)]
    panel.render_state(replace(states.SEVERAL_OPERATIONS, request=2))
    assert whole.operation.value == 500


def test_files_are_shown_added_and_taken_away(
    panel: RepairPanel, pressed: list[object], qtbot: QtBot
) -> None:
    panel.render_state(states.WHOLE)
    click(panel.entry.buttons.turn)
    whole = panel.entry.whole
    assert [(row.name.text, row.size_line.text) for row in whole.files.rows] == [
        ("board.jpg", "1240 kB"),
        ("boot-log-of-the-unit-2026-11-23.txt", "1 kB"),
    ]
    colours = [
        each.grab().toImage().pixelColor(each.rect().center())
        for each in whole.files.findChildren(Thumbnail)
    ]
    assert [colour == GREEN for colour in colours] == [True, False]
    click(whole.files.rows[1].remove)
    with qtbot.waitSignal(panel.files_wanted):
        click(whole.add)
    assert pressed == [FileRemoved(0, "f2")]


def test_a_picture_appears_when_it_is_loaded(qtbot: QtBot) -> None:
    loaded: list[QPixmap] = []
    panel = RepairPanel(Theme("light"), lambda _id: loaded[0] if loaded else None)
    qtbot.addWidget(panel)
    panel.resize(WIDTH, HEIGHT)
    panel.render_state(states.PREVIEW)
    panel.show()
    qtbot.waitExposed(panel)
    photo = panel.preview.findChildren(Thumbnail)[0]
    middle = photo.mapTo(panel, photo.rect().center())
    assert panel.grab().toImage().pixelColor(middle) != GREEN
    picture = green_picture("f1")
    assert picture is not None
    loaded.append(picture)
    panel.repaint_pictures()
    assert panel.grab().toImage().pixelColor(middle) == GREEN


def test_the_buttons_below_ask_what_their_barcodes_ask(
    panel: RepairPanel, pressed: list[object]
) -> None:
    panel.render_state(states.WHOLE)
    buttons = panel.entry.buttons
    for button in (buttons.preview, buttons.send, buttons.put_away):
        click(button)
    assert pressed == [PreviewAsked(0), SendAsked(0), RepairLeft(0)]


def test_a_draft_is_thrown_away_by_the_second_touch(
    panel: RepairPanel, pressed: list[object]
) -> None:
    panel.render_state(states.OPEN)
    assert not panel.entry.buttons.drop.isEnabled()
    panel.render_state(states.WHOLE)
    click(panel.entry.buttons.drop)
    assert "ARE YOU SURE?" in seen(panel)
    click(panel.entry.dropping.leave)
    assert pressed == []
    click(panel.entry.buttons.drop)
    click(panel.entry.dropping.confirm)
    assert pressed == [DraftDropped(0)]
    assert not panel.entry.dropping.isVisible()


@pytest.mark.parametrize("state", [states.OPEN, states.PHOTO_LACKS, states.PREVIEW_LACKS])
def test_what_lacks_something_cannot_be_filed(
    panel: RepairPanel, pressed: list[object], state: RepairState
) -> None:
    panel.render_state(state)
    send = panel.preview.send if state.preview else panel.entry.buttons.send
    click(send)
    assert pressed == []


def test_the_preview_shows_all_and_is_filed_or_left(
    panel: RepairPanel, pressed: list[object]
) -> None:
    panel.render_state(states.PREVIEW)
    told = seen(panel)
    for words in (
        "SN1",
        "PART-1  ·  revision A  ·  Control board",
        "Filed as 500 Repair",
        "20 Functional test failed",
        "Came back from the wave twice",
        "Component: R12",
        "Failed step: Supply 3.3 V · 3.61 V · 3.135 V to 3.465 V",
        "Part put in: IC-4711 · IC-0009",
        "Comment: The one of another customer",
        "Photos and files: 2",
        "board.jpg",
    ):
        assert words in told
    click(panel.preview.send)
    click(panel.preview.back)
    assert pressed == [SendAsked(0), RepairLeft(0)]


def test_a_long_preview_is_scrolled_by_keyboard(panel: RepairPanel) -> None:
    panel.render_state(states.PREVIEW_REFUSED)
    faults = panel.preview.faults
    faults.setFocus()
    assert faults.verticalScrollBar().value() == 0
    QTest.keyClick(faults, Qt.Key.Key_PageDown)
    assert faults.verticalScrollBar().value() > 0


@pytest.mark.parametrize("state", [states.FILING, states.ADDING_FILES, states.PREVIEW_FILING])
def test_while_something_is_under_way_nothing_asks_for_more(
    panel: RepairPanel, pressed: list[object], state: RepairState
) -> None:
    panel.render_state(state)
    for button in panel.findChildren(TouchButton):
        if button.isVisible():
            click(button)
    if not state.preview:
        touch(panel.entry.picker.tiles, 0)
        touch(panel.entry.test.steps, 1)
    assert pressed == []


def test_filing_takes_the_keyboard_out_of_the_fields(panel: RepairPanel) -> None:
    panel.render_state(states.WHOLE)
    click(panel.entry.buttons.turn)
    panel.entry.whole.comment.line.setFocus()
    panel.render_state(states.FILING)
    assert panel.hasFocus()


def test_an_answer_to_what_was_typed_outruns_the_state_that_took_the_field(
    panel: RepairPanel,
) -> None:
    """A scan opens the choice of codes while a component is typed: that one is told first."""
    panel.render_state(states.TWO_FAULTS)
    touch(panel.entry.faults.rows, 0)
    changed = replace(states.DRAFT, faults=(replace(states.JOINT, component="C7"), states.PART))
    answered = replace(states.TWO_FAULTS, draft=changed, choosing=states.CHOOSING.choosing)
    panel.pressed.connect(lambda _text, _what: panel.render_state(answered))
    type_into(panel.entry.editor.component, "C7")
    panel.render_state(replace(states.TWO_FAULTS, choosing=states.CHOOSING.choosing))
    assert panel.entry.meant.isVisible()
    assert words_of(panel.entry.faults.rows)[0] == "Cold joint · C7 · Solder · Supply 3.3 V"


def test_another_unit_starts_without_what_was_open(panel: RepairPanel) -> None:
    panel.render_state(states.WHOLE)
    click(panel.entry.buttons.turn)
    click(panel.entry.buttons.drop)
    type_into(panel.entry.whole.comment, "not told")
    other = replace(states.CASE, unit=states.LONG_UNIT)
    panel.render_state(
        replace(states.WHOLE, unit=states.LONG_UNIT, case=other, draft=RepairDraft())
    )
    assert panel.entry.picker.isVisible()
    assert not panel.entry.dropping.isVisible()
    assert panel.entry.whole.comment.text == ""


def test_many_steps_and_codes_build_no_widgets_and_all_are_in_reach(panel: RepairPanel) -> None:
    panel.render_state(states.TWO_FAULTS)
    widgets = len(panel.findChildren(QWidget))
    panel.render_state(states.MANY)
    assert len(panel.findChildren(QWidget)) == widgets
    steps, tiles = panel.entry.test.steps, panel.entry.picker.tiles
    assert steps.viewport().rect().contains(steps.visualRect(steps.model().index(40, 0)))
    type_into(panel.entry.picker.search, "code")
    assert tiles.model().rowCount() == 200
    tiles.scrollToBottom()
    assert tiles.viewport().rect().intersects(tiles.visualRect(tiles.model().index(199, 0)))


def test_targets_are_large_enough_for_gloves(panel: RepairPanel) -> None:
    panel.render_state(states.WHOLE)
    sizes = Theme("light").metrics
    for button in panel.findChildren(TouchButton):
        if button.isVisible():
            assert button.height() >= sizes.target
            assert button.width() >= sizes.target
    assert panel.entry.buttons.send.height() >= sizes.primary
    tiles = panel.entry.picker.tiles
    assert tiles.visualRect(tiles.model().index(0, 0)).height() >= sizes.primary
    steps = panel.entry.test.steps
    assert steps.visualRect(steps.model().index(0, 0)).height() >= sizes.target


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (states.WHOLE, "Registrer reparasjonen"),
        (states.PREVIEW, "Dette blir registrert"),
        (states.PREVIEW, "Komponent: R12"),
        (states.PASSED, "BESTÅTT"),
        (states.EMPTY, "Skann enheten som feilet"),
    ],
)
def test_the_panel_speaks_norwegian_at_once(
    panel: RepairPanel,
    speak: Callable[[str], None],
    qtbot: QtBot,
    state: RepairState,
    words: str,
) -> None:
    panel.render_state(state)
    speak("nb")
    qtbot.waitUntil(lambda: words in seen(panel))
