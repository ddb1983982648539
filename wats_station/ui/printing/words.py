"""The words on the command sheet: a title and one line for each command of product.md 4.4.

Keys are the codes without their prefix, as in `scan.commands`. The family of a code that
takes a value (`PHASE-`) has words too: its line stands at each of its codes, whose title
is the server's own name.
"""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from wats_station.ui.words import QT_TRANSLATE_NOOP, panel_word

_PANEL = "PANEL-"

# Panels have their names already, in `ui.words`.
PANEL_LINES = {
    "LOOKUP": QT_TRANSLATE_NOOP("CommandSheet", "Shows what is known about a unit."),
    "PHASE": QT_TRANSLATE_NOOP("CommandSheet", "Moves the current unit to another phase."),
    "ASSEMBLY": QT_TRANSLATE_NOOP("CommandSheet", "Opens the current unit as the parent."),
    "REPAIR": QT_TRANSLATE_NOOP("CommandSheet", "Records the failures of the current unit."),
    "SERIALS": QT_TRANSLATE_NOOP("CommandSheet", "Takes serial numbers and prints labels."),
    "SUPERVISOR": QT_TRANSLATE_NOOP("CommandSheet", "Shows production, stuck units and the log."),
    "OUTBOX": QT_TRANSLATE_NOOP("CommandSheet", "Shows what waits to be sent, and why."),
    "SETTINGS": QT_TRANSLATE_NOOP("CommandSheet", "Opens the station's settings."),
}

COMMANDS = {
    "VERIFY": (
        QT_TRANSLATE_NOOP("CommandSheet", "Verify"),
        QT_TRANSLATE_NOOP(
            "CommandSheet", "Verifies the current unit; in Assembly, that it is complete."
        ),
    ),
    "REMOVE": (
        QT_TRANSLATE_NOOP("CommandSheet", "Remove"),
        QT_TRANSLATE_NOOP("CommandSheet", "The next child scanned is taken out of the assembly."),
    ),
    "REPLACE": (
        QT_TRANSLATE_NOOP("CommandSheet", "Replace"),
        QT_TRANSLATE_NOOP("CommandSheet", "Swaps a child: scan the old one, then the new one."),
    ),
    "DISASSEMBLE": (
        QT_TRANSLATE_NOOP("CommandSheet", "Disassemble"),
        QT_TRANSLATE_NOOP("CommandSheet", "Takes every child out, once you scan Confirm."),
    ),
    "SUBMIT": (
        QT_TRANSLATE_NOOP("CommandSheet", "Submit"),
        QT_TRANSLATE_NOOP("CommandSheet", "Sends the repair."),
    ),
    "HOLD": (
        QT_TRANSLATE_NOOP("CommandSheet", "Hold"),
        QT_TRANSLATE_NOOP("CommandSheet", "Puts the current unit on hold."),
    ),
    "RELEASE": (
        QT_TRANSLATE_NOOP("CommandSheet", "Release"),
        QT_TRANSLATE_NOOP("CommandSheet", "Ends the current unit's hold. Supervisors only."),
    ),
    "HOLD-LOT": (
        QT_TRANSLATE_NOOP("CommandSheet", "Stop lot"),
        QT_TRANSLATE_NOOP("CommandSheet", "Stops its whole lot. Supervisors only."),
    ),
    "RELEASE-LOT": (
        QT_TRANSLATE_NOOP("CommandSheet", "Free lot"),
        QT_TRANSLATE_NOOP("CommandSheet", "Frees its whole lot. Supervisors only."),
    ),
    "HOLD-REVISION": (
        QT_TRANSLATE_NOOP("CommandSheet", "Stop revision"),
        QT_TRANSLATE_NOOP("CommandSheet", "Stops its whole revision. Supervisors only."),
    ),
    "RELEASE-REVISION": (
        QT_TRANSLATE_NOOP("CommandSheet", "Free revision"),
        QT_TRANSLATE_NOOP("CommandSheet", "Frees its whole revision. Supervisors only."),
    ),
    "CONFIRM": (
        QT_TRANSLATE_NOOP("CommandSheet", "Confirm"),
        QT_TRANSLATE_NOOP("CommandSheet", "Answers yes to what the station asks."),
    ),
    "CANCEL": (
        QT_TRANSLATE_NOOP("CommandSheet", "Cancel"),
        QT_TRANSLATE_NOOP("CommandSheet", "Leaves what the station asks or waits for."),
    ),
    "UNDO": (
        QT_TRANSLATE_NOOP("CommandSheet", "Undo"),
        QT_TRANSLATE_NOOP("CommandSheet", "Reverses the last action that can be reversed."),
    ),
    "LOGOUT": (
        QT_TRANSLATE_NOOP("CommandSheet", "Log out"),
        QT_TRANSLATE_NOOP("CommandSheet", "Ends the operator's session."),
    ),
    "PHASE-": (
        QT_TRANSLATE_NOOP("CommandSheet", "Phase"),
        QT_TRANSLATE_NOOP("CommandSheet", "Moves the current unit to this phase."),
    ),
    "PROCESS-": (
        QT_TRANSLATE_NOOP("CommandSheet", "Process"),
        QT_TRANSLATE_NOOP("CommandSheet", "Sets the current unit's process."),
    ),
    "TAG-": (
        QT_TRANSLATE_NOOP("CommandSheet", "Tag"),
        QT_TRANSLATE_NOOP("CommandSheet", "Sets this tag on the current unit."),
    ),
    "FAIL-": (
        QT_TRANSLATE_NOOP("CommandSheet", "Failure"),
        QT_TRANSLATE_NOOP("CommandSheet", "Adds this failure to the repair."),
    ),
    "REF-": (
        QT_TRANSLATE_NOOP("CommandSheet", "Component"),
        QT_TRANSLATE_NOOP("CommandSheet", "The component of the failure added last."),
    ),
}

SECTIONS = {
    "panels": QT_TRANSLATE_NOOP("CommandSheet", "Open a panel"),
    "answers": QT_TRANSLATE_NOOP("CommandSheet", "In every panel"),
    "unit": QT_TRANSLATE_NOOP("CommandSheet", "The current unit"),
    "quarantine": QT_TRANSLATE_NOOP("CommandSheet", "The current unit's lot and revision"),
    "phases": QT_TRANSLATE_NOOP("CommandSheet", "Phase of the current unit"),
    "processes": QT_TRANSLATE_NOOP("CommandSheet", "Process of the current unit"),
    "assembly": QT_TRANSLATE_NOOP("CommandSheet", "In the Assembly panel"),
    "repair": QT_TRANSLATE_NOOP("CommandSheet", "In the Repair panel"),
}


def command_words() -> Mapping[str, tuple[str, str]]:
    """Title and explanation of every command, in the language in force now."""
    panels = {
        _PANEL + name: (panel_word(name), _translated(line)) for name, line in PANEL_LINES.items()
    }
    commands = {
        code: (_translated(title), _translated(line)) for code, (title, line) in COMMANDS.items()
    }
    return panels | commands


def section_title(section: str) -> str:
    """The heading of a section, by its key in `SECTIONS`."""
    return _translated(SECTIONS[section])


def sheet_title(station: str) -> str:
    """What stands at the top of every page."""
    return QCoreApplication.translate("CommandSheet", "Command codes · {station}").format(
        station=station
    )


def page_text(number: int, of: int) -> str:
    """Which page this is, and of how many."""
    return QCoreApplication.translate("CommandSheet", "Page {number} of {of}").format(
        number=number, of=of
    )


def _translated(text: str) -> str:
    return QCoreApplication.translate("CommandSheet", text)
