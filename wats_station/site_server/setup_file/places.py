"""YAML as plain data, with the place of every value and key.

Made from the parser's events, so that what a set-up file may not hold (aliases, tags, a
second document, endless nesting) is seen before anything grows from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.reader import Reader

from wats_station.site_server.setup_file.faults import Fault, Loc, path_text
from wats_station.site_server.setup_file.scalars import plain_value

MOST_BYTES = 10 * 1024 * 1024
_DEEPEST = 30
# The parser in C where there is one: a file of 10 MB takes seconds instead of minutes.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_WORDS = {
    "mapping values are not allowed": "a second colon is not allowed here: "
    "put the text into quotes, or check the indentation",
    "could not find expected ':'": "a colon is missing here, or the line before is not complete",
    "expected <block end>": "this line is indented unlike the lines it belongs to",
    "found undefined alias": "aliases (*name) are not taken: write it out",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something begins, counted from 1; `raw` is a text without quotes as written."""

    line: int
    column: int
    raw: str | None = None


@dataclass(slots=True)
class Places:
    """The place of every value and of every key, by its way from the top."""

    source: str
    values: dict[Loc, Place] = field(default_factory=dict)
    keys: dict[Loc, Place] = field(default_factory=dict)

    def of(self, loc: Loc) -> Place:
        """The place of a value, or of the nearest thing around it."""
        while loc and loc not in self.values:
            loc = loc[:-1]
        return self.values.get(loc, Place(1, 1))

    def fault(self, loc: Loc, message: str) -> Fault:
        """A fault of the value at `loc`."""
        return self._fault(self.of(loc), loc, message)

    def key_fault(self, loc: Loc, message: str) -> Fault:
        """A fault of the key that `loc` ends in."""
        return self._fault(self.keys.get(loc) or self.of(loc), loc, message)

    def _fault(self, place: Place, loc: Loc, message: str) -> Fault:
        return Fault(self.source, place.line, place.column, path_text(loc), message)


@dataclass(slots=True)
class Document:
    """The file's content; `faulty` are the ways to what already has a fault."""

    places: Places
    data: object = None
    faults: list[Fault] = field(default_factory=list)
    faulty: set[Loc] = field(default_factory=set)
    readable: bool = True


class _Unreadable(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def read_document(text: str, source: str) -> Document:
    """The content of `text` with everything that is wrong with it as YAML."""
    document = Document(Places(source))
    try:
        _refuse_unprintable(text, source)
        _Builder(document, text.removeprefix("\ufeff")).build()
    except _Unreadable as unreadable:
        document.faults.append(unreadable.fault)
        document.readable = False
    except yaml.MarkedYAMLError as error:
        document.faults.append(_syntax_fault(error, text, source))
        document.readable = False
    return document


class _Builder:
    """Builds the data from the events, one recursion for each level of nesting."""

    def __init__(self, document: Document, text: str) -> None:
        self._document = document
        self._places = document.places
        self._events: Iterator[Any] = iter(yaml.parse(text, Loader=_LOADER))

    def build(self) -> None:
        next(self._events)  # the stream's start
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            raise _Unreadable(self._at(event, (), "the file is empty: version: 1 is wanted"))
        self._document.data = self._node(next(self._events), ())
        next(self._events)  # the document's end
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            message = "a second document begins here: a set-up file is one document"
            raise _Unreadable(self._at(event, (), message))

    def _node(self, event: Any, loc: Loc) -> object:
        plain = isinstance(event, yaml.ScalarEvent) and not event.style
        self._places.values[loc] = _place(event, event.value if plain else None)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, loc, f"aliases (*{event.anchor}) are not taken: write it out")
            return None
        if event.anchor is not None:
            self._refuse(event, loc, f"anchors (&{event.anchor}) are not taken: write it out")
        if event.tag is not None:
            self._refuse(event, loc, f"tags ({event.tag}) are not taken: put a text into quotes")
        if isinstance(event, yaml.ScalarEvent):
            return plain_value(event.value) if plain else event.value
        if len(loc) >= _DEEPEST:
            raise _Unreadable(self._at(event, loc, "this is nested too deeply"))
        return (
            self._sequence(loc)
            if isinstance(event, yaml.SequenceStartEvent)
            else self._mapping(loc)
        )

    def _sequence(self, loc: Loc) -> list[object]:
        found: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            found.append(self._node(event, (*loc, len(found))))
        return found

    def _mapping(self, loc: Loc) -> dict[str, object]:
        found: dict[str, object] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, loc, found)
            if key is None:
                self._skip(next(self._events))
            else:
                found[key] = self._node(next(self._events), (*loc, key))
        return found

    def _key(self, event: Any, loc: Loc, found: dict[str, object]) -> str | None:
        """The key's text, or None for one that is faulty."""
        if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
            self._document.faults.append(self._at(event, loc, "a key must be a plain text"))
            self._skip(event)
            return None
        key = str(event.value)
        if not event.style and not isinstance(plain_value(key), str):
            message = f'a key must be a text: put it into quotes: "{key}"'
            self._document.faults.append(self._at(event, (*loc, key), message))
            return None
        if key in found:
            first = self._places.keys[(*loc, key)].line
            message = f"the key is given twice: the first is on line {first}"
            self._document.faults.append(self._at(event, (*loc, key), message))
            return None
        self._places.keys[(*loc, key)] = _place(event)
        return key

    def _skip(self, event: Any) -> None:
        """Pass over the whole value that begins with `event`."""
        depth = 0
        while True:
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth == 0:
                return
            event = next(self._events)

    def _refuse(self, event: Any, loc: Loc, message: str) -> None:
        self._document.faults.append(self._at(event, loc, message))
        self._document.faulty.add(loc)

    def _at(self, event: Any, loc: Loc, message: str) -> Fault:
        place = _place(event)
        return Fault(self._places.source, place.line, place.column, path_text(loc), message)


def _place(event: Any, raw: str | None = None) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1, raw)


def _refuse_unprintable(text: str, source: str) -> None:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        message = f"the file has {size} bytes: at most {MOST_BYTES} are taken"
        raise _Unreadable(Fault(source, 1, 1, "", message))
    found = Reader.NON_PRINTABLE.search(text)
    if found:
        before = text[: found.start()].replace("\r\n", "\n").replace("\r", "\n")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"the character U+{ord(found[0]):04X} is not allowed in a YAML file"
        raise _Unreadable(Fault(source, line, column, "", message))


def _syntax_fault(error: yaml.MarkedYAMLError, text: str, source: str) -> Fault:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.removeprefix("\ufeff").splitlines()
    here = lines[line - 1] if line <= len(lines) else ""
    if "\t" in here[: len(here) - len(here.lstrip())] or here[column - 1 : column] == "\t":
        # Reported at the tab itself, which is not always where the parser stumbles.
        column = here.index("\t") + 1
        return Fault(source, line, column, "", "indent with spaces: a tab is not allowed here")
    problem = error.problem or str(error)
    for begins, plain in _PLAIN_WORDS.items():
        if problem.startswith(begins):
            return Fault(source, line, column, "", plain)
    context = f" ({error.context})" if error.context else ""
    return Fault(source, line, column, "", f"this is not YAML: {problem}{context}")
