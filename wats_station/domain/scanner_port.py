"""A serial scanner's port: how it is set, and what the station knows of it."""

from dataclasses import dataclass
from enum import StrEnum

PARITIES = ("N", "E", "O", "M", "S")
STOP_BITS = ("1", "1.5", "2")
DATA_BITS = (5, 6, 7, 8)


@dataclass(frozen=True, slots=True)
class SerialSettings:
    """One port, by the name the system gives it (`COM3`, `ttyUSB0`, `/dev/scanner`).

    With `acknowledge` the scanner waits for ACK or NAK from the host after each code.
    """

    port: str
    baud_rate: int = 9600
    data_bits: int = 8
    parity: str = "N"
    stop_bits: str = "1"
    acknowledge: bool = False

    def __post_init__(self) -> None:
        if not self.port.strip():
            raise ValueError("a serial scanner needs the name of its port")
        if self.baud_rate <= 0:
            raise ValueError("the baud rate is above 0")
        if self.data_bits not in DATA_BITS:
            raise ValueError("data bits are 5 to 8")
        if self.parity not in PARITIES:
            raise ValueError(f"the parity is one of {', '.join(PARITIES)}")
        if self.stop_bits not in STOP_BITS:
            raise ValueError(f"stop bits are one of {', '.join(STOP_BITS)}")


class PortState(StrEnum):
    """Whether codes can arrive, and if not, why."""

    CLOSED = "closed"  # not asked for
    OPEN = "open"
    MISSING = "missing"  # unplugged, or never there
    BUSY = "busy"  # another program has it
    DENIED = "denied"  # this user may not open it
    FAILED = "failed"  # there, but no serial port, or it takes none of these settings


@dataclass(frozen=True, slots=True)
class PortStatus:
    """A port's state; `detail` is the system's own words, empty where all is well."""

    port: str
    state: PortState = PortState.CLOSED
    detail: str = ""
