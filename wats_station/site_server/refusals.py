"""A request that is answered with a reason instead of being done.

Rules, store and routes raise `Refusal`; `problems` turns it into the error body of
section 1.1 of the wire contract.
"""

from collections.abc import Mapping, Sequence

BAD_REQUEST, FORBIDDEN, NOT_FOUND, TIMEOUT, CONFLICT, OVERLOADED = 400, 403, 404, 408, 409, 503

Fields = Mapping[str, Sequence[str]]


class Refusal(Exception):
    """Carries the status, a sentence for people, a word for programs, and faulty fields."""

    def __init__(
        self, status: int, message: str, reason_code: str, fields: Fields | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.reason_code = reason_code
        self.fields = {name: list(texts) for name, texts in (fields or {}).items()}


def not_found(message: str, reason_code: str) -> Refusal:
    """404, which section 6 wants for unknown units, unknown processes and misnamed parameters."""
    return Refusal(NOT_FOUND, message, reason_code)


def invalid(fields: Fields) -> Refusal:
    """400 in the ModelState form; `fields` maps a field to what is wrong with it."""
    return Refusal(BAD_REQUEST, "The request is invalid.", "invalidRequest", fields)


def missing_parameter(name: str) -> Refusal:
    """404, as ASP.NET answers when no action takes the parameters given (section 1.1)."""
    return not_found(
        f"No action was found that matches the request: the query parameter '{name}' is missing.",
        "missingParameter",
    )


def changed_meanwhile(what: str) -> Refusal:
    """409: the unit is not what it was when its station decided; `what` says what it is."""
    return Refusal(CONFLICT, f"The unit was changed meanwhile: {what}.", "changedMeanwhile")


def voided() -> Refusal:
    """409: its station has given this command up; too late it must not be applied."""
    return Refusal(
        CONFLICT, "This command was given up by its station: nothing was changed.", "voided"
    )


def overloaded() -> Refusal:
    """503: too much is waiting already; nothing was done, and later is better."""
    return Refusal(
        OVERLOADED, "The server has too much to write: try again in a moment.", "overloaded"
    )


def forbidden() -> Refusal:
    """403: the token is right, but may not do this."""
    return Refusal(
        FORBIDDEN,
        "This token may operate, but not administer: use an administrator's token.",
        "needsAdminister",
    )


def only_quarantines() -> Refusal:
    """403: the token may set a product's quarantines, and this is more than that."""
    return Refusal(
        FORBIDDEN,
        "This token may operate, but not administer: of a product it may change tags named"
        " Quarantine alone. Use an administrator's token.",
        "needsAdminister",
    )


def too_slow() -> Refusal:
    """408: the body did not come in time."""
    return Refusal(TIMEOUT, "The body of the request came too slowly.", "tooSlow")
