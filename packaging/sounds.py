"""Makes resources/sounds/*.wav: one short sound per outcome, told apart without looking.

Run it again after a change: `python3 packaging/sounds.py`. Standard library only.
"""

import math
import struct
import wave
from pathlib import Path
from typing import NamedTuple

_RATE = 44_100
_FADE = 0.008
_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sounds"


class Tone(NamedTuple):
    """A tone: hertz (0 is silence), seconds, how loud (0 to 1), how buzzing (0 to 1)."""

    hertz: float
    seconds: float
    level: float = 0.5
    buzz: float = 0.0


SOUNDS: dict[str, tuple[Tone, ...]] = {
    "done": (Tone(880, 0.08), Tone(1318.5, 0.14)),
    "complete": (
        Tone(784, 0.1),
        Tone(988, 0.1),
        Tone(1175, 0.1),
        Tone(1568, 0.34, 0.6),
    ),
    "refused": (Tone(165, 0.15, 0.7, 0.8), Tone(0, 0.06), Tone(165, 0.17, 0.7, 0.8)),
    "not_understood": (Tone(523, 0.09, 0.6, 0.2), Tone(392, 0.09, 0.6, 0.2), Tone(523, 0.12, 0.6)),
    "queued": (Tone(660, 0.06), Tone(0, 0.06), Tone(660, 0.06)),
    "stop": (Tone(220, 0.28, 0.8, 0.9), Tone(0, 0.05), Tone(147, 0.42, 0.8, 0.9)),
    "ignored": (Tone(440, 0.07, 0.3),),
}


def samples(tones: tuple[Tone, ...]) -> list[int]:
    """The tones one after the other, each faded in and out so that nothing clicks."""
    made = []
    for tone in tones:
        count = round(tone.seconds * _RATE)
        for number in range(count):
            at = number / _RATE
            fade = min(1.0, at / _FADE, (tone.seconds - at) / _FADE)
            made.append(round(32_000 * tone.level * fade * _wave(tone, at)))
    return made


def _wave(tone: Tone, at: float) -> float:
    if not tone.hertz:
        return 0.0
    angle = 2 * math.pi * tone.hertz * at
    odd = sum(math.sin(angle * part) / part for part in (3, 5, 7))
    return (math.sin(angle) + tone.buzz * odd) / (1 + tone.buzz * 0.7)


def write(path: Path, tones: tuple[Tone, ...]) -> None:
    """Write one sound as 16-bit mono."""
    values = samples(tones)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(struct.pack(f"<{len(values)}h", *values))


if __name__ == "__main__":
    _FOLDER.mkdir(parents=True, exist_ok=True)
    for name, tones in SOUNDS.items():
        write(_FOLDER / f"{name}.wav", tones)
