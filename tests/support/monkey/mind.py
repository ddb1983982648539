"""What the monkey does next: pure, from the seed and the number of the step alone."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from wats_station.scan.set_up import CODES
from wats_station.ui.panels.settings.pages import NAMES

UNITS = tuple(f"DEMO-{number}" for number in (*range(1001, 1008), 2001, *range(3000, 3004)))
EVERYDAY = tuple(f"DEMO-{number:04}" for number in range(1, 61))
PINS = ("9001", "9001", "1234", "", "900", "abc")
LANGUAGES = ("en", "nb")
THEMES = ("light", "dark", "system")
WEATHER = ("calm", "calm", "calm", "rough", "rough", "hostile", "cut", "hole", "kill")
PANELS = ("LOOKUP", "PHASE", "ASSEMBLY", "REPAIR", "OUTBOX", "SETTINGS")
PAGES = NAMES

_PHASES = ("FINALIZED", "16", "2", "UNDER-PRODUCTION", "Under Production - Queued", "SCRAPPED",
           "REPAIR", "REPAIRED", "SHIPPED", "NO-SUCH-PHASE")  # fmt: skip
_CODES = ("Burned Component", "solder process/solder bridge", "Gremlins", "Cold Solder Joint")
_ANY = ("CMD-CONFIRM", "CMD-CANCEL", "CMD-UNDO", "CMD-VERIFY", "CMD-HOLD", "CMD-RELEASE",
        "CMD-REMOVE", "CMD-REPLACE", "CMD-DISASSEMBLE", "CMD-SUBMIT", "CMD-LOGOUT",
        "CMD-REF-R12", "CMD-NONSENSE", "CMD-", "CMD-PANEL-NOWHERE")  # fmt: skip
_BADGES = ("OPR-1001", "OPR-2001", "OPR-9001", "OPR-9001", "OPR-0000", "OPR-")
_LABELS = (
    "DEMO-1001/CTRL-100", "DEMO-1001/CTRL-100/B/LOT-41/60", "DEMO-2001/SENS-10", "DEMO-9999",
    "[)>\x1e06\x1dSDEMO-1001\x1d1PCTRL-100\x1e\x04", "[)>\x1e06\x1dQ5\x1e", "]C0DEMO-1002",
    "]d2\x1d21DEMO-1003", "\x1d21DEMO-1001\x1d240CTRL-100", "DEMO",
)  # fmt: skip
_STRANGE = "æøåÄß€\u200f\u202e𝔘\u0000\u0001\u0007\u001b\u001d\u001e\u0004\"'`$%&\\{}[]|~<>"
_KEYS = ("tab", "tab", "backtab", "down", "down", "up", "left", "right", "space", "space",
         "return", "escape", "pagedown", "home", "end", "backspace", "f5")  # fmt: skip


class Step(NamedTuple):
    """One thing the monkey does, and how long it waits afterwards; -1 is until all has ended."""

    what: str
    detail: str = ""
    wait: float = 0.0


def steps(seed: int, count: int) -> Iterator[Step]:
    """So many steps; a story that is told goes on between things that do not belong to it."""
    story: list[Step] = []
    for number in range(count):
        dice = dice_of(seed, number)
        if not story and dice.random() < 0.3:
            story = _story(dice)
        if story and dice.random() < 0.75:
            yield _paced(dice, story.pop(0))
        else:
            yield _paced(dice, _anything(dice))


def dice_of(seed: int, number: int) -> Random:
    """A step's own: what one step draws changes nothing for the next."""
    return Random(f"{seed}/{number}")  # noqa: S311 - no secret


def _paced(dice: Random, step: Step) -> Step:
    waits = (0.0, 0.0, 0.005, 0.02, 0.05, -1.0) if step.what == "scan" else (0.0, 0.005, 0.03)
    return step._replace(wait=dice.choice(waits))


def _anything(dice: Random) -> Step:
    kinds = {
        _scan: 34, _touch: 34, _keys: 10, _typing: 6, _window: 3, _look: 2, _weather: 3, _panel: 8,
    }  # fmt: skip
    (kind,) = dice.choices(list(kinds), list(kinds.values()))
    return kind(dice)


def _scan(dice: Random) -> Step:
    pools = {UNITS: 30, EVERYDAY: 20, _ANY: 20, _BADGES: 6, _LABELS: 8}
    (pool,) = dice.choices(list(pools), list(pools.values()))
    text = dice.choice(pool)
    match dice.randrange(20):
        case 0:
            text = f"CMD-TAG-K{dice.randrange(9)}=V{dice.randrange(99)}"
        case 1:
            text = f"CMD-PHASE-{dice.choice(_PHASES)}"
        case 2:
            text = f"CMD-PROCESS-{dice.choice((10, 30, 60, 100, 999))}"
        case 3:
            text = text[: dice.randrange(len(text) + 1)]
        case 4:
            text = "".join(dice.choices(_STRANGE + "ABC123-/", k=dice.randrange(1, 40)))
        case 5 if dice.random() < 0.2:
            text = "LONG-" + "0123456789" * dice.choice((30, 500))
    return Step("scan", text)


def _touch(dice: Random) -> Step:
    return Step(dice.choice(("touch", "touch", "touch", "click", "point")))


def _keys(dice: Random) -> Step:
    return Step("key", dice.choice(_KEYS))


def _typing(dice: Random) -> Step:
    texts = (*PINS, "DEMO-1003\r", "R12", "a reason", "12", "http://127.0.0.1:1", "/dev/nothing",
             "æøå", "-5", "x" * 200, "CTRL-*", "Solder")  # fmt: skip
    return Step("type", dice.choice(texts))


def _window(dice: Random) -> Step:
    return Step("window", dice.choice(("resize", "resize", "minimise", "deactivate")))


def _look(dice: Random) -> Step:
    if dice.random() < 0.5:
        return Step("language", dice.choice(LANGUAGES))
    return Step("theme", dice.choice(THEMES))


def _weather(dice: Random) -> Step:
    return Step("weather", dice.choice(WEATHER))


def _panel(dice: Random) -> Step:
    return Step("scan", f"CMD-PANEL-{dice.choice(PANELS)}")


def _story(dice: Random) -> list[Step]:
    return dice.choice((_building, _repairing, _moving, _approving, _deciding, _setting, _set_up))(
        dice
    )


def _told(*texts: str) -> list[Step]:
    return [Step("scan", text) for text in texts]


def _building(dice: Random) -> list[Step]:
    children = [f"DEMO-300{number}" for number in (1, 2, 3)]
    dice.shuffle(children)
    wrong = dice.choice(EVERYDAY)
    return [
        Step("weather", "calm"),
        *_told("OPR-1001", "CMD-PANEL-ASSEMBLY", "DEMO-3000", "CMD-REMOVE", children[0]),
        *_told(wrong, children[0], "CMD-REPLACE", children[1], wrong, "CMD-CANCEL"),
        *_told("CMD-DISASSEMBLE", dice.choice(("CMD-CONFIRM", "CMD-CANCEL"))),
        Step("touch"),
        *_told(*children, "CMD-VERIFY", dice.choice(EVERYDAY), "CMD-UNDO", "CMD-CANCEL"),
    ]


def _repairing(dice: Random) -> list[Step]:
    failed = dice.choice(("DEMO-1002", "DEMO-1002", dice.choice(EVERYDAY)))
    return [
        Step("weather", "calm"),
        *_told("OPR-2001", "CMD-PANEL-REPAIR", failed, f"CMD-FAIL-{dice.choice(_CODES)}"),
        *_told(f"CMD-REF-{dice.choice(('R12', '12R', 'U7'))}", "CMD-FAIL-Burned Component"),
        Step("touch"),
        Step("type", "what was found"),
        Step("touch"),
        Step("touch"),
        *_told(dice.choice(("CMD-SUBMIT", "CMD-CANCEL", "CMD-PANEL-LOOKUP")), "CMD-PANEL-REPAIR"),
    ]


def _moving(dice: Random) -> list[Step]:
    return [
        *_told("OPR-1001", dice.choice((*UNITS, *EVERYDAY)), "CMD-PANEL-PHASE"),
        *_told(f"CMD-PHASE-{dice.choice(_PHASES)}", "CMD-CONFIRM", "CMD-UNDO", "CMD-HOLD"),
        Step("touch"),
        *_told("CMD-TAG-Lot=LOT-7", "CMD-PROCESS-60", "CMD-PHASE-FINALIZED", "CMD-RELEASE"),
    ]


def _approving(dice: Random) -> list[Step]:
    return [
        *_told("OPR-1001", dice.choice(UNITS), dice.choice(("CMD-RELEASE", "CMD-PANEL-SETTINGS"))),
        Step("type", dice.choice(PINS) + "\r"),
        *_told(dice.choice(("CMD-CANCEL", "OPR-2001", "DEMO-1001", "CMD-LOGOUT"))),
        Step("key", "escape"),
    ]


def _deciding(dice: Random) -> list[Step]:
    """Somebody moves a unit behind the station's back, and what waited is refused."""
    return [
        *_told("OPR-1001", dice.choice(EVERYDAY)),
        Step("weather", "cut"),
        *_told("CMD-PHASE-UNDER-PRODUCTION", "CMD-TAG-Lot=LOT-9", "CMD-PHASE-SCRAPPED"),
        *_told("CMD-HOLD", "OPR-9001", "CMD-PANEL-OUTBOX"),
        Step("weather", dice.choice(("calm", "hostile"))),
        *[Step("touch")] * 5,
        Step("type", "a reason"),
        *[Step("touch")] * 3,
        Step("weather", "calm"),
    ]


def _setting(dice: Random) -> list[Step]:
    first, second = dice.sample(PAGES, 2)
    return [
        *_told("OPR-9001", "CMD-PANEL-SETTINGS"),
        Step("page", first),
        *[Step("touch")] * 3,
        Step("type", "12"),
        Step("touch"),
        Step("page", second),
        *[Step("touch")] * 4,
        Step("key", "return"),
    ]


def _set_up(dice: Random) -> list[Step]:
    return [
        *_told("OPR-9001", "CMD-PANEL-SETTINGS"),
        Step("page", "keyboard"),
        Step("press"),
        *_told(*CODES[: dice.randrange(4)], "DEMO-1001"),
        Step("touch"),
        Step("page", dice.choice(PAGES)),
    ]
