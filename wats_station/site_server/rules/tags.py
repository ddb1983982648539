"""Tags: keyed upserts that keep the list and its XML twin in step (wire contract 2.1, 2.4).

A missing entry or an empty list never deletes anything; `change` 3 does.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

DELETE = 3
_QUARANTINE = "Quarantine"
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9_.\-]|^[^A-Za-z_]|_(?=x[0-9A-Fa-f]{4}_)")
_ENCODED = re.compile(r"_x([0-9A-Fa-f]{4,6})_")
# What XML 1.0 cannot hold, not even escaped.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class TagChange:
    """What became of one tag: `old` None is a new one, `new` None a deleted one."""

    key: str
    old: str | None
    new: str | None


def apply_tags(
    tags: Mapping[str, str], entries: Iterable[tuple[str, str, int]]
) -> tuple[dict[str, str], list[TagChange]]:
    """The tags after `entries` of (key, value, change code), and what really changed."""
    after = dict(tags)
    changes = []
    for key, value, change in entries:
        old = after.get(key)
        new = None if change == DELETE else value
        if new is None:
            after.pop(key, None)
        else:
            after[key] = new
        if old != new:
            changes.append(TagChange(key, old, new))
    return after, changes


def is_quarantine(key: str) -> bool:
    """True for a tag of a product or a revision that a station may set without administering."""
    return key == _QUARANTINE or key.startswith(f"{_QUARANTINE} ")


@dataclass(frozen=True, slots=True)
class GivenTags:
    """Tags as a body brings them, as (key, value, change code): a list, and the XML twin."""

    entries: tuple[tuple[str, str, int], ...] = ()
    xml: tuple[tuple[str, str], ...] = ()


NO_TAGS = GivenTags()


def apply_given(
    tags: Mapping[str, str], given: GivenTags
) -> tuple[dict[str, str], list[TagChange]]:
    """The tags after a body was taken, and what really changed.

    Clients send back both twins and change one of them: what is as it was in either is no
    wish, and where both wish for something the list has its way.
    """
    by_xml = [(key, value, 0) for key, value in given.xml if tags.get(key) != value]
    by_list = [
        (key, value, change)
        for key, value, change in given.entries
        if change == DELETE or tags.get(key) != value
    ]
    return apply_tags(tags, [*by_xml, *by_list])


def tags_to_xml(tags: Mapping[str, str]) -> str | None:
    """`<Root><Key Value="v"/></Root>`, or None without tags.

    A key that is no XML name is written as .NET does (`Work Order` → `Work_x0020_Order`).
    """
    if not tags:
        return None
    parts = []
    for key, value in tags.items():
        shown = quoteattr(_NOT_IN_XML.sub("\ufffd", value))
        parts.append(f"<{_NOT_IN_NAME.sub(_encoded, key)} Value={shown}/>")
    return f"<Root>{''.join(parts)}</Root>"


def tags_from_xml(text: str) -> list[tuple[str, str]]:
    """The keyed values of an xmlData text. Raises ValueError when it is not such XML."""
    if "<!" in text:
        # No DOCTYPE: entities that grow without end come in one.
        raise ValueError("xmlData must not hold declarations")
    try:
        root = ET.fromstring(text)  # noqa: S314 - declarations were refused above
    except ET.ParseError as error:
        raise ValueError(f"xmlData is not XML: {error}") from error
    return [
        (_ENCODED.sub(lambda code: chr(int(code[1], 16)), element.tag), element.get("Value", ""))
        for element in root
        if element.get("Value") is not None
    ]


def _encoded(character: re.Match[str]) -> str:
    return f"_x{ord(character[0]):04X}_"
