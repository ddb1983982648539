"""The shapes on the wire (wire contract section 2), and the paths they travel on.

Importing this loads no HTTP library. Unknown fields are ignored, and the internal
API's PascalCase names are taken as well as the public camelCase ones.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import (
    AliasChoices,
    AliasGenerator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
)
from pydantic.alias_generators import to_camel, to_pascal

UNIT_QUERY = "/api/Production/Unit/Query"
UNIT = "/api/Production/Unit"
UNITS = "/api/Production/Units"
UNIT_TAG = "/api/Production/UnitTag"
UNIT_VERIFICATION = "/api/Production/UnitVerification"
SET_UNIT_PHASE = "/api/Production/SetUnitPhase"
SET_UNIT_PROCESS = "/api/Production/SetUnitProcess"
INTERNAL_UNIT = "/api/internal/Production/GetUnit"
INTERNAL_STATE_HISTORY = "/api/internal/Production/GetUnitStateHistory"
UNIT_PHASES = "/api/internal/Mes/GetUnitPhases"
PROCESSES = "/api/App/Processes"
VERSION = "/api/App/Version"
REPORT_HEADERS = "/api/Report/Query/Header"
STATION_HISTORY = "/api/station/History"


def _both_spellings(name: str) -> AliasChoices:
    return AliasChoices(to_camel(name), to_pascal(name), name)


# What the production guide calls phases, whatever the server does (product.md section 3).
GUIDE_PHASES = {
    1: "Undefined",
    2: "Under Production",
    16: "Finalized",
    32: "Scrapped",
    4098: "Under Production - Queued",
}


def _text(value: object) -> object:
    """WATS sends codes as numbers in one place and as text in another; null is no text."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _number(value: object) -> object:
    return 0 if value is None else value


Text = Annotated[str, BeforeValidator(_text)]
Number = Annotated[int, BeforeValidator(_number)]


class WireModel(BaseModel):
    """A message of the API: frozen, and tolerant of what it does not know."""

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        alias_generator=AliasGenerator(
            validation_alias=_both_spellings, serialization_alias=to_camel
        ),
    )


class Setting(WireModel):
    """One tag: key and value."""

    key: str
    value: Text = ""


class ProductInfo(WireModel):
    """What a unit's answer says of its product."""

    part_number: Text = ""
    name: Text = ""


class Unit(WireModel):
    """A unit as the server answers it. `process_code` is text in the API, a number in some.

    `phase` and `current_process` are the production guide's names for the same things.
    """

    serial_number: str = Field(min_length=1)
    part_number: str
    revision: Text = ""
    parent_serial_number: Text = ""
    batch_number: Text = ""
    current_location: Text = ""
    unit_phase_id: Number = 0
    unit_phase: Text = ""
    process_code: Text = ""
    process_name: Text = ""
    tags: tuple[Setting, ...] | None = ()
    product: ProductInfo | None = None
    sub_units: "tuple[Unit, ...] | None" = ()

    @property
    def phase(self) -> str:
        """The phase's name: the guide's where it has one, else the server's."""
        return GUIDE_PHASES.get(self.unit_phase_id, self.unit_phase)

    @property
    def current_process(self) -> int | None:
        """The process code as a number; None where there is none, or it is not one."""
        code = self.process_code
        return int(code) if code.isascii() and code.isdigit() and len(code) < _LONG_CODE else None


_LONG_CODE = 10


class InternalUnit(WireModel):
    """The internal lookup's answer, of which only what identifies the unit is read."""

    serial_number: str
    part_number: Text = ""
    product: ProductInfo | None = None

    @property
    def part(self) -> str:
        """The part number, wherever the answer keeps it; empty when it does not."""
        return self.part_number or (self.product.part_number if self.product else "")


class Phase(WireModel):
    """A phase: WATS's number, its code and its name."""

    unit_phase_id: int
    code: Text = ""
    name: Text = ""
    description: Text = ""


class ProcessInfo(WireModel):
    """A process; `state` 1 is active."""

    code: int
    name: Text = ""
    is_test_operation: bool = False
    is_repair_operation: bool = False
    is_wip_operation: bool = False
    process_index: int | None = None


class UnitVerificationGrade(StrEnum):
    """The production guide's four grades, by section 4 rule 8 of the wire contract."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    NOT_TESTED = "NOT_TESTED"
    PENDING = "PENDING"


class ProcessVerification(WireModel):
    """One process of a verification; counts are whole runs, `start_utc` the last run's."""

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
    that the unit has been through, from its reports.
    """

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
    seen: tuple[ProcessVerification, ...] = ()

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


class ReportHeader(WireModel):
    """One report in short; `result` is a word (Passed, Failed, Error, Terminated).

    `report_type` is T for a test and R for a repair. Both spellings of the start and of
    the operator are read.
    """

    uuid: Text = ""
    serial_number: str
    part_number: Text = ""
    revision: Text = ""
    report_type: Text = ""
    start: datetime | None = Field(
        default=None, validation_alias=AliasChoices("startUtc", "start", "StartUtc", "Start")
    )
    result: Text = ""
    process_code: int | None = None
    process_name: Text = ""
    station_name: Text = ""
    operator: Text = Field(
        default="", validation_alias=AliasChoices("operator", "userName", "Operator", "UserName")
    )
    comment: Text = ""
    caused_uut_failure: Text = ""

    @property
    def passed(self) -> bool:
        """True when the result is Passed."""
        return self.result.casefold() == "passed"


class HistoryRow(WireModel):
    """One accepted change of a unit, as the site server keeps it (product.md 7.4).

    `kind` is `created`, `phase`, `process`, `tag`, `report` and what comes later; `old` and
    `new` are names or texts, `old_id` and `new_id` their numbers where they have one.
    """

    time: datetime | None = None
    kind: str
    key: Text = ""
    old: Text = ""
    new: Text = ""
    old_id: Text = ""
    new_id: Text = ""
    operator: Text = ""
    station: Text = ""
    approved_by: Text = ""
    command: Text = ""
    comment: Text = ""


class StateHistory(WireModel):
    """The internal API's history: parallel lists, newest first."""

    processes: tuple[Text, ...] = ()
    phases: tuple[Text, ...] = ()
    date_times: tuple[datetime | None, ...]


UNIT_LIST: TypeAdapter[tuple[Unit, ...]] = TypeAdapter(tuple[Unit, ...])
PHASE_LIST: TypeAdapter[tuple[Phase, ...]] = TypeAdapter(tuple[Phase, ...])
PROCESS_LIST: TypeAdapter[tuple[ProcessInfo, ...]] = TypeAdapter(tuple[ProcessInfo, ...])
HEADER_LIST: TypeAdapter[tuple[ReportHeader, ...]] = TypeAdapter(tuple[ReportHeader, ...])
HISTORY_LIST: TypeAdapter[tuple[HistoryRow, ...]] = TypeAdapter(tuple[HistoryRow, ...])
ONE_UNIT: TypeAdapter[Unit] = TypeAdapter(Unit)
INTERNAL_UNITS: TypeAdapter[InternalUnit | tuple[InternalUnit, ...]] = TypeAdapter(
    InternalUnit | tuple[InternalUnit, ...]
)
ONE_VERIFICATION: TypeAdapter[UnitVerification] = TypeAdapter(UnitVerification)
ONE_STATE_HISTORY: TypeAdapter[StateHistory] = TypeAdapter(StateHistory)


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
