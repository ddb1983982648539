"""The report of a self-test, as text and as JSON."""

import json

from wats_station.app.selftest.report import as_json, heading, line_of, summary
from wats_station.app.selftest.steps import Outcome, Result

FACTS = {"version": "1.2.3", "system": "Windows 10"}
PASSED = Outcome("phase", "finalize a unit", Result.PASSED, "DEMO-1001 is Finalized", 0.42, "")
FAILED = Outcome("tag", "set a tag", Result.FAILED, "", 12.0, "waited in vain\nevent: Øy")
LEFT_OUT = Outcome("offline", "kill it", Result.NOT_RUN, "", 0.0, "needs 'tag' to have passed")


def test_the_text_is_aligned_and_reasons_stand_below() -> None:
    assert heading(FACTS) == "wats-station self-test\nversion  1.2.3\nsystem   Windows 10\n"
    lines = [line_of(each) for each in (PASSED, FAILED, LEFT_OUT)]
    assert lines == [
        "passed     0.4 s  phase                  DEMO-1001 is Finalized",
        "failed    12.0 s  tag                    waited in vain\n           event: Øy",
        "not run    0.0 s  offline                needs 'tag' to have passed",
    ]
    assert summary([PASSED, FAILED, LEFT_OUT]) == (
        "\nFAILED: 1 passed, 1 failed, 1 not run, in 12 s"
    )
    assert summary([PASSED]) == "\nPASSED: 1 passed, in 0 s"


def test_the_json_is_whole_and_plain_ascii() -> None:
    text = as_json(FACTS, [PASSED, FAILED, LEFT_OUT])
    assert text.isascii()
    said = json.loads(text)
    assert (said["version"], said["system"], said["passed"]) == ("1.2.3", "Windows 10", False)
    assert said["steps"][1] == {
        "name": "tag",
        "did": "set a tag",
        "result": "failed",
        "seen": "",
        "seconds": 12.0,
        "detail": "waited in vain\nevent: Øy",
    }
    assert json.loads(as_json(FACTS, [PASSED]))["passed"] is True
