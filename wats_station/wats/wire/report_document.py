"""Reports whole (WSJF, wire contract 2.6): what a test measured, what a repair found.

What these models do not know of a report is kept and sent back as it came, so that a
report can be read, added to and sent again with nothing of it lost.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AliasGenerator, ConfigDict, Discriminator, Field, Tag, TypeAdapter
from pydantic.alias_generators import to_camel

from wats_station.wats.wire.fields import OR_EMPTY, Number, Text, WireModel, both_spellings, spelled

TEST: Literal["T"] = "T"
REPAIR: Literal["R"] = "R"
FAILED = "F"

Result = Literal["P", "F", "E", "T", "D"]


class Part(WireModel):
    """A part of a report, which keeps what it does not know."""

    model_config = ConfigDict(
        extra="allow",
        alias_generator=AliasGenerator(
            validation_alias=both_spellings, serialization_alias=to_camel
        ),
    )


class NumericMeasurement(Part):
    """A measured number with its limits; `comp_op` as GELE says how they are meant.

    Source: wire contract 2.6.
    """

    name: Text = ""
    status: Text = ""
    value: float | str | None = None
    unit: Text = ""
    comp_op: Text = ""
    low_limit: float | str | None = None
    high_limit: float | str | None = None


class TextMeasurement(Part):
    """A measured text, or a yes or no, with what it should have been. Source: wire contract 2.6."""

    name: Text = ""
    status: Text = ""
    value: str | bool | float | None = None
    comp_op: Text = ""
    limit: str | float | None = None


class Step(Part):
    """A step of a test; `status` is P, F, D (done), S (skipped), E or T; times are seconds.

    Source: wire contract 2.6.
    """

    id: int | str | None = None
    group: Text = ""
    step_type: Text = ""
    name: Text = ""
    status: Text = ""
    tot_time: float | None = None
    report_text: Text = ""
    numeric_meas: Annotated[tuple[NumericMeasurement, ...], OR_EMPTY] = ()
    string_meas: Annotated[tuple[TextMeasurement, ...], OR_EMPTY] = ()
    boolean_meas: Annotated[tuple[TextMeasurement, ...], OR_EMPTY] = ()
    steps: "Annotated[tuple[Step, ...], OR_EMPTY]" = ()

    def walk(self) -> Iterator["Step"]:
        """Every step under this one, in order."""
        waiting = list(reversed(self.steps))
        while waiting:
            step = waiting.pop()
            yield step
            waiting += reversed(step.steps)

    def failed(self) -> Iterator["Step"]:
        """The steps under this one that failed themselves.

        A sequence is not counted beside the step in it that failed.
        """
        return (
            step
            for step in self.walk()
            if step.status == FAILED and not any(each.status == FAILED for each in step.steps)
        )


class ReportMiscInfo(Part):
    """A free entry of a report. Source: wire contract 2.6."""

    description: Text = ""
    text: Text = ""
    numeric: float | None = None


class Failure(Part):
    """What was wrong with a unit: texts from the repair operation's code tree.

    `com_ref` is the component (C12), `ref_step_id` the failed step's id in the test and
    `ref_step_name` its name.
    The `art_` fields are the component's part number, revision, vendor and description.
    Source: wire contract 2.6.
    """

    category: Text = ""
    code: Text = ""
    comment: Text = ""
    com_ref: Text = ""
    func_block: Text = ""
    ref_step_id: int | str | None = None
    ref_step_name: Text = ""
    art_number: Text = ""
    art_rev: Text = ""
    art_vendor: Text = ""
    art_description: Text = ""


class ReportSubUnit(Part):
    """A part of the unit.

    Of a repair, `idx` 0 is the unit itself and holds its failures; a part that was put in
    has an `idx` from 1 and names the one it replaced. Source: wire contract 2.6.
    """

    serial_number: Text = Field(default="", validation_alias=spelled("sn", "serial_number"),
                                serialization_alias="sn")  # fmt: skip
    part_number: Text = Field(default="", validation_alias=spelled("pn", "part_number"),
                              serialization_alias="pn")  # fmt: skip
    revision: Text = Field(default="", validation_alias=spelled("rev", "revision"),
                           serialization_alias="rev")  # fmt: skip
    part_type: Text = ""
    idx: int | None = None
    parent_idx: int | None = None
    position: int | str | None = None
    replaced_idx: int | None = None
    failures: Annotated[tuple[Failure, ...], OR_EMPTY] = ()


class BinaryData(Part):
    """A file in a report: `data` is base64. Source: wire contract 2.6."""

    id: Text = ""
    name: Text = ""
    content_type: Text = ""
    data: Text = ""


class UutDetail(Part):
    """What only a test has; `exec_time` in seconds. Source: wire contract 2.6."""

    user: Text = ""
    comment: Text = ""
    exec_time: float | None = None
    batch_number: Text = Field(default="", validation_alias=spelled("batchSN", "batch_number"),
                               serialization_alias="batchSN")  # fmt: skip
    error_code: int | None = None
    error_message: Text = ""
    fixture_id: Text = ""


class UurDetail(Part):
    """What only a repair has: the test operation that failed, and the failed test's id.

    Source: wire contract 2.6.
    """

    user: Text = ""
    comment: Text = ""
    process_code: Number = 0
    process_name: Text = ""
    ref_uut: Text = Field(default="", validation_alias=spelled("refUUT", "ref_uut"),
                          serialization_alias="refUUT")  # fmt: skip
    exec_time: float | None = None
    confirm_date: datetime | None = None
    finalize_date: datetime | None = None


class _Report(Part):
    """What a test and a repair have in common; `start` carries its zone."""

    id: UUID
    serial_number: str = Field(validation_alias=spelled("sn", "serial_number"),
                               serialization_alias="sn")  # fmt: skip
    part_number: str = Field(validation_alias=spelled("pn", "part_number"),
                             serialization_alias="pn")  # fmt: skip
    revision: Text = Field(default="", validation_alias=spelled("rev", "revision"),
                           serialization_alias="rev")  # fmt: skip
    process_code: Number
    process_name: Text = ""
    result: Result = "P"
    station_name: Text = Field(default="", validation_alias=spelled("machineName", "station_name"),
                               serialization_alias="machineName")  # fmt: skip
    location: Text = ""
    purpose: Text = ""
    start: datetime
    misc_infos: Annotated[tuple[ReportMiscInfo, ...], OR_EMPTY] = ()
    sub_units: Annotated[tuple[ReportSubUnit, ...], OR_EMPTY] = ()
    binary_data: Annotated[tuple[BinaryData, ...], OR_EMPTY] = ()

    @property
    def passed(self) -> bool:
        """True when the result is P."""
        return self.result == "P"

    def as_sent(self) -> dict[str, Any]:
        """The report as a body: what was given of it, and what came with it when it was read."""
        body: dict[str, Any] = self.model_dump(mode="json", by_alias=True, exclude_unset=True)
        return body | {"result": self.result}


class UUTReport(_Report):
    """A test: `root` is its main sequence, `uut` who ran it. Make one with `create_uut`.

    Source: wire contract 2.6.
    """

    type: Literal["T"] = TEST
    root: Step | None = None
    uut: UutDetail | None = None

    def failed_steps(self) -> tuple[Step, ...]:
        """The steps that failed themselves, in order."""
        return tuple(self.root.failed()) if self.root else ()

    def as_sent(self) -> dict[str, Any]:
        """The report as a body."""
        return super().as_sent() | {"type": self.type}


class UURReport(_Report):
    """A repair: `process_code` is the repair operation, `uur.process_code` the failed test's.

    Make one with `create_uur_from_uut` or `create_uur_from_part_and_process`.
    Source: wire contract 2.6.
    """

    type: Literal["R"] = REPAIR
    uur: UurDetail

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Every failure, of the unit itself and of its parts."""
        return tuple(failure for unit in self.sub_units for failure in unit.failures)

    def adding_failure(self, failure: Failure) -> "UURReport":
        """This repair with one more failure of the unit itself."""
        main, *parts = self.sub_units or (self._main_unit(),)
        main = main.model_copy(update={"failures": (*main.failures, failure)})
        return self.model_copy(update={"sub_units": (main, *parts)})

    def adding_replaced_part(
        self, part_number: str, serial_number: str = "", revision: str = ""
    ) -> "UURReport":
        """This repair with one more part that was put in."""
        units = self.sub_units or (self._main_unit(),)
        part = ReportSubUnit(
            part_type="Part",
            part_number=part_number,
            serial_number=serial_number,
            revision=revision,
            idx=len(units),
            parent_idx=0,
        )
        return self.model_copy(update={"sub_units": (*units, part)})

    def as_sent(self) -> dict[str, Any]:
        """The report as a body."""
        return super().as_sent() | {"type": self.type}

    def _main_unit(self) -> ReportSubUnit:
        return ReportSubUnit(
            part_type="Main",
            part_number=self.part_number,
            serial_number=self.serial_number,
            revision=self.revision,
            idx=0,
        )


def _kind(report: object) -> str:
    if isinstance(report, dict):
        return REPAIR if report.get("uur") or report.get("type") == REPAIR else TEST
    return REPAIR if isinstance(report, UURReport) else TEST


AnyReport = UUTReport | UURReport
ANY_REPORT: TypeAdapter[AnyReport] = TypeAdapter(
    Annotated[
        Annotated[UUTReport, Tag(TEST)] | Annotated[UURReport, Tag(REPAIR)], Discriminator(_kind)
    ],
    config=ConfigDict(defer_build=True),
)
