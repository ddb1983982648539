"""What a station saw of a unit before it decided: a write that comes too late is refused.

The `X-Station-Expected` header: `phase=2`, `process=60`, `process=` (none), `tag=` and the
tag's value, or `tag` for one that was not there. Ours, not WATS's.
"""

from wats_station.site_server.refusals import changed_meanwhile, invalid

_NAMES = ("phase", "process", "tag")


def check(expected: str, name: str, now: str | None, wanted: str, shown: str) -> None:
    """Refuse a write of `name` where the unit is neither as expected nor as wanted.

    `now` is the present value, None for none; `shown` is what it is called. Raises a 409
    refusal, and a 400 one for a header that says nothing.
    """
    if not expected:
        return
    field, equals, value = expected.partition("=")
    if field != name or field not in _NAMES:
        text = f"{expected[:40]!r} says nothing about the {name}"
        raise invalid({"X-Station-Expected": [text]})
    before = value if equals and (value or name == "tag") else None
    if now not in (before, wanted):
        raise changed_meanwhile(f"its {name} is {shown or 'not set'} now")
