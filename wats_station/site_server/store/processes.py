"""Processes and repair operations, in the public and in the internal spelling."""

from sqlalchemy import Connection, select

from wats_station.site_server.refusals import not_found
from wats_station.site_server.rules.verification import RequiredProcess
from wats_station.site_server.store.schema import process

TEST, REPAIR, WIP = "test", "repair", "wip"


def public(
    connection: Connection, kinds: set[str], *, include_inactive: bool
) -> list[dict[str, object]]:
    """`GET /api/App/Processes` (wire contract section 2.5)."""
    chosen = select(process).where(process.c.kind.in_(kinds)).order_by(process.c.code)
    if not include_inactive:
        chosen = chosen.where(process.c.active)
    answer: list[dict[str, object]] = []
    for row in connection.execute(chosen):
        entry: dict[str, object] = {
            "code": row.code,
            "name": row.name,
            "description": "",
            "isTestOperation": row.kind == TEST,
            "isRepairOperation": row.kind == REPAIR,
            "isWipOperation": row.kind == WIP,
            "processIndex": row.position,
            "state": 1 if row.active else 0,
        }
        if row.repair_operation is not None:
            entry["repairOperation"] = row.repair_operation
        answer.append(entry)
    return answer


def code_of(connection: Connection, text: str) -> int:
    """The process that a code or a name names. Raises a 404 refusal for none."""
    wanted = text.strip()
    by_code = process.c.code == int(wanted) if _is_code(wanted) else process.c.name == wanted
    code = connection.execute(select(process.c.code).where(by_code)).scalar()
    if code is None:
        raise not_found(f"There is no process {text}.", "unknownProcess")
    return int(code)


def repair_operation(connection: Connection, code: int) -> dict[str, object] | None:
    """The repair operation of this code, or None when it is not one."""
    chosen = select(process.c.repair_operation).where(process.c.code == code)
    found: dict[str, object] | None = connection.execute(chosen).scalar()
    return found


def required(connection: Connection, codes: list[int]) -> list[RequiredProcess]:
    """These processes as a verification needs them, in this order; unknown ones by number."""
    rows = connection.execute(select(process).where(process.c.code.in_(codes)))
    known = {row.code: row for row in rows}
    return [
        RequiredProcess(code, known[code].name, known[code].position)
        if code in known
        else RequiredProcess(code, str(code), code)
        for code in codes
    ]


def names(connection: Connection) -> dict[int, str]:
    """Every process's name by its code."""
    return {row.code: row.name for row in connection.execute(select(process))}


def _is_code(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10  # noqa: PLR2004 - an int32
