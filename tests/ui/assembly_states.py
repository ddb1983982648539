"""States of the assembly panel, as the window is given them."""

from dataclasses import replace

from tests.support.assemblies import COMPLETE, CTRL, EMPTY, ONE_IN, PARENT, SENSOR, SLOTS
from tests.support.units import result
from wats_station.domain.assembly import Assembly, BuiltIn, Inside, Slot
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.unit import UnitKey
from wats_station.flows.assembly.state import (
    Asking,
    AssemblyState,
    AssemblyStatus,
    Refused,
    Replaced,
    Unfinished,
    Work,
)

NOTHING = AssemblyState()
HALF_DONE = AssemblyState(
    unfinished=(
        Unfinished(UnitKey("DEMO-3000", "GW-500"), 2, 3),
        Unfinished(UnitKey("DEMO-3100", "RACK-9"), 1, 5),
    )
)
READING = AssemblyState(AssemblyStatus.READING, 1, PARENT)
OPEN = AssemblyState(AssemblyStatus.OPEN, 1, PARENT, EMPTY)
ONE = replace(OPEN, assembly=ONE_IN, last=0)
WORKING = replace(ONE, work=Work(2, "P-2"))
QUEUED = replace(
    ONE,
    assembly=replace(
        ONE_IN,
        slots=(
            ONE_IN.slots[0],
            replace(SLOTS[1], child=BuiltIn(UnitKey("P-1", "PSU-220"), "A", waiting=True)),
            SLOTS[2],
        ),
    ),
    last=1,
)
DONE = replace(OPEN, assembly=COMPLETE, last=2)
DONE_UNCONFIRMED = replace(
    DONE,
    assembly=replace(
        COMPLETE,
        slots=(*COMPLETE.slots[:2], replace(SLOTS[2], child=replace(SENSOR, waiting=True))),
    ),
)
VERIFIED = replace(DONE, verified=True)
REMOVING = replace(ONE, asking=Asking.REMOVE)
REPLACING = replace(ONE, asking=Asking.REPLACE_NEW, old=CTRL)
TAKING_ALL = replace(DONE, asking=Asking.DISASSEMBLE)
WRONG_REVISION = replace(
    ONE,
    refused=Refused(
        "C-9",
        notice(
            NoticeKind.CHILD_WRONG_REVISION, serial="C-9", parent="GW-1", revision="A", wanted="B"
        ),
    ),
)
FAILING = replace(
    ONE,
    refused=Refused(
        "P-9",
        notice(NoticeKind.CHILD_FAILING, serial="P-9", parent="GW-1", processes="Final"),
        (result("Final", "Failed", runs=2),),
    ),
)
STRANGER = replace(
    ONE, assembly=replace(ONE_IN, strangers=(BuiltIn(UnitKey("X-1", "DISP-7"), "A"),), derived=True)
)
NO_TEMPLATE = AssemblyState(
    AssemblyStatus.NO_TEMPLATE,
    1,
    PARENT,
    problem=notice(NoticeKind.NO_BOX_BUILD, serial="GW-1", part="GW-500"),
)
FAILED = AssemblyState(
    AssemblyStatus.FAILED, 1, PARENT, problem=notice(NoticeKind.SERVER_UNREACHABLE)
)
LARGE = replace(
    OPEN,
    assembly=Assembly(
        PARENT.key,
        "A",
        tuple(
            Slot(n, f"PART-{n}", f"Part number {n}", "A", "A", CTRL if n % 3 == 0 else None)
            for n in range(500)
        ),
    ),
)
INSIDE = replace(
    DONE,
    parent=replace(PARENT, parent_serial_number="RACK-1"),
    insides=(
        Inside(CTRL.key, 2, 4, is_complete=False),
        Inside(SENSOR.key, 3, 3, is_complete=True),
    ),
)
JUST_REPLACED = replace(ONE, replaced=Replaced(UnitKey("C-0", "CTRL-100"), CTRL.key))
NO_TEMPLATE_INSIDE = replace(NO_TEMPLATE, parent=INSIDE.parent)
STATES = {
    "complete-unconfirmed": DONE_UNCONFIRMED,
    "inside": INSIDE,
    "just-replaced": JUST_REPLACED,
    "no-template-inside": NO_TEMPLATE_INSIDE,
    "nothing": NOTHING,
    "half-done": HALF_DONE,
    "reading": READING,
    "open": OPEN,
    "one": ONE,
    "working": WORKING,
    "queued": QUEUED,
    "complete": DONE,
    "verified": VERIFIED,
    "removing": REMOVING,
    "replacing": REPLACING,
    "taking-all": TAKING_ALL,
    "wrong-revision": WRONG_REVISION,
    "failing": FAILING,
    "stranger": STRANGER,
    "no-template": NO_TEMPLATE,
    "failed": FAILED,
    "large": LARGE,
}
