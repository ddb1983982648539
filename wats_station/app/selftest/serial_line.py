"""A serial scanner without a device: a pseudo-terminal, where the system has such."""

import os
import sys


class SerialLine:
    """The scanner's end of a line; `port` is the other, empty where there is none.

    Then `why_not` says why.
    """

    def __init__(self) -> None:
        self.port = ""
        self.why_not = ""
        self._ends: tuple[int, int] | None = None
        if sys.platform == "win32":
            self.why_not = "Windows has no pseudo-port: try it with a real scanner"
        else:
            self._open()

    def send(self, data: bytes) -> None:
        """What the scanner sends."""
        if self._ends is None:
            raise RuntimeError(self.why_not)
        os.write(self._ends[0], data)

    def close(self) -> None:
        """Take the line away."""
        ends, self._ends = self._ends or (), None
        for end in ends:
            os.close(end)

    if sys.platform != "win32":

        def _open(self) -> None:
            import tty

            try:
                self._ends = os.openpty()
            except OSError as problem:
                self.why_not = f"the system gives no pseudo-terminal: {problem}"
                return
            tty.setraw(self._ends[1])
            self.port = os.ttyname(self._ends[1])
