"""PySide's look into what is imported, and pydantic's answer to it, in a process of its own."""

import subprocess
import sys

_CHASE = """
import sys
import PySide6.QtCore
import pydantic.errors
from shibokensupport.feature import feature_imported, pyside_feature_dict
# As a start finds them where PySide missed the import of pydantic.errors.
del pyside_feature_dict["pydantic.errors"], sys.modules["pydantic._internal._validators"]
from wats_station.app.qt_imports import note_for_pyside
if "noted" in sys.argv:
    assert note_for_pyside()
# What PySide calls after an import.
feature_imported(pydantic.errors)
print("imported")
"""


def imported(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What becomes of the import."""
    command = [sys.executable, "-c", _CHASE, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_what_is_noted_is_imported_also_where_pyside_missed_it() -> None:
    assert "partially initialized" in imported().stderr
    noted = imported("noted")
    assert (noted.stdout.strip(), noted.stderr) == ("imported", "")


def test_without_pyside_there_is_nothing_to_note() -> None:
    code = "from wats_station.app.qt_imports import note_for_pyside; print(note_for_pyside())"
    command = [sys.executable, "-c", code]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
