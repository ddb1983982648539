"""The monkey at work: every step done at the window, and a look around every now and then."""

import asyncio
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QApplication

from tests.support.monkey.hands import Hands, later
from tests.support.monkey.mind import PAGES, PANELS, Step, dice_of, steps
from tests.support.monkey.senses import Alive, Ear, Heart, Stall, Witness, alive, grown
from wats_station.domain.link import LinkState
from wats_station.flows.batch import BatchLeft, BatchWanted
from wats_station.station.composition import Station
from wats_station.ui.language import install
from wats_station.ui.shell import Shell

# So often within a run all is brought to rest and counted.
_LOOKS = 4
_IDLE_SECONDS = 2.0
_ENDED_SECONDS = 1.5
# A scan that met a dead network ends after the longest wait that the station allows itself.
_SETTLE_SECONDS = 60.0
_SAME_SECONDS = 20.0
_HOME = "DEMO-1005"
# A page that is not in front keeps what it showed last: buttons of a choice, rows of a list.
_MORE_WIDGETS = 1.06


class Monkey:
    """One run over one window; what it says on standard output is for the world to read."""

    def __init__(self, shell: Shell, station: Station, folder: Path, seed: int) -> None:
        self._shell = shell
        self._engine = station.engine
        self._seed = seed
        self._hands = Hands(shell, folder)
        self._heart = Heart()
        self._stalls: list[Stall] = []
        self._looks: list[Alive] = []
        self._idle: list[tuple[float, float]] = []
        self.ear = Ear()
        self.witness = Witness(self._engine._listener)
        self._engine._listener = self.witness
        self.complaints: list[str] = []

    async def play(self, count: int) -> dict[str, object]:
        """All the steps, with a look around before, between and after them; the figures."""
        began = time.perf_counter()
        await self._go_home()
        await self._open_everything()
        await self._look_around()
        every = max(1, count // _LOOKS)
        for number, step in enumerate(steps(self._seed, count), start=1):
            await self._do(number, step)
            if number % every == 0:
                await self._look_around()
        self._heart.stop()
        return self._figures(count, time.perf_counter() - began)

    async def _do(self, number: int, step: Step) -> None:
        dice = dice_of(self._seed, -number)
        panel = self._engine.bench.panel.value
        self._heart.doing = f"{number} {step.what} {step.detail[:40]!r} in {panel}"
        if self._hands.has_dialog and dice.random() < 0.4:
            self._heart.doing = f"{number} {self._hands.end_dialog(dice)}"
        if step.what == "scan":
            await self._hands.scan(step.detail)
        else:
            later(lambda: self._done(step, dice))
        if step.wait < 0:
            await self._until(self._is_free, _ENDED_SECONDS)
        else:
            await asyncio.sleep(step.wait)
        self._back_to_front(dice)

    def _done(self, step: Step, dice: Random) -> None:
        self._heart.doing += f" {self._act(step, dice)}"

    def _act(self, step: Step, dice: Random) -> str:
        hands = self._hands
        written = {
            "type": hands.type, "key": hands.key, "page": hands.page,
            "weather": _turn_weather, "language": _speak, "theme": self._shell._theme.set_mode,
        }  # fmt: skip
        aimed = {"touch": hands.touch, "click": hands.click, "point": hands.point}
        if step.what in written:
            written[step.what](step.detail)
            return ""
        if step.what in aimed:
            return aimed[step.what](dice)
        match step.what:
            case "press":
                hands.start_set_up()
            case "window":
                hands.window(step.detail, dice)
            case _:
                raise ValueError(step)
        return ""

    def _back_to_front(self, dice: Random) -> None:
        """A window that is away comes back sooner or later."""
        if self._shell.isMinimized() and dice.random() < 0.2:
            self._hands.window("back", dice)

    async def _look_around(self) -> None:
        """Bring all to rest in the same place, and count what is there; the stalls so far."""
        self._stalls += [each for each in self._heart.stalls if each.doing != "rest"]
        await self._go_home()
        self._heart.rest()
        self._heart.longest()
        self._heart.doing = "rest"
        await asyncio.sleep(_IDLE_SECONDS)
        self._idle.append(self._heart.longest())
        self._looks.append(await self._counted())
        self._heart.rest()
        self._heart.longest()

    async def _counted(self) -> Alive:
        """As soon as there is no more than at the first look, or what there is in the end."""
        deadline = time.perf_counter() + _SAME_SECONDS
        while True:
            now = alive()
            if not self._looks or time.perf_counter() > deadline:
                return now
            first = self._looks[0]
            if not grown(first.tasks, now.tasks) and not grown(first.windows, now.windows):
                return now
            await asyncio.sleep(0.5)

    async def _go_home(self) -> None:
        """Good weather, no dialog, a supervisor at work, and one certain unit looked up."""
        self._heart.doing = "going home"
        _turn_weather("calm")
        _speak("en")
        dice = dice_of(self._seed, 0)
        self._hands.window("back", dice)
        self._shell.resize(1280, 720)
        await self._until(lambda: not self._has_dialog_left(), 5.0)
        online = await self._until(
            lambda: self._engine.bench.link is LinkState.ONLINE, _SETTLE_SECONDS
        )
        if not online:
            self.complaints.append(f"not online again: {self._engine.bench.link}")
        if not await self._until(self._is_free, _SETTLE_SECONDS):
            self.complaints.append(f"no end of {self.witness.open}, {self._engine.bench.active}")
        # Typed text that nobody entered would belong to the scan; a question would stay open.
        for text in ("OPR-9001", "CMD-PANEL-SETTINGS"):
            await self._scan(text)
        # Its keys would go on being measured.
        later(partial(self._hands.open_page, "server"))
        await asyncio.sleep(0.05)
        # A repair that was filed looks for its retest until somebody leaves it.
        for text in ("CMD-PANEL-REPAIR", "CMD-CANCEL", "CMD-PANEL-LOOKUP", "CMD-CANCEL", _HOME):
            await self._scan(text)
        if self._engine.bench.panel.value != "LOOKUP":
            self.complaints.append(f"not home: {self._engine.bench.strip.recent[:3]}")

    async def _open_everything(self) -> None:
        """What is built with the first look is there from now on: panels, pages, the question."""
        await self._scan("OPR-9001")
        for name in PANELS:
            await self._scan(f"CMD-PANEL-{name}")
            await asyncio.sleep(0.1)
        for page in PAGES:
            later(partial(self._hands.open_page, page))
            await asyncio.sleep(0.1)
        for text in ("DEMO-1001", "CMD-PANEL-LOOKUP", "CMD-HOLD-LOT", "CMD-CANCEL"):
            await self._scan(text)
        await self._scan("CMD-PANEL-PHASE")
        self._engine.pressed("batch", BatchWanted(0))
        # The bar in the other panels says that the batch waits.
        for text in ("CMD-PROCESS-100", "CMD-PANEL-LOOKUP", "CMD-PANEL-PHASE", "CMD-CANCEL"):
            await self._scan(text)
        self._engine.pressed("close", BatchLeft(0))
        for text in ("OPR-1001", "DEMO-2001", "CMD-PANEL-SETTINGS"):
            await self._scan(text)
        await self._go_home()

    async def _scan(self, text: str) -> None:
        await self._hands.scan(text)
        await asyncio.sleep(0.05)
        await self._until(self._is_free, 10.0)

    def _has_dialog_left(self) -> bool:
        if self._hands.has_dialog:
            self._hands.leave_dialog()
        return self._hands.has_dialog

    def _is_free(self) -> bool:
        bench = self._engine.bench
        return bench.active is None and not bench.line and not self.witness.open

    @staticmethod
    async def _until(so: Callable[[], bool], seconds: float) -> bool:
        deadline = time.perf_counter() + seconds
        while not so():
            if time.perf_counter() > deadline:
                return False
            await asyncio.sleep(0.01)
        return True

    def _figures(self, count: int, seconds: float) -> dict[str, object]:
        first, last = self._looks[0], self._looks[-1]
        if more := grown(first.tasks, last.tasks):
            self.complaints.append(f"more tasks than before: {more}")
        if more := grown(first.windows, last.windows):
            self.complaints.append(f"windows that were not there: {more}")
        for look in (first, self._looks[len(self._looks) // 2]):
            if last.widgets.total() > look.widgets.total() * _MORE_WIDGETS:
                more = grown(look.widgets, last.widgets)
                self.complaints.append(f"more and more widgets: {more}")
        self.complaints += self.witness.complaints
        idle_wall = max(wall for wall, _ in self._idle)
        idle_own = max(own for _, own in self._idle)
        worst = sorted(self._stalls, key=lambda each: -each.own)
        return {
            "steps": count,
            "seconds": round(seconds),
            "scans": sum(self.witness.outcomes.values()),
            "outcomes": dict(self.witness.outcomes.most_common()),
            "idle_ms": [round(idle_wall, 1), round(idle_own, 1)],
            "stall_ms": round(max((each.own for each in worst), default=0.0) - idle_own, 1),
            "stalls": [
                f"{each.own:.0f} ms ({each.wall:.0f} by the clock): {each.doing}; {each.where}"
                for each in worst[:20]
            ],
            "megabytes": [round(each.megabytes, 1) for each in self._looks],
            "objects": [each.objects for each in self._looks],
            "widgets": [each.widgets.total() for each in self._looks],
            "tasks": dict(last.tasks),
            "more_widgets": grown(first.widgets, last.widgets),
            "complaints": self.complaints,
        }


def _turn_weather(name: str) -> None:
    print("weather", name, flush=True)


def _speak(language: str) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        install(app, language)
