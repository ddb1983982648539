"""Replacing a file, so that a power cut leaves the old one or the new one."""

import os
from pathlib import Path


def replace_file(path: Path, content: bytes) -> None:
    """Put a file of this content in the place of the old one; raises OSError."""
    # Here: reading, which every start does, needs none of it.
    import tempfile  # noqa: PLC0415

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        # There only where that failed.
        Path(name).unlink(missing_ok=True)
