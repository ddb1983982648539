"""A unit for the terminal: read as the lookup panel reads it, from the server that is known."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.secrets import TokenProblem
from wats_station.domain.settings import SettingsProblem
from wats_station.domain.unit import LifeEvent, Unit
from wats_station.domain.verification import Verification
from wats_station.scan.decode import LabelRules, decode
from wats_station.scan.reading import Rule
from wats_station.services.labels import label_rules
from wats_station.services.ports import UnitGateway
from wats_station.station.kept_settings import settings_of
from wats_station.station.known_server import Server, known_server, make_gateway
from wats_station.station.terminal_text import one_line

T = TypeVar("T")

_NAMES_A_UNIT = frozenset({Rule.SERIAL, Rule.WATS_FIELDS, Rule.CUSTOM, Rule.MH10, Rule.GS1})

_SAID = {
    ProblemKind.UNREACHABLE: "the server cannot be reached: check its address and the network",
    ProblemKind.TIMEOUT: "the server does not answer in time: try again, or check that it is well",
    ProblemKind.TOKEN_REFUSED: (
        "the server refuses the token: give a good one in Settings, or in WATS_STATION_TOKEN"
    ),
    ProblemKind.FORBIDDEN: "the token may not do this: have one made on the server that may",
    ProblemKind.NOT_THE_API: (
        "what answers is no WATS server: check the address, and whether the network wants a sign-in"
    ),
    ProblemKind.SERVER_ERROR: "the server failed: try again, or look at the server's own log",
}


class UnitProblem(Exception):
    """The unit cannot be shown; the text is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """A unit with its tests and its life; each of those may be a problem instead."""

    unit: Unit
    verification: Verification | GatewayProblem
    timeline: tuple[LifeEvent, ...] | GatewayProblem

    @property
    def missing(self) -> str:
        """What could not be read and why, in one line; empty where everything could."""
        parts = (("tests", self.verification), ("timeline", self.timeline))
        return "; ".join(
            f"the {name} could not be read: {sentence(part)}"
            for name, part in parts
            if isinstance(part, GatewayProblem)
        )


def shown_unit(folder: Path, url: str, token: str, text: str, part_number: str) -> ShownUnit:
    """The unit that `text` names, as a label would; empty `url` and `token` are the kept ones.

    Raises `UnitProblem`.
    """
    try:
        settings = settings_of(folder).read()
        server = _server(folder, url or settings.server, token)
    except SettingsProblem as problem:
        raise UnitProblem(one_line(f"{problem}: correct that first")) from problem
    except TokenProblem as problem:
        raise UnitProblem(one_line(str(problem))) from problem
    rules, faults = label_rules(settings.labels, ())
    serial, part = _named(text, part_number, rules)
    try:
        return asyncio.run(_read(make_gateway(server), serial, part))
    except GatewayProblem as problem:
        said = _of_unit(problem, serial, part) or sentence(problem)
        if faults and problem.kind is ProblemKind.NOT_FOUND:
            said += " (a label rule in the settings cannot be used: see wats-station settings list)"
        raise UnitProblem(said) from problem


def sentence(problem: GatewayProblem) -> str:
    """What is wrong and what to do, in one line; the server's own word where it gave one."""
    said = _SAID.get(problem.kind, "")
    if said and problem.kind is not ProblemKind.SERVER_ERROR:
        return said
    own = one_line(problem.message or problem.kind.value)
    return f"{said} ({own})" if said else own


def _server(folder: Path, url: str, token: str) -> Server:
    if not url:
        raise UnitProblem("no server is known: give --server URL, or set one in Settings")
    server = known_server(folder, url, token)
    if server is None:
        raise UnitProblem(
            f"no token is known for {url}: give it in Settings, or in WATS_STATION_TOKEN"
        )
    return server


def _named(text: str, part_number: str, rules: LabelRules) -> tuple[str, str]:
    """Serial and part number; the part that was asked for wins over the label's."""
    reading = decode(text, rules)
    if reading.rule not in _NAMES_A_UNIT:
        raise UnitProblem(
            f"{text[:100]!r} names no unit: give its serial number, or what its label says"
        )
    return reading.serial_number, part_number or reading.part_number


async def _read(gateway: UnitGateway, serial: str, part: str) -> ShownUnit:
    try:
        unit = await gateway.find_unit(serial, part or None)
        verification, timeline = await asyncio.gather(
            _or_problem(gateway.verification(unit.key)), _or_problem(gateway.timeline(unit.key))
        )
    finally:
        await gateway.close()
    return ShownUnit(unit, verification, timeline)


async def _or_problem(answer: Awaitable[T]) -> T | GatewayProblem:
    try:
        return await answer
    except GatewayProblem as problem:
        return problem


def _of_unit(problem: GatewayProblem, serial: str, part: str) -> str:
    """What there is to do about this unit; empty where it is not the unit that is the matter."""
    match problem.kind:
        case ProblemKind.NOT_FOUND:
            of_part = f" of part {part}" if part else ""
            return f"the server knows no unit {serial}{of_part}: check what was given"
        case ProblemKind.AMBIGUOUS:
            parts = one_line(", ".join(key.part_number for key in problem.candidates))
            return f"{serial} belongs to several parts ({parts}): add --part and one of them"
        case _:
            return ""
