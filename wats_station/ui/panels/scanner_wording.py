"""What was found of a scanner in words: its keyboard, what frames its codes, its pace."""

from PySide6.QtCore import QCoreApplication

from wats_station.domain.scanner_profile import ScannerProfile
from wats_station.scan.decode import visible
from wats_station.scan.set_up import Measured, SetUpFault
from wats_station.ui.words import QT_TRANSLATE_NOOP

LAYOUT_NAMES = {
    "us": QT_TRANSLATE_NOOP("ScannerSetUp", "US"),
    "no": QT_TRANSLATE_NOOP("ScannerSetUp", "Norwegian"),
    "de": QT_TRANSLATE_NOOP("ScannerSetUp", "German"),
    "fr": QT_TRANSLATE_NOOP("ScannerSetUp", "French"),
}

KEY_NAMES = {
    "\r": QT_TRANSLATE_NOOP("ScannerSetUp", "Enter"),
    "\n": QT_TRANSLATE_NOOP("ScannerSetUp", "Enter"),
    "\t": QT_TRANSLATE_NOOP("ScannerSetUp", "Tab"),
    " ": QT_TRANSLATE_NOOP("ScannerSetUp", "Space"),
}

FAULTS = {
    SetUpFault.OTHER_CODE: QT_TRANSLATE_NOOP(
        "ScannerSetUp",
        "That was not this code, or not all of it arrived. Scan the code shown here once more.",
    ),
    SetUpFault.BY_HAND: QT_TRANSLATE_NOOP(
        "ScannerSetUp",
        "These keys came as slowly as if typed by hand. Scan the code; if you did, set the"
        " scanner to send its keys faster.",
    ),
    SetUpFault.NO_END: QT_TRANSLATE_NOOP(
        "ScannerSetUp",
        "The scanner sends nothing after a code, so its codes look like typing. Set the scanner"
        " to send Enter after each code, then scan again from code 1.",
    ),
    SetUpFault.LONG_ENDS: QT_TRANSLATE_NOOP(
        "ScannerSetUp",
        "What the scanner sends around a code is too long, or not always the same. Set it to"
        " send Enter after each code and nothing before it, then scan again from code 1.",
    ),
}

SEPARATOR_NAMES = {"\x1d": "GS", "\x1e": "RS", "\x04": "EOT"}

_ALPHABET = range(0x01, 0x1B)
_ABOVE_CONTROL = 0x40


def layout_name(layout: str) -> str:
    """A keyboard's name."""
    name = LAYOUT_NAMES[layout]
    return _translated(name)


def key_name(character: str) -> str:
    """What a person calls the key: Enter, Tab, Ctrl+Q, or the character itself."""
    known = KEY_NAMES.get(character)
    if known:
        return _translated(known)
    if ord(character) in _ALPHABET:
        return f"Ctrl+{chr(ord(character) + _ABOVE_CONTROL)}"
    return visible(character)


def prefix_name(profile: ScannerProfile) -> str:
    """What stands before a code; empty for nothing."""
    return key_name(profile.prefix) if profile.prefix else ""


def suffix_name(profile: ScannerProfile) -> str:
    """What stands after a code; empty for nothing."""
    return ", ".join(dict.fromkeys(key_name(each) for each in sorted(profile.suffixes)))


def milliseconds(seconds: float) -> str:
    """A time in whole milliseconds; what is less than one says so."""
    whole = round(seconds * 1000)
    return f"{whole} ms" if whole else "< 1 ms"


def times(one: float, other: float) -> str:
    """How often `other` goes into `one`, with a decimal where it has one."""
    return f"{one / other:.1f}".removesuffix(".0")


def suggested_name(measured: Measured) -> str:
    """A name that tells one scanner from the next, for example US, Enter, 8 ms."""
    profile = measured.profile
    parts = (
        layout_name(profile.layout),
        suffix_name(profile) or prefix_name(profile),
        milliseconds(measured.median_gap),
    )
    return ", ".join(parts)


def fault_sentence(fault: SetUpFault) -> str:
    """Why the last scan has to be done again, and what to do about it."""
    sentence = FAULTS[fault]
    return _translated(sentence)


def separator_names(separators: str) -> str:
    """GS, RS and EOT by their names."""
    return ", ".join(SEPARATOR_NAMES[each] for each in separators)


def lost_separators(measured: Measured) -> str:
    """The separators that did not arrive."""
    return "".join(each for each in SEPARATOR_NAMES if each not in measured.separators)


def _translated(text: str) -> str:
    return QCoreApplication.translate("ScannerSetUp", text)
