"""The first steps: what ships with the program, a desktop, a site server, a window."""

from wats_station.app.selftest import resources
from wats_station.app.selftest.bench import Bench
from wats_station.app.selftest.steps import Step, StepFailed
from wats_station.app.selftest.waiting import wait_until

RESOURCES, DESKTOP, SERVER, WINDOW = "resources", "desktop", "site server", "window"
SECOND_START = "second start"
PASSING, FAILING, UNTESTED, REPAIRED = "DEMO-1001", "DEMO-1002", "DEMO-1003", "DEMO-1006"
_WRITTEN_WITHIN = 5.0
_ONLINE_WITHIN = 20.0


def steps(bench: Bench) -> tuple[Step, ...]:
    """In their order."""
    return (
        Step(RESOURCES, "load sounds, translations and what else ships", resources.check),
        Step(DESKTOP, "look for a desktop that takes keys", bench.open_desktop),
        Step(SERVER, "start a site server with the demo factory", lambda: start_server(bench)),
        Step(
            WINDOW,
            "start the window on it, and bring it to the front",
            lambda: start_window(bench),
            (DESKTOP, SERVER),
        ),
        Step("look-up", "scan a unit by keys", lambda: look_up(bench), (WINDOW,)),
        Step("unknown unit", "scan a unit that is not there", lambda: unknown(bench), (WINDOW,)),
        Step(
            SECOND_START,
            "start the program once more on the same folder",
            lambda: second_start(bench),
            (WINDOW,),
        ),
    )


def start_server(bench: Bench) -> str:
    """Its tables, its demo factory and its page of the API are there."""
    bench.site.start()
    for serial in (PASSING, FAILING, UNTESTED, REPAIRED):
        bench.site.unit(serial)
    calls = len(bench.site.get("/openapi.json")["paths"])
    shown = bench.site.text("/docs-files/swagger-ui-bundle.js")
    if "SwaggerUI" not in shown or not calls:
        raise StepFailed("the site server's page of its API is not there")
    return f"{bench.site.url} answers: demo units, {calls} calls, the page of the API"


def start_window(bench: Bench) -> str:
    """It takes scans, has the keyboard, and has found the server."""
    station = bench.set_up_station()
    station.start()
    station.events.wait_for(
        "link.changed", _ONLINE_WITHIN, where=lambda event: event["state"] == "online"
    )
    wait_until("a request", _WRITTEN_WITHIN, lambda: bench.site.was_asked("/api/App/Processes"))
    return "in front and online; the server was asked for its processes"


def look_up(bench: Bench) -> str:
    """The server was asked for the unit by the window."""
    before = bench.site.history(PASSING)
    bench.station.expect(PASSING, "done", "unit_shown")
    wait_until(f"a request for {PASSING}", _WRITTEN_WITHIN, lambda: bench.site.was_asked(PASSING))
    if bench.site.history(PASSING) != before:
        raise StepFailed(f"looking {PASSING} up has changed it")
    return f"the server was asked for {PASSING} by the window, and it is as it was"


def unknown(bench: Bench) -> str:
    """It is refused, and not made."""
    serial = "SELFTEST-NOBODY"
    bench.station.expect(serial, "refused", "unit_not_found")
    if bench.site.units(serial):
        raise StepFailed(f"{serial} was made by looking it up")
    return f"refused; the server has no {serial}"


def second_start(bench: Bench) -> str:
    """It ends in peace, and the window goes on."""
    code = bench.station.start_second()
    if code != 0:
        raise StepFailed(f"the second start ended with exit code {code}, not 0")
    bench.station.expect(UNTESTED, "done", "unit_shown")
    return "it ended with exit code 0, and the first window took the next scan"
