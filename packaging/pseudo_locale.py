"""A language that nobody speaks: every text 40 % longer, accented, and in brackets.

With it a person sees at once which text is cut off (no bracket at its end), which one was
never translated (no brackets at all), and which letters the font lacks. It is made from the
sources for developers and tests, offered to no operator and shipped in no package.

Standard library only, as all that set-up needs.
"""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

LANGUAGE = "xx"
_LONGER = 1.4
_KEPT = re.compile(r"(\{[^{}]*\}|%L?\d+|%n|CMD-[A-Z-]+|OPR-)")
_ACCENTS = str.maketrans("AEIOUYCNSZaeiouycnsz", "ÅÉÎÖÜÝÇÑŠŽåéîöüýçñšž")
_VOWELS = "AEIOUYaeiouy"


def lengthened(text: str) -> str:
    """`text` in the pseudo-language; placeholders and command codes stay as they are."""
    own = len("".join(_KEPT.split(text)[::2]))
    spare = max(1, round(own * (_LONGER - 1)) - len("[]"))
    parts = []
    for part in _KEPT.split(text):
        if _KEPT.fullmatch(part):
            parts.append(part)
            continue
        longer, spare = _with_long_vowels(part, spare)
        parts.append(longer.translate(_ACCENTS))
    return f"[{''.join(parts)}{'~' * spare}]"


def translate_all(path: Path) -> None:
    """Give every text of this .ts file its form in the pseudo-language."""
    tree = ET.parse(path)  # noqa: S314 - our own file
    for message in tree.getroot().iter("message"):
        text = lengthened(message.findtext("source", ""))
        translation = message.find("translation")
        if translation is None:
            translation = ET.SubElement(message, "translation")
        translation.attrib.pop("type", None)
        forms = list(translation.iter("numerusform"))
        for form in forms:
            form.text = text
        if not forms:
            translation.text = text
    tree.write(path, encoding="utf-8", xml_declaration=True)


def _with_long_vowels(text: str, spare: int) -> tuple[str, int]:
    """Vowels doubled from the left while there is room, and the room that is left."""
    made = []
    for letter in text:
        made.append(letter)
        if letter in _VOWELS and spare > 0:
            made.append(letter)
            spare -= 1
    return "".join(made), spare
