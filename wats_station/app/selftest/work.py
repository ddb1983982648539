"""The steps of a shift: phase, tag, assembly, repair, and a code through a serial port."""

from typing import Any

from wats_station.app.selftest.beginning import FAILING, PASSING, REPAIRED, UNTESTED, WINDOW
from wats_station.app.selftest.bench import Bench
from wats_station.app.selftest.steps import Step, StepFailed, StepNotRun

TAG = "tag"
_UNDER_PRODUCTION, _FINALIZED = 2, 16
_PARENT = "SELFTEST-GW"
# In the order of the slots; scanned in another one.
_CHILDREN = (
    ("SELFTEST-CTRL", "CTRL-100", "B"),
    ("SELFTEST-PSU", "PSU-220", "A"),
    ("SELFTEST-SENS", "SENS-10", "C"),
)
_FAILURE, _COMPONENT = "Burned Component", "U7"
_PORT_OPENS_WITHIN = 10.0


def steps(bench: Bench) -> tuple[Step, ...]:
    """In their order."""
    needs = (WINDOW,)
    return (
        Step("phase", "finalize a unit that passed", lambda: finalize(bench), needs),
        Step("phase refused", "finalize one that failed", lambda: refused(bench), needs),
        Step(TAG, "set a tag", lambda: tag(bench), needs),
        Step("assembly", "build three parts into a gateway", lambda: assembly(bench), needs),
        Step("repair", "file a repair of a unit that failed", lambda: repair(bench), needs),
        Step(
            "serial port",
            "finalize a unit by codes through a serial port",
            lambda: by_serial_port(bench),
            needs,
        ),
    )


def finalize(bench: Bench) -> str:
    """Phase and history say so on the server."""
    bench.station.expect("CMD-PANEL-PHASE", "done", "panel_opened")
    bench.station.expect(PASSING, "done", "unit_shown")
    bench.station.expect("CMD-PHASE-FINALIZED", "done", "phase_set")
    return _seen_finalized(bench, PASSING)


def refused(bench: Bench) -> str:
    """The unit is on the server as it was."""
    before = bench.site.history(FAILING)
    bench.station.expect(FAILING, "done", "unit_shown")
    bench.station.expect("CMD-PHASE-FINALIZED", "refused", "finalize_not_passed")
    phase = bench.site.unit(FAILING)["unitPhaseId"]
    if phase != _UNDER_PRODUCTION or bench.site.history(FAILING) != before:
        raise StepFailed(f"{FAILING} was changed on the server (phase {phase})")
    return f"{FAILING} is on the server as it was"


def tag(bench: Bench) -> str:
    """The tag is on the server."""
    bench.station.expect(UNTESTED, "done", "unit_shown")
    bench.station.expect("CMD-TAG-SelfTest=online", "done", "tag_set")
    return seen_tag(bench, UNTESTED, "SelfTest", "online")


def assembly(bench: Bench) -> str:
    """All three are in it on the server, in their positions."""
    bench.site.make_unit(_PARENT, "GW-500", "A", _UNDER_PRODUCTION)
    for child in _CHILDREN:
        bench.site.make_unit(*child, _FINALIZED)
    control, supply, sensor = (serial for serial, _, _ in _CHILDREN)
    bench.station.expect("CMD-PANEL-ASSEMBLY", "done", "panel_opened")
    bench.station.expect(_PARENT, "done", "unit_shown")
    bench.station.expect(sensor, "done", "child_added")
    bench.station.expect(control, "done", "child_added")
    bench.station.expect("CMD-VERIFY", "refused", "assembly_missing")
    bench.station.expect(supply, "done", "child_completes")
    bench.station.expect("CMD-VERIFY", "done", "assembly_complete")
    built = bench.site.children(_PARENT)
    wanted = {control: 0, supply: 1, sensor: 2}
    if built != wanted:
        raise StepFailed(f"the server has {built} in {_PARENT}, not {wanted}")
    return f"{_PARENT} has its three parts, each in its position"


def repair(bench: Bench) -> str:
    """One repair report is on the server, for the test that failed."""
    failed = next(each["id"] for each in bench.site.reports(FAILING, "T") if each["result"] == "F")
    bench.station.expect("CMD-PANEL-LOOKUP", "done", "panel_opened")
    bench.station.expect(FAILING, "done", "unit_shown")
    bench.station.expect("CMD-PANEL-REPAIR", "done", "repair_opened")
    bench.station.expect(f"CMD-FAIL-{_FAILURE}", "done", "fault_added")
    bench.station.expect(f"CMD-REF-{_COMPONENT}", "done", "component_set")
    bench.station.expect("CMD-SUBMIT", "done", "repair_filed")
    reports = bench.site.reports(FAILING, "R")
    filed = [(each["uur"]["refUUT"], *_failures(each)) for each in reports]
    if filed != [(failed, (_FAILURE, _COMPONENT))]:
        raise StepFailed(f"the server has these repairs of {FAILING}: {filed}")
    return f"one repair report of {FAILING}: {_FAILURE}, {_COMPONENT}"


def by_serial_port(bench: Bench) -> str:
    """Phase and history say so on the server."""
    line, station = bench.line, bench.station
    if not line.port:
        raise StepNotRun(line.why_not)
    station.events.wait_for(
        "scanner.changed", _PORT_OPENS_WITHIN, where=lambda event: event["state"] == "open"
    )
    station.expect_by(line.send, "CMD-PANEL-PHASE", "done", "panel_opened")
    station.expect_by(line.send, REPAIRED, "done", "unit_shown")
    station.expect_by(line.send, "CMD-PHASE-FINALIZED", "done", "phase_set")
    return _seen_finalized(bench, REPAIRED)


def seen_tag(bench: Bench, serial: str, key: str, value: str) -> str:
    """The tag as the server has it, put there once. Raises StepFailed."""
    tags = {each["key"]: each["value"] for each in bench.site.unit(serial)["tags"]}
    rows = [
        row
        for row in bench.site.history(serial)
        if (row["kind"], row["key"], row["new"]) == ("tag", key, value)
    ]
    if tags.get(key) != value or len(rows) != 1:
        raise StepFailed(
            f"{serial} has {key}={tags.get(key)!r} on the server, written {len(rows)} times,"
            f" where {value!r} was to be written once"
        )
    return f"{serial} has {key}={value}, written once by {_author(rows[0])}"


def _seen_finalized(bench: Bench, serial: str) -> str:
    phase = bench.site.unit(serial)["unitPhaseId"]
    newest = bench.site.history(serial)[0]
    moved = (newest["kind"], newest["oldId"], newest["newId"])
    if phase != _FINALIZED or moved != ("phase", _UNDER_PRODUCTION, _FINALIZED):
        raise StepFailed(f"{serial} has phase {phase} on the server, its last change is {moved}")
    if not (newest["operator"] and newest["station"] and newest["command"]):
        raise StepFailed(f"the server does not know who finalized {serial}: {newest}")
    return f"{serial} is Finalized, by {_author(newest)}"


def _author(row: dict[str, Any]) -> str:
    return f"{row['operator']} at {row['station']}"


def _failures(report: dict[str, Any]) -> list[tuple[str, str]]:
    found = [each for unit in report["subUnits"] for each in unit.get("failures") or ()]
    return [(each["code"], each.get("comRef", "")) for each in found]
