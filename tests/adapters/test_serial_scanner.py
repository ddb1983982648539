"""Serial scanners on real pseudo-terminals: what is sent is heard, whatever the plug does."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtSerialPort", reason="the serial driver is Qt's")
pytest.importorskip("termios", reason="needs pseudo-terminals")

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from tests.adapters.serial_line import Cable, codes, no_rights, sending
from wats_station.adapters.scanners.serial_port import SerialScanner
from wats_station.domain.scanner_port import PortState, PortStatus, SerialSettings
from wats_station.scan.raw_scan import RawScan, Source
from wats_station.scan.serial_framing import SerialProfile

BACK_WITHIN = 2.0  # seconds, product.md 4.1
# A sender that this machine keeps waiting for long is no scanner that fell silent.
PATIENT = SerialProfile(silence=2.0)

HOLDER = """
import sys
from PySide6.QtCore import QCoreApplication, QIODevice
from PySide6.QtSerialPort import QSerialPort
app = QCoreApplication([])
port = QSerialPort()
port.setPortName(sys.argv[1])
print(port.open(QIODevice.OpenModeFlag.ReadWrite), flush=True)
sys.stdin.read()
"""


class Ear:
    """A scanner, with what it told."""

    def __init__(self, scanner: SerialScanner, qtbot: QtBot) -> None:
        self.scanner = scanner
        self.frames: list[RawScan] = []
        self.statuses: list[PortStatus] = []
        self._qtbot = qtbot
        scanner.scanned.connect(self.frames.append)
        scanner.state_changed.connect(self.statuses.append)

    @property
    def texts(self) -> list[str]:
        return [frame.text for frame in self.frames]

    @property
    def states(self) -> list[PortState]:
        return [status.state for status in self.statuses]

    def hears(self, count: int, timeout: float = 5.0) -> None:
        self._qtbot.waitUntil(lambda: len(self.frames) >= count, timeout=int(timeout * 1000))

    def is_in(self, state: PortState, timeout: float = BACK_WITHIN) -> None:
        def there() -> bool:
            return self.scanner.status.state is state

        self._qtbot.waitUntil(there, timeout=int(timeout * 1000))


Listen = Callable[..., Ear]
Plug = Callable[[str], Cable]


@pytest.fixture
def plug(tmp_path: Path) -> Iterator[Plug]:
    """Call it with a name for each line that is wanted."""
    cables: list[Cable] = []

    def new(name: str) -> Cable:
        cables.append(Cable(tmp_path / name))
        return cables[-1]

    yield new
    for cable in cables:
        cable.away()


@pytest.fixture
def cable(plug: Plug) -> Cable:
    return plug("scanner")


@pytest.fixture
def listen(qtbot: QtBot) -> Iterator[Listen]:
    """Call it with a port's name: a scanner on it, asked to open."""
    ears: list[Ear] = []

    def new(
        port: Path | str, *, acknowledge: bool = False, profile: SerialProfile | None = None
    ) -> Ear:
        settings = SerialSettings(str(port), acknowledge=acknowledge)
        ears.append(Ear(SerialScanner(settings, profile=profile), qtbot))
        ears[-1].scanner.open()
        return ears[-1]

    yield new
    for ear in ears:
        ear.scanner.close()
        ear.scanner.deleteLater()


def test_a_code_is_heard_with_the_clock_of_the_program(cable: Cable, listen: Listen) -> None:
    ear = listen(cable.name)
    assert ear.statuses == [PortStatus(str(cable.name), PortState.OPEN)]
    before = time.perf_counter()
    cable.send(b"\x02DEMO-1001\x1d7\x03")
    ear.hears(1)
    scan = ear.frames[0]
    assert (scan.source, scan.text) == (Source.SERIAL, "DEMO-1001\x1d7")
    assert before <= scan.started <= scan.ended <= time.perf_counter()


def test_a_thousand_codes_in_uneven_chunks_are_all_heard_in_order(
    cable: Cable, listen: Listen
) -> None:
    ear = listen(cable.name, profile=PATIENT)
    texts, line = codes(1000)
    with sending(cable, line):
        ear.hears(1000, timeout=30)
    assert ear.texts == texts


def test_several_scanners_at_once_do_not_mix(plug: Plug, listen: Listen) -> None:
    cables = [plug(f"scanner{number}") for number in range(3)]
    ears = [listen(cable.name, profile=PATIENT) for cable in cables]
    sent = [codes(100, f"GUN{number}-") for number in range(3)]
    with ExitStack() as guns:
        for cable, (_, line) in zip(cables, sent, strict=True):
            guns.enter_context(sending(cable, line))
        for ear in ears:
            ear.hears(100)
    assert [ear.texts for ear in ears] == [texts for texts, _ in sent]


def test_silence_ends_a_code_and_is_told_soon(cable: Cable, listen: Listen) -> None:
    ear = listen(cable.name)
    cable.send(b"SN-1")
    ear.hears(1, timeout=1.0)
    told = time.perf_counter()
    assert ear.texts == ["SN-1"]
    assert 0.1 <= told - ear.frames[0].ended < 0.5


def test_a_code_in_parts_is_one_code(cable: Cable, listen: Listen, qtbot: QtBot) -> None:
    ear = listen(cable.name)
    for part in (b"SN", b"-", b"1001", b"\r"):
        cable.send(part)
        qtbot.wait(20)
    ear.hears(1)
    assert ear.texts == ["SN-1001"]


def test_a_busy_loop_does_not_split_a_code(cable: Cable, listen: Listen, qtbot: QtBot) -> None:
    ear = listen(cable.name)
    cable.send(b"SN-")
    qtbot.waitUntil(lambda: running_timers(ear) == 1)
    time.sleep(0.15)
    cable.send(b"1001\r")
    time.sleep(0.15)
    ear.hears(1)
    qtbot.wait(150)
    assert ear.texts == ["SN-1001"]


def test_garbage_is_text_and_the_code_behind_it_is_whole(cable: Cable, listen: Listen) -> None:
    ear = listen(cable.name)
    garbage = bytes(each for each in range(256) if each not in b"\r\n\x03\x04")
    cable.send(garbage + b"\r" + b"\xff\xfe\x00\n" + b"SN-1\r")
    ear.hears(3)
    assert ear.texts == [garbage.decode("latin-1"), "\xff\xfe\x00", "SN-1"]


def test_an_overlong_code_is_cut_and_told(cable: Cable, listen: Listen) -> None:
    ear = listen(cable.name, profile=PATIENT)
    with sending(cable, b"A" * 10_000 + b"\rSN-1\r"):
        ear.hears(2)
    assert [(len(frame.text), frame.overlong, frame.torn) for frame in ear.frames] == [
        (4096, True, True),
        (4, False, False),
    ]


@pytest.mark.parametrize(("good", "answer"), [(True, b"\x06"), (False, b"\x15")])
def test_the_scanner_hears_whether_its_code_was_taken(
    cable: Cable, listen: Listen, good: bool, answer: bytes
) -> None:
    ear = listen(cable.name, acknowledge=True)
    ear.scanner.acknowledge(good)
    assert cable.answers() == answer


def test_a_scanner_that_waits_for_no_answer_gets_none(cable: Cable, listen: Listen) -> None:
    ear = listen(cable.name)
    ear.scanner.acknowledge(good=True)
    ear.scanner.close()
    ear.scanner.acknowledge(good=True)
    assert cable.answers() == b""


def test_unplugged_and_plugged_in_three_times(cable: Cable, listen: Listen) -> None:
    ear = listen(cable.name)
    replug(cable, ear, times=3)
    assert ear.texts == ["SN-0", "SN-1", "SN-2"]


def replug(cable: Cable, ear: Ear, times: int) -> None:
    """Each time the loss is seen, the way back takes less than two seconds, and a code comes."""
    for number in range(times):
        cable.unplug()
        ear.is_in(PortState.MISSING)
        assert ear.scanner.status.detail
        cable.plug()
        plugged = time.perf_counter()
        ear.is_in(PortState.OPEN)
        assert time.perf_counter() - plugged < BACK_WITHIN
        cable.send(f"SN-{number}\r".encode())
        ear.hears(number + 1)


def test_what_came_before_the_plug_was_pulled_is_told_and_half_a_code_as_torn(
    cable: Cable, listen: Listen, qtbot: QtBot
) -> None:
    ear = listen(cable.name)
    cable.send(b"SN-1\rSN-")
    qtbot.waitUntil(lambda: running_timers(ear) == 1)
    cable.unplug()
    ear.is_in(PortState.MISSING)
    cable.plug()
    ear.is_in(PortState.OPEN)
    cable.send(b"SN-3\r")
    ear.hears(3)
    assert [(frame.text, frame.torn) for frame in ear.frames] == [
        ("SN-1", False),
        ("SN-", True),
        ("SN-3", False),
    ]


def test_a_port_that_was_never_there_is_taken_once_it_is(cable: Cable, listen: Listen) -> None:
    cable.unplug()
    ear = listen(cable.name)
    assert ear.states == [PortState.MISSING]
    cable.plug()
    ear.is_in(PortState.OPEN)
    assert ear.states[-1] is PortState.OPEN


def test_a_port_that_another_scanner_here_has_is_busy(cable: Cable, listen: Listen) -> None:
    first, second = listen(cable.name), listen(cable.name)
    assert (first.states, second.states) == ([PortState.OPEN], [PortState.BUSY])
    first.scanner.close()
    second.is_in(PortState.OPEN)


def test_a_port_is_busy_until_the_program_that_has_it_dies(cable: Cable, listen: Listen) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(cable.name)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        ear = listen(cable.name)
        assert ear.states == [PortState.BUSY]
        assert ear.scanner.status.detail
        holder.kill()
        holder.wait()
        ear.is_in(PortState.OPEN)


def test_an_exclusive_port_is_busy_seen_by_nobody_where_the_tests_run_as_root(
    cable: Cable, listen: Listen
) -> None:
    Path(cable.terminal).chmod(0o666)
    cable.be_exclusive(True)
    with no_rights():
        ear = listen(cable.terminal)
    assert ear.states == [PortState.BUSY]
    cable.be_exclusive(False)
    ear.is_in(PortState.OPEN)


def test_a_port_without_rights_is_denied_seen_by_nobody_where_the_tests_run_as_root(
    cable: Cable, listen: Listen
) -> None:
    Path(cable.terminal).chmod(0)
    with no_rights():
        ear = listen(cable.terminal)
    assert ear.statuses == [PortStatus(cable.terminal, PortState.DENIED, "Permission denied")]
    Path(cable.terminal).chmod(0o600)
    ear.is_in(PortState.OPEN)


def test_what_is_no_serial_port_has_failed(listen: Listen, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("no port", encoding="utf-8")
    ear = listen(file)
    assert ear.states == [PortState.FAILED]
    assert ear.scanner.status.detail


def test_close_leaves_no_timer_and_tells_no_more(
    cable: Cable, listen: Listen, qtbot: QtBot
) -> None:
    ear = listen(cable.name)
    cable.send(b"SN-1")
    qtbot.waitUntil(lambda: running_timers(ear) == 1)
    ear.scanner.close()
    assert running_timers(ear) == 0
    qtbot.wait(150)
    assert (ear.texts, ear.states) == ([], [PortState.OPEN, PortState.CLOSED])


def test_close_ends_the_waiting_for_a_port(cable: Cable, listen: Listen, qtbot: QtBot) -> None:
    ear = listen(cable.name)
    cable.unplug()
    ear.is_in(PortState.MISSING)
    assert running_timers(ear) == 1
    ear.scanner.close()
    cable.plug()
    qtbot.wait(700)
    assert (running_timers(ear), ear.scanner.status.state) == (0, PortState.CLOSED)


def test_a_slot_may_close_and_open_again(cable: Cable, listen: Listen) -> None:
    ear = listen(cable.name)

    def again() -> None:
        ear.scanner.close()
        ear.scanner.open()

    ear.scanner.scanned.connect(again)
    cable.send(b"SN-1\rSN-2\r")
    ear.hears(1)
    cable.send(b"SN-3\r")
    ear.hears(2)
    assert ear.texts == ["SN-1", "SN-3"]


def test_a_slot_that_closes_as_the_plug_is_pulled_leaves_no_timer(
    cable: Cable, listen: Listen, qtbot: QtBot
) -> None:
    ear = listen(cable.name)
    ear.scanner.scanned.connect(ear.scanner.close)
    cable.send(b"SN-")
    qtbot.waitUntil(lambda: running_timers(ear) == 1)
    cable.unplug()
    ear.is_in(PortState.CLOSED)
    assert (ear.texts, running_timers(ear)) == (["SN-"], 0)


def test_no_call_holds_the_loop_for_five_milliseconds(cable: Cable, listen: Listen) -> None:
    ear = listen(cable.name, acknowledge=True)
    taken: dict[str, list[float]] = {}

    def timed(name: str, call: Callable[[], None]) -> None:
        start = time.perf_counter()
        call()
        taken.setdefault(name, []).append(time.perf_counter() - start)

    for _ in range(9):
        timed("close", ear.scanner.close)
        timed("open", ear.scanner.open)
        timed("acknowledge", lambda: ear.scanner.acknowledge(good=True))
    cable.unplug()
    ear.scanner.close()
    for _ in range(9):
        timed("open in vain", ear.scanner.open)
        ear.scanner.close()
    # The median: a machine that is busy elsewhere is not what is asked about.
    slow = {name: statistics.median(each) for name, each in taken.items()}
    assert max(slow.values()) < 0.005, slow


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_ten_thousand_codes_and_twenty_times_unplugged(cable: Cable, listen: Listen) -> None:
    ear = listen(cable.name, profile=PATIENT)
    texts, line = codes(10_000)
    with sending(cable, line):
        ear.hears(10_000, timeout=200)
    assert ear.texts == texts
    ear.frames.clear()
    replug(cable, ear, times=20)
    assert ear.texts == [f"SN-{number}" for number in range(20)]


def running_timers(ear: Ear) -> int:
    return sum(timer.isActive() for timer in ear.scanner.findChildren(QTimer))
