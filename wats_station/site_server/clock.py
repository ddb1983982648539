"""Time: the one place that reads the wall clock, and the one spelling of a moment.

A moment is kept and sent as text of fixed width, UTC, milliseconds and `Z`
(`2026-11-23T08:24:36.123Z`): it sorts as it reads, on every database, and goes
into an answer without being parsed.
"""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def utc_text(moment: datetime) -> str:
    """The kept form of a moment; one without a zone is taken as UTC."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def read_moment(text: str) -> datetime:
    """The moment an ISO 8601 text names, in UTC; without a zone it is taken as UTC.

    Raises ValueError for anything else, and for moments that UTC cannot hold.
    """
    moment = datetime.fromisoformat(text.strip())
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(text) from error
