"""Query parameters: each is declared once, read from requests and described in the OpenAPI.

Every one may be spelled as WATS's description or as its public client has it; the first
name is WATS's (wire contract, reading rule).
"""

from dataclasses import dataclass
from typing import Any

from fastapi import Request

from wats_station.site_server.clock import read_moment, utc_text
from wats_station.site_server.refusals import invalid, missing_parameter

_FLAGS = {"true": True, "1": True, "false": False, "0": False}
_INT32 = 2**31 - 1
_MOMENT_EXAMPLE = "2026-11-23T08:24:36Z"


@dataclass(frozen=True, slots=True)
class Text:
    """A text of at most `longest` characters."""

    name: str
    other_names: tuple[str, ...] = ()
    description: str = ""
    longest: int = 100
    pattern: str = ""
    format: str = ""

    def given(self, request: Request) -> str | None:
        """The text as it came, or None. Raises a 400 refusal for one that is too long."""
        query = request.query_params
        for name in (self.name, *self.other_names):
            value = query.get(name)
            if value is not None:
                if len(value) > self.longest:
                    raise invalid({name: [f"at most {self.longest} characters are wanted"]})
                return value
        return None

    def of(self, request: Request) -> str:
        """The text, empty when it is missing."""
        return self.given(request) or ""

    def needed(self, request: Request) -> str:
        """The text. Raises a 404 refusal when it is missing (wire contract section 1.1)."""
        value = self.given(request)
        if value is None:
            raise missing_parameter(self.name)
        return value

    def filled(self, request: Request) -> str:
        """The text. Raises a 404 refusal when it is missing or blank."""
        value = self.needed(request)
        if not value.strip():
            raise missing_parameter(self.name)
        return value

    def schema(self) -> dict[str, Any]:
        """Its JSON schema."""
        schema: dict[str, Any] = {"type": "string", "maxLength": self.longest}
        if self.pattern:
            schema["pattern"] = self.pattern
        if self.format:
            schema["format"] = self.format
        return schema


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number from `least` to `most`, or one of `choices`."""

    name: str
    other_names: tuple[str, ...] = ()
    description: str = ""
    least: int = 0
    most: int = _INT32
    choices: tuple[int, ...] = ()

    def given(self, request: Request) -> int | None:
        """The number, or None when it is missing. Raises a 400 refusal for what is none."""
        text = Text(self.name, self.other_names, longest=400).given(request)
        if text is None:
            return None
        digits = text.removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) <= len(str(self.most)):
            number = int(text)
            if self.least <= number <= self.most and number in (self.choices or (number,)):
                return number
        wanted = f"one of {self.choices}" if self.choices else f"{self.least} to {self.most}"
        raise invalid({self.name: [f"{text[:40]!r} is no such number: {wanted} is wanted"]})

    def needed(self, request: Request) -> int:
        """The number. Raises a 404 refusal when it is missing."""
        number = self.given(request)
        if number is None:
            raise missing_parameter(self.name)
        return number

    def schema(self) -> dict[str, Any]:
        """Its JSON schema."""
        if self.choices:
            return {"type": "integer", "enum": list(self.choices)}
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false, in either case of letters, or 1 and 0."""

    name: str
    other_names: tuple[str, ...] = ()
    description: str = ""

    def of(self, request: Request, *, default: bool = False) -> bool:
        """What it says. Raises a 400 refusal for another text."""
        text = Text(self.name, self.other_names, longest=400).given(request)
        if text is None:
            return default
        flag = _FLAGS.get(text.lower())
        if flag is None:
            raise invalid({self.name: ["true or false is wanted"]})
        return flag

    def schema(self) -> dict[str, Any]:
        """Its JSON schema."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or a moment in ISO 8601; without a zone it is taken as UTC."""

    name: str
    other_names: tuple[str, ...] = ()
    description: str = ""

    def given(self, request: Request) -> str | None:
        """The moment in the kept form, or None. Raises a 400 refusal for anything else."""
        text = Text(self.name, self.other_names, longest=400).given(request)
        if text is None:
            return None
        try:
            return utc_text(read_moment(text))
        except ValueError:
            raise invalid({self.name: [f"a moment such as {_MOMENT_EXAMPLE} is wanted"]}) from None

    def schema(self) -> dict[str, Any]:
        """Its JSON schema."""
        return {"type": "string", "format": "date-time"}


Parameter = Text | Number | Flag | Moment

# What many calls take.
SERIAL_NUMBER = Text("serialNumber")
PART_NUMBER = Text("partNumber", description="May be left out where the serial is unique.")
REVISION = Text("revision")
COMMENT = Text("comment", longest=1000, description="Kept in the unit's history.")
CULTURE = Text("cultureCode", ("CultureCode",), description="Ignored: reasons are in English.")
FILTER = Text("$filter", longest=4000, format="odata-filter", description="An OData filter.")
ORDER = Text("$orderby", longest=400, format="odata-order")
SKIP = Number("$skip", description="Rows to leave out first.")


def top(default: int, most: int) -> Number:
    """`$top`: how many rows at most."""
    return Number("$top", description=f"Rows at most: {default} unless given, never over {most}.")


def ignored(request: Request, *parameters: Text) -> None:
    """Look at texts that make no difference here: a faulty one is refused all the same."""
    for each in parameters:
        each.of(request)


def unit_key(request: Request) -> tuple[str, str]:
    """Serial and part number; the part may be left out where the serial is unique."""
    return SERIAL_NUMBER.needed(request), PART_NUMBER.of(request)
