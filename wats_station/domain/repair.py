"""Repairs: the test that failed, what can be wrong by the site's codes, and what was entered."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wats_station.domain.unit import Process, Unit

# Where the copies of attached files are, in the data folder.
ATTACHED = "attached"

# Of one attached file, and of all of a repair's, in bytes; a larger picture is made smaller.
LARGEST_PICTURE = 1_500_000
LARGEST_FILE = 4_000_000
LARGEST_FILES = 12_000_000


@dataclass(frozen=True, slots=True)
class FailedStep:
    """A step that failed: `measured` and `limits` as a person reads them, either may be empty.

    `id` is the step's in its report, empty where it has none. `path` leads to it from the
    main sequence, its own name included, parted by slashes.
    """

    id: str
    name: str
    path: str = ""
    measured: str = ""
    limits: str = ""


@dataclass(frozen=True, slots=True)
class FailedTest:
    """The run that a repair is about; `when` is timezone-aware, None where it is not said."""

    report_id: str
    process: Process
    when: datetime | None = None
    station: str = ""
    operator: str = ""
    steps: tuple[FailedStep, ...] = ()


@dataclass(frozen=True, slots=True)
class RepairCode:
    """What can be wrong, in the server's words; `needs_photo` where a picture is demanded."""

    category: str
    name: str
    needs_photo: bool = False


class Binding(StrEnum):
    """Whether a repair of an operation names the test that failed."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class RepairOperation:
    """A repair operation of the server: its codes in the server's order, and its demands.

    `component_mask` is a regular expression that a component reference matches as a whole,
    empty for none; `component_hint` says the same to a person.
    """

    code: int
    name: str
    binding: Binding = Binding.OPTIONAL
    component_mask: str = ""
    component_hint: str = ""
    codes: tuple[RepairCode, ...] = ()


@dataclass(frozen=True, slots=True)
class PastRepair:
    """A failure that was repaired on this part number before, and the step that had failed."""

    category: str
    code: str
    step: str = ""


@dataclass(frozen=True, slots=True)
class RepairCase:
    """What the server knows of a unit that is to be repaired.

    `test` is its last failed run, None where the last run of each process passed, or none
    was made. `repaired` is when a repair of that very run was filed; None: not yet.
    `process` is the one a repair without a failed test is about. `past` is None where
    earlier repairs could not be read.
    """

    unit: Unit
    test: FailedTest | None
    operations: tuple[RepairOperation, ...]
    past: tuple[PastRepair, ...] | None = ()
    repaired: datetime | None = None
    process: Process | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """One failure of a repair. `step` is the id of the failed step it explains, or empty.

    The replaced part is empty where nothing was put in.
    """

    category: str
    code: str
    step: str = ""
    component: str = ""
    part_number: str = ""
    part_serial: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A photo or file of a repair, kept by the station under `id`; `size` is in bytes."""

    id: str
    name: str
    content_type: str
    size: int

    @property
    def is_picture(self) -> bool:
        """True for what can be shown."""
        return self.content_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class RepairDraft:
    """What was entered so far. `operation` is the repair operation's process code."""

    operation: int = 0
    faults: tuple[Fault, ...] = ()
    comment: str = ""
    files: tuple[AttachedFile, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True where nothing would be lost."""
        return not (self.faults or self.comment or self.files)


@dataclass(frozen=True, slots=True)
class ReportAuthor:
    """Who files a report, and where."""

    operator: str
    station: str
    location: str = ""


@dataclass(frozen=True, slots=True)
class Retest:
    """The newest run of the repaired process; `result` is the server's word for it.

    `when` is timezone-aware, None where it is not said.
    """

    passed: bool
    result: str
    report_id: str = ""
    when: datetime | None = None
    station: str = ""


class FilesProblem(Exception):
    """A file cannot be attached or read again; the text is one plain English line."""


class FileTooLarge(FilesProblem):
    """A file is larger than one may be, or with `beside` than the others leave room for.

    `size` and `most` are in bytes.
    """

    def __init__(self, name: str, size: int, most: int, *, beside: bool) -> None:
        super().__init__(f"{name} is too large: {size} bytes, at most {most}")
        self.name = name
        self.size = size
        self.most = max(most, 0)
        self.beside = beside
