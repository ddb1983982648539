"""The wall clock, and how far the server's is from it."""

import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

_SECONDS = 5.0


def utc_now() -> datetime:
    """The time by this computer's clock, in UTC."""
    return datetime.now(UTC)


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
        trust_env = not _is_this_machine(url)
        answer = httpx.get(url, timeout=_SECONDS, verify=tls, trust_env=trust_env)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise OSError(str(error)) from None
    here = datetime.now(UTC)
    try:
        there = parsedate_to_datetime(answer.headers.get("date", ""))
    except ValueError:
        return None
    if there.tzinfo is None:
        # Written without a zone, or as -0000: HTTP has no time but UTC.
        there = there.replace(tzinfo=UTC)
    return (here - there).total_seconds()


def _is_this_machine(url: str) -> bool:
    """True for a loopback address: a proxy of the environment would look for it elsewhere."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
