"""What the bodies are made of: texts, numbers and moments, each strict and of a known size."""

from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AliasChoices,
    AliasGenerator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel, to_pascal

from wats_station.site_server.clock import read_moment, utc_text
from wats_station.site_server.rules.tags import DELETE, GivenTags, tags_from_xml

_NOT_BLANK = r"\S"


def _moment(text: str) -> str:
    try:
        return utc_text(read_moment(text))
    except ValueError:
        raise ValueError("a moment in ISO 8601 is wanted") from None


def _integral(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _xml(text: str) -> str:
    # Clients send an empty text where there are no tags.
    if text:
        tags_from_xml(text)
    return text


Name = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=_NOT_BLANK)]
Short = Annotated[str, StringConstraints(max_length=100)]
Middle = Annotated[str, StringConstraints(max_length=1000)]
Long = Annotated[str, StringConstraints(max_length=5000)]
Guid = Annotated[
    str,
    StringConstraints(
        pattern=r"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$", to_lower=True
    ),
]
# JSON knows no integers: 1.0 is one. It stands last, or the bounds are lost to the OpenAPI.
INTEGRAL = BeforeValidator(_integral)
Whole = Annotated[int, Field(ge=0, lt=2**31), INTEGRAL]
# A code comes as a number from some clients and as text from others.
Code = Whole | Annotated[str, StringConstraints(pattern=r"^[0-9]{0,9}$")]
Moment = Annotated[
    str,
    StringConstraints(max_length=40),
    AfterValidator(_moment),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
TagsXml = Annotated[
    str,
    StringConstraints(max_length=100_000),
    AfterValidator(_xml),
    WithJsonSchema({"type": "string", "format": "tags-xml"}),
]


class Shape(BaseModel):
    """A body: the public API's spelling first, the internal one's as well, the rest ignored."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        alias_generator=AliasGenerator(
            validation_alias=lambda name: AliasChoices(to_camel(name), to_pascal(name))
        ),
    )


class TagShape(Shape):
    """One tag; `change` 3 deletes it, any other number or none adds or changes it."""

    key: Name
    value: Long | None = None
    change: Annotated[int, Field(ge=0, le=6), INTEGRAL] | None = None


Tags = Annotated[list[TagShape], Field(max_length=1000)] | None


def given_tags(tags: list[TagShape] | None, xml: str | None = None) -> GivenTags:
    """Tags of a body, of the list and of its XML twin."""
    return GivenTags(
        tuple(
            (each.key, each.value or "", DELETE if each.change == DELETE else 0)
            for each in tags or ()
        ),
        tuple(tags_from_xml(xml)) if xml else (),
    )


def code_number(code: Any) -> int | None:
    """A code as a number; None for none."""
    return None if code in (None, "") else int(code)
