"""Keys collected for the set-up of a scanner: one run for each code, ended by a silence."""

from PySide6.QtCore import QObject, QTimer, Signal

from wats_station.scan.set_up import HeardKey

# Longer than the slowest scanner that can be set up waits between two keys, and shorter
# than a hand needs from one code to the next.
SILENCE_MS = 400


class KeyMeasuring(QObject):
    """Collects while it is on; `heard` carries each run of keys as one tuple."""

    heard = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._on = False
        self._keys: list[HeardKey] = []
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(SILENCE_MS)
        self._silence.timeout.connect(self._look_once_more)

    @property
    def on(self) -> bool:
        """True while keys are collected."""
        return self._on

    def turn(self, on: bool) -> None:
        """Begin with nothing, or drop what was collected."""
        self._on = on
        self._keys.clear()
        self._silence.stop()

    def add(self, key: HeardKey) -> None:
        """Take a key that was pressed; one after a silence by its own time begins a new run."""
        if self._keys and key.time - self._keys[-1].time > SILENCE_MS / 1000:
            self._end_run()
        # Whoever took the run before may have heard enough.
        if self._on:
            self._keys.append(key)
            self._silence.start()

    def _look_once_more(self) -> None:
        """Keys that came in time may still be queued behind what kept the loop busy."""
        QTimer.singleShot(0, self._silent)

    def _silent(self) -> None:
        if not self._silence.isActive():
            self._end_run()

    def _end_run(self) -> None:
        self._silence.stop()
        keys, self._keys = tuple(self._keys), []
        if keys:
            self.heard.emit(keys)
