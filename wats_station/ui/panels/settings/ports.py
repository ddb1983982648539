"""Serial scanners: which ports, how they are set, and whether codes can come in."""

from dataclasses import replace

from PySide6.QtGui import QShowEvent

from wats_station.domain.scanner_port import PortState, PortStatus, SerialSettings
from wats_station.flows.bench import Bench
from wats_station.flows.settings import KeepAsked
from wats_station.ui.panels.settings.page import Page
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.fields import ChoiceField
from wats_station.ui.widgets.rows import Ink, Row, RowList
from wats_station.ui.words import port_word

BAUD_RATES = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
FORMATS = tuple(
    (f"{bits}{parity}{stop}", (bits, parity, stop))
    for bits in (8, 7)
    for parity in ("N", "E", "O")
    for stop in ("1", "2")
)
_LOOKS: dict[PortState, tuple[str, Ink]] = {
    PortState.OPEN: ("done", "good"),
    PortState.CLOSED: ("neutral", "muted"),
}


class PortsPage(Page):
    """The ports in a list; the one that is touched is the one that the form is about."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.ports = RowList(theme, _row)
        self.port = ChoiceField(theme, editable=True)
        self.baud_rate = ChoiceField(theme)
        self.format = ChoiceField(theme)
        self.acknowledge = ChoiceField(theme)
        self.keep = TouchButton(theme, look="primary")
        self.remove = TouchButton(theme)
        self.column.addWidget(self.ports, 1)
        self.row(self.port, self.baud_rate)
        self.row(self.format, self.acknowledge)
        self.row(self.keep, self.remove)
        self.fields = {"serial_ports": (self.keep, self.remove)}
        self.baud_rate.offer([(str(rate), rate) for rate in BAUD_RATES])
        self.format.offer(FORMATS)
        self.ports.chosen.connect(self._take_up)
        self.keep.clicked.connect(self._keep)
        self.remove.clicked.connect(self._remove)
        self.retranslate()
        self._fill(SerialSettings("-"))

    def show_state(self, bench: Bench) -> None:
        """Show each port with its state."""
        state = bench.settings
        known = {status.port: status for status in state.ports}
        rows = tuple(
            (settings, known.get(settings.port, PortStatus(settings.port)))
            for settings in state.kept.serial_ports
        )
        self.ports.show_items(rows)
        for button in (self.keep, self.remove):
            button.setEnabled(state.busy is None)

    def retranslate(self) -> None:
        """Take the words from the language in force."""
        self.title.set_text(self.tr("Serial scanners"))
        self.hint.set_text(self.tr("Most scanners are set to 9600 and 8N1."))
        self.ports.setAccessibleName(self.tr("Serial scanners"))
        self.port.set_name(self.tr("Port"))
        self.baud_rate.set_name(self.tr("Baud rate"))
        self.format.set_name(self.tr("Data bits, parity, stop bits"))
        self.acknowledge.set_name(self.tr("The scanner waits for an answer"))
        self.acknowledge.offer([(self.tr("No"), False), (self.tr("Yes: ACK or NAK"), True)])
        self.keep.set_texts(self.tr("Keep this port"))
        self.remove.set_texts(self.tr("Remove this port"))

    def showEvent(self, event: QShowEvent) -> None:
        """Offer the ports that the system has now."""
        super().showEvent(event)
        # QtSerialPort loads with the first look at this page.
        from PySide6.QtSerialPort import QSerialPortInfo  # noqa: PLC0415

        typed = self.port.box.currentText()
        names = [info.portName() for info in QSerialPortInfo.availablePorts()]
        self.port.offer([(name, name) for name in names])
        self.port.box.setEditText(typed or next(iter(names), ""))

    def _take_up(self, row: tuple[SerialSettings, PortStatus]) -> None:
        settings, _ = row
        self.port.box.setEditText(settings.port)
        self._fill(settings)

    def _fill(self, settings: SerialSettings) -> None:
        self.baud_rate.choose(settings.baud_rate)
        form = (settings.data_bits, settings.parity, settings.stop_bits)
        self.format.offer([*FORMATS, *_unusual(form)])
        self.format.choose(form)
        self.acknowledge.choose(settings.acknowledge)

    def _keep(self) -> None:
        name = self.port.box.currentText().strip()
        if self.bench is None or not name:
            self.port.setFocus()
            return
        rate, form = self.baud_rate.value, self.format.value
        if not isinstance(rate, int) or not isinstance(form, tuple):
            return
        bits, parity, stop = form
        waits = self.acknowledge.value is True
        wanted = SerialSettings(name, rate, bits, parity, stop, waits)
        kept = self.bench.settings.kept
        others = [port for port in kept.serial_ports if port.port != name]
        self.asked.emit(KeepAsked(replace(kept, serial_ports=(*others, wanted))))

    def _remove(self) -> None:
        name = self.port.box.currentText().strip()
        if self.bench is None:
            return
        kept = self.bench.settings.kept
        left = tuple(port for port in kept.serial_ports if port.port != name)
        if len(left) < len(kept.serial_ports):
            self.asked.emit(KeepAsked(replace(kept, serial_ports=left)))


def _unusual(form: tuple[int, str, str]) -> list[tuple[str, tuple[int, str, str]]]:
    known = [value for _, value in FORMATS]
    return [] if form in known else [("".join(str(part) for part in form), form)]


def _row(row: tuple[SerialSettings, PortStatus]) -> Row:
    settings, status = row
    symbol, ink = _LOOKS.get(status.state, ("warning", "bad"))
    form = f"{settings.baud_rate} {settings.data_bits}{settings.parity}{settings.stop_bits}"
    acknowledge = "ACK/NAK" if settings.acknowledge else ""
    detail = " · ".join(part for part in (form, acknowledge, status.detail) if part)
    return Row(symbol, ink, settings.port, port_word(status.state.value), detail, "")
