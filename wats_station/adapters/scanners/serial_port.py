"""A scanner on a serial port: read as it comes, and found again after it was unplugged.

Everything happens on the Qt loop the object lives in, by non-blocking calls alone:
opening takes about a millisecond. All times are `time.perf_counter()`'s.
"""

import os
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QIODevice, QObject, Qt, QTimer, Signal
from PySide6.QtSerialPort import QSerialPort, QSerialPortInfo

from wats_station.domain.scanner_port import PortState, PortStatus, SerialSettings
from wats_station.scan.raw_scan import RawScan
from wats_station.scan.serial_framing import SerialFramer, SerialProfile

ACK, NAK = b"\x06", b"\x15"

_TRY_AGAIN_MS = 500
# A busy loop may see the silence's timer before the bytes that waited: it looks once more.
_LOOK_AGAIN_MS = 5

_Error = QSerialPort.SerialPortError

# What a port says while it is still there and still works.
_HARMLESS = frozenset({_Error.NoError, _Error.TimeoutError, _Error.UnsupportedOperationError})

_PARITY = {
    "N": QSerialPort.Parity.NoParity,
    "E": QSerialPort.Parity.EvenParity,
    "O": QSerialPort.Parity.OddParity,
    "M": QSerialPort.Parity.MarkParity,
    "S": QSerialPort.Parity.SpaceParity,
}
_STOP_BITS = {
    "1": QSerialPort.StopBits.OneStop,
    "1.5": QSerialPort.StopBits.OneAndHalfStop,
    "2": QSerialPort.StopBits.TwoStop,
}


class SerialScanner(QObject):
    """One port, from `open()` to `close()`; while it cannot be had it is tried twice a second.

    `scanned` tells each `RawScan` in the order of the line, `state_changed` each new
    `PortStatus` once. Nothing is told after `close()`. A frame that the unplugging cut
    is told as torn.
    """

    scanned = Signal(object)
    state_changed = Signal(object)

    def __init__(
        self,
        settings: SerialSettings,
        parent: QObject | None = None,
        *,
        profile: SerialProfile | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._profile = profile or SerialProfile()
        self._framer = SerialFramer(self._profile)
        self._status = PortStatus(settings.port)
        self._looked = False
        self._port = _port_of(settings, self)
        self._port.readyRead.connect(self._read)
        # Queued: closing a port within its own error signal pulls it from under Qt's hands.
        self._port.errorOccurred.connect(self._check, Qt.ConnectionType.QueuedConnection)
        self._retry = QTimer(self)
        self._retry.setInterval(_TRY_AGAIN_MS)
        self._retry.timeout.connect(self._try)
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setTimerType(Qt.TimerType.PreciseTimer)
        self._silence.timeout.connect(self._silent)

    @property
    def settings(self) -> SerialSettings:
        """The port and how it is set."""
        return self._settings

    @property
    def status(self) -> PortStatus:
        """What is known of the port now."""
        return self._status

    def open(self) -> None:
        """Take the port now, or as soon as it can be had."""
        if self._status.state is PortState.CLOSED:
            self._try()

    def close(self) -> None:
        """Let the port go; no timer runs on, and half a frame is forgotten."""
        self._drop()
        self._retry.stop()
        self._enter(PortState.CLOSED)

    def acknowledge(self, good: bool) -> None:
        """Answer the code that came last; nothing where the scanner does not wait for it."""
        if self._settings.acknowledge and self._status.state is PortState.OPEN:
            self._port.write(ACK if good else NAK)
            self._port.flush()

    def _try(self) -> None:
        if self._port.open(QIODevice.OpenModeFlag.ReadWrite):
            self._retry.stop()
            self._enter(PortState.OPEN)
            return
        self._retry.start()
        self._enter(_refusal(self._port, self._settings.port), self._port.errorString())

    def _enter(self, state: PortState, detail: str = "") -> None:
        status = PortStatus(self._settings.port, state, detail)
        if status != self._status:
            self._status = status
            self.state_changed.emit(status)

    def _check(self) -> None:
        """An error was told; by now the port may be well again, or closed."""
        if self._port.isOpen() and self._port.error() not in _HARMLESS:
            self._lose(self._port.errorString())

    def _lose(self, detail: str) -> None:
        """The port is gone: tell what had come, and go on asking for it."""
        self._read()
        if not self._port.isOpen():  # whoever heard the last codes closed us
            return
        cut = self._framer.break_off()
        self._drop()
        self._retry.start()
        self._tell(cut)
        if self._retry.isActive():  # else that closed us
            self._enter(PortState.MISSING, detail)

    def _drop(self) -> None:
        self._silence.stop()
        self._framer = SerialFramer(self._profile)
        if self._port.isOpen():
            self._port.close()

    def _read(self) -> None:
        data = bytes(self._port.readAll().data())
        if not data:
            return
        now = time.perf_counter()
        deadline = self._framer.deadline
        if deadline is not None and now > deadline:
            # No look has confirmed that silence: the loop was busy, and these bytes waited.
            self._framer.unheard_until(now)
        frames = self._framer.feed(data, now)
        self._await_silence()
        self._tell(frames)

    def _tell(self, frames: tuple[RawScan, ...]) -> None:
        framer = self._framer
        for frame in frames:
            if self._framer is framer:  # else a slot closed the port meanwhile
                self.scanned.emit(replace(frame, port=self._settings.port))

    def _await_silence(self) -> None:
        self._looked = False
        deadline = self._framer.deadline
        if deadline is None:
            self._silence.stop()
            return
        left = deadline - time.perf_counter()
        self._silence.start(max(0, int(left * 1000) + 1))

    def _silent(self) -> None:
        """Silence is what two looks at the port agree on."""
        if not self._looked:
            self._looked = True
            self._silence.start(_LOOK_AGAIN_MS)
            return
        frames = self._framer.expire(time.perf_counter())
        self._await_silence()
        self._tell(frames)


def probe(settings: SerialSettings) -> PortStatus:
    """Whether the port can be had now; it is opened as the station would, and closed again."""
    port = _port_of(settings, None)
    if not port.open(QIODevice.OpenModeFlag.ReadWrite):
        return PortStatus(settings.port, _refusal(port, settings.port), port.errorString())
    port.close()
    return PortStatus(settings.port, PortState.OPEN)


def present_ports() -> tuple[str, ...]:
    """The names of the serial ports that the system has."""
    return tuple(info.portName() for info in QSerialPortInfo.availablePorts())


def _port_of(settings: SerialSettings, parent: QObject | None) -> QSerialPort:
    port = QSerialPort(parent)
    port.setPortName(settings.port)
    port.setBaudRate(settings.baud_rate)
    port.setDataBits(QSerialPort.DataBits(settings.data_bits))
    port.setParity(_PARITY[settings.parity])
    port.setStopBits(_STOP_BITS[settings.stop_bits])
    port.setFlowControl(QSerialPort.FlowControl.NoFlowControl)
    return port


def _refusal(port: QSerialPort, name: str) -> PortState:
    """Why the port did not open.

    Qt tells a lock held by another program and a missing right by the same error, so the
    right is asked for. Windows has one error for both as well, and there it is "in use".
    """
    match port.error():
        case _Error.DeviceNotFoundError | _Error.ResourceError:
            return PortState.MISSING
        case _Error.PermissionError:
            return PortState.BUSY if _may_use(name) else PortState.DENIED
        case _:
            return PortState.FAILED


def _may_use(name: str) -> bool:
    if os.name == "nt":
        return True
    where = Path("/dev", name)  # an absolute name stays itself
    return os.access(where, os.R_OK | os.W_OK, effective_ids=os.access in os.supports_effective_ids)
