"""The command codes of product.md 4.4, as they are printed and as a misread one is compared.

A code that ends with `-` or `=` takes a value: the sheet prints one for each value that
is known (phases, processes), and none where only the bench can know it.
"""

from wats_station.domain.panel import Panel

TAKING_A_VALUE = ("PHASE-", "PROCESS-", "TAG-", "FAIL-", "REF-")
PLAIN = (
    "VERIFY",
    "REMOVE",
    "REPLACE",
    "DISASSEMBLE",
    "SUBMIT",
    "HOLD",
    "RELEASE",
    "HOLD-LOT",
    "RELEASE-LOT",
    "HOLD-REVISION",
    "RELEASE-REVISION",
    "CONFIRM",
    "CANCEL",
    "UNDO",
    "LOGOUT",
)
PANELS = tuple(f"PANEL-{panel.value}" for panel in Panel)
ALL = (*PANELS, *PLAIN, *TAKING_A_VALUE)

# Close enough to be what was meant: one letter wrong in five.
_CLOSE = 0.75


def nearest(argument: str) -> str:
    """The command that this comes nearest to, without its prefix; empty for none."""
    # Here: only a command that nobody knows needs it.
    import difflib  # noqa: PLC0415

    close = difflib.get_close_matches(argument.upper(), ALL, n=1, cutoff=_CLOSE)
    return close[0] if close else ""
