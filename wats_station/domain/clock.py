"""The computer's clock beside the server's: changes are stamped with the server's."""

from dataclasses import dataclass

# Times of what is done are stamped to the second; more than a few apart mislead whoever
# reads a unit's life.
APART = 5.0


@dataclass(frozen=True, slots=True)
class ClockState:
    """What is known of the clocks.

    `ahead` is how many seconds this computer's is ahead of the server's, None while nobody
    knows; `failed` says that the server was asked for its time and did not tell it.
    """

    ahead: float | None = None
    failed: bool = False

    def compared(self, ahead: float | None) -> "ClockState":
        """The state after a comparison; one that failed leaves what was known before."""
        return ClockState(self.ahead if ahead is None else ahead, failed=ahead is None)

    @property
    def is_unknown(self) -> bool:
        """True where the server should have told its time, and never did."""
        return self.failed and self.ahead is None

    @property
    def apart(self) -> float:
        """How many seconds this computer is ahead (below 0: behind); 0 where it is well."""
        return self.ahead if self.ahead is not None and abs(self.ahead) > APART else 0.0
