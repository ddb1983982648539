"""Setting a scanner up: three codes one after the other, then the profile to keep or to leave."""

from dataclasses import dataclass, replace
from enum import StrEnum

from wats_station.domain.scanner_profile import ScannerProfile
from wats_station.scan import set_up
from wats_station.scan.set_up import HeardKey, Measured, SetUpFault


class Stage(StrEnum):
    """What the set-up page shows."""

    RESTING = "resting"
    SCANNING = "scanning"
    FOUND = "found"
    KEEPING = "keeping"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class SetUpState:
    """The set-up.

    `fault` is why the last scan has to be done again, `wrong` why nothing was kept.
    """

    stage: Stage = Stage.RESTING
    runs: tuple[tuple[HeardKey, ...], ...] = ()
    fault: SetUpFault | None = None
    measured: Measured | None = None
    wrong: str = ""

    @property
    def number(self) -> int:
        """Which of the codes is to be scanned, from 0."""
        return len(self.runs)


@dataclass(frozen=True, slots=True)
class Started:
    """Somebody wants to set a scanner up."""


@dataclass(frozen=True, slots=True)
class RunHeard:
    """Keys arrived, and then a silence."""

    keys: tuple[HeardKey, ...]


@dataclass(frozen=True, slots=True)
class KeepAsked:
    """What was found is to be kept, under this name where there is one."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class KeepEnded:
    """It was kept, or `wrong` says why not."""

    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """Nobody wants it any more; nothing is kept."""


SetUpEvent = Started | RunHeard | KeepAsked | KeepEnded | Left


@dataclass(frozen=True, slots=True)
class Listen:
    """Give keys to the set-up instead of taking scans; or take scans again."""

    on: bool


@dataclass(frozen=True, slots=True)
class Keep:
    """Keep this profile, and hear the scanner by it."""

    profile: ScannerProfile


SetUpEffect = Listen | Keep
_LISTEN, _TAKE_SCANS = (Listen(True),), (Listen(False),)


def step(state: SetUpState, event: SetUpEvent) -> tuple[SetUpState, tuple[SetUpEffect, ...]]:
    """The next state, and what is to be done."""
    match event:
        case Started():
            return SetUpState(Stage.SCANNING), _LISTEN
        case Left():
            return SetUpState(), _TAKE_SCANS
        case RunHeard(keys) if state.stage is Stage.SCANNING:
            return _heard(state, keys)
        case KeepAsked(name) if state.stage is Stage.FOUND and state.measured is not None:
            return _keeping(state, state.measured, name)
        case KeepEnded(wrong) if state.stage is Stage.KEEPING:
            stage = Stage.FOUND if wrong else Stage.KEPT
            return replace(state, stage=stage, wrong=wrong), ()
    return state, ()


def _keeping(
    state: SetUpState, measured: Measured, name: str
) -> tuple[SetUpState, tuple[SetUpEffect, ...]]:
    profile = replace(measured.profile, name=name) if name else measured.profile
    named = replace(measured, profile=profile)
    return replace(state, stage=Stage.KEEPING, measured=named, wrong=""), (Keep(profile),)


def _heard(
    state: SetUpState, keys: tuple[HeardKey, ...]
) -> tuple[SetUpState, tuple[SetUpEffect, ...]]:
    fault = set_up.check(state.number, keys)
    if fault is not None:
        return replace(state, fault=fault), ()
    runs = (*state.runs, keys)
    if len(runs) < len(set_up.CODES):
        return replace(state, runs=runs, fault=None), ()
    found = set_up.measure(runs)
    if isinstance(found, SetUpFault):
        # From the first code on: what differs between two scans cannot be told from one.
        return SetUpState(Stage.SCANNING, fault=found), ()
    return SetUpState(Stage.FOUND, measured=found), _TAKE_SCANS
