"""The numbers that a pool's entries stand for."""

import re

from wats_station.site_server.rules.serials import MAC, place_of, values_between
from wats_station.site_server.setup_file.model import PoolPart, SerialNumberType
from wats_station.site_server.setup_file.words import IDENTIFIERS

MOST_NUMBERS = 1_000_000
_MAC_LIKE = re.compile(r"[0-9A-Fa-f]{2}([-:][0-9A-Fa-f]{2}){5}")


class NoRange(Exception):
    """From and to are no two ends of a range; the text says why."""


class TooMany(Exception):
    """There is no room for so many numbers."""


def identifier_of(of_type: SerialNumberType) -> int:
    """The number of the type's kind."""
    return IDENTIFIERS.index(of_type.identifier)


def numbers_of(part: PoolPart, identifier: int, room: int = MOST_NUMBERS) -> list[str]:
    """The numbers of the part. Raises NoRange, and TooMany for more than `room`."""
    if "from_" not in part.model_fields_set:
        if len(part.values) > room:
            raise TooMany
        return part.values
    start, end = place_of(part.from_, identifier), place_of(part.to, identifier)
    shown = f"{part.from_} to {part.to} is no range"
    if start.prefix != end.prefix:
        raise NoRange(f"{shown}: what is before the digits differs{_hint(part, identifier)}")
    if end.number < start.number:
        raise NoRange(f"{shown}: it ends before it begins")
    if end.number - start.number >= room:
        raise TooMany
    numbers = list(values_between(part.from_, part.to, identifier, MOST_NUMBERS))
    if numbers[-1] != part.to:
        raise NoRange(f"{shown}: counting arrives at {numbers[-1]}, write both ends alike")
    return numbers


def first_unlike(numbers: list[str], regex: str) -> int | None:
    """Where the first number is that the type's regular expression does not match."""
    if not regex:
        return None
    matches = re.compile(regex).fullmatch
    return next((at for at, number in enumerate(numbers) if matches(number) is None), None)


def _hint(part: PoolPart, identifier: int) -> str:
    if identifier != MAC and _MAC_LIKE.fullmatch(part.from_) and _MAC_LIKE.fullmatch(part.to):
        return "; for MAC addresses say identifier: MAC"
    return ""
