"""States of the set-up of a keyboard scanner, as its page is given them."""

from dataclasses import replace

from tests.scan.test_set_up import measured
from wats_station.flows.scanner_setup import SetUpState, Stage
from wats_station.scan.set_up import SetUpFault

WHOLE = measured("\x11", "\x19")
LOST = measured("", "\r", scanner="de")
FAST = replace(WHOLE, median_gap=0.0, slowest_gap=0.001)
WRONG = "No space left on device: /var/lib/wats/scanners.json"
STATES = [
    SetUpState(),
    SetUpState(Stage.SCANNING),
    SetUpState(Stage.SCANNING, runs=((),)),
    *(SetUpState(Stage.SCANNING, fault=fault) for fault in SetUpFault),
    SetUpState(Stage.FOUND, measured=WHOLE),
    SetUpState(Stage.FOUND, measured=FAST),
    SetUpState(Stage.FOUND, measured=LOST, wrong=WRONG),
    SetUpState(Stage.KEEPING, measured=LOST),
    SetUpState(Stage.KEPT, measured=LOST),
]
