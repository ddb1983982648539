"""What the assembly panel shows, what it hears, and what it asks for."""

from dataclasses import dataclass
from enum import StrEnum

from wats_station.domain.assembly import Assembly, BuiltIn, ChildFacts, Inside
from wats_station.domain.errors import GatewayProblem
from wats_station.domain.notice import Notice
from wats_station.domain.outcome import Outcome
from wats_station.domain.quarantine import Quarantine
from wats_station.domain.unit import Unit, UnitKey
from wats_station.domain.verification import ProcessResult
from wats_station.flows.submitting import Submit, SubmitEvent


class AssemblyStatus(StrEnum):
    """What the assembly panel shows."""

    EMPTY = "empty"  # no parent
    READING = "reading"  # the parent's template is on its way
    OPEN = "open"
    NO_TEMPLATE = "no_template"  # the parent is built of nothing
    FAILED = "failed"  # `problem` says why


class Asking(StrEnum):
    """What the next scan of a unit is for."""

    ADD = "add"
    REMOVE = "remove"  # the child that is to come out
    REPLACE_OLD = "replace_old"  # the child that is to come out, then
    REPLACE_NEW = "replace_new"  # the one that goes in instead
    DISASSEMBLE = "disassemble"  # a yes is wanted: every child comes out


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An assembly that somebody left half done."""

    key: UnitKey
    filled: int
    slots: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The last refusal: which unit, why, and the processes in the way."""

    serial_number: str
    why: Notice
    processes: tuple[ProcessResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """A child under way: `text` is its serial number; `out` and `into` what is being sent.

    `scanned` is what was asked for, `facts` what the server says of it and `against_parent`
    the quarantines its parent is in, until there is something to send. `verifying` is true
    where the parent is read again to be judged; `reason` is why a unit was replaced, on its
    way to the parent's tags.
    """

    request: int
    text: str = ""
    scanned: "ChildScanned | None" = None
    facts: ChildFacts | None = None
    against_parent: tuple[Quarantine, ...] = ()
    out: tuple[BuiltIn, ...] = ()
    into: BuiltIn | None = None
    index: int | None = None
    verifying: bool = False
    reason: str = ""

    @property
    def is_sent(self) -> bool:
        """True once it was given to the outbox."""
        return bool(self.out or self.reason) or self.into is not None


@dataclass(frozen=True, slots=True)
class Replaced:
    """The last replacement: a reason can be said of it."""

    old: UnitKey
    new: UnitKey


@dataclass(frozen=True, slots=True)
class AssemblyState:
    """The assembly panel.

    `old` is the child that is being replaced. `work` is what is going on, `refused` what
    was refused last and `last` the slot (from 0) that changed last, None for none.
    `verified` is true once somebody asked for completeness since the last change.
    `replaced` is what was replaced last, until its reason is said or the work goes on.
    `insides` say of the children that are built of parts themselves how far they are.
    `unfinished` are offered while no parent is open.
    """

    status: AssemblyStatus = AssemblyStatus.EMPTY
    request: int = 0
    parent: Unit | None = None
    assembly: Assembly | None = None
    asking: Asking = Asking.ADD
    old: BuiltIn | None = None
    work: Work | None = None
    refused: Refused | None = None
    last: int | None = None
    verified: bool = False
    problem: Notice | None = None
    replaced: Replaced | None = None
    insides: tuple[Inside, ...] = ()
    unfinished: tuple[Unfinished, ...] = ()

    @property
    def is_complete(self) -> bool:
        """True for a parent that nothing is wanted for any more."""
        return self.assembly is not None and self.assembly.is_complete

    @property
    def wants_child(self) -> bool:
        """True while any unit that is scanned is about what is in the parent."""
        is_open = self.status in (AssemblyStatus.READING, AssemblyStatus.OPEN)
        return is_open and (self.asking is not Asking.ADD or not self.is_complete)

    def takes(self, serial_number: str) -> bool:
        """True where a scan of this unit is about what is in the parent, or should be.

        Once the parent is complete, another unit is the next parent; so is what it is built
        into, at any time: that is the way back up.
        """
        if self.asking is Asking.ADD and self._is_around(serial_number):
            return False
        if self.wants_child:
            return True
        return self.is_complete and bool(children_named(self.assembly, serial_number))

    def _is_around(self, serial_number: str) -> bool:
        around = self.parent.parent_serial_number if self.parent else ""
        return bool(around) and serial_number.casefold() == around.casefold()


@dataclass(frozen=True, slots=True)
class ParentOpened:
    """This unit is being built."""

    request: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class AssemblyRead:
    """Its slots, or why they could not be read; None where the unit has no box build."""

    request: int
    key: UnitKey
    answer: Assembly | GatewayProblem | None


@dataclass(frozen=True, slots=True)
class ChildScanned:
    """A unit was scanned while a parent is open; `other` is what it may be instead."""

    request: int
    serial_number: str
    part_number: str = ""
    other: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ChildRead:
    """The scanned unit and its tests as the server has them now, and so the parent.

    `against_parent` are the quarantines that the parent is in.
    """

    request: int
    answer: ChildFacts | GatewayProblem
    parent: Unit | None = None
    against_parent: tuple[Quarantine, ...] = ()


@dataclass(frozen=True, slots=True)
class RemoveAsked:
    """`CMD-REMOVE`: the next child scanned comes out; with `key` (touch) this one does."""

    request: int
    key: UnitKey | None = None


@dataclass(frozen=True, slots=True)
class ReplaceAsked:
    """`CMD-REPLACE`: old, then new; with `key` (touch) that is the old one."""

    request: int
    key: UnitKey | None = None


@dataclass(frozen=True, slots=True)
class DisassembleAsked:
    """`CMD-DISASSEMBLE`: every child comes out, after a yes."""

    request: int


@dataclass(frozen=True, slots=True)
class VerifyAsked:
    """`CMD-VERIFY`: is it complete? Read it again, and say so."""

    request: int


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Yes."""

    request: int


@dataclass(frozen=True, slots=True)
class AssemblyLeft:
    """`CMD-CANCEL`: out of what is being asked; with nothing asked, put the parent away."""

    request: int


@dataclass(frozen=True, slots=True)
class ReasonGiven:
    """Why the last replacement was made; an empty text: nobody says."""

    request: int
    text: str


@dataclass(frozen=True, slots=True)
class AssemblyOutdated:
    """What is in the parent was changed behind the panel: read it again."""

    request: int


@dataclass(frozen=True, slots=True)
class InsidesRead:
    """How far those children of the parent are that are built of parts themselves."""

    key: UnitKey
    insides: tuple[Inside, ...]


@dataclass(frozen=True, slots=True)
class UnfinishedRead:
    """What was left half done."""

    rows: tuple[Unfinished, ...]


# What somebody asks for, by scan or by touch; each ends with its request.
AssemblyButton = (
    ChildScanned
    | RemoveAsked
    | ReplaceAsked
    | DisassembleAsked
    | VerifyAsked
    | Confirmed
    | AssemblyLeft
    | ReasonGiven
)
AssemblyEvent = (
    AssemblyButton
    | ParentOpened
    | AssemblyRead
    | ChildRead
    | AssemblyOutdated
    | InsidesRead
    | UnfinishedRead
    | SubmitEvent
)


@dataclass(frozen=True, slots=True)
class ReadAssembly:
    """Read the parent's slots."""

    request: int
    key: UnitKey
    revision: str


@dataclass(frozen=True, slots=True)
class ReadChild:
    """Read a unit and its tests, and the parent, which may have been put on hold."""

    request: int
    parent: UnitKey
    serial_number: str
    part_number: str
    other: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ReadInsides:
    """Read how far these children of the parent are, where they are built of parts."""

    key: UnitKey
    children: tuple[BuiltIn, ...]


@dataclass(frozen=True, slots=True)
class KeepUnfinished:
    """Remember that this one is half done."""

    row: Unfinished


@dataclass(frozen=True, slots=True)
class ForgetUnfinished:
    """It is complete, or empty."""

    key: UnitKey


@dataclass(frozen=True, slots=True)
class AssemblyEnded:
    """A scan or button of this request is over."""

    request: int
    outcome: Outcome


AssemblyEffect = (
    ReadAssembly
    | ReadChild
    | ReadInsides
    | KeepUnfinished
    | ForgetUnfinished
    | Submit
    | AssemblyEnded
)
Step = tuple[AssemblyState, tuple[AssemblyEffect, ...]]


def children_named(assembly: Assembly | None, serial_number: str) -> list[BuiltIn]:
    """What is in the unit under this serial number; letter case does not count."""
    wanted = serial_number.casefold()
    children = assembly.children if assembly else ()
    return [each for each in children if each.key.serial_number.casefold() == wanted]
