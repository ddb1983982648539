"""The settings panel: each page says what is so, asks for what is wanted, and cuts nothing off."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.ui.settings_states import KEPT, PORTS, SCANS, STATE, URL, bench_of
from tests.ui.test_panels import Show
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.scanner_port import SerialSettings
from wats_station.domain.settings import SoundSettings, StationSettings
from wats_station.domain.settings_layers import Origin
from wats_station.flows.bench import Bench
from wats_station.flows.scanner_setup import Left, SetUpState, Stage
from wats_station.flows.settings import (
    Busy,
    DemoAsked,
    KeepAsked,
    Paper,
    PdfAsked,
    PrintAsked,
    Said,
    ScansAsked,
    ScansWanted,
    ServerAsked,
    SetUpAsked,
    SoundAsked,
)
from wats_station.ui.bridge import Bridge
from wats_station.ui.panels.settings.panel import SettingsPanel
from wats_station.ui.panels.settings.scans import scan_row
from wats_station.ui.shell import Shell


@pytest.fixture
def panel(shell: Shell, show: Show) -> SettingsPanel:
    show(bench_of())
    assert shell.panels is not None
    assert shell.panels.settings is not None
    return shell.panels.settings


@pytest.fixture
def show(bridge: Bridge, qtbot: QtBot) -> Show:
    def shown(what: str | Bench) -> None:
        assert isinstance(what, Bench)
        bridge.show(what)
        # What is laid out anew may ask for its surroundings to be laid out anew.
        for _ in range(3):
            qtbot.wait(15)

    return shown


@pytest.fixture
def asked(shell: Shell) -> list[object]:
    events: list[object] = []
    shell.settings_asked.connect(events.append)
    return events


def test_a_server_is_asked_by_button_and_by_return(
    panel: SettingsPanel, asked: list[object], qtbot: QtBot
) -> None:
    page = panel.pages.server
    assert (page.url.text, page.token.text) == (URL, "")
    page.token.set_text(" secret ")
    page.keep.click()
    page.token.line.setFocus()
    QTest.keyClick(page.token.line, Qt.Key.Key_Return)
    assert asked == [ServerAsked(URL, "secret")] * 2
    page.demo.click()
    assert asked[-1] == DemoAsked()


def test_a_token_is_never_shown(panel: SettingsPanel) -> None:
    assert (
        panel.pages.server.token.line.echoMode() == panel.pages.server.token.line.EchoMode.Password
    )
    assert panel.pages.server.token.line.placeholderText()


def test_while_a_server_is_asked_it_is_not_asked_again(
    panel: SettingsPanel, show: Show, asked: list[object]
) -> None:
    show(bench_of(replace(STATE, busy=Busy.CHECKING)))
    panel.pages.server.keep.click()
    assert asked == []


def test_return_in_a_field_sends_nothing_to_the_scan_strip(
    shell: Shell, panel: SettingsPanel, qtbot: QtBot
) -> None:
    typed: list[str] = []
    shell.typed.connect(typed.append)
    panel.open_page("station")
    for field in (panel.pages.station.location.line, panel.pages.station.process.box):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert typed == []


def test_what_is_typed_stays_while_states_come(panel: SettingsPanel, show: Show) -> None:
    panel.open_page("station")
    panel.pages.station.name.set_text("BENCH-8")
    show(bench_of(replace(STATE, ports=())))
    assert panel.pages.station.name.text == "BENCH-8"


def test_the_station_is_kept_with_its_process(panel: SettingsPanel, asked: list[object]) -> None:
    panel.open_page("station")
    assert panel.pages.station.process.box.currentText() == "20 Functional test"
    panel.pages.station.name.set_text("BENCH-8")
    panel.pages.station.process.choose(None)
    panel.pages.station.keep.click()
    assert asked == [KeepAsked(replace(KEPT, station=StationSettings("BENCH-8", "Line 2", None)))]


def test_a_process_that_the_server_does_not_know_now_is_still_kept(
    panel: SettingsPanel, show: Show, asked: list[object]
) -> None:
    panel.open_page("station")
    show(replace(bench_of(), processes=()))
    panel.pages.station.keep.click()
    assert asked == [KeepAsked(KEPT)]


def test_another_scanner_is_one_touch_away(panel: SettingsPanel, asked: list[object]) -> None:
    panel.open_page("keyboard")
    panel.pages.keyboard.others["German gun"].click()
    assert asked == [
        KeepAsked(replace(KEPT, scanner=KEPT.other_scanners[0], other_scanners=(KEPT.scanner,)))
    ]


def test_a_port_is_changed_added_and_removed(panel: SettingsPanel, asked: list[object]) -> None:
    panel.open_page("ports")
    page = panel.pages.ports
    page.ports.chosen.emit((PORTS[1], STATE.ports[1]))
    page.baud_rate.choose(9600)
    page.keep.click()
    assert asked == [
        KeepAsked(replace(KEPT, serial_ports=(PORTS[0], replace(PORTS[1], baud_rate=9600))))
    ]
    page.port.box.setEditText("/dev/gun")
    page.format.choose((8, "N", "1"))
    page.acknowledge.choose(True)
    page.keep.click()
    added = SerialSettings("/dev/gun", acknowledge=True)
    assert asked[-1] == KeepAsked(replace(KEPT, serial_ports=(*PORTS, added)))
    page.port.box.setEditText("ttyUSB0")
    page.remove.click()
    assert asked[-1] == KeepAsked(replace(KEPT, serial_ports=(PORTS[1],)))
    page.port.box.setEditText("never kept")
    page.remove.click()
    assert len(asked) == 3


def test_each_port_shows_its_state(panel: SettingsPanel) -> None:
    panel.open_page("ports")
    model = panel.pages.ports.ports.model()
    rows = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert rows == [
        "ttyUSB0 · Ready · 9600 8N1 · ACK/NAK",
        "COM7 · This user may not open it · 115200 7E1 · Permission denied",
    ]


def test_the_volume_is_kept_and_each_sound_can_be_heard(
    panel: SettingsPanel, asked: list[object]
) -> None:
    panel.open_page("sounds")
    panel.pages.sounds.volumes[0].click()
    panel.pages.sounds.outcomes["refused"].click()
    assert asked == [KeepAsked(replace(KEPT, sounds=SoundSettings(0))), SoundAsked("refused")]


def test_papers_go_to_a_file_or_a_printer(
    panel: SettingsPanel, asked: list[object], qtbot: QtBot
) -> None:
    panel.open_page("papers")
    panel.pages.papers.print[Paper.TEST_CODES].click()
    panel.pages.papers.save[Paper.COMMANDS].click()
    dialog = panel.pages.papers.dialog
    assert isinstance(dialog, QFileDialog)
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.selectedFiles()[0].endswith("wats-commands.pdf")
    dialog.fileSelected.emit("/x/sheet.pdf")
    dialog.close()
    assert asked == [PrintAsked(Paper.TEST_CODES), PdfAsked(Paper.COMMANDS, "/x/sheet.pdf")]


def test_the_last_scans_are_read_when_looked_at_and_written_out(
    panel: SettingsPanel, asked: list[object], qtbot: QtBot
) -> None:
    panel.open_page("scans")
    assert asked == [ScansWanted()]
    assert panel.pages.scans.rows.model().rowCount() == len(SCANS)
    panel.pages.scans.save.click()
    dialog = panel.pages.scans.dialog
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit("/x/scans.jsonl")
    dialog.close()
    assert asked[-1] == ScansAsked("/x/scans.jsonl")


def test_a_scan_is_shown_as_it_came() -> None:
    row = scan_row(SCANS[1])
    assert (row.title, row.aside) == ("DEMO␝1001", "REFUSED")
    assert row.detail == "Serial scanner · ttyUSB0 · 8 ms · 11 44 45 4d 4f 2d 31 30 30 31 19"


def test_what_was_said_on_one_page_is_not_said_on_another(panel: SettingsPanel, show: Show) -> None:
    show(bench_of(replace(STATE, said=Said(False, notice(NoticeKind.TOKEN_REFUSED)))))
    assert panel.said.isVisible()
    panel.open_page("sounds")
    assert not panel.said.isVisible()


def test_what_is_fixed_from_outside_rests(
    panel: SettingsPanel, show: Show, asked: list[object]
) -> None:
    paths = ("server", "station.process", "sounds.volume", "serial_ports")
    fixed = tuple((path, Origin.FLEET) for path in paths)
    for page in ("server", "station", "sounds", "ports"):
        panel.open_page(page)
        show(bench_of(replace(STATE, fixed_by=fixed)))
    assert not panel.pages.server.url.isEnabled()
    assert panel.pages.server.token.isEnabled()
    assert (panel.pages.station.process.isEnabled(), panel.pages.station.name.isEnabled()) == (
        False,
        True,
    )
    panel.pages.sounds.volumes[0].click()
    panel.pages.ports.remove.click()
    assert asked == []
    said = notice(NoticeKind.SETTING_FIXED, path="server", by="fleet")
    show(bench_of(replace(STATE, fixed_by=fixed, said=Said(False, said))))
    assert panel.said.sentence.text.startswith("server cannot be changed here: the fleet's")


def test_another_page_ends_a_set_up_that_is_under_way(
    panel: SettingsPanel, show: Show, asked: list[object]
) -> None:
    panel.open_page("keyboard")
    show(bench_of(replace(STATE, set_up=SetUpState(Stage.SCANNING))))
    panel.open_page("keyboard")
    assert asked == []
    panel.open_page("sounds")
    assert asked == [SetUpAsked(Left())]
