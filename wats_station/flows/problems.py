"""Server problems as notices: the sentence an operator needs for each way a call can fail."""

from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.notice import Notice, NoticeKind, notice

# What needs no value to be told.
_PLAIN = {
    ProblemKind.TOKEN_REFUSED: NoticeKind.TOKEN_REFUSED,
    ProblemKind.UNREACHABLE: NoticeKind.SERVER_UNREACHABLE,
    ProblemKind.CLOCK_UNKNOWN: NoticeKind.CLOCK_UNKNOWN,
    ProblemKind.NO_SERVER: NoticeKind.NO_SERVER,
}


def problem_notice(problem: GatewayProblem, serial_number: str) -> Notice:
    """What to tell the operator about `problem`, met while working on `serial_number`."""
    plain = _PLAIN.get(problem.kind)
    if plain is not None:
        return notice(plain)
    match problem.kind:
        case ProblemKind.NOT_FOUND:
            return notice(NoticeKind.UNIT_NOT_FOUND, serial=serial_number)
        case ProblemKind.AMBIGUOUS:
            serials = tuple(dict.fromkeys(key.serial_number for key in problem.candidates))
            if len(serials) > 1:
                first, other, *_ = serials
                return notice(NoticeKind.LAYOUT_BOTH_FOUND, serial=first, other=other)
            parts = ", ".join(key.part_number for key in problem.candidates)
            return notice(NoticeKind.UNIT_AMBIGUOUS, serial=serial_number, parts=parts)
        case ProblemKind.REJECTED:
            return notice(NoticeKind.SERVER_REFUSED, message=problem.message)
        case ProblemKind.FORBIDDEN:
            return notice(NoticeKind.NOT_PERMITTED, message=problem.message)
        case ProblemKind.TIMEOUT:
            return notice(NoticeKind.SERVER_TIMEOUT, seconds=f"{problem.seconds:g}")
        case ProblemKind.SERVER_ERROR:
            status = str(problem.status)
            return notice(NoticeKind.SERVER_ERROR, status=status, message=problem.message)
        case ProblemKind.NOT_THE_API:
            return notice(NoticeKind.SERVER_NOT_WATS, detail=problem.message)
    return notice(NoticeKind.PROGRAM_FAULT, detail=problem.message)
