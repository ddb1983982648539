"""One short sound per outcome, for STOP and for a complete assembly; a mute station says so."""

import logging
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl

from wats_station.paths import resource

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

_log = logging.getLogger(__name__)

OUTCOMES = ("done", "refused", "not_understood", "queued", "ignored")
SOUNDS = (*OUTCOMES, "stop", "complete")


class Sounds(QObject):
    """Silent until `load()`, and after it where there is no device or no QtMultimedia."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._effects: dict[str, QSoundEffect] = {}
        self._volume = 1.0

    @property
    def available(self) -> bool:
        """True when an outcome will be heard."""
        return bool(self._effects) and not any(map(_failed, self._effects.values()))

    def load(self) -> None:
        """Load every sound; call it once scans are taken, it costs tens of milliseconds."""
        problem = audio_problem()
        if problem:
            _log.info("%s: the scan strip flashes instead", problem)
            return
        from PySide6.QtMultimedia import QSoundEffect  # noqa: PLC0415 - 17 MB, and may not be there

        for name in SOUNDS:
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(resource(f"sounds/{name}.wav"))))
            effect.setVolume(self._volume)
            self._effects[name] = effect

    def set_volume(self, percent: int) -> None:
        """Sound as loud as this from now on; at 0 not at all."""
        self._volume = percent / 100
        for effect in self._effects.values():
            effect.setVolume(self._volume)

    def play(self, kind: str) -> bool:
        """Sound this outcome; False when nobody can hear it."""
        if not self.available or not self._volume:
            return False
        for effect in self._effects.values():
            effect.stop()
        self._effects[kind].play()
        return True


def audio_problem() -> str:
    """Why no outcome can be heard on this computer, in plain English; empty where it can."""
    if not _sound_server_runs():
        return "no sound server runs"
    _quiet_multimedia()
    try:
        from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415 - see Sounds.load
    except ImportError as error:
        # The wheel is there, but a library it needs (libpulse) may not be.
        return f"QtMultimedia does not load: {error}"
    return "no audio device" if QMediaDevices.defaultAudioOutput().isNull() else ""


def _failed(effect: "QSoundEffect") -> bool:
    return bool(effect.status() == type(effect).Status.Error)


def _quiet_multimedia() -> None:
    """Keep Qt's remarks on absent codecs off stderr, which is for what an operator must do."""
    from PySide6.QtCore import QLoggingCategory  # noqa: PLC0415 - with the module it is about

    QLoggingCategory.setFilterRules("qt.multimedia*=false")


def _sound_server_runs() -> bool:
    """False on a Linux where Qt would only complain that it cannot connect to PulseAudio.

    Qt writes that complaint outside its logging categories, so that it cannot be filtered.
    """
    if sys.platform != "linux" or os.environ.get("PULSE_SERVER"):
        return True
    folder = os.environ.get("PULSE_RUNTIME_PATH")
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}")
    address = Path(folder) / "native" if folder else runtime / "pulse" / "native"
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.settimeout(0.2)
            probe.connect(str(address))
    except OSError:
        return False
    return True
