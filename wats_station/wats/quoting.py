"""Text on its way to the server: exactly itself in a URL, an OData filter or a header."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

# Printable ASCII but `%`, which starts an escape: names stay readable in a server's log.
_READABLE = " !\"#$&'()*+,-./:;<=>?@[\\]^_`{|}~"


def segment(text: str) -> str:
    """A path segment. `.` and `..` would be folded away, so their dots are escaped too."""
    if text.strip(".") == "":
        return "%2E" * len(text)
    return quote(text, safe="")


def query_string(query: Mapping[str, str]) -> str:
    """The query of a URL, without its question mark; a space is %20, which all servers read."""
    return "&".join(
        f"{quote(name, safe='$')}={quote(text, safe='')}" for name, text in query.items()
    )


def literal(text: str) -> str:
    """An OData string literal."""
    return "'" + text.replace("'", "''") + "'"


def one_of(field: str, texts: Sequence[str]) -> str:
    """An OData condition: the field is one of these. A list of one is none to every server."""
    if len(texts) == 1:
        return f"{field} eq {literal(texts[0])}"
    return f"{field} in ({','.join(map(literal, texts))})"


def squeezed(text: str) -> str:
    """A name as people spell it: letter case, spaces, `_` and `-` do not count."""
    return "".join(character for character in text.casefold() if character not in " _-")


def header_value(text: str) -> str:
    """A header value: percent-encoded UTF-8 where it is not plain ASCII (product.md 7.4).

    Spaces at either end are encoded too: HTTP would cut them off.
    """
    return quote(text, safe=_READABLE if text == text.strip() else _READABLE[1:])
