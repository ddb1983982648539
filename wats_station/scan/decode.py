"""Decoding: which fields a scanned text carries, and by which rule (product.md 4.3).

This version knows commands, badges, the WATS form `SERIAL/PART/REVISION/BATCH/PROCESS`
and plain serial numbers. Label standards that use control characters are told
apart, so that they are refused rather than taken for a serial number.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

COMMAND_PREFIX = "CMD-"
BADGE_PREFIX = "OPR-"

# WATS takes serial and part numbers of up to 100 characters; five such fields, four separators.
LONGEST_FIELD = 100
LONGEST_TEXT = 5 * LONGEST_FIELD + 4

_AIM = re.compile(r"^\][A-Za-z][0-9A-Za-z](?=.)", re.DOTALL)
_CONTROL_PICTURES = 0x2400
_TERMINATORS = "\r\n\t\x03\x04\x19"


class Rule(StrEnum):
    """The rule by which a text was read."""

    BADGE = "badge"
    COMMAND = "command"
    WATS_FIELDS = "wats_fields"
    SERIAL = "serial"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    CONTROL_CHARACTERS = "control_characters"
    NO_SERIAL = "no_serial"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a scanned text says.

    `text` is the text without its AIM identifier (kept in `aim`, for example `]C0`) and
    without stray terminators. `argument` is what follows `CMD-` or `OPR-`.
    """

    rule: Rule
    text: str
    aim: str = ""
    argument: str = ""
    serial_number: str = ""
    part_number: str = ""
    revision: str = ""
    batch_number: str = ""
    process: str = ""


def decode(scanned: str) -> Reading:
    """Read a framed text; never raises, whatever it holds."""
    found = _AIM.match(scanned)
    aim = found.group() if found else ""
    text = scanned[len(aim) :].strip(_TERMINATORS).strip()
    if not text:
        return Reading(Rule.EMPTY, text, aim)
    if len(text) > LONGEST_TEXT:
        return Reading(Rule.TOO_LONG, text, aim)
    if any(is_control(character) for character in text):
        return Reading(Rule.CONTROL_CHARACTERS, text, aim)
    for prefix, rule in ((BADGE_PREFIX, Rule.BADGE), (COMMAND_PREFIX, Rule.COMMAND)):
        if text[: len(prefix)].upper() == prefix:
            return Reading(rule, text, aim, argument=text[len(prefix) :].strip())
    return _fields(text, aim)


def is_control(character: str) -> bool:
    """True for characters that cannot stand in a serial number because nobody can see them."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def visible(text: str) -> str:
    """The text with control characters shown as pictures (GS as ␝) or code points."""
    return "".join(
        _picture(character) if is_control(character) else character for character in text
    )


def _picture(character: str) -> str:
    code = ord(character)
    if code < ord(" "):
        return chr(_CONTROL_PICTURES + code)
    return "\u2421" if character == "\x7f" else f"<U+{code:04X}>"


def _fields(text: str, aim: str) -> Reading:
    parts = [part.strip() for part in text.split("/", 4)]
    serial, part, revision, batch, process = (*parts, "", "", "", "")[:5]
    if not serial:
        return Reading(Rule.NO_SERIAL, text, aim)
    if any(len(field) > LONGEST_FIELD for field in (serial, part, revision, batch, process)):
        return Reading(Rule.TOO_LONG, text, aim)
    rule = Rule.WATS_FIELDS if len(parts) > 1 else Rule.SERIAL
    return Reading(rule, text, aim, "", serial, part, revision, batch, process)
