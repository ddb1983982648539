"""A register to test with: an operator, a technician, and two supervisors with PINs."""

from wats_station.domain.operator import Operator, Operators, Role

ANNA = Operator("1001", "Anna", Role.OPERATOR)
TOM = Operator("2001", "Tom", Role.TECHNICIAN)
EVA = Operator("9001", "Eva", Role.SUPERVISOR, f"scrypt$16384$8$1${'0' * 32}${'1' * 64}")
PER = Operator("9002", "Per", Role.SUPERVISOR, f"scrypt$16384$8$1${'0' * 32}${'2' * 64}")
REGISTER = Operators((ANNA, TOM, EVA, PER))
