"""Every look of the window that matters: a panel in a state, as an operator comes to see it.

The pictures, the layout test and the accessibility test go through all of them. Another
look is one more line: in the table of its panel's states, or in `_OTHERS` here.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from tests.flows.register import EVA, REGISTER
from tests.ui import (
    assembly_states,
    lookup_states,
    repair_states,
    scanner_setup_states,
    settings_states,
)
from tests.ui.benches import BENCHES, UNIT, strip
from tests.ui.phase_states import PHASE_BENCHES
from wats_station.domain.hold import HELD
from wats_station.domain.link import LinkState
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.operator import RegisterRefusal
from wats_station.domain.outcome import OutcomeKind
from wats_station.domain.panel import Panel
from wats_station.domain.settings import StationSettings
from wats_station.domain.unit import Process, Tag
from wats_station.flows.bench import Bench
from wats_station.flows.bench.state import Undoable
from wats_station.flows.operators import OperatorsState
from wats_station.flows.phase.state import TagChange
from wats_station.flows.registering import Registering, RegisterSaid
from wats_station.flows.settings import Busy, Said, SettingsState
from wats_station.flows.strip import Strip
from wats_station.ui.panels.stack import PanelStack


class Look(NamedTuple):
    """What is shown. `page` is a page of the settings, `then` what is touched after it."""

    bench: Bench
    page: str = ""
    then: Callable[[PanelStack], None] | None = None
    listening: bool = True
    practice: bool = True


def gated(name: str, process: int, *, held: bool = False) -> Bench:
    """A bench at a station of this process, so that the gate judges its unit."""
    bench = BENCHES[name]
    settings = replace(
        bench.settings, kept=replace(bench.settings.kept, station=StationSettings(process=process))
    )
    lookup = bench.lookup
    if held and lookup.unit is not None:
        lookup = replace(lookup, unit=replace(lookup.unit, tags=(*UNIT.tags, HELD)))
    names = (Process(10, "ICT"), Process(20, "Functional test"), Process(30, "Burn-in"))
    return replace(bench, settings=settings, lookup=lookup, processes=names)


def _with_strip(kind: OutcomeKind, reason: NoticeKind, **values: str) -> Look:
    return Look(replace(BENCHES["passing"], strip=strip(kind, notice(reason, **values))))


def _registering(refusal: RegisterRefusal | None) -> Look:
    said = Registering(said=RegisterSaid(refusal))
    operators = OperatorsState(REGISTER, active=EVA, registering=said)
    return Look(replace(settings_states.bench_of(), operators=operators), "operators")


_OTHERS: dict[str, Look] = {
    "lookup, gate go": Look(gated("passing", 20)),
    "lookup, gate go, other process": Look(gated("passing", 30)),
    "lookup, gate stop": Look(gated("failing", 30)),
    "lookup, gate stop on hold": Look(gated("passing", 20, held=True)),
    "lookup, gate wait": Look(gated("identity only", 20)),
    "lookup, gate unknown": Look(gated("parts failed", 20)),
    "lookup, undo": Look(
        replace(
            BENCHES["passing"],
            strip=strip(
                OutcomeKind.QUEUED,
                notice(NoticeKind.SERVER_UNREACHABLE),
                "CMD-PHASE-UNDER-REPAIR-PRODUCTION",
            ),
            undo=Undoable(UNIT.key, TagChange(Tag("Lot", "1"))),
        )
    ),
    "lookup, a real station": Look(BENCHES["passing"], practice=False),
    "strip, not listening": Look(BENCHES["passing"], listening=False),
    "strip, empty": Look(replace(BENCHES["passing"], strip=Strip())),
    "strip, refused": _with_strip(
        OutcomeKind.REFUSED,
        NoticeKind.FINALIZE_NOT_PASSED,
        serial="DEMO-1001",
        processes="ICT, FCT",
    ),
    "strip, ignored": _with_strip(OutcomeKind.IGNORED, NoticeKind.REPEATED, text="DEMO-1001"),
    "strip, not understood": _with_strip(
        OutcomeKind.NOT_UNDERSTOOD, NoticeKind.UNKNOWN_COMMAND, text="CMD-PHASE-NO-SUCH-PHASE"
    ),
    "settings, operator registered": _registering(None),
    "settings, operator refused": _registering(RegisterRefusal.CHANGED_ELSEWHERE),
}
# The link's other states stand in the strip alone.
_LINKS = {
    f"strip, link {state.value}": Look(replace(BENCHES["empty"], link=state)) for state in LinkState
}


def _of_benches() -> Iterator[tuple[str, Look]]:
    for name, bench in (BENCHES | PHASE_BENCHES).items():
        panel = bench.panel.value.lower()
        yield (name if name.startswith(panel) else f"{panel}, {name}"), Look(bench)


def _of_panels() -> Iterator[tuple[str, Look]]:
    base = BENCHES["passing"]
    for name, bench in lookup_states.STATES.items():
        yield f"lookup, {name}", Look(bench)
    yield "lookup, stopping", Look(lookup_states.with_product(lookup_states.FREE), then=_stop)
    for name, assembly in assembly_states.STATES.items():
        yield f"assembly, {name}", Look(replace(base, panel=Panel.ASSEMBLY, assembly=assembly))
    built = replace(base, panel=Panel.ASSEMBLY, assembly=assembly_states.ONE)
    yield "assembly, a chosen slot", Look(built, then=_touch_slot)
    for name, repair in repair_states.STATES.items():
        bench = replace(base, panel=Panel.REPAIR, repair=repair)
        yield f"repair, {name}", Look(bench)
        if name in ("two-faults", "several-operations", "long-refused"):
            yield f"repair, {name}, a failure", Look(bench, then=_open_fault)
            yield f"repair, {name}, the whole", Look(bench, then=_open_whole)
            yield f"repair, {name}, throwing away", Look(bench, then=_ask_to_drop)


def _stop(panels: PanelStack) -> None:
    panels.lookup.found.identity.stop.click()


def _touch_slot(panels: PanelStack) -> None:
    assert panels.assembly is not None
    slots = panels.assembly.open.slots
    slots.clicked.emit(slots.model().index(0, 0))


def _open_fault(panels: PanelStack) -> None:
    assert panels.repair is not None
    rows = panels.repair.entry.faults.rows
    rows.clicked.emit(rows.model().index(0, 0))


def _open_whole(panels: PanelStack) -> None:
    assert panels.repair is not None
    panels.repair.entry.buttons.turn.click()


def _ask_to_drop(panels: PanelStack) -> None:
    assert panels.repair is not None
    panels.repair.entry.buttons.drop.click()


def _of_settings() -> Iterator[tuple[str, Look]]:
    bench_of, state = settings_states.bench_of, settings_states.STATE
    for page in settings_states.PAGES:
        yield f"settings, {page}", Look(bench_of(), page)
        yield f"settings, {page} at first", Look(bench_of(SettingsState(can_sound=False)), page)
        yield f"settings, {page} busy", Look(bench_of(replace(state, busy=Busy.CHECKING)), page)
    reading = replace(state, about=settings_states.READING)
    yield "settings, about, a licence", Look(bench_of(reading), "about")
    for name, said in settings_states.SAID.items():
        told = replace(state, said=Said(name == "kept", said))
        yield f"settings, said {name}", Look(bench_of(told), "server")
    for number, set_up in enumerate(scanner_setup_states.STATES):
        told = replace(state, set_up=set_up)
        yield f"settings, set-up {number} {set_up.stage.value}", Look(bench_of(told), "keyboard")


LOOKS: dict[str, Look] = {
    **dict(_of_benches()),
    **_OTHERS,
    **_LINKS,
    **dict(_of_panels()),
    **dict(_of_settings()),
}


def file_name(look: str, *more: str) -> str:
    """`look` as a part of a file's name, with further parts behind it."""
    plain = re.sub(r"[^a-z0-9]+", "-", look.casefold()).strip("-")
    return "-".join((plain, *more))
