"""Quarantine: a whole lot, or a revision of a product, that must not go on.

Kept as tags of the product (a lot) and of its revision, so that every station obeys them,
for units that join the lot later as well. A tag cannot be taken away by every WATS server:
one that is over says so in its value.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.unit import Tag, Unit

REVISION_TAG = "Quarantine"
LOT_TAG = "Quarantine lot "
LONGEST_REASON = 200

# What may be chosen without typing; the window translates them where it shows them.
REASONS = (
    "Suspected defect",
    "Doubtful material",
    "Customer complaint",
    "Waiting for a decision",
)
RELEASE_REASONS = ("Checked, in order", "Reworked", "Accepted as it is", "Put on by mistake")

_ON, _OVER = "yes", "no"
# What a station wrote; a person may have written anything else, which counts as a reason.
_WRITTEN = re.compile(
    r"(?:yes|no)\b\s*:?\s*(?P<reason>.*?)\s*"
    r"(?:\((?P<by>[^()]*), (?P<at>\d{4}-\d\d-\d\dT[^()]*)\))?",
    re.DOTALL | re.IGNORECASE,
)


class QuarantineScope(StrEnum):
    """What is in quarantine."""

    LOT = "lot"
    REVISION = "revision"


@dataclass(frozen=True, slots=True)
class ProductTags:
    """The tags of a product, and of each of its revisions, as the server has them."""

    part_number: str
    tags: tuple[Tag, ...] = ()
    revisions: tuple[tuple[str, tuple[Tag, ...]], ...] = ()

    def of_revision(self, revision: str) -> tuple[Tag, ...]:
        """The tags of this revision; none of one that the server does not know."""
        return next((tags for name, tags in self.revisions if name == revision), ())


@dataclass(frozen=True, slots=True)
class Quarantine:
    """One that stands; `name` is the lot or the revision, `since` None where nobody wrote it."""

    scope: QuarantineScope
    name: str
    reason: str = ""
    by: str = ""
    since: datetime | None = None


def tag_key(scope: QuarantineScope, name: str) -> str:
    """The key of the tag that says it."""
    return LOT_TAG + name if scope is QuarantineScope.LOT else REVISION_TAG


def named(unit: Unit, scope: QuarantineScope) -> str:
    """The unit's lot or revision; empty where it has none."""
    return unit.batch_number if scope is QuarantineScope.LOT else unit.revision


def tag_text(product: ProductTags, scope: QuarantineScope, name: str) -> str | None:
    """What the tag says; None where there is none."""
    tags = product.tags if scope is QuarantineScope.LOT else product.of_revision(name)
    key = tag_key(scope, name)
    return next((tag.value for tag in tags if tag.key == key), None)


def with_tag(product: ProductTags, scope: QuarantineScope, name: str, text: str) -> ProductTags:
    """The product with the tag saying this."""
    tag = Tag(tag_key(scope, name), text)
    if scope is QuarantineScope.LOT:
        return replace(product, tags=_put(product.tags, tag))
    others = tuple(each for each in product.revisions if each[0] != name)
    tags = _put(product.of_revision(name), tag)
    return replace(product, revisions=(*others, (name, tags)))


def is_over(text: str | None) -> bool:
    """True where a tag of this value, or none at all, keeps nobody from going on."""
    said = (text or "").strip().casefold()
    return said in ("", _OVER) or said.startswith((f"{_OVER}:", f"{_OVER} ("))


def written(reason: str, by: str, at: datetime, *, on: bool) -> str:
    """The value of a tag that puts into quarantine, or lets out of it."""
    reason = " ".join(reason.split())[:LONGEST_REASON]
    who = " ".join(re.sub(r"[(),]", " ", by).split())
    word = _ON if on else _OVER
    said = f"{word}: {reason}" if reason else word
    return f"{said} ({who}, {at.isoformat(timespec='seconds')})"


def read(scope: QuarantineScope, name: str, text: str | None) -> Quarantine | None:
    """What a tag's value comes to; None where it keeps nobody from going on."""
    if text is None or is_over(text):
        return None
    said = _WRITTEN.fullmatch(text.strip())
    if said is None:
        return Quarantine(scope, name, text.strip())
    return Quarantine(scope, name, said["reason"], said["by"] or "", _moment(said["at"]))


def quarantines(unit: Unit, product: ProductTags | None) -> tuple[Quarantine, ...]:
    """What keeps the unit from going on, by its product's tags: its lot first."""
    return tuple(_found(unit, product)) if product is not None else ()


def quarantine_notice(serial_number: str, stands: Quarantine) -> Notice:
    """That the unit cannot go on, why, by whose word, and since when."""
    kind = NoticeKind.REVISION_IN_QUARANTINE
    if stands.scope is QuarantineScope.LOT:
        kind = NoticeKind.LOT_IN_QUARANTINE
    return notice(
        kind,
        serial=serial_number,
        name=stands.name,
        reason=stands.reason,
        by=stands.by,
        since=stands.since.isoformat() if stands.since else "",
    )


def _found(unit: Unit, product: ProductTags) -> Iterator[Quarantine]:
    for scope in QuarantineScope:
        name = named(unit, scope)
        if name and (found := read(scope, name, tag_text(product, scope, name))):
            yield found


def _put(tags: tuple[Tag, ...], tag: Tag) -> tuple[Tag, ...]:
    return (*(each for each in tags if each.key != tag.key), tag)


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
