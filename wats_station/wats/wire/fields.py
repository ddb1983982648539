"""What every message is made of: its base, its texts and numbers, and values fetched late."""

from collections.abc import Callable
from typing import Annotated, Generic, TypeVar

from pydantic import (
    AliasChoices,
    AliasGenerator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    TypeAdapter,
)
from pydantic.alias_generators import to_camel, to_pascal

from wats_station.wats.errors import InvalidInput

T = TypeVar("T")


def both_spellings(name: str) -> AliasChoices:
    """A field as the public API, the internal API and Python spell it."""
    return AliasChoices(to_camel(name), to_pascal(name), name)


def spelled(*names: str) -> AliasChoices:
    """A field by these names first, in the public and in the internal API's spelling."""
    return AliasChoices(*names, *(name[:1].upper() + name[1:] for name in names))


def _text(value: object) -> object:
    """WATS sends codes as numbers in one place and as text in another; null is no text."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _number(value: object) -> object:
    return 0 if value is None else value


def _none_is_empty(value: object) -> object:
    return () if value is None else value


Text = Annotated[str, BeforeValidator(_text)]
Number = Annotated[int, BeforeValidator(_number)]
# Put beside a tuple: a list that the server leaves null is an empty one.
OR_EMPTY = BeforeValidator(_none_is_empty)


class WireModel(BaseModel):
    """A message of the API: frozen, and tolerant of what it does not know."""

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        # Built when first used: a script that reads one unit does not pay for reports.
        defer_build=True,
        alias_generator=AliasGenerator(
            validation_alias=both_spellings, serialization_alias=to_camel
        ),
    )


class Later(Generic[T]):
    """A value that costs a request of its own: asked for when first looked at, then kept.

    Without an `ask` nobody can: then looking raises `InvalidInput`, which says how to have
    it. Any two are equal: what has not been looked at tells no two messages apart.
    """

    __slots__ = ("_ask", "_kept")

    def __init__(self, ask: Callable[[], T] | None = None) -> None:
        self._ask = ask
        self._kept: tuple[T] | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Later)

    def __hash__(self) -> int:
        return hash(Later)

    @property
    def can_ask(self) -> bool:
        """True when there is a way to the value."""
        return self._ask is not None

    def get(self, name: str, instead: str) -> T:
        """The value. Raises what the asking raises; the next look asks again then."""
        if self._kept is None:
            if self._ask is None:
                raise InvalidInput(f"{name} was not asked for: {instead}.", operation=name)
            self._kept = (self._ask(),)
        return self._kept[0]


M = TypeVar("M", bound=WireModel)


def one(model: type[M]) -> TypeAdapter[M]:
    """The shape of an answer that is one message."""
    return TypeAdapter(model)


def many(model: type[M]) -> TypeAdapter[tuple[M, ...]]:
    """The shape of an answer that is a list of messages."""
    return TypeAdapter(tuple[model, ...], config=ConfigDict(defer_build=True))  # type: ignore[valid-type]
