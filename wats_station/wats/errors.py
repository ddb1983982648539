"""What can go wrong in a call, as one small tree (product.md section 3).

Every error names the operation, the unit it was about where there is one, and what
to do next. None ever holds the token.
"""

from collections.abc import Sequence
from typing import ClassVar


class WatsError(Exception):
    """A call to the server did not end as asked.

    `operation` is the request (`GET /api/...`) or the call that was refused before one was
    made, `unit` the serial number it was about or an empty text, `status` the HTTP status
    or 0. `hint` says what to do next; `retryable` is true where the same call may succeed
    later. Source: wire contract 1.1.
    """

    hint: str = "Look at the server's own log."
    retryable: ClassVar[bool] = False

    def __init__(
        self, message: str, *, operation: str = "", unit: str = "", status: int = 0
    ) -> None:
        # The message alone: so that an error survives being copied and pickled.
        super().__init__(message)
        self.message = message
        self.operation = operation
        self.unit = unit
        self.status = status

    def __str__(self) -> str:
        about = f" ({self.unit})" if self.unit else ""
        before = f"{self.operation}{about}: " if self.operation else ""
        return f"{before}{self.message} {self.hint}"


class NotFound(WatsError):
    """The server does not know what was asked for, and said so in the API's own form.

    `no_such_call` is true where it is the call itself that this server does not have.
    Source: wire contract 1.1.
    """

    hint = "Check the serial and part number."

    def __init__(
        self,
        message: str,
        *,
        operation: str = "",
        unit: str = "",
        status: int = 0,
        no_such_call: bool = False,
    ) -> None:
        super().__init__(message, operation=operation, unit=unit, status=status)
        self.no_such_call = no_such_call
        if no_such_call:
            self.hint = "This server does not have the call: check its address and version."


class AmbiguousUnit(WatsError):
    """Several units share the serial number; `candidates` are their (serial, part) numbers.

    An older server only says that there are several: then `candidates` is empty.
    Source: wire contract 1.1.
    """

    hint = "Give the part number as well."

    def __init__(
        self,
        message: str,
        candidates: Sequence[tuple[str, str]] = (),
        *,
        operation: str = "",
        unit: str = "",
        status: int = 0,
    ) -> None:
        super().__init__(message, operation=operation, unit=unit, status=status)
        self.candidates = tuple(candidates)


class Rejected(WatsError):
    """The server refused; `message` is its own reason, verbatim, `reason_code` its code if any.

    Source: wire contract 1.1.
    """

    hint = "Nothing was changed."

    def __init__(
        self,
        message: str,
        *,
        operation: str = "",
        unit: str = "",
        status: int = 0,
        reason_code: str = "",
    ) -> None:
        super().__init__(message, operation=operation, unit=unit, status=status)
        self.reason_code = reason_code


class InvalidInput(WatsError):
    """What was asked makes no sense, found before anything was sent. Source: wire contract 1.1."""

    hint = "Nothing was sent."


class AuthFailed(WatsError):
    """The server did not take the token (401). Source: wire contract 1.1."""

    hint = "Give a token that the server issued."


class Forbidden(WatsError):
    """The token may not do this (403); `message` is the server's own. Source: wire contract 1.1."""

    hint = "Ask for the right on the server."


class ServerUnavailable(WatsError):
    """No proper answer: no connection, no answer in time, or the server failed. Retryable.

    `timed_out` tells a silence from a broken connection; `status` is set where the
    server itself said that it failed (5xx, 429), and `retry_after` is the wait in seconds
    that it asked for. `was_sent` is false where the request certainly never left: else the
    outcome of a write is unknown, and has to be read before it is sent again.
    Source: wire contract 1.1.
    """

    hint = "Try again later."
    retryable = True

    def __init__(
        self,
        message: str,
        *,
        operation: str = "",
        unit: str = "",
        status: int = 0,
        timed_out: bool = False,
        was_sent: bool = True,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, operation=operation, unit=unit, status=status)
        self.timed_out = timed_out
        self.was_sent = was_sent
        self.retry_after = retry_after


class ProtocolError(WatsError):
    """The answer made no sense: not the API's own kind, or not of the shape it promises.

    Source: wire contract 1.1.
    """

    hint = "Check the address, and that no proxy or sign-in page answers instead."
