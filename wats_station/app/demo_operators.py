"""The demo site's operators (product.md section 5): one of each role."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from wats_station.adapters.operators_file import NAME, OperatorsFile
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.operator import Operator, Operators, OperatorsProblem, Role
from wats_station.domain.settings import Settings
from wats_station.scan.intent import Badge
from wats_station.services.pins import hash_pin, new_salt
from wats_station.station.composition import Station


class DemoOperator(NamedTuple):
    """Somebody to try a role with; the PIN is no secret, it stands in the guide."""

    badge: str
    name: str
    role: Role
    pin: str = ""


DEMO_OPERATORS = (
    DemoOperator("1001", "Olivia Operator", Role.OPERATOR),
    DemoOperator("2001", "Theo Technician", Role.TECHNICIAN),
    DemoOperator("9001", "Sam Supervisor", Role.SUPERVISOR, pin="9001"),
)


async def demo_shift(station: Station, settings: Settings, folder: Path) -> None:
    """The demo's operators at work, the plain one logged in: every command can be tried."""
    plain = replace(settings, operators=replace(settings.operators, file=""))
    try:
        await asyncio.to_thread(lay_down_demo_operators, OperatorsFile(folder / NAME))
    except OperatorsProblem as problem:
        station.engine.told(notice(NoticeKind.REGISTER_UNREAD, detail=problem.detail))
    await station.use_operators(plain, folder)
    badge = DEMO_OPERATORS[0].badge
    station.engine.pressed(f"{settings.labels.badge_prefix}{badge}", Badge(badge))


def lay_down_demo_operators(file: OperatorsFile) -> None:
    """Register them where there is no file yet; blocks.

    What is there stays, however it is. Raises `OperatorsProblem`.
    """
    if file.path.exists():
        return
    demo = Operators(
        tuple(
            Operator(each.badge, each.name, each.role, hash_pin(each.pin, new_salt()))
            if each.pin
            else Operator(each.badge, each.name, each.role)
            for each in DEMO_OPERATORS
        )
    )
    # Another process may have been faster.
    file.keep(lambda present: present if present.registered else demo)
