"""GS1 element strings: application identifiers, read by the GS1 library biip."""

from collections.abc import Mapping

from wats_station.scan.reading import Field, FieldName

_NAMES = {
    "21": FieldName.SERIAL,
    "10": FieldName.BATCH,
    "240": FieldName.PART,
    "241": FieldName.PART,
    "01": FieldName.GTIN,
}
# Symbologies that carry GS1 by their AIM identifier: GS1-128, DataMatrix, QR, DataBar, DotCode.
_AIM = frozenset({"]C1", "]d2", "]Q3", "]e0", "]J1"})
GS = "\x1d"


def is_element_string(text: str, aim: str) -> bool:
    """True where the symbol says that it is GS1, or a separator stands in a text that may be.

    Digits alone prove nothing: a serial number may begin like an identifier.
    """
    return aim in _AIM or GS in text


def fields_of(text: str, parts_by_gtin: Mapping[str, str]) -> tuple[Field, ...] | None:
    """The fields; None for a text that is no element string.

    A GTIN is a part number where `parts_by_gtin` knows it, without leading zeros or with.
    """
    # Here, because a station without GS1 labels never needs its tables.
    from biip import ParseError  # noqa: PLC0415
    from biip.gs1_messages import GS1Message  # noqa: PLC0415

    try:
        message = GS1Message.parse(text.lstrip(GS))
    except ParseError:
        return None
    fields = tuple(
        Field(_NAMES.get(element.ai.ai, FieldName.OTHER), element.value.strip(), element.ai.ai)
        for element in message.element_strings
    )
    return (*fields, *_parts(fields, parts_by_gtin))


def _parts(fields: tuple[Field, ...], parts_by_gtin: Mapping[str, str]) -> tuple[Field, ...]:
    known = {gtin.lstrip("0"): part for gtin, part in parts_by_gtin.items()}
    return tuple(
        Field(FieldName.PART, known[field.value.lstrip("0")], field.identifier)
        for field in fields
        if field.name is FieldName.GTIN and field.value.lstrip("0") in known
    )
