"""What the demo factory makes: products, what they are built of, and what is measured."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one step measures."""

    name: str
    unit: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Part:
    """So many of a part in a box build; a mask lets other revisions in."""

    part_number: str
    quantity: int = 1
    mask: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """A product with its current revision, the processes it runs, and its box build."""

    part_number: str
    name: str
    category: str
    revision: str
    processes: tuple[int, ...]
    box_build: tuple[Part, ...] = ()
    older_revisions: tuple[str, ...] = ()
    has_rule: bool = True
    non_serial: bool = False
    finalized_phase: str = ""


CTRL = Product(
    "CTRL-100", "Motor controller board", "Boards", "B", (30, 60), older_revisions=("A",)
)
PSU = Product("PSU-220", "Power supply 220 W", "Power", "A", (30, 70, 100))
SENSOR = Product("SENS-10", "Pressure sensor board", "Boards", "C", (50, 100),
                 older_revisions=("A", "B"))  # fmt: skip
GATEWAY = Product(
    "GW-500", "Machine gateway", "Modules", "A", (60, 100),
    (Part("CTRL-100"), Part("PSU-220"), Part("SENS-10", mask="B,C"), Part("SCREW-M4", 8)),
)  # fmt: skip
HARNESS = Product("HARN-3", "Cable harness 3 m", "Cables", "A", (70,))
DISPLAY = Product(
    "DISP-7", "Operator display 7 inch", "Modules", "A", (60,), has_rule=False,
    finalized_phase="In Storage",
)  # fmt: skip
RADIO = Product("RAD-24", "Radio module 2.4 GHz", "Boards", "D", (40, 60))
BATTERY = Product("BAT-48", "Battery pack 48 V", "Power", "A", (70, 80))
RACK = Product(
    "RACK-9", "Control rack", "Systems", "A", (80, 100),
    (Part("GW-500", 2), Part("DISP-7"), Part("HARN-3", 2, "A%"), Part("SCREW-M4", 24)),
)  # fmt: skip
DRIVE = Product("DRV-75", "Servo drive 7.5 kW", "Modules", "B", (30, 60, 80, 100),
                (Part("CTRL-100"), Part("BAT-48")))  # fmt: skip
SCREW = Product("SCREW-M4", "Screw M4 x 8", "Hardware", "A", (), has_rule=False, non_serial=True)

# The first six in this order make the everyday units of a small demo.
MADE = (CTRL, PSU, SENSOR, GATEWAY, HARNESS, DISPLAY, RADIO, BATTERY, RACK, DRIVE)
PRODUCTS = (*MADE, SCREW)
BY_PART = {product.part_number: product for product in PRODUCTS}

# In per cent, of the first run; the ICT is the line's bad tester.
FIRST_PASS = {30: 88, 40: 97, 50: 95, 60: 93, 70: 96, 80: 94, 100: 95}

MEASUREMENTS: dict[int, tuple[Measurement, ...]] = {
    30: (Measurement("R12 resistance", "Ohm", 9.5, 10.5),
         Measurement("C7 capacitance", "uF", 90.0, 110.0)),
    40: (Measurement("Programming current", "mA", 40.0, 90.0),),
    50: (Measurement("Supply current", "mA", 80.0, 120.0), Measurement("Offset", "mV", -5.0, 5.0)),
    60: (Measurement("3V3 rail", "V", 3.2, 3.4), Measurement("Idle power", "W", 0.8, 1.6),
         Measurement("CAN errors", "", 0.0, 0.0)),
    70: (Measurement("Insulation resistance", "MOhm", 100.0, 5000.0),),
    80: (Measurement("Temperature rise", "K", 5.0, 35.0),),
    100: (Measurement("Output voltage", "V", 23.5, 24.5), Measurement("Ripple", "mV", 0.0, 50.0)),
}  # fmt: skip

# What a repair finds where this process failed: component, category, code, what was done.
REPAIRS: dict[int, tuple[str, str, str, str]] = {
    30: ("R12", "Solder Process", "Cold Solder Joint", "Resoldered R12"),
    40: ("U3", "Component", "Defect Component", "Replaced controller U3"),
    50: ("U1", "Component", "Outside Specification", "Replaced sensor element"),
    60: ("U7", "Component", "Burned Component", "Replaced regulator U7"),
    70: ("X3", "Component", "Defect Component", "Replaced connector X3"),
    80: ("HS1", "Assembly Process", "Missing Component", "Fitted the heat pad"),
    100: ("C40", "Assembly Process", "Wrong Component", "Replaced C40"),
}
