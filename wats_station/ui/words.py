"""The short words of the window: outcomes, link states, panels, grades.

Keys are the values of the domain's enums, not the enums, because the window's first
paint needs these words and must not import the domain (see `shell`).
"""

from PySide6.QtCore import QCoreApplication


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for lupdate, which knows this name; PySide's own is typed as `object`."""
    return text


OUTCOMES = {
    "reading": QT_TRANSLATE_NOOP("Outcomes", "READING"),
    "waiting": QT_TRANSLATE_NOOP("Outcomes", "WAITING"),
    "changing": QT_TRANSLATE_NOOP("Outcomes", "WORKING"),
    "calm": QT_TRANSLATE_NOOP("Outcomes", "READY"),
    "done": QT_TRANSLATE_NOOP("Outcomes", "DONE"),
    "refused": QT_TRANSLATE_NOOP("Outcomes", "REFUSED"),
    "not_understood": QT_TRANSLATE_NOOP("Outcomes", "NOT UNDERSTOOD"),
    "queued": QT_TRANSLATE_NOOP("Outcomes", "QUEUED"),
    "ignored": QT_TRANSLATE_NOOP("Outcomes", "IGNORED"),
}

LINKS = {
    "not_set": QT_TRANSLATE_NOOP("Links", "No server"),
    "connecting": QT_TRANSLATE_NOOP("Links", "Connecting"),
    "online": QT_TRANSLATE_NOOP("Links", "Online"),
    "degraded": QT_TRANSLATE_NOOP("Links", "Unsteady"),
    "offline": QT_TRANSLATE_NOOP("Links", "Offline"),
    "refused": QT_TRANSLATE_NOOP("Links", "Token refused"),
    "captive": QT_TRANSLATE_NOOP("Links", "Not a WATS server"),
}

PANELS = {
    "LOOKUP": QT_TRANSLATE_NOOP("Panels", "Lookup"),
    "PHASE": QT_TRANSLATE_NOOP("Panels", "Phase"),
    "ASSEMBLY": QT_TRANSLATE_NOOP("Panels", "Assembly"),
    "REPAIR": QT_TRANSLATE_NOOP("Panels", "Repair"),
    "SERIALS": QT_TRANSLATE_NOOP("Panels", "Serials"),
    "SUPERVISOR": QT_TRANSLATE_NOOP("Panels", "Supervisor"),
    "OUTBOX": QT_TRANSLATE_NOOP("Panels", "Outbox"),
    "SETTINGS": QT_TRANSLATE_NOOP("Panels", "Settings"),
}

SOURCES = {
    "wedge": QT_TRANSLATE_NOOP("Sources", "Keyboard scanner"),
    "serial": QT_TRANSLATE_NOOP("Sources", "Serial scanner"),
    "typed": QT_TRANSLATE_NOOP("Sources", "Typed"),
}

PORTS = {
    "closed": QT_TRANSLATE_NOOP("Ports", "Closed"),
    "open": QT_TRANSLATE_NOOP("Ports", "Ready"),
    "missing": QT_TRANSLATE_NOOP("Ports", "Not there"),
    "busy": QT_TRANSLATE_NOOP("Ports", "In use by another program"),
    "denied": QT_TRANSLATE_NOOP("Ports", "This user may not open it"),
    "failed": QT_TRANSLATE_NOOP("Ports", "Does not work"),
}

ROLES = {
    "operator": QT_TRANSLATE_NOOP("Roles", "Operator"),
    "technician": QT_TRANSLATE_NOOP("Roles", "Technician"),
    "supervisor": QT_TRANSLATE_NOOP("Roles", "Supervisor"),
}

GRADES = {
    "PASSED": QT_TRANSLATE_NOOP("Grades", "PASSED"),
    "FAILED": QT_TRANSLATE_NOOP("Grades", "FAILED"),
    "NOT_TESTED": QT_TRANSLATE_NOOP("Grades", "NOT TESTED"),
    "PENDING": QT_TRANSLATE_NOOP("Grades", "PENDING"),
}

RUN_STATUSES = {
    "passed": QT_TRANSLATE_NOOP("RunStatuses", "Passed"),
    "failed": QT_TRANSLATE_NOOP("RunStatuses", "Failed"),
    "error": QT_TRANSLATE_NOOP("RunStatuses", "Error"),
    "terminated": QT_TRANSLATE_NOOP("RunStatuses", "Terminated"),
    "unknown": QT_TRANSLATE_NOOP("RunStatuses", "Not run"),
}


SCOPES = {
    "lot": QT_TRANSLATE_NOOP("Quarantine", "Lot"),
    "revision": QT_TRANSLATE_NOOP("Quarantine", "Revision"),
}

# As they are kept on the server; what a person typed is not among them.
QUARANTINE_REASONS = (
    QT_TRANSLATE_NOOP("QuarantineReasons", "Suspected defect"),
    QT_TRANSLATE_NOOP("QuarantineReasons", "Doubtful material"),
    QT_TRANSLATE_NOOP("QuarantineReasons", "Customer complaint"),
    QT_TRANSLATE_NOOP("QuarantineReasons", "Waiting for a decision"),
    QT_TRANSLATE_NOOP("QuarantineReasons", "Checked, in order"),
    QT_TRANSLATE_NOOP("QuarantineReasons", "Reworked"),
    QT_TRANSLATE_NOOP("QuarantineReasons", "Accepted as it is"),
    QT_TRANSLATE_NOOP("QuarantineReasons", "Put on by mistake"),
)


def outcome_word(kind: str) -> str:
    """An outcome's word, for example DONE."""
    return QCoreApplication.translate("Outcomes", OUTCOMES[kind])


def link_word(state: str) -> str:
    """A link state's word."""
    return QCoreApplication.translate("Links", LINKS[state])


def panel_word(panel: str) -> str:
    """A panel's name; one this version does not know is shown as it is."""
    known = PANELS.get(panel)
    return QCoreApplication.translate("Panels", known) if known else panel


def source_word(source: str) -> str:
    """Where a scan came from."""
    return QCoreApplication.translate("Sources", SOURCES[source])


def port_word(state: str) -> str:
    """A serial port's state."""
    return QCoreApplication.translate("Ports", PORTS[state])


def role_word(role: str) -> str:
    """What somebody is at the line."""
    return QCoreApplication.translate("Roles", ROLES[role])


def grade_word(grade: str) -> str:
    """A verification grade's word."""
    return QCoreApplication.translate("Grades", GRADES[grade])


def run_word(status: str) -> str:
    """A run status's word; the server's own where it is one we do not know."""
    known = RUN_STATUSES.get(status.casefold())
    return QCoreApplication.translate("RunStatuses", known) if known else status


def scope_word(scope: str) -> str:
    """What is in quarantine: a lot or a revision."""
    known = SCOPES.get(scope)
    return QCoreApplication.translate("Quarantine", known) if known else scope


def reason_word(reason: str) -> str:
    """A quarantine's reason; one that a person typed is shown as it is."""
    if reason not in QUARANTINE_REASONS:
        return reason
    return QCoreApplication.translate("QuarantineReasons", reason)
