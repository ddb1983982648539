"""Text for a terminal of 80 columns: what servers and files say, kept in its line and its width."""

import unicodedata

WIDE = 80
# What a text needs at least to stand beside its head.
_ROOM = 16


def one_line(text: str) -> str:
    """The text in one line: what others say may be several, or steer the terminal."""
    return "".join(each if each.isprintable() else " " for each in text)


def wrapped(head: str, text: str, *, indent: int | None = None) -> list[str]:
    """Lines of `head` and then the text, none wider than `WIDE` columns.

    Later lines begin below the text, or after `indent` columns. A word that is wider than a
    line is broken, and a head that leaves no room for a text stands alone.
    """
    if columns(head) > WIDE - _ROOM:
        before = min(_ROOM if indent is None else indent, WIDE - _ROOM)
        lead = head[: len(head) - len(head.lstrip())][:_ROOM]
        return [*wrapped(lead, head, indent=before), *wrapped(" " * before, text)]
    before = columns(head) if indent is None else indent
    lines, line, begun = [], head, False
    for word in one_line(text).split():
        rest = word
        while rest:
            room = WIDE - columns(line) - (1 if begun else 0)
            if columns(rest) <= room:
                line += f" {rest}" if begun else rest
                rest, begun = "", True
            elif begun:
                lines.append(line)
                line, begun = " " * before, False
            else:
                part = _beginning(rest, room)
                lines.append(line + part)
                line, rest = " " * before, rest[len(part) :]
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def columns(text: str) -> int:
    """How many columns it takes: letters of East Asia take two, what is put on a letter none."""
    return sum(map(_columns_of, text))


def padded(text: str, wide: int) -> str:
    """The text in one line, with spaces up to this many columns, and one at least."""
    said = one_line(text)
    return said + " " * max(1, wide - columns(said))


def _columns_of(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1


def _beginning(word: str, room: int) -> str:
    """As much of the word as there is room for; one letter at least."""
    taken = 0
    for end, letter in enumerate(word):
        taken += _columns_of(letter)
        if taken > room and end:
            return word[:end]
    return word
