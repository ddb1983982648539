"""Serial numbers as a server hands them out: XML on WATS, a JSON list on others (2.1)."""

from xml.etree.ElementTree import ParseError

from pydantic_core import from_json

_PLACE = "SN"


def numbers_in(content: bytes) -> tuple[str, ...]:
    """The numbers, in the order they stand there. Raises ValueError for anything else."""
    text = content.strip()
    return _from_xml(text) if text.startswith(b"<") else _from_json(text)


def _from_xml(content: bytes) -> tuple[str, ...]:
    # Entities that grow without end, and files that are fetched, are refused by it.
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 - rarely needed

    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, LookupError) as error:
        raise ValueError(str(error)) from None
    if not root.tag.endswith("SerialNumbers"):
        raise ValueError("these are no serial numbers")
    found = [each for each in root.iter() if each.tag.rsplit("}", 1)[-1] == _PLACE]
    return tuple(_number(each.get("id")) for each in found)


def _from_json(content: bytes) -> tuple[str, ...]:
    said = from_json(content)
    if not isinstance(said, list):
        raise ValueError("a list is wanted")  # noqa: TRY004 - the content is wrong, not a caller
    return tuple(_number(each.get("id") if isinstance(each, dict) else each) for each in said)


def _number(text: object) -> str:
    if not isinstance(text, str) or not text:
        raise ValueError("a number has no text")
    return text
