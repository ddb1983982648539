"""Server problems as notices: the sentence an operator needs for each way a call can fail."""

from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.notice import Notice, NoticeKind, notice

# The request may have been carried out although no proper answer came back.
OUTCOME_UNKNOWN = frozenset(
    {
        ProblemKind.UNREACHABLE,
        ProblemKind.TIMEOUT,
        ProblemKind.SERVER_ERROR,
        ProblemKind.NOT_THE_API,
        ProblemKind.PROGRAM_FAULT,
    }
)


def problem_notice(problem: GatewayProblem, serial_number: str) -> Notice:
    """What to tell the operator about `problem`, met while working on `serial_number`."""
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
        case ProblemKind.TOKEN_REFUSED:
            return notice(NoticeKind.TOKEN_REFUSED)
        case ProblemKind.FORBIDDEN:
            return notice(NoticeKind.NOT_PERMITTED, message=problem.message)
        case ProblemKind.UNREACHABLE:
            return notice(NoticeKind.SERVER_UNREACHABLE)
        case ProblemKind.TIMEOUT:
            return notice(NoticeKind.SERVER_TIMEOUT, seconds=f"{problem.seconds:g}")
        case ProblemKind.SERVER_ERROR:
            status = str(problem.status)
            return notice(NoticeKind.SERVER_ERROR, status=status, message=problem.message)
        case ProblemKind.NOT_THE_API:
            return notice(NoticeKind.SERVER_NOT_WATS, detail=problem.message)
        case ProblemKind.NO_SERVER:
            return notice(NoticeKind.NO_SERVER)
        case ProblemKind.PROGRAM_FAULT:
            return notice(NoticeKind.PROGRAM_FAULT, detail=problem.message)
