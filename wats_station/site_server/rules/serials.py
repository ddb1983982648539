"""Serial numbers: how one is told from its neighbour, and what a type says it must look like."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wats_station.site_server.refusals import invalid, not_found

FREE, TAKEN, RESERVED = 0, 1, 2
STATE_NAMES = {FREE: "Free", TAKEN: "Taken", RESERVED: "Reserved"}
SERIAL, MAC, IMEI = 0, 1, 2
IDENTIFIER_NAMES = {SERIAL: "Serial number", MAC: "MAC address", IMEI: "IMEI"}

_MAC = re.compile(r"[0-9A-Fa-f]{2}([-:.]?[0-9A-Fa-f]{2}){5}")
_TRAILING_DIGITS = re.compile(r"(.*?)([0-9]{1,18})", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a number stands: what comes before its running part, and that part."""

    prefix: str
    number: int

    def follows(self, other: "Place") -> bool:
        """True for the direct neighbour after `other`."""
        return self.prefix == other.prefix and self.number == other.number + 1


def place_of(value: str, identifier: int) -> Place:
    """The place of a value; one without digits stands alone, at number 0."""
    if identifier == MAC and _MAC.fullmatch(value):
        return Place("", int(re.sub("[-:.]", "", value), 16))
    found = _TRAILING_DIGITS.fullmatch(value)
    return Place(found[1], int(found[2])) if found else Place(value, 0)


def refuse_unlike(value: str, regex: str) -> None:
    """Raise a 400 refusal for a value that the type's regular expression does not match."""
    if not value.strip() or len(value) > 100:  # noqa: PLR2004 - the column's length
        raise invalid({"serialNumber": ["a text of 1 to 100 characters is wanted"]})
    if regex and re.fullmatch(regex, value) is None:
        raise invalid({"serialNumber": [f"{value!r} does not match {regex}"]})


def values_between(first: str, last: str, identifier: int, most: int) -> Iterator[str]:
    """The values from `first` to `last`, written alike. Raises a 400 refusal for no such range."""
    start, end = place_of(first, identifier), place_of(last, identifier)
    if start.prefix != end.prefix or end.number < start.number:
        raise invalid({"range": [f"{first} to {last} is no range"]})
    if end.number - start.number >= most:
        raise invalid({"range": [f"it holds more than {most} numbers"]})
    write = _writer_like(first, start, identifier)
    return (write(number) for number in range(start.number, end.number + 1))


def choose(free: Sequence[Place], quantity: int, *, in_sequence: bool) -> Sequence[int]:
    """Which of the free places, given in order, to take: their indexes.

    Without `in_sequence` what is left is taken where the pool is short; with it, the first
    run of neighbours that is long enough. Raises a 404 refusal for an empty pool or no run.
    """
    if not free:
        raise not_found("The pool of serial numbers is empty.", "poolEmpty")
    if not in_sequence:
        return range(min(quantity, len(free)))
    start = 0
    for at, each in enumerate(free):
        if at and not each.follows(free[at - 1]):
            start = at
        if at - start + 1 == quantity:
            return range(start, at + 1)
    raise not_found(f"No {quantity} free numbers follow each other.", "noSequence")


def runs(places: Iterable[Place]) -> Iterator[tuple[Place, Place]]:
    """First and last of each run of neighbours; the places come in order."""
    first = last = None
    for each in places:
        if last is None or first is None:
            first = each
        elif not each.follows(last):
            yield first, last
            first = each
        last = each
    if first is not None and last is not None:
        yield first, last


def _writer_like(first: str, start: Place, identifier: int) -> "_Writer":
    if identifier == MAC and _MAC.fullmatch(first):
        return _MacWriter(first)
    return _DigitsWriter(start.prefix, len(first) - len(start.prefix))


@dataclass(frozen=True, slots=True)
class _DigitsWriter:
    prefix: str
    width: int

    def __call__(self, number: int) -> str:
        return f"{self.prefix}{number:0{self.width}}"


@dataclass(frozen=True, slots=True)
class _MacWriter:
    like: str

    def __call__(self, number: int) -> str:
        digits = f"{number:012x}" if self.like.islower() else f"{number:012X}"
        separator = next((each for each in self.like if each in "-:."), "")
        return separator.join(digits[at : at + 2] for at in range(0, 12, 2))


_Writer = _DigitsWriter | _MacWriter
