"""What the page about the program asks for, and what it shows of the answers."""

from wats_station.domain.about import About, BundledPart
from wats_station.flows.about import (
    AboutRead,
    AboutState,
    AboutWanted,
    LicenceLeft,
    LicenceRead,
    LicenceWanted,
    ReadAbout,
    ReadLicence,
    step,
)
from wats_station.flows.settings import AboutAsked, Busy, SettingsState
from wats_station.flows.settings import step as settings_step

ONE = BundledPart("one", "1.0", "MIT", "", "one.txt")
TWO = BundledPart("two", "2.0", "MIT", "", "two.txt")
ABOUT = About("0.1.0", "3.12.1", "6.11.3", "/data", parts=(ONE, TWO))


def test_what_the_program_is_is_read_when_it_is_wanted() -> None:
    state, effects = step(AboutState(), AboutWanted())
    assert effects == (ReadAbout(),)
    state, effects = step(state, AboutRead(ABOUT))
    assert (state.about, effects) == (ABOUT, ())


def test_a_licence_is_read_and_left() -> None:
    state, effects = step(AboutState(ABOUT), LicenceWanted(ONE, 80))
    assert (state.reading, state.lines, effects) == (ONE, (), (ReadLicence(ONE, 80),))
    state, _ = step(state, LicenceRead(ONE, ("a", "b")))
    assert state.lines == ("a", "b")
    state, effects = step(state, LicenceLeft())
    assert (state, effects) == (AboutState(ABOUT), ())


def test_a_text_that_comes_late_is_not_shown_as_another_ones() -> None:
    state, _ = step(AboutState(ABOUT), LicenceWanted(ONE, 80))
    state, _ = step(state, LicenceWanted(TWO, 80))
    assert step(state, LicenceRead(ONE, ("a",)))[0] == state
    left, _ = step(state, LicenceLeft())
    assert step(left, LicenceRead(TWO, ("b",)))[0] == left


def test_the_old_lines_stay_until_those_of_the_new_width_come() -> None:
    state = AboutState(ABOUT, ONE, ("a b",))
    assert step(state, LicenceWanted(ONE, 40))[0].lines == ("a b",)


def test_it_can_be_read_while_the_settings_are_busy() -> None:
    state, effects = settings_step(SettingsState(busy=Busy.CHECKING), AboutAsked(AboutWanted()))
    assert (state.busy, effects) == (Busy.CHECKING, (ReadAbout(),))
