"""The tags of a batch: asked for once, then put onto every unit that is moved.

Which ones a station requires is a setting. The station's and the operator's own tags go with
them, filled in by the program.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from wats_station.domain.settings import StationSettings
from wats_station.domain.settling import tag_value
from wats_station.domain.unit import Tag, Unit


@dataclass(frozen=True, slots=True)
class BatchTags:
    """What was given for the batch in hand."""

    values: tuple[Tag, ...] = ()

    def value(self, key: str) -> str:
        """The value of this key, empty while there is none."""
        return next((tag.value for tag in self.values if tag.key == key), "")

    def missing(self, required: Iterable[str]) -> tuple[str, ...]:
        """The keys that still have to be given."""
        return tuple(key for key in required if not self.value(key))


@dataclass(frozen=True, slots=True)
class TagGiven:
    """A value for the batch was typed in."""

    request: int
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class NewBatch:
    """Another batch begins: its values are asked for again."""

    request: int


TagButton: TypeAlias = TagGiven | NewBatch


def asked_key(batch: BatchTags, required: Iterable[str], key: str) -> str | None:
    """The required key that this names and that has no value yet; letter case does not count.

    One that has its value is no business of the batch any more: it is a tag like any other.
    """
    missing = batch.missing(required)
    return next((each for each in missing if each.casefold() == key.casefold()), None)


def given(batch: BatchTags, key: str, value: str) -> BatchTags:
    """The batch with this value."""
    others = tuple(tag for tag in batch.values if tag.key != key)
    return replace(batch, values=(*others, Tag(key, value)))


def tags_for(
    batch: BatchTags, settings: StationSettings, station: str, operator: str
) -> tuple[Tag, ...]:
    """What every unit is to carry that is moved now; nothing where no tags are required."""
    required = settings.required_tags
    if not required:
        return ()
    asked = (Tag(key, batch.value(key)) for key in required)
    ours = (Tag(settings.station_tag, station), Tag(settings.operator_tag, operator))
    return tuple(tag for tag in (*asked, *ours) if tag.key and tag.value)


def changed(unit: Unit, tags: Iterable[Tag]) -> tuple[Tag, ...]:
    """Those of the tags that the unit lacks, or has with another value."""
    return tuple(tag for tag in tags if tag_value(unit, tag.key) != tag.value)
