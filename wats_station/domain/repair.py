"""Repair: what a test found wrong with a unit, what was done about it, and by which codes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wats_station.domain.unit import Process, UnitKey

# Kept with one repair; sizes in bytes. WATS takes comments of so many characters.
MOST_FILES = 10
LARGEST_FILE = 5_000_000
LONGEST_COMMENT = 1_000
LONGEST_FIELD = 100


class Need(StrEnum):
    """Whether something belongs in a repair."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Measurement:
    """One measured value of a step, as text in the report's own digits; empty: not said.

    `comparison` is WATS's word (`GELE`, `EQ`, ...).
    """

    name: str
    value: str
    unit: str
    low: str
    high: str
    comparison: str
    failed: bool


@dataclass(frozen=True, slots=True)
class FailedStep:
    """A step that failed itself; `path` names the sequences around it, outermost first.

    `id` is the step's in the report, empty where it has none.
    """

    id: str
    name: str
    path: tuple[str, ...]
    text: str
    measurements: tuple[Measurement, ...]


@dataclass(frozen=True, slots=True)
class FailedTest:
    """The test that a repair is about."""

    report_id: str
    process: Process
    when: datetime | None
    station: str
    operator: str
    steps: tuple[FailedStep, ...]


@dataclass(frozen=True, slots=True)
class RepairCode:
    """What can be wrong: a leaf of the operation's code tree.

    `category` is the name of the node right above it, `path` the names of all nodes above,
    outermost first. `picture` says whether a repair with it needs a photo.
    """

    category: str
    name: str
    path: tuple[str, ...]
    picture: Need = Need.OPTIONAL


@dataclass(frozen=True, slots=True)
class RepairOperation:
    """A repair operation of the server, with its rules and every code that can be chosen.

    `component_mask` is a regular expression that a component reference has to match as a
    whole, `component_hint` the server's own words for it. `failed_test`, `parts` and
    `vendor` say whether a repair must name the test, the replaced part, its vendor.
    """

    process: Process
    codes: tuple[RepairCode, ...]
    component_mask: str = ""
    component_hint: str = ""
    failed_test: Need = Need.OPTIONAL
    parts: Need = Need.OPTIONAL
    vendor: Need = Need.OPTIONAL


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How often a code was used for a step of a product."""

    category: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class ReplacedPart:
    """A part that was put in; empty where not said."""

    part_number: str
    revision: str = ""
    serial_number: str = ""
    vendor: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """One failure of a repair; `step_id` is the failed step it explains, empty for none."""

    category: str
    code: str
    component: str = ""
    comment: str = ""
    step_id: str = ""
    part: ReplacedPart | None = None


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A photo or file, copied into the station's folder; `digest` is its SHA-256 in hex."""

    name: str
    content_type: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A repair as far as it is filled in.

    `operation` is the repair operation's process code, `test` the id of the failed test,
    empty for none; `process` the code of the test operation that failed.
    """

    unit: UnitKey
    revision: str
    operation: int
    process: int
    test: str = ""
    failures: tuple[Failure, ...] = ()
    comment: str = ""
    files: tuple[AttachedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class RepairCase:
    """What the server knows of a unit at the repair bench.

    `test` is its last failed test, None where its last test passed or there is none;
    `tested` says whether there is any.
    """

    key: UnitKey
    test: FailedTest | None
    tested: bool
    operations: tuple[RepairOperation, ...]


@dataclass(frozen=True, slots=True)
class Retest:
    """A test that ran after the repair was filed."""

    process: Process
    passed: bool
    when: datetime | None
    failed_step: str = ""


class RepairFault(StrEnum):
    """Why a repair cannot be sent yet."""

    NO_FAILURE = "no_failure"
    CODE_UNKNOWN = "code_unknown"
    COMPONENT_WRONG = "component_wrong"  # it does not match the operation's mask
    TEST_NEEDED = "test_needed"
    PART_NEEDED = "part_needed"
    VENDOR_NEEDED = "vendor_needed"
    PICTURE_NEEDED = "picture_needed"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class RepairLack:
    """A fault, and which failure (from 0) it is about; None for the repair as a whole."""

    fault: RepairFault
    failure: int | None = None
