"""The wall clock, and how far the server's is from it."""

import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_SECONDS = 5.0


def clock_offset(url: str) -> float | None:
    """How many seconds this computer's clock is ahead of the server's.

    None where the server does not say what time it is. To the second, as HTTP tells it.
    Raises OSError where the server cannot be asked.
    """
    # Here: a tenth of a second, and only who examines the station needs it.
    import httpx  # noqa: PLC0415
    import truststore  # noqa: PLC0415

    tls = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if url.startswith("https") else False
    try:
        answer = httpx.get(url, timeout=_SECONDS, verify=tls)
    except httpx.HTTPError as error:
        raise OSError(str(error)) from None
    here = datetime.now(UTC)
    try:
        there = parsedate_to_datetime(answer.headers.get("date", ""))
    except ValueError:
        return None
    return (here - there).total_seconds()
