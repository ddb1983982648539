"""A reading: what each part of a scanned text is, and by which rule it was read."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Rule(StrEnum):
    """The rule by which a text was read (product.md 4.3, first match wins)."""

    BADGE = "badge"
    COMMAND = "command"
    CUSTOM = "custom"
    MH10 = "mh10"
    GS1 = "gs1"
    WATS_FIELDS = "wats_fields"
    SERIAL = "serial"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    CONTROL_CHARACTERS = "control_characters"
    NO_SERIAL = "no_serial"


class FieldName(StrEnum):
    """What a field of a label is for."""

    SERIAL = "serial"
    PART = "part"
    REVISION = "revision"
    BATCH = "batch"
    PROCESS = "process"
    GTIN = "gtin"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it is for, its value, and the label's own word for it (`1T`, `21`)."""

    name: FieldName
    value: str
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a scanned text says.

    `text` is the text without its AIM identifier (kept in `aim`, for example `]C0`) and
    without stray terminators. `argument` is what follows `CMD-` or `OPR-`. `fields` are
    all that were read, in the label's order; the five that the station uses are named.
    `by` names the custom rule that read it, `slow` those that took too long over it.
    `nearest` is what the text would say if it were read leniently, for one that was not
    understood.
    """

    rule: Rule
    text: str
    aim: str = ""
    argument: str = ""
    serial_number: str = ""
    part_number: str = ""
    revision: str = ""
    batch_number: str = ""
    process: str = ""
    fields: tuple[Field, ...] = ()
    by: str = ""
    nearest: str = ""
    slow: tuple[str, ...] = ()

    def with_fields(self, fields: tuple[Field, ...]) -> "Reading":
        """This reading with these fields; of several of a kind the first counts."""
        first: dict[FieldName, str] = {}
        for field in fields:
            if field.value:
                first.setdefault(field.name, field.value)
        return replace(
            self,
            fields=fields,
            serial_number=first.get(FieldName.SERIAL, ""),
            part_number=first.get(FieldName.PART, ""),
            revision=first.get(FieldName.REVISION, ""),
            batch_number=first.get(FieldName.BATCH, ""),
            process=first.get(FieldName.PROCESS, ""),
        )
