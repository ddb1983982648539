"""Units, their tags and batches (wire contract 2.1 and 7)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from pydantic import Field, PrivateAttr

from wats_station.wats.wire.fields import (
    OR_EMPTY,
    Later,
    Number,
    Text,
    WireModel,
)
from wats_station.wats.wire.phases import GUIDE_PHASES, UnitState, state_of

_LONG_CODE = 10
# What a unit may be sent with; everything else of it is the server's to say.
_WRITABLE = (
    "serial_number",
    "part_number",
    "revision",
    "batch_number",
    "serial_date",
    "current_location",
    "unit_phase_id",
    "process_code",
)


class Setting(WireModel):
    """One tag: key and value. `change` 3 deletes it where tags are sent.

    Source: wire contract 2.1.
    """

    key: str
    value: Text = ""
    change: int | None = None


class ProductInfo(WireModel):
    """What a unit's answer says of its product. Source: wire contract 2.1."""

    product_id: Text = ""
    part_number: Text = ""
    name: Text = ""


class RevisionInfo(WireModel):
    """What a unit's answer says of its product revision. Source: wire contract 2.1."""

    product_revision_id: Text = ""
    revision: Text = ""
    name: Text = ""


class Unit(WireModel):
    """A unit as the server answers it, and as it is given to `create_unit`.

    `process_code` is text in the API, a number in some servers; `serial_date` is a moment
    in UTC. `position` is the 0-based place in the parent, kept by the site server alone.
    `state`, `phase`, `current_process` and `last_test_date` are the production guide's
    names. Source: wire contract 2.1; the guide's by its section 3.
    """

    serial_number: str = Field(min_length=1)
    part_number: str
    revision: Text = ""
    parent_serial_number: Text = ""
    position: int | None = None
    batch_number: Text = ""
    serial_date: datetime | None = None
    current_location: Text = ""
    unit_phase_id: Number = 0
    unit_phase: Text = ""
    process_code: Text = ""
    process_name: Text = ""
    tags: Annotated[tuple[Setting, ...], OR_EMPTY] = ()
    product: ProductInfo | None = None
    product_revision: RevisionInfo | None = None
    sub_units: "Annotated[tuple[Unit, ...], OR_EMPTY]" = ()

    _last_test: Later[datetime | None] = PrivateAttr(default_factory=Later)

    @property
    def phase(self) -> str:
        """The phase's name: the guide's where it has one, else the server's."""
        return GUIDE_PHASES.get(self.unit_phase_id, self.unit_phase)

    @property
    def state(self) -> UnitState:
        """Where the unit is in its life, in one word, from its phase."""
        return state_of(self.unit_phase_id)

    @property
    def current_process(self) -> int | None:
        """The process code as a number; None where there is none, or it is not one."""
        code = self.process_code
        return int(code) if code.isascii() and code.isdigit() and len(code) < _LONG_CODE else None

    @property
    def last_test_date(self) -> datetime | None:
        """When its newest test started (UTC), or None without one.

        Costs a request when first looked at. Of an asynchronous client it is there after
        `get_unit(..., last_test=True)`, and an `InvalidInput` otherwise.
        """
        return self._last_test.get("last_test_date", "get_unit(..., last_test=True)")

    @property
    def needs_last_test(self) -> bool:
        """True while nothing says how to come by `last_test_date`; for the services."""
        return not self._last_test.can_ask

    def expecting(self, last_test: Later[datetime | None]) -> "Unit":
        """This unit, with the way to its `last_test_date`; for the services."""
        self._last_test = last_test
        return self

    def as_sent(self) -> dict[str, object]:
        """The unit as a body: what was given of it, and nothing that only the server says."""
        given: dict[str, object] = self.model_dump(
            mode="json",
            by_alias=True,
            include=set(_WRITABLE) & self.model_fields_set,
            exclude_none=True,
        )
        if "tags" in self.model_fields_set and self.tags:
            given["tags"] = [tag_as_sent(tag) for tag in self.tags]
        return given


def tag_as_sent(tag: Setting) -> dict[str, object]:
    """A tag as a body holds it; without a `change` it is added or changed."""
    body: dict[str, object] = {"key": tag.key, "value": tag.value}
    return body | ({} if tag.change is None else {"change": tag.change})


def tag_of(given: Setting | Mapping[str, str]) -> Setting:
    """A tag as the guide writes it, `{"key": ..., "value": ...}`, or as it is.

    Raises `KeyError` where there is no key or no value.
    """
    if isinstance(given, Setting):
        return given
    return Setting(key=given["key"], value=given["value"])


class Batch(WireModel):
    """A batch: its number, how many units it shall have, and has (the site server says).

    Source: wire contract 2.1.
    """

    batch_number: str
    batch_size: Number = 0
    unit_count: int | None = None
