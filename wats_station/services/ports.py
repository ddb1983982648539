"""What the services need from the outside world, as protocols that adapters satisfy."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

from wats_station.domain.phase import Phase
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

    async def verification(self, key: UnitKey) -> Verification:
        """The grade and a row per process."""
        ...

    async def timeline(self, key: UnitKey) -> tuple[LifeEvent, ...]:
        """What happened to the unit, newest first."""
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

    async def set_phase(self, key: UnitKey, phase_id: int, stamp: Stamp) -> None:
        """Move the unit; sent once, never retried here."""
        ...

    async def set_process(self, key: UnitKey, process_code: int, stamp: Stamp) -> None:
        """Set the unit's current process; sent once, never retried here."""
        ...

    async def set_tag(self, key: UnitKey, name: str, value: str, stamp: Stamp) -> None:
        """Add or change one tag; sent once, never retried here."""
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
