"""What can go wrong between the station and the server, in the station's own terms."""

from enum import StrEnum

from wats_station.domain.unit import UnitKey


class ProblemKind(StrEnum):
    """Why the server could not do what was asked."""

    NOT_FOUND = "not_found"
    AMBIGUOUS = "ambiguous"
    REJECTED = "rejected"
    TOKEN_REFUSED = "token_refused"
    FORBIDDEN = "forbidden"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    SERVER_ERROR = "server_error"
    NOT_THE_API = "not_the_api"
    NO_SERVER = "no_server"
    CLOCK_UNKNOWN = "clock_unknown"
    PROGRAM_FAULT = "program_fault"


# Without an answer of these kinds nobody knows more than was known last.
WITHOUT_SERVER = frozenset(
    {
        ProblemKind.UNREACHABLE,
        ProblemKind.TIMEOUT,
        ProblemKind.SERVER_ERROR,
        ProblemKind.NOT_THE_API,
        ProblemKind.TOKEN_REFUSED,
    }
)


class GatewayProblem(Exception):
    """A call to the server did not end as asked.

    `message` is the server's own text where it gave one (verbatim), else a short
    technical description in English. `status` is the HTTP status, 0 without one.
    `seconds` is how long was waited, for a timeout. `candidates` are the units that
    share a serial number, for an ambiguous one. `reason` is the server's word for programs
    where it refused with one. `sent` is False where the request certainly never left.
    `wait` is how many seconds the server asked to be left alone.
    """

    def __init__(
        self,
        kind: ProblemKind,
        message: str = "",
        *,
        status: int = 0,
        seconds: float = 0.0,
        candidates: tuple[UnitKey, ...] = (),
        reason: str = "",
        sent: bool = True,
        wait: float = 0.0,
    ) -> None:
        super().__init__(f"{kind.value}: {message}" if message else kind.value)
        self.kind = kind
        self.message = message
        self.status = status
        self.seconds = seconds
        self.candidates = candidates
        self.reason = reason
        self.sent = sent
        self.wait = wait
