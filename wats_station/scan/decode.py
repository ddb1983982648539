"""Decoding: which fields a scanned text carries, and by which rule (product.md 4.3).

The first rule that matches wins: badges and commands, custom rules, ISO/IEC 15434 labels,
GS1 element strings, the WATS form `SERIAL/PART/REVISION/BATCH/PROCESS`, and at last a
plain serial number. A text with characters that nobody can see is none of those: it is
refused, with the nearest reading, rather than taken for a serial number.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from wats_station.scan import gs1, iso15434, mh10
from wats_station.scan.custom import CustomRule
from wats_station.scan.reading import Field, FieldName, Reading, Rule

COMMAND_PREFIX = "CMD-"
BADGE_PREFIX = "OPR-"

# WATS takes serial and part numbers of up to 100 characters; five such fields, four separators.
LONGEST_FIELD = 100
LONGEST_TEXT = 5 * LONGEST_FIELD + 4
# A 2D label holds more: fields that the station does not use, too.
LONGEST_LABEL = 4000

_AIM = re.compile(r"^\][A-Za-z][0-9A-Za-z](?=.)", re.DOTALL)
_CONTROL_PICTURES = 0x2400
_TERMINATORS = "\r\n\t\x03\x04\x19"
_WATS_NAMES = (
    FieldName.SERIAL,
    FieldName.PART,
    FieldName.REVISION,
    FieldName.BATCH,
    FieldName.PROCESS,
)


@dataclass(frozen=True, slots=True)
class LabelRules:
    """What a site's labels look like beyond the standards.

    Prefixes are compared without letter case. `parts_by_gtin` tells a GTIN's part number.
    """

    command_prefix: str = COMMAND_PREFIX
    badge_prefix: str = BADGE_PREFIX
    custom: tuple[CustomRule, ...] = ()
    parts_by_gtin: Mapping[str, str] = field(default_factory=dict)


STANDARD = LabelRules()


def decode(scanned: str, rules: LabelRules = STANDARD) -> Reading:
    """Read a framed text; never raises, whatever it holds."""
    found = _AIM.match(scanned)
    aim = found.group() if found else ""
    text = scanned[len(aim) :].strip(_TERMINATORS).strip(" ")
    if not text.strip():
        return Reading(Rule.EMPTY, "", aim)
    for prefix, rule in ((rules.badge_prefix, Rule.BADGE), (rules.command_prefix, Rule.COMMAND)):
        if text[: len(prefix)].upper() == prefix.upper():
            return _prefixed(rule, text, aim, prefix)
    reading = Reading(Rule.SERIAL, text, aim)
    if len(text) > LONGEST_LABEL:
        return replace(reading, rule=Rule.TOO_LONG)
    custom, slow = _by_custom_rule(reading, rules.custom)
    read = _whole(custom or _labelled(reading, rules) or _plain(reading))
    return replace(read, slow=slow) if slow else read


def is_control(character: str) -> bool:
    """True for characters that cannot stand in a serial number because nobody can see them."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def visible(text: str) -> str:
    """The text with control characters shown as pictures (GS as ␝) or code points."""
    return "".join(
        _picture(character) if is_control(character) else character for character in text
    )


def _prefixed(rule: Rule, text: str, aim: str, prefix: str) -> Reading:
    if any(map(is_control, text)):
        return Reading(Rule.CONTROL_CHARACTERS, text, aim, nearest=_cleaned(text))
    if len(text) > LONGEST_TEXT:
        return Reading(Rule.TOO_LONG, text, aim)
    argument = text[len(prefix) :].strip()
    return Reading(rule, text, aim, argument=argument)


def _by_custom_rule(
    reading: Reading, rules: tuple[CustomRule, ...]
) -> tuple[Reading | None, tuple[str, ...]]:
    """By the first rule that reads it, if one does; and which took too long to say."""
    slow = []
    for rule in rules:
        try:
            fields = rule.fields_in(reading.text)
        except TimeoutError:
            slow.append(rule.name)
            continue
        if fields is not None:
            read = replace(reading, rule=Rule.CUSTOM, by=rule.name).with_fields(fields)
            return read, tuple(slow)
    return None, tuple(slow)


def _labelled(reading: Reading, rules: LabelRules) -> Reading | None:
    """As an envelope, or as an element string; None for neither."""
    formats = iso15434.formats_of(reading.text)
    if formats is not None:
        return _envelope(reading, formats, rules)
    if gs1.is_element_string(reading.text, reading.aim):
        fields = gs1.fields_of(reading.text, rules.parts_by_gtin)
        if fields is not None:
            return replace(reading, rule=Rule.GS1).with_fields(fields)
    return None


def _envelope(
    reading: Reading, formats: tuple[iso15434.Format, ...], rules: LabelRules
) -> Reading | None:
    fields: list[Field] = []
    rule = Rule.MH10
    for each in formats:
        if each.number == "05":
            rule = Rule.GS1
            fields += gs1.fields_of(gs1.GS.join(each.fields), rules.parts_by_gtin) or ()
        elif each.number == "06":
            fields += mh10.by_preference(mh10.fields_of(each.fields))
    return replace(reading, rule=rule).with_fields(tuple(fields)) if fields else None


def _plain(reading: Reading) -> Reading:
    text = reading.text
    if any(map(is_control, text)):
        return replace(reading, rule=Rule.CONTROL_CHARACTERS, nearest=_cleaned(text))
    if len(text) > LONGEST_TEXT:
        return replace(reading, rule=Rule.TOO_LONG)
    parts = [part.strip() for part in text.split("/", 4)]
    fields = tuple(
        Field(name, part) for name, part in zip(_WATS_NAMES, parts, strict=False) if part
    )
    rule = Rule.WATS_FIELDS if len(parts) > 1 else Rule.SERIAL
    return replace(reading, rule=rule).with_fields(fields)


def _whole(reading: Reading) -> Reading:
    """The reading, unless it has no serial number, or a field that WATS cannot take."""
    if reading.rule in (Rule.CONTROL_CHARACTERS, Rule.TOO_LONG):
        return reading
    used = [
        reading.serial_number,
        reading.part_number,
        reading.revision,
        reading.batch_number,
        reading.process,
    ]
    if any(len(value) > LONGEST_FIELD for value in used):
        return replace(reading, rule=Rule.TOO_LONG)
    if any(is_control(character) for value in used for character in value):
        return replace(reading, rule=Rule.CONTROL_CHARACTERS, nearest=_cleaned(reading.text))
    if not reading.serial_number:
        nearest = ", ".join(f"{each.identifier} {each.value}".strip() for each in reading.fields)
        return replace(reading, rule=Rule.NO_SERIAL, nearest=nearest)
    return reading


def _cleaned(text: str) -> str:
    """What is left of a text without what nobody can see."""
    return "".join(each for each in text if not is_control(each)).strip()


def _picture(character: str) -> str:
    code = ord(character)
    if code < ord(" "):
        return chr(_CONTROL_PICTURES + code)
    return "\u2421" if character == "\x7f" else f"<U+{code:04X}>"
