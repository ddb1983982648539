"""ANSI MH10.8.2 data identifiers: digits and a letter that say what a field is."""

import re

from wats_station.scan.reading import Field, FieldName

_IDENTIFIER = re.compile(r"^(\d{0,3}[A-Z])(.*)$", re.DOTALL)

# Those of electronics labels. More than one names a part: the supplier's (1P) stands for
# what is on the bench only where the customer's (P) is not printed.
_NAMES = {
    "S": FieldName.SERIAL,
    "P": FieldName.PART,
    "1P": FieldName.PART,
    "2P": FieldName.REVISION,
    "1T": FieldName.BATCH,
}
_CUSTOMER_FIRST = {"P": 0, "1P": 1}


def fields_of(texts: tuple[str, ...]) -> tuple[Field, ...]:
    """Each text as a field; one without an identifier keeps its whole text."""
    return tuple(_field(text) for text in texts)


def by_preference(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields with the customer's part number before the supplier's."""
    return tuple(sorted(fields, key=lambda field: _CUSTOMER_FIRST.get(field.identifier, 0)))


def _field(text: str) -> Field:
    found = _IDENTIFIER.match(text)
    if found is None:
        return Field(FieldName.OTHER, text.strip())
    identifier, value = found[1], found[2].strip()
    return Field(_NAMES.get(identifier, FieldName.OTHER), value, identifier)
