"""ISO/IEC 15434 envelopes: several formats in one code, each with its own separators.

`[)>` RS, then formats: two digits that say which, GS between fields, RS at the end of
each; EOT ends the message. Suppliers print it wrong in known ways, which are read too:
`>[)>`, no RS behind the header, no EOT, RS or EOT missing at the end.
"""

import re
from typing import NamedTuple

GS, RS, EOT = "\x1d", "\x1e", "\x04"

# The header as it is defined, and as suppliers print it.
_HEADER = re.compile(r"^>?\[\)>\x1e?(?=\d\d)")
_FORMAT = re.compile(r"^(\d\d)(.*)$", re.DOTALL)


class Format(NamedTuple):
    """One format of a message: its number, and its fields as they stand there."""

    number: str
    fields: tuple[str, ...]


def formats_of(text: str) -> tuple[Format, ...] | None:
    """The formats of an envelope; None for a text that is none."""
    header = _HEADER.match(text)
    if header is None:
        return None
    body = text[header.end() :].rstrip(EOT).rstrip(RS)
    formats = []
    for part in body.split(RS):
        found = _FORMAT.match(part)
        if found is None:
            return None
        fields = tuple(field for field in found[2].split(GS) if field)
        formats.append(Format(found[1], fields))
    return tuple(formats)
