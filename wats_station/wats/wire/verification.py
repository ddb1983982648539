"""Verification: the server's answer whole, and the guide's grade from it (section 4)."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AliasChoices, Field, PrivateAttr

from wats_station.wats.wire.fields import OR_EMPTY, Later, Number, Text, WireModel
from wats_station.wats.wire.reports import ReportHeader


class UnitVerificationGrade(StrEnum):
    """The production guide's four grades, by section 4 rule 8 of the wire contract."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    NOT_TESTED = "NOT_TESTED"
    PENDING = "PENDING"


class ProcessVerification(WireModel):
    """One process of a verification; counts are whole runs, `start_utc` the last run's.

    Source: wire contract 4.
    """

    process_code: int
    process_name: Text = ""
    process_index: int | None = None
    status: Text = "Unknown"
    start_utc: datetime | None = None
    station_name: Text = ""
    total_count: Number = 0
    non_passed_count: Number = 0
    repair_count: Number = 0

    @property
    def passed(self) -> bool:
        """True when the last run passed."""
        return self.status.casefold() == "passed"


class UnitVerification(WireModel):
    """The server's own answer, with the guide's grade derived from it.

    `grade_text` is what the server calls the grade, which WATS does not define. `results`
    has a row for each process of the rule; without a rule `seen` has one for each process
    that the unit has been through, from its reports. `serial_number` and `part_number` say
    whose it is. Source: wire contract 4.
    """

    serial_number: Text = ""
    part_number: Text = ""
    status: Text = ""
    grade_text: Text = Field(default="", validation_alias=AliasChoices("grade", "Grade"))
    server_has_rule: bool | None = Field(
        default=None, validation_alias=AliasChoices("hasRule", "HasRule")
    )
    all_processes_executed_in_correct_order: bool | None = None
    all_processes_passed_first_run: bool | None = None
    all_processes_passed_any_run: bool | None = None
    all_processes_passed_last_run: bool | None = None
    no_repairs: bool | None = None
    results: tuple[ProcessVerification, ...]
    seen: Annotated[tuple[ProcessVerification, ...], OR_EMPTY] = ()

    _failed_steps: Later[int] = PrivateAttr(default_factory=Later)

    @property
    def has_rule(self) -> bool:
        """True when the server keeps a verification rule: where it says so, or lists a process."""
        return bool(self.results) if self.server_has_rule is None else self.server_has_rule

    @property
    def rows(self) -> tuple[ProcessVerification, ...]:
        """What the grade looks at: the rule's processes, or without a rule those seen."""
        return self.results if self.has_rule else self.results or self.seen

    @property
    def grade(self) -> UnitVerificationGrade:
        """The guide's grade (section 4 rule 8).

        With a rule the server's own flag decides whether every last run passed.
        """
        run = [row for row in self.rows if row.total_count > 0]
        if not run:
            return UnitVerificationGrade.NOT_TESTED
        failed = any(not row.passed for row in run)
        passed = self.all_processes_passed_last_run if self.has_rule else None
        if passed is None:
            passed = not failed and len(run) == len(self.rows)
        if passed:
            return UnitVerificationGrade.PASSED
        return UnitVerificationGrade.FAILED if failed else UnitVerificationGrade.PENDING

    @property
    def is_passing(self) -> bool:
        """True exactly when the grade is PASSED."""
        return self.grade is UnitVerificationGrade.PASSED

    @property
    def failed_step_count(self) -> int:
        """How many steps failed in the newest failed run of those that fail it; else 0.

        Costs requests when first looked at, unless the unit has not failed. Of an
        asynchronous client it is there after `verify_unit(..., failed_steps=True)`, and an
        `InvalidInput` otherwise.
        """
        if self.grade is not UnitVerificationGrade.FAILED:
            return 0
        instead = "verify_unit(..., failed_steps=True)"
        return self._failed_steps.get("failed_step_count", instead)

    @property
    def needs_failed_steps(self) -> bool:
        """True while nothing says how to come by `failed_step_count`; for the services."""
        return not self._failed_steps.can_ask

    def expecting(self, failed_steps: Later[int]) -> "UnitVerification":
        """This verification, with the way to its `failed_step_count`; for the services."""
        self._failed_steps = failed_steps
        return self


class VerificationRule(WireModel):
    """Which processes a product has to pass, in order; part number and revision are filters.

    `unit_verification_id` is None for a rule that is to be made. Source: wire contract 4.
    """

    unit_verification_id: int | None = None
    product_selection_id: int | None = None
    part_number: Text
    revision: Text = ""
    process_codes: Annotated[tuple[int, ...], OR_EMPTY] = ()


def rows_of(headers: Iterable[ReportHeader]) -> tuple[ProcessVerification, ...]:
    """A row for each process of the test reports, which come newest first."""
    runs: dict[int, list[ReportHeader]] = {}
    for header in headers:
        if header.report_type == "T" and header.process_code is not None:
            runs.setdefault(header.process_code, []).append(header)
    return tuple(
        ProcessVerification(
            process_code=code,
            process_name=own[0].process_name,
            status=own[0].result,
            start_utc=own[0].start,
            station_name=own[0].station_name,
            total_count=len(own),
            non_passed_count=sum(not run.passed for run in own),
        )
        for code, own in sorted(runs.items())
    )
