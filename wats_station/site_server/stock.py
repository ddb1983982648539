"""What every new database starts with: WATS's stock processes and repair code trees (2.5)."""

from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import Connection, func, select

from wats_station.site_server.store.processes import REPAIR, TEST
from wats_station.site_server.store.schema import process, serial_type

SERIAL_TYPE = "Serial number"

_TESTS = (
    (10, "SW Debug"),
    (20, "First of line"),
    (30, "ICT"),
    (40, "Programming"),
    (50, "PCBA test"),
    (60, "Functional"),
    (70, "Insulation"),
    (80, "Stress"),
    (90, "Burn-in"),
    (100, "End of line"),
)
_REPAIRS = ((500, "Repair"), (510, "RMA repair"))

# failureType: 0 default, 1 automatic process, 3 no failure found, 4 component,
# 6 manual process, 7 replaced.
_CODES: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = (
    (
        "Assembly Process",
        (("Missing Component", 1), ("Wrong Component", 1), ("Wrong Polarity", 1), ("Damaged", 1)),
    ),
    (
        "Solder Process",
        (("Solder Bridge", 1), ("Cold Solder Joint", 1), ("Insufficient Solder", 1)),
    ),
    ("Manual Process", (("Handling Damage", 6), ("Wrong Assembly", 6), ("Wrong Setup", 6))),
    (
        "Component",
        (("Burned Component", 4), ("Defect Component", 4), ("Outside Specification", 4)),
    ),
    ("Label/Marking", (("Missing Label", 6), ("Wrong Label", 6), ("Unreadable Label", 6))),
    ("Misc", (("No Failure Found", 3), ("Replaced Unit", 7), ("Other", 0))),
)


def repair_codes() -> dict[str, set[str]]:
    """The codes of each category that a new database knows."""
    return {category: {name for name, _ in codes} for category, codes in _CODES}


def lay_down(connection: Connection) -> None:
    """Fill an empty process table; one that holds anything is left alone."""
    if connection.execute(select(func.count()).select_from(process)).scalar():
        return
    rows = [_row(code, name, TEST, code // 10) for code, name in _TESTS]
    rows += [_row(code, name, REPAIR, 100 + code) for code, name in _REPAIRS]
    connection.execute(process.insert(), rows)


def lay_down_serial_type(connection: Connection) -> None:
    """One serial number type where there is none; its pool is for the site to fill (section 8)."""
    if connection.execute(select(func.count()).select_from(serial_type)).scalar():
        return
    connection.execute(
        serial_type.insert().values(
            name=SERIAL_TYPE, description="Numbers for units of any product", identifier=0
        )
    )


def _row(code: int, name: str, kind: str, position: int) -> dict[str, object]:
    return {
        "code": code,
        "guid": _guid(f"process {code}"),
        "name": name,
        "kind": kind,
        "position": position,
        "active": True,
        "repair_operation": _operation(code) if kind == REPAIR else None,
    }


def _operation(code: int) -> dict[str, object]:
    return {
        "uutBinding": 1,
        "bomBinding": 1,
        "vendorBinding": 2,
        "compRefMask": ".*",
        "compRefValidationText": "",
        "repairCategories": [
            {
                "id": _guid(f"{code} {category}"),
                "description": category,
                "status": 1,
                "repairCodes": [
                    {
                        "id": _guid(f"{code} {category} {name}"),
                        "description": name,
                        "failureType": kind,
                        "imageConstraint": 0,
                        "status": 1,
                    }
                    for name, kind in codes
                ],
            }
            for category, codes in _CODES
        ],
        "miscInfos": [
            {
                "id": _guid(f"{code} misc"),
                "description": "Where found",
                "inputMask": "Production;Customer;Supplier",
                "status": 1,
                "sortOrder": 1,
            }
        ],
    }


def _guid(name: str) -> str:
    """The same id in every database, so that exports can be compared."""
    return str(uuid5(NAMESPACE_OID, f"wats-station stock {name}"))
