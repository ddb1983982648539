"""All serial scanners of the station, opened and closed as the settings name them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from wats_station.domain.scanner_port import SerialSettings

if TYPE_CHECKING:
    from wats_station.adapters.scanners.serial_port import SerialScanner


class SerialScanners(QObject):
    """`scanned` carries each `RawScan` of any port, `told` each new `PortStatus`."""

    scanned = Signal(object)
    told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open: dict[str, SerialScanner] = {}

    def use(self, ports: tuple[SerialSettings, ...]) -> None:
        """Have these ports and no other open; one whose settings are as before is left alone."""
        for name, scanner in tuple(self._open.items()):
            if scanner.settings not in ports:
                self._drop(name)
        for settings in ports:
            if settings.port not in self._open:
                self._take(settings)

    def acknowledge(self, port: str, *, good: bool) -> None:
        """Tell the gun on this port how its code ended, if it waits for that."""
        scanner = self._open.get(port)
        if scanner is not None:
            scanner.acknowledge(good)

    def close(self) -> None:
        """Let all ports go."""
        for name in tuple(self._open):
            self._drop(name)

    def _take(self, settings: SerialSettings) -> None:
        # QtSerialPort loads with the first port: most stations have none.
        from wats_station.adapters.scanners.serial_port import SerialScanner

        scanner = SerialScanner(settings, self)
        self._open[settings.port] = scanner
        scanner.scanned.connect(self.scanned)
        scanner.state_changed.connect(self.told)
        scanner.open()

    def _drop(self, name: str) -> None:
        scanner = self._open.pop(name)
        scanner.scanned.disconnect(self.scanned)
        scanner.state_changed.disconnect(self.told)
        scanner.close()
        scanner.deleteLater()
