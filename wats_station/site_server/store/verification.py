"""Verification rules, and the verification of a unit against the closest one."""

from typing import cast

from sqlalchemy import Connection, select
from typing_extensions import TypedDict

from wats_station.site_server.rules.verification import (
    ProcessResult,
    Verification,
    VerificationRule,
    best_rule,
    verify,
    verify_without_rule,
)
from wats_station.site_server.store import processes, reports
from wats_station.site_server.store.schema import verification_rule
from wats_station.site_server.store.unit_answers import row_of

_RULES = select(verification_rule).order_by(verification_rule.c.id)


class ProcessRow(TypedDict):
    """How one process went; `startUtc` and `stationName` are the last run's."""

    processCode: int
    processName: str
    processIndex: int
    status: str
    startUtc: str | None
    stationName: str | None
    totalCount: int
    nonPassedCount: int
    repairCount: int


class VerificationAnswer(TypedDict):
    """The verification (section 4); `hasRule` and `seen` are ours."""

    status: str
    grade: str
    hasRule: bool
    allProcessesExecutedInCorrectOrder: bool
    allProcessesPassedFirstRun: bool
    allProcessesPassedAnyRun: bool
    allProcessesPassedLastRun: bool
    noRepairs: bool
    results: list[ProcessRow]
    seen: list[ProcessRow]


def rules(connection: Connection) -> list[VerificationRule]:
    """Every rule, oldest first."""
    rows = connection.execute(_RULES)
    return [
        VerificationRule(row.id, row.part_number, row.revision, tuple(row.process_codes))
        for row in rows
    ]


def save_rule(
    connection: Connection, part_number: str, revision: str, codes: list[int], rule_id: int | None
) -> int:
    """Make a rule, or replace one; its id."""
    values = {"part_number": part_number, "revision": revision, "process_codes": codes}
    if rule_id is not None:
        connection.execute(
            verification_rule.update().where(verification_rule.c.id == rule_id).values(values)
        )
        return rule_id
    made = connection.execute(verification_rule.insert().values(values))
    return int(made.inserted_primary_key[0]) if made.inserted_primary_key else 0


def is_there(connection: Connection, rule_id: int) -> bool:
    """True for a rule that exists."""
    chosen = select(verification_rule.c.id).where(verification_rule.c.id == rule_id)
    return connection.execute(chosen).first() is not None


def delete_rules(connection: Connection, ids: list[int]) -> None:
    """Delete these rules."""
    connection.execute(verification_rule.delete().where(verification_rule.c.id.in_(ids)))


def of_unit(
    connection: Connection, serial_number: str, part_number: str, revision: str
) -> VerificationAnswer:
    """The verification as the API answers it (section 4), of another revision where one is given.

    Raises a 404 refusal for an unknown unit.
    """
    row = row_of(connection, serial_number, part_number)
    part_number, revision = row["part_number"], revision or row["revision"]
    runs, repairs = reports.runs_and_repairs(connection, serial_number, part_number)
    rule = best_rule(rules(connection), part_number, revision)
    if rule is None:
        seen = sorted({run.process_code for run in runs})
        return _answer(verify_without_rule(processes.required(connection, seen), runs, repairs))
    needed = processes.required(connection, list(rule.process_codes))
    return _answer(verify(needed, runs, repairs))


def with_process_ids(answer: VerificationAnswer) -> VerificationAnswer:
    """The internal variant: `processIds`, and in each row `processID` and `failCount`."""
    rows = [
        row | {"processID": row["processCode"], "failCount": row["nonPassedCount"]}
        for row in answer["results"]
    ]
    ids = [row["processCode"] for row in answer["results"]]
    return cast("VerificationAnswer", answer | {"results": rows, "processIds": ids})


def _answer(verification: Verification) -> VerificationAnswer:
    return {
        "status": verification.status,
        "grade": verification.grade,
        "hasRule": verification.has_rule,
        "allProcessesExecutedInCorrectOrder": verification.correct_order,
        "allProcessesPassedFirstRun": verification.passed_first,
        "allProcessesPassedAnyRun": verification.passed_any,
        "allProcessesPassedLastRun": verification.passed_last,
        "noRepairs": verification.no_repairs,
        "results": [_row(result) for result in verification.results],
        "seen": [_row(result) for result in verification.seen],
    }


def _row(result: ProcessResult) -> ProcessRow:
    return {
        "processCode": result.process.code,
        "processName": result.process.name,
        "processIndex": result.process.index,
        "status": result.status,
        "startUtc": result.start,
        "stationName": result.station,
        "totalCount": result.total,
        "nonPassedCount": result.non_passed,
        "repairCount": result.repairs,
    }
