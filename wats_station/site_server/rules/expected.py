"""What a station saw of a unit when it decided: a write that comes too late for it is refused.

Told in the `X-Station-Expected` header, which is ours, not WATS's (product.md 7.4):
`phase=2`, `process=60`, `process=` for none, `tag=` and the tag's value, `tag` alone for
one that was not there. Which tag it is about, the request says.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from wats_station.site_server.refusals import changed_meanwhile, invalid

Field = Literal["phase", "process", "tag"]
Value = int | str | None

HEADER = "X-Station-Expected"
_MOST_DIGITS = 9
_SHOWN = 80


class Expected(NamedTuple):
    """The value that a field had; None where it had none."""

    field: Field
    value: Value


def read_expected(text: str, fields: Sequence[Field]) -> Expected | None:
    """What the header says about one of `fields`; None for an empty one.

    Raises a 400 refusal for anything else.
    """
    if not text:
        return None
    name, equals, value = text.partition("=")
    for field in fields:
        if name == field and _is_value(field, value, told=bool(equals)):
            return Expected(field, _value(field, value, told=bool(equals)))
    wanted = " or ".join(f"{field}=…" for field in fields)
    raise invalid({HEADER: [f"{text[:_SHOWN]!r} says nothing of this kind: {wanted} is wanted"]})


def refuse_phase(expected: Expected | None, now: int, wanted: int, name: str) -> None:
    """Raises a 409 refusal for a phase (`name` is the present one's) nobody has expected."""
    _refuse(expected, "phase", (now, wanted), f"its phase is {name}")


def refuse_process(expected: Expected | None, now: int | None, wanted: int, name: str) -> None:
    """Raises a 409 refusal for a process (`name` is the present one's) nobody has expected."""
    said = "it has no process" if now is None else f"its process is {name}"
    _refuse(expected, "process", (now, wanted), said)


def refuse_tag(expected: Expected | None, now: str | None, wanted: str, key: str) -> None:
    """Raises a 409 refusal for a tag's value nobody has expected."""
    said = f"it has no tag {key}" if now is None else f"its tag {key} is {_shortened(now)}"
    _refuse(expected, "tag", (now, wanted), said)


def _refuse(
    expected: Expected | None, field: Field, now_and_wanted: tuple[Value, Value], said: str
) -> None:
    if expected is None or expected.field != field:
        return
    now, wanted = now_and_wanted
    # What is there already is done, whoever did it.
    if now not in (expected.value, wanted):
        raise changed_meanwhile(said)


def _is_value(field: Field, value: str, *, told: bool) -> bool:
    if field == "tag":
        return True
    is_number = value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS
    return told and (is_number or (field == "process" and not value))


def _value(field: Field, value: str, *, told: bool) -> Value:
    if field == "tag":
        return value if told else None
    return int(value) if value else None


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
