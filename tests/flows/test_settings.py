"""The settings panel's flow: nothing counts before it is kept, and one thing at a time."""

from dataclasses import replace

import pytest

from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.outcome import OutcomeKind
from wats_station.domain.panel import Panel
from wats_station.domain.scanner_port import PortState, PortStatus, SerialSettings
from wats_station.domain.scanner_profile import ScannerProfile
from wats_station.domain.settings import Settings, SoundSettings, StationSettings
from wats_station.domain.settings_layers import Origin, SettingChange
from wats_station.flows import scanner_setup as set_up
from wats_station.flows.bench import Asked, Bench, BenchEvent, Closing
from wats_station.flows.bench import step as bench_step
from wats_station.flows.settings import (
    Busy,
    ConnectTo,
    ConnectToDemo,
    DemoAsked,
    KeepAsked,
    KeepSettings,
    Measure,
    Obey,
    Paper,
    PdfAsked,
    PortTold,
    PrintAsked,
    ServerAnswered,
    ServerAsked,
    SettingsEffect,
    SettingsEvent,
    SettingsFixed,
    SettingsKept,
    SettingsRead,
    SettingsState,
    SetUpAsked,
    TellChanges,
    TryServer,
    WorkEnded,
    WritePdf,
    change_scanner,
    step,
)
from wats_station.scan.intent import OpenPanel, ShowUnit
from wats_station.scan.raw_scan import Source
from wats_station.scan.set_up import Measured

URL = "https://wats.example.com"
QUIET = Settings(sounds=SoundSettings(0))


def told(
    state: SettingsState, *events: SettingsEvent
) -> tuple[SettingsState, list[SettingsEffect]]:
    effects: list[SettingsEffect] = []
    for event in events:
        state, more = step(state, event)
        effects.extend(more)
    return state, effects


def said(state: SettingsState) -> tuple[bool, NoticeKind] | None:
    return (state.said.good, state.said.what.kind) if state.said else None


def test_what_was_kept_is_obeyed() -> None:
    state, effects = told(SettingsState(), SettingsRead(QUIET))
    assert (state.kept, effects) == (QUIET, [Obey(QUIET)])


def test_a_change_counts_once_it_is_on_the_disk() -> None:
    state, effects = told(SettingsState(), KeepAsked(QUIET))
    assert (state.kept, state.busy, effects) == (Settings(), Busy.KEEPING, [KeepSettings(QUIET)])
    state, effects = told(state, SettingsKept(QUIET))
    assert (state.kept, state.busy, effects) == (
        QUIET,
        None,
        [Obey(QUIET), TellChanges((SettingChange("sounds.volume", "75", "0"),))],
    )
    assert said(state) == (True, NoticeKind.SETTINGS_KEPT)


def test_a_change_that_cannot_be_kept_changes_nothing_and_is_said() -> None:
    state, effects = told(
        SettingsState(), KeepAsked(QUIET), SettingsKept(QUIET, "settings.json: disk full")
    )
    assert (state.kept, state.busy, effects) == (Settings(), None, [KeepSettings(QUIET)])
    assert said(state) == (False, NoticeKind.SETTINGS_NOT_KEPT)


def test_what_is_pressed_twice_is_done_once() -> None:
    state, effects = told(SettingsState(), KeepAsked(QUIET), KeepAsked(QUIET), DemoAsked())
    assert effects == [KeepSettings(QUIET)]
    assert state.busy is Busy.KEEPING


@pytest.mark.parametrize("url", ["", "wats.example.com", "ftp://wats.example.com", "   "])
def test_an_address_that_is_none_is_said_at_once(url: str) -> None:
    state, effects = told(SettingsState(), ServerAsked(url, "token"))
    assert (said(state), effects) == ((False, NoticeKind.ADDRESS_WRONG), [])


def test_a_new_server_needs_a_token_of_its_own() -> None:
    known = SettingsState(kept=Settings(server=URL), token_known=True)
    state, effects = told(known, ServerAsked("https://other.example.com", ""))
    assert (said(state), effects) == ((False, NoticeKind.TOKEN_MISSING), [])
    state, effects = told(known, ServerAsked(URL + "/", ""))
    assert effects == [TryServer(Settings(server=URL), "")]


def test_a_server_is_worked_on_once_it_took_the_token() -> None:
    wanted = Settings(server=URL)
    state, effects = told(SettingsState(), ServerAsked(f" {URL}/ ", " token "))
    assert (state.busy, effects) == (Busy.CHECKING, [TryServer(wanted, "token")])
    kept = notice(NoticeKind.SERVER_KEPT, server=URL)
    state, effects = told(state, ServerAnswered(wanted, kept))
    assert (state.kept, state.token_known, state.busy) == (wanted, True, None)
    changes = (SettingChange("server", '""', f'"{URL}"'),)
    assert effects == [Obey(wanted), TellChanges(changes), ConnectTo(URL)]
    assert said(state) == (True, NoticeKind.SERVER_KEPT)


def test_a_server_that_refuses_the_token_changes_nothing() -> None:
    state, effects = told(SettingsState(), ServerAsked(URL, "wrong"))
    why = notice(NoticeKind.TOKEN_REFUSED)
    state, effects = told(state, ServerAnswered(Settings(server=URL), problem=why))
    assert (state.kept, state.token_known, effects) == (Settings(), False, [])
    assert said(state) == (False, NoticeKind.TOKEN_REFUSED)


def test_the_demo_site_is_one_touch_away() -> None:
    assert told(SettingsState(), DemoAsked())[1] == [ConnectToDemo()]


def test_papers_are_made_one_at_a_time_and_their_end_is_said() -> None:
    state, effects = told(
        SettingsState(), PdfAsked(Paper.COMMANDS, "/x.pdf"), PrintAsked(Paper.COMMANDS)
    )
    assert effects == [WritePdf(Paper.COMMANDS, "/x.pdf")]
    state, _ = told(state, WorkEnded(True, notice(NoticeKind.FILE_WRITTEN, path="/x.pdf")))
    assert (state.busy, said(state)) == (None, (True, NoticeKind.FILE_WRITTEN))


FIXED = SettingsFixed((("sounds.volume", Origin.FLEET), ("server", Origin.ENVIRONMENT)))


def test_what_is_fixed_from_outside_is_not_changed_here() -> None:
    state, effects = told(SettingsState(token_known=True), FIXED, KeepAsked(QUIET))
    assert state.fixed == {"sounds.volume", "server"}
    assert (state.kept, state.busy, effects) == (Settings(), None, [])
    assert state.said is not None
    assert state.said.what == notice(NoticeKind.SETTING_FIXED, path="sounds.volume", by="fleet")
    state, effects = told(state, ServerAsked(URL, "token"))
    assert state.said is not None
    assert state.said.what == notice(NoticeKind.SETTING_FIXED, path="server", by="environment")
    assert effects == []
    named = Settings(station=StationSettings("BENCH-7"))
    assert told(state, KeepAsked(named))[1] == [KeepSettings(named)]


def test_a_server_that_is_fixed_still_takes_another_token() -> None:
    wanted = Settings(server=URL)
    _, effects = told(SettingsState(kept=wanted), FIXED, ServerAsked(URL, "token"))
    assert effects == [TryServer(wanted, "token")]


def test_a_scanner_that_is_fixed_is_not_set_up_anew() -> None:
    new = ScannerProfile(name="Gun", measured=True, layout="de")
    found = set_up.SetUpState(set_up.Stage.FOUND, measured=Measured(new, 0.008, 0.02, ""))
    state = SettingsState(set_up=found, fixed_by=(("scanner.layout", Origin.COMMAND_LINE),))
    state, effects = told(state, SetUpAsked(set_up.KeepAsked("")))
    assert (state.set_up.stage, state.busy, effects) == (set_up.Stage.FOUND, None, [])
    assert said(state) == (False, NoticeKind.SETTING_FIXED)


def test_a_profile_that_was_measured_is_put_in_use_and_the_one_before_stays() -> None:
    before = ScannerProfile(name="Gun A", measured=True)
    new = ScannerProfile(name="Gun B", measured=True, layout="de")
    scanning = set_up.SetUpState(set_up.Stage.KEEPING)
    state = SettingsState(kept=Settings(scanner=before), set_up=scanning, busy=Busy.KEEPING)
    wanted = Settings(scanner=new, other_scanners=(before,))
    state, effects = told(state, SettingsKept(wanted))
    assert (state.kept.scanner, state.set_up.stage) == (new, set_up.Stage.KEPT)
    obeyed, tells = effects
    assert obeyed == Obey(wanted)
    assert isinstance(tells, TellChanges)
    assert [each.path for each in tells.changes] == ["scanner", "other_scanners"]
    back = change_scanner(wanted, "Gun A")
    assert (back.scanner, back.other_scanners) == (before, (new,))


def test_a_set_up_takes_the_keys_and_gives_them_back_when_the_panel_is_left() -> None:
    bench = Bench(panel=Panel.SETTINGS)
    bench, effects = bench_step(bench, SetUpAsked(set_up.Started()))
    assert effects == (Measure(True),)
    event: BenchEvent = Asked(1, "Lookup", OpenPanel(Panel.LOOKUP), None, 1.0)
    bench, effects = bench_step(bench, event)
    assert effects[0] == Measure(False)
    assert bench.settings.set_up.stage is set_up.Stage.RESTING


def test_a_unit_that_is_scanned_in_the_settings_is_shown_in_the_lookup_panel() -> None:
    bench = Bench(panel=Panel.SETTINGS)
    bench, _ = bench_step(bench, Asked(1, "SN1", ShowUnit("SN1"), Source.WEDGE, 1.0))
    assert bench.panel is Panel.LOOKUP
    bench, _ = bench_step(replace(bench, panel=Panel.PHASE), Closing())
    bench, _ = bench_step(bench, Asked(2, "SN2", ShowUnit("SN2"), Source.WEDGE, 9.0))
    assert bench.panel is Panel.PHASE


def test_each_change_of_a_port_is_told_at_the_bench_once() -> None:
    ports = Settings(serial_ports=(SerialSettings("ttyUSB0"),))
    bench = Bench(settings=SettingsState(kept=ports))
    heard = []
    for state in (
        PortState.OPEN,
        PortState.MISSING,
        PortState.MISSING,
        PortState.BUSY,
        PortState.OPEN,
    ):
        before = bench.strip.recent
        bench, _ = bench_step(bench, PortTold(PortStatus("ttyUSB0", state)))
        if bench.strip.recent != before:
            newest = bench.strip.recent[0].outcome
            heard.append((newest.kind, newest.notice.kind))
    assert heard == [
        (OutcomeKind.REFUSED, NoticeKind.SCANNER_LOST),
        (OutcomeKind.REFUSED, NoticeKind.SCANNER_BUSY),
        (OutcomeKind.DONE, NoticeKind.SCANNER_BACK),
    ]
    gone = replace(ports, serial_ports=())
    bench, _ = bench_step(bench, SettingsKept(gone))
    assert bench.settings.ports == ()
