"""The Windows build beside the stage of the Linux package: one core for each.

Its words are kept until its own stage, so that a reader finds them under their heading.
"""

import subprocess
import tempfile
from typing import IO

from terminal import SetupError
from windows import command


class WindowsBuild:
    """Begun early, waited for later; begun then, if it was not before."""

    def __init__(self) -> None:
        self._words: IO[str] | None = None
        self._process: subprocess.Popen[str] | None = None
        self._problem: SetupError | None = None

    def begin(self) -> None:
        """Start it; where it cannot even begin, `end` says so, whose stage it is."""
        # Read and removed by `end`.
        self._words = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115
        try:
            self._process = command.begin(words=self._words)
        except SetupError as problem:
            self._problem = problem

    def end(self) -> int:
        """Wait for it and print what it said; its exit code. Raises SetupError."""
        if self._words is None:
            self.begin()
        if self._problem is not None:
            raise self._problem
        if self._process is None or self._words is None:
            raise SetupError("the Windows build did not begin")
        code = self._process.wait()
        self._words.seek(0)
        print(self._words.read(), flush=True)
        self._words.close()
        return code
