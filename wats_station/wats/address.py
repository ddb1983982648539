"""Where the server is and what proves us to it: checked once, before anything is sent."""

import ssl
from ipaddress import ip_address
from os import PathLike, fspath

import httpx

from wats_station.wats.errors import InvalidInput

_HIGHEST_PORT = 65_535


class Secret:
    """The token, kept where nothing that prints an object can find it."""

    __slots__ = ("_text",)

    def __init__(self, token: str) -> None:
        """Take a token as WATS issues it. Raises `InvalidInput` for what no header can hold."""
        text = token.strip().removeprefix("Basic ").strip()
        if not (text.isascii() and text.isprintable()):
            raise InvalidInput("the token holds characters no token has.", operation="connect")
        self._text = text

    def __repr__(self) -> str:
        return "Secret(...)"

    @property
    def authorization(self) -> str:
        """The value of the Authorization header; empty without a token."""
        return f"Basic {self._text}" if self._text else ""

    def hidden_in(self, text: str) -> str:
        """The text without the token: a server may echo what it was sent."""
        return text.replace(self._text, "...") if self._text else text


def normal_base(url: str) -> str:
    """The address without a trailing slash or `/api` (wire contract section 1).

    Raises `InvalidInput` for anything but http and https, and for one with a user in it:
    that would be sent instead of the token, and printed with every address.
    """
    base = url.strip().rstrip("/").removesuffix("/api").rstrip("/")
    try:
        parsed = httpx.URL(base)
    except (httpx.InvalidURL, UnicodeError):
        raise _no_address() from None
    if parsed.userinfo:
        raise InvalidInput("a server address holds no user or password.", operation="connect")
    fits = parsed.port is None or parsed.port <= _HIGHEST_PORT
    if parsed.scheme not in ("http", "https") or not parsed.host or parsed.query or not fits:
        raise _no_address()
    return base


def tls_of(base: str, ca_file: str | PathLike[str] | None = None) -> ssl.SSLContext:
    """Trust as the operating system does, and `ca_file` besides (PEM).

    Raises `InvalidInput` for a file that cannot be read. Over plain http nobody is
    trusted, which costs nothing.
    """
    if not base.startswith("https:"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    import truststore  # noqa: PLC0415 - over http it is not needed

    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if ca_file is not None:
        try:
            context.load_verify_locations(cafile=ca_file)
        except (OSError, ssl.SSLError) as error:
            reason = f"the CA file {fspath(ca_file)} cannot be read: {error}."
            raise InvalidInput(reason, operation="connect") from None
    return context


def is_this_machine(base: str) -> bool:
    """True for a loopback address, which no proxy of the environment can reach for us."""
    host = httpx.URL(base).host
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _no_address() -> InvalidInput:
    return InvalidInput("this is not a server address (https://...).", operation="connect")
