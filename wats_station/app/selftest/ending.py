"""The last steps: the window in its other languages, its orderly end, and nothing left behind."""

import shutil
from collections.abc import Callable
from functools import partial

from wats_station.app.selftest.beginning import PASSING, WINDOW
from wats_station.app.selftest.bench import Bench
from wats_station.app.selftest.resources import SHIPPED
from wats_station.app.selftest.steps import Step, StepFailed
from wats_station.app.selftest.waiting import wait_until
from wats_station.domain.display import Language

_REMOVED_WITHIN = 10.0


def steps(bench: Bench, failed: Callable[[], bool]) -> tuple[Step, ...]:
    """In their order; the folder is kept where something `failed`."""
    return (
        Step("close", "close the window", lambda: close(bench), (WINDOW,)),
        *(
            Step(
                f"language {language.value}",
                f"start the window in {language.name.capitalize()}, scan, and close it",
                partial(in_language, bench, language),
                ("close",),
            )
            for language in SHIPPED
            if language is not Language.ENGLISH
        ),
        Step(
            "nothing left",
            "end the site server, and remove the folder",
            lambda: tidy_up(bench, failed),
            tidies=True,
        ),
    )


def close(bench: Bench) -> str:
    """In order, and without a fault of its own."""
    code = bench.station.close_window()
    if code != 0:
        raise StepFailed(f"the window closed with exit code {code}, not 0")
    crashes = bench.station.data / "crashes"
    reports = [path.name for path in crashes.glob("*.txt") if path.stat().st_size]
    if reports:
        raise StepFailed(f"the window left crash reports: {reports}")
    return "exit code 0, no crash report"


def in_language(bench: Bench, language: Language) -> str:
    """The window speaks it, and works."""
    station = bench.station
    station.start(language.value)
    (painted,) = station.events.of("window.painted")
    if painted["language"] != language.value:
        raise StepFailed(f"the window speaks {painted['language']!r}, not {language.value!r}")
    station.events.wait_for(
        "link.changed", _REMOVED_WITHIN, where=lambda event: event["state"] == "online"
    )
    station.expect(PASSING, "done", "unit_shown")
    code = station.close_window()
    if code != 0:
        raise StepFailed(f"the window closed with exit code {code}, not 0")
    return "spoken from the first paint on, a unit shown, closed with exit code 0"


def tidy_up(bench: Bench, failed: Callable[[], bool]) -> str:
    """No process and no file is left, unless somebody has to look into the folder."""
    bench.close()
    ended = bench.prove_nothing_runs()
    if failed():
        return f"{ended} processes have ended; the folder is kept: {bench.folder}"

    def removed() -> bool:
        # Windows lets go of a file a moment after its process has ended.
        shutil.rmtree(bench.folder, ignore_errors=True)
        return not bench.folder.exists()

    wait_until(f"{bench.folder} to be removed", _REMOVED_WITHIN, removed)
    return f"{ended} processes have ended, the folder is removed"
