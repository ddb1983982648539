"""Units as PUT Units brings them (wire contract 2.1)."""

from typing import Any

from wats_station.site_server.clock import read_moment, utc_text
from wats_station.site_server.refusals import invalid
from wats_station.site_server.store.units import NewUnit

_LONGEST = 100


def new_units(body: Any) -> list[NewUnit]:
    """The units of a request body. Raises a 400 refusal that names unit and field."""
    if not isinstance(body, list) or not body:
        raise invalid({"body": ["a list of units is wanted"]})
    return [_unit(entry, f"[{number}]") for number, entry in enumerate(body)]


def _unit(entry: Any, place: str) -> NewUnit:
    if not isinstance(entry, dict):
        raise invalid({place: ["a unit is an object"]})
    return NewUnit(
        serial_number=_needed(entry, "serialNumber", place),
        part_number=_needed(entry, "partNumber", place),
        revision=_text(entry, "revision", place),
        batch_number=_text(entry, "batchNumber", place),
        location=_text(entry, "currentLocation", place),
        serial_date=_moment(entry, "serialDate", place),
        phase_id=_number(entry, "unitPhaseId", place),
        process_code=_number(entry, "processCode", place),
        tags=_tags(entry.get("tags"), place),
    )


def _needed(entry: dict[str, Any], name: str, place: str) -> str:
    value = _text(entry, name, place)
    if not value or not value.strip():
        raise invalid({f"{place}.{name}": ["it is required"]})
    return value


def _text(entry: dict[str, Any], name: str, place: str) -> str | None:
    value = entry.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise invalid({f"{place}.{name}": [f"a text of at most {_LONGEST} characters is wanted"]})
    return value


def _number(entry: dict[str, Any], name: str, place: str) -> int | None:
    value = entry.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:  # noqa: PLR2004 - an int32
        return int(value)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 2**31:
        raise invalid({f"{place}.{name}": ["a number is wanted"]})
    return value


def _moment(entry: dict[str, Any], name: str, place: str) -> str | None:
    value = _text(entry, name, place)
    if not value:
        return None
    try:
        return utc_text(read_moment(value))
    except ValueError:
        raise invalid({f"{place}.{name}": ["a moment in ISO 8601 is wanted"]}) from None


def _tags(entries: Any, place: str) -> tuple[tuple[str, str, int], ...]:
    if entries is None:
        return ()
    if not isinstance(entries, list):
        raise invalid({f"{place}.tags": ["a list is wanted"]})
    tags = []
    for entry in entries:
        key = entry.get("key") if isinstance(entry, dict) else None
        if not isinstance(key, str) or not key.strip():
            raise invalid({f"{place}.tags": ["each needs a key"]})
        value, change = entry.get("value"), entry.get("change")
        tags.append((key, "" if value is None else str(value), change if change == 3 else 0))  # noqa: PLR2004 - delete
    return tuple(tags)
