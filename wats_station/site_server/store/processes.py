"""Processes and repair operations, in the public and in the internal spelling (2.5)."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, select

from wats_station.site_server.refusals import not_found
from wats_station.site_server.rules.verification import RequiredProcess
from wats_station.site_server.store.schema import process

TEST, REPAIR, WIP = "test", "repair", "wip"


_OF_CODES = select(process.c.code, process.c.name, process.c.position).where(
    process.c.code.in_(bindparam("codes", expanding=True))
)


def public(
    connection: Connection, kinds: set[str], *, include_inactive: bool
) -> list[dict[str, object]]:
    """`GET /api/App/Processes`."""
    chosen = select(process).where(process.c.kind.in_(kinds)).order_by(process.c.code)
    if not include_inactive:
        chosen = chosen.where(process.c.active)
    answer: list[dict[str, object]] = []
    for row in connection.execute(chosen):
        entry: dict[str, object] = {
            "code": row.code,
            "name": row.name,
            "description": row.description,
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


def internal(connection: Connection) -> list[dict[str, object]]:
    """`GET /api/internal/Process/GetProcesses`."""
    chosen = select(process).order_by(process.c.code)
    return [_internal(row) for row in connection.execute(chosen).mappings()]


def internal_by_id(connection: Connection, guid: str) -> dict[str, object]:
    """One process. Raises a 404 refusal for an unknown id."""
    return _internal(_by(connection, process.c.guid == guid.lower(), guid))


def repair_operations(connection: Connection) -> dict[str, dict[str, Any]]:
    """`GET /api/internal/Process/GetRepairOperations`: by the process code as text."""
    chosen = select(process).where(process.c.kind == REPAIR).order_by(process.c.code)
    rows = connection.execute(chosen).mappings()
    return {str(row["code"]): _operation(row) for row in rows if row["repair_operation"]}


def repair_operation_by(connection: Connection, guid: str, code: int | None) -> dict[str, Any]:
    """One repair operation, by its process's id or code. Raises a 404 refusal for none."""
    here = process.c.guid == guid.lower()
    if code is not None:
        here = here | (process.c.code == code)
    row = _by(connection, here, guid)
    if row["repair_operation"] is None:
        raise not_found(f"Process {row['name']} is no repair operation.", "unknownProcess")
    return _operation(row)


def code_of(connection: Connection, text: str) -> int:
    """The process that a code or a name names. Raises a 404 refusal for none."""
    wanted = text.strip()
    by_code = process.c.code == int(wanted) if _is_code(wanted) else process.c.name == wanted
    code = connection.execute(select(process.c.code).where(by_code)).scalar()
    if code is None:
        raise not_found(f"There is no process {text}.", "unknownProcess")
    return int(code)


def repair_operation(connection: Connection, code: int) -> dict[str, Any] | None:
    """The repair operation of this code, or None when it is not one."""
    chosen = select(process.c.repair_operation).where(process.c.code == code)
    found: dict[str, Any] | None = connection.execute(chosen).scalar()
    return found


def required(connection: Connection, codes: list[int]) -> list[RequiredProcess]:
    """These processes as a verification needs them, in this order; unknown ones by number."""
    rows = connection.execute(_OF_CODES, {"codes": codes})
    known = {row.code: row for row in rows}
    return [
        RequiredProcess(code, known[code].name, known[code].position)
        if code in known
        else RequiredProcess(code, str(code), code)
        for code in codes
    ]


def _by(connection: Connection, here: ColumnElement[bool], named: str) -> RowMapping:
    row = connection.execute(select(process).where(here)).mappings().first()
    if row is None:
        raise not_found(f"There is no process with the id {named}.", "unknownProcess")
    return row


def _internal(row: RowMapping) -> dict[str, object]:
    return {
        "Code": row["code"],
        "ProcessID": row["guid"],
        "Name": row["name"],
        "Description": row["description"],
        "ProcessIndex": row["position"],
        "State": 1 if row["active"] else 0,
        "Properties": None,
        "IsTestOperation": row["kind"] == TEST,
        "IsWIPOperation": row["kind"] == WIP,
        "IsRepairOperation": row["kind"] == REPAIR,
    }


def _operation(row: RowMapping) -> dict[str, Any]:
    kept: dict[str, Any] = row["repair_operation"]
    return {
        "ProcessID": row["guid"],
        "Description": row["name"],
        "UUTRequired": kept.get("uutBinding", 1),
        "CompRefMask": kept.get("compRefMask", ""),
        "CompRefMaskDescription": kept.get("compRefValidationText", ""),
        "BomConstraint": "",
        "BOMRequired": kept.get("bomBinding", 1),
        "VendorRequired": kept.get("vendorBinding", 2),
        "Categories": [_category(each, at) for at, each in enumerate(kept["repairCategories"])],
        "MiscInfos": [_misc_info(each) for each in kept.get("miscInfos", [])],
    }


def _category(kept: dict[str, Any], order: int) -> dict[str, Any]:
    codes = kept.get("repairCodes", [])
    return {
        "GUID": kept["id"],
        "Description": kept["description"],
        "Selectable": not codes,
        "SortOrder": order,
        "FailureType": kept.get("failureType", 0),
        "ImageConstraint": kept.get("imageConstraint", 0),
        "Status": kept.get("status", 1),
        "Failcodes": [_category(each, at) for at, each in enumerate(codes)],
    }


def _misc_info(kept: dict[str, Any]) -> dict[str, Any]:
    mask = kept.get("inputMask") or ""
    return {
        "GUID": kept["id"],
        "Description": kept["description"],
        "InputMask": mask,
        "ValidRegex": kept.get("validRegex", ""),
        "Status": kept.get("status", 1),
        "SortOrder": kept.get("sortOrder", 0),
        "AllowedValues": mask.split(";") if ";" in mask else [],
    }


def _is_code(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10  # noqa: PLR2004 - an int32
