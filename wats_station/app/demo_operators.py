"""The demo site's operators (product.md section 5): one of each role."""

from typing import NamedTuple

from wats_station.adapters.operators_file import OperatorsFile
from wats_station.domain.operator import Operator, Operators, Role
from wats_station.services.pins import hash_pin, new_salt


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
