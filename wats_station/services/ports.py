"""What the services need from the outside world, as protocols that adapters satisfy."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from wats_station.domain.assembly import Assembly, ChildFacts
from wats_station.domain.audit import AuditEntry, AuditKeeping
from wats_station.domain.command import Command, OutboxRow
from wats_station.domain.creation import ProductChoice
from wats_station.domain.draft import Draft, DraftKey
from wats_station.domain.family import Family
from wats_station.domain.known_unit import KnownCase, KnownUnit, Reference
from wats_station.domain.near import NearUnit
from wats_station.domain.phase import Phase
from wats_station.domain.quarantine import ProductTags, QuarantineScope
from wats_station.domain.repair import (
    AttachedFile,
    FailedTest,
    RepairCase,
    RepairDraft,
    ReportAuthor,
    Retest,
)
from wats_station.domain.scan_record import ScanRecord
from wats_station.domain.secrets import TokenPlace
from wats_station.domain.settings import Settings
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import LifeEvent, Process, Unit, UnitKey
from wats_station.domain.verification import Verification
from wats_station.scan.custom import CustomRule


class UnitGateway(Protocol):
    """The server, in the station's own terms.

    Every call raises `GatewayProblem` and nothing else of the network's. Cancelling
    the awaiting task closes the request.
    """

    async def find_unit(self, serial_number: str, part_number: str | None) -> Unit:
        """The unit with this serial number; several parts with it raise AMBIGUOUS."""
        ...

    async def near_units(self, serial_number: str) -> tuple[NearUnit, ...]:
        """The units with the nearest serial numbers, the likeliest first."""
        ...

    async def verification(self, key: UnitKey) -> Verification:
        """The grade and a row per process."""
        ...

    async def timeline(self, key: UnitKey) -> tuple[LifeEvent, ...]:
        """What happened to the unit, newest first."""
        ...

    async def assembly(self, key: UnitKey, revision: str) -> Assembly | None:
        """The unit's slots with what is in them; None where it is built of nothing."""
        ...

    async def child(self, serial_number: str, part_number: str | None) -> ChildFacts:
        """A unit that is to be built in, with its tests; several parts raise AMBIGUOUS."""
        ...

    async def family(self, unit: Unit) -> Family:
        """What the unit is built into, and what is in it, on every level."""
        ...

    async def product_tags(self, part_number: str) -> ProductTags:
        """The tags of a product and its revisions; none of one the server does not know."""
        ...

    async def products(self) -> tuple[ProductChoice, ...]:
        """The products in use that have serial numbers, by part number."""
        ...

    async def revisions(self, part_number: str) -> tuple[str, ...] | None:
        """The revisions in use of a product; None for one the server does not know."""
        ...

    async def put_quarantine(
        self, part_number: str, scope: QuarantineScope, name: str, text: str, stamp: Stamp
    ) -> None:
        """Set the tag that says a quarantine; sent once, never retried here."""
        ...

    async def repair_case(self, unit: Unit) -> RepairCase:
        """The unit's last failed run, what may be wrong, and what was on this part before."""
        ...

    async def failed_run(self, key: UnitKey, process: Process) -> FailedTest | None:
        """The unit's last run of a process with its failed steps; None where it did not fail."""
        ...

    async def last_run(self, key: UnitKey, process: int) -> Retest | None:
        """The unit's newest run of a process; None where it was never run."""
        ...

    async def phases(self) -> tuple[Phase, ...]:
        """The phases the server knows; read once, then remembered."""
        ...

    async def processes(self) -> tuple[Process, ...]:
        """The processes the server knows; read once, then remembered."""
        ...

    async def label_rules(self) -> tuple[CustomRule, ...]:
        """The server's own rules for reading labels, in the order they are tried."""
        ...

    async def units_now(self, keys: Iterable[UnitKey]) -> Mapping[UnitKey, Unit | None]:
        """Each unit as it is now, None for one that is not there."""
        ...

    async def perform(self, command: Command, start: datetime | None) -> None:
        """Carry the command out; sent once, never retried here.

        `start` is the server's time at which a report's work was done.
        """
        ...

    async def give_up(self, command_id: UUID) -> bool | None:
        """Make sure that the command is not applied from now on; True where it was before.

        None for a server that keeps no ids.
        """
        ...

    async def server_time(self) -> datetime:
        """What time the server's clock shows, in UTC."""
        ...

    async def ping(self) -> None:
        """A cheap call that proves the API answers and the token is taken.

        Gives up after a second, so that a dead link is known within two.
        """
        ...

    async def warm(self) -> None:
        """Open a connection, so that the first scan does not pay for it."""
        ...

    async def close(self) -> None:
        """Close every connection; calls still under way end as UNREACHABLE."""
        ...


class OutboxStore(Protocol):
    """The outbox on the disk; every call is over once it is there, or raises `OutboxProblem`."""

    async def add(self, command: Command) -> int:
        """Keep a new command; its number."""
        ...

    async def add_all(self, commands: Iterable[Command]) -> tuple[int, ...]:
        """Keep new commands, all of them or none; their numbers."""
        ...

    async def change(self, row: OutboxRow) -> None:
        """Keep what a row is now; the audit log tells it where that is an end."""
        ...

    async def row(self, number: int) -> OutboxRow | None:
        """One row, None where it is not kept any more."""
        ...

    async def open_rows(self) -> tuple[OutboxRow, ...]:
        """What has no end yet, in order."""
        ...

    async def ended_rows(self, count: int) -> tuple[OutboxRow, ...]:
        """What has ended, newest first."""
        ...


class Drafts(Protocol):
    """Work that somebody began; every call touches the disk and is made in a worker thread.

    Every call raises `DraftProblem`.
    """

    def keep(self, draft: Draft) -> None:
        """Keep it instead of the unit's last one of this kind."""
        ...

    def remove(self, key: DraftKey) -> None:
        """Forget it, once it was handed in or thrown away."""
        ...

    def all(self) -> tuple[Draft, ...]:
        """All there are, the one changed last first."""
        ...


class AttachedFiles(Protocol):
    """Copies of photos and files of repairs that are not filed yet.

    Every call touches the disk and is made in a worker thread; each raises `FilesProblem`.
    """

    def keep(self, path: Path, room: int) -> AttachedFile:
        """Take a copy; `room` is how many bytes it may have at most."""
        ...

    def content(self, file: AttachedFile) -> bytes:
        """What is in it."""
        ...

    def remove(self, file: AttachedFile) -> None:
        """Forget it; one that is not there any more is no problem."""
        ...

    def tidy(self, wanted: Iterable[AttachedFile]) -> None:
        """Forget every other one."""
        ...


class RepairPaper(Protocol):
    """Writes a repair as the server's report."""

    def __call__(
        self,
        case: RepairCase,
        draft: RepairDraft,
        contents: Mapping[str, bytes],
        report_id: UUID,
        author: ReportAuthor,
    ) -> str:
        """The report's JSON without its start; `contents` is by the files' ids."""
        ...


class AuditLog(Protocol):
    """Who did what; every call raises `OutboxProblem`."""

    async def record(self, entry: AuditEntry) -> None:
        """Add what is no command."""
        ...

    async def tidy(self, keeping: AuditKeeping, now: datetime) -> None:
        """Let go of what is older than the settings want."""
        ...

    async def export(self, path: Path) -> int:
        """Write it as CSV, oldest first; how many entries."""
        ...


class KnownUnits(Protocol):
    """What was known last, by server; every call may raise `CacheProblem`."""

    async def keep_unit(self, server: str, unit: Unit, as_of: datetime) -> None:
        """The unit as it is now."""
        ...

    async def change_unit(self, server: str, key: UnitKey, change: Callable[[Unit], Unit]) -> None:
        """The unit as `change` makes it, as old as it was; nothing where it is not known."""
        ...

    async def keep_verification(self, server: str, key: UnitKey, what: Verification) -> None:
        """The unit's tests, beside the unit."""
        ...

    async def keep_timeline(self, server: str, key: UnitKey, what: tuple[LifeEvent, ...]) -> None:
        """The unit's life, beside the unit."""
        ...

    async def find(self, server: str, serial_number: str, part_number: str) -> list[KnownUnit]:
        """What is known of the units with this serial number, of one part or of all."""
        ...

    async def keep_case(self, server: str, case: RepairCase, as_of: datetime) -> None:
        """What a repair of the unit goes by."""
        ...

    async def change_case(
        self, server: str, key: UnitKey, change: Callable[[RepairCase], RepairCase]
    ) -> None:
        """The case as `change` makes it, as old as it was; nothing where it is not known."""
        ...

    async def find_case(self, server: str, key: UnitKey) -> KnownCase | None:
        """What a repair of this unit went by when it was read last."""
        ...

    async def near(self, server: str, serial_number: str) -> tuple[NearUnit, ...]:
        """The nearest of the units that are known."""
        ...

    async def keep_product(self, server: str, product: ProductTags) -> None:
        """The tags of a product and its revisions."""
        ...

    async def product(self, server: str, part_number: str) -> ProductTags | None:
        """The same as it was known last."""
        ...

    async def keep_reference(self, server: str, reference: Reference) -> None:
        """Phases and processes."""
        ...

    async def reference(self, server: str) -> Reference | None:
        """Phases and processes as they were known last."""
        ...


class SettingsStore(Protocol):
    """The kept settings; every call touches the disk and is made in a worker thread."""

    def read(self) -> Settings:
        """The kept settings, standard ones where there are none; raises `SettingsProblem`."""
        ...

    def keep(self, settings: Settings) -> None:
        """Replace what was kept; raises `SettingsProblem`."""
        ...


class TokenStore(Protocol):
    """The servers' tokens; every call may block and is made in a worker thread."""

    def read(self, server: str) -> str:
        """The token for this server, empty where none is kept; raises `TokenProblem`."""
        ...

    def keep(self, server: str, token: str) -> TokenPlace:
        """Keep it, and say where; raises `TokenProblem`."""
        ...


class Recorder(Protocol):
    """Keeps scans for support; `record` never blocks, the others belong in a worker thread."""

    def record(self, record: ScanRecord) -> None:
        """Keep one scan."""
        ...

    def recent(self, count: int) -> tuple[ScanRecord, ...]:
        """The newest scans, newest first; raises `RecorderProblem`."""
        ...

    def export(self, path: Path) -> int:
        """Write all that is kept to a file; how many; raises `RecorderProblem`."""
        ...

    def close(self, timeout: float = 2.0) -> None:
        """Write what is left."""
        ...


# Asks a server with a token; raises GatewayProblem where it does not answer, or not as WATS.
CheckServer = Callable[[str, str], Awaitable[None]]
