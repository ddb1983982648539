"""Photos as a camera makes them: too large, and impossible to compress."""

import struct
import zlib
from random import Random


def noisy_png(wide: int, high: int) -> bytes:
    """A picture of pixels that have nothing to do with each other."""
    random = Random(2026)  # noqa: S311 - a picture is no secret
    lines = b"".join(b"\0" + random.randbytes(3 * wide) for _ in range(high))
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    body = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(lines, 1)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checked)
