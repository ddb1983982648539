"""What can go wrong in a call, as one small tree (product.md section 3).

Every error names the operation, the unit it was about where there is one, and what
to do next. None ever holds the token.
"""

from collections.abc import Sequence


class WatsError(Exception):
    """A call to the server did not end as asked.

    `operation` is the call (`GET /api/...`), `unit` the serial number it was about or
    an empty text, `hint` what to do next, `status` the HTTP status or 0.
    """

    hint = "Look at the server's own log."

    def __init__(
        self, message: str, *, operation: str = "", unit: str = "", status: int = 0
    ) -> None:
        self.message = message
        self.operation = operation
        self.unit = unit
        self.status = status
        about = f" ({unit})" if unit else ""
        super().__init__(f"{operation}{about}: {message} {self.hint}".strip())


class NotFound(WatsError):
    """The server does not know what was asked for, and said so.

    `no_such_call` is true where it is the call itself that this server does not have.
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


class AmbiguousUnit(WatsError):
    """Several units share the serial number; `candidates` are their (serial, part) numbers."""

    hint = "Give the part number as well."

    def __init__(
        self, message: str, candidates: Sequence[tuple[str, str]], *, operation: str, unit: str
    ) -> None:
        super().__init__(message, operation=operation, unit=unit)
        self.candidates = tuple(candidates)


class Rejected(WatsError):
    """The server refused; `message` is its own reason, verbatim, `reason_code` its code if any."""

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
    """What was asked makes no sense, found before anything was sent."""

    hint = "Nothing was sent."


class AuthFailed(WatsError):
    """The server did not take the token."""

    hint = "Give a token that the server issued."


class Forbidden(WatsError):
    """The token may not do this."""

    hint = "Ask for the right on the server."


class ServerUnavailable(WatsError):
    """No proper answer: no connection, no answer in time, or the server failed. Retryable.

    `timed_out` tells a silence from a broken connection; `status` is set where the
    server itself said that it failed.
    """

    hint = "Try again later."

    def __init__(
        self,
        message: str,
        *,
        operation: str = "",
        unit: str = "",
        status: int = 0,
        timed_out: bool = False,
    ) -> None:
        super().__init__(message, operation=operation, unit=unit, status=status)
        self.timed_out = timed_out


class ProtocolError(WatsError):
    """The answer made no sense: not the API's own kind, or not of the shape it promises."""

    hint = "Check the address, and that no proxy or sign-in page answers instead."
