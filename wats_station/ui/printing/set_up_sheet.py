"""The sheet of test codes: what a scanner that reads no screen is set up from."""

from PySide6.QtCore import QCoreApplication

from wats_station.labels.sheet import Entry, Sheet, lay_out_plates
from wats_station.scan.set_up import CODES
from wats_station.ui.words import QT_TRANSLATE_NOOP

# One for each of `CODES`: what the code is for.
PURPOSES = (
    QT_TRANSLATE_NOOP(
        "TestCodes",
        "Start the set-up on the station's screen, then scan this code. It tells the keyboard"
        " layout, and what the scanner sends before and after a code.",
    ),
    QT_TRANSLATE_NOOP(
        "TestCodes", "It tells which of the separators GS, RS and EOT reach the station."
    ),
    QT_TRANSLATE_NOOP(
        "TestCodes",
        "The first code once more: it tells whether the scanner does the same every time.",
    ),
)

# Most fonts lack the pictures of control characters.
_NAMED = str.maketrans({"\x1d": "<GS>", "\x1e": "<RS>", "\x04": "<EOT>"})


def spelled(code: str) -> str:
    """The code in letters that every printer has, its separators by name."""
    return code.translate(_NAMED)


def set_up_sheet() -> Sheet:
    """One page with the test codes, in the language in force; separators are spelled out."""
    numbered = QCoreApplication.translate("TestCodes", "Code {number} of {of}")
    entries = [
        Entry(
            code,
            numbered.format(number=number, of=len(CODES)),
            QCoreApplication.translate("TestCodes", purpose),
        )
        for number, (code, purpose) in enumerate(zip(CODES, PURPOSES, strict=True), 1)
    ]
    title = QCoreApplication.translate("TestCodes", "Scanner test codes")
    return lay_out_plates(title, entries, spelled)
