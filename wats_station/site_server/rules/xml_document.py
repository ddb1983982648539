"""XML from outside: parsed only where it cannot grow or reach elsewhere."""

from xml.etree import ElementTree as ET

from wats_station.site_server.refusals import invalid


def root_of(text: str) -> ET.Element:
    """The root element. Raises a 400 refusal for what is no XML, or declares anything.

    Entities that grow without end, and files that are fetched, come in declarations.
    """
    if "<!" in text:
        raise invalid({"body": ["it must not hold declarations"]})
    try:
        return ET.fromstring(text)  # noqa: S314 - declarations were refused above
    except ET.ParseError as error:
        raise invalid({"body": [f"it is not XML: {error}"]}) from None
