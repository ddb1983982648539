"""What the examples share: a client from the environment, and a test that stands in for yours."""

import os
import sys
from typing import Literal

from wats_station.wats import NumericMeasurement, ReportReceipt, Step, Unit, WatsClient


def connected() -> WatsClient:
    """A client by `WATS_STATION_SERVER` and `WATS_STATION_TOKEN`. Ends the program without them."""
    server, token = os.environ.get("WATS_STATION_SERVER"), os.environ.get("WATS_STATION_TOKEN")
    if not server or not token:
        sys.exit("set WATS_STATION_SERVER and WATS_STATION_TOKEN first")
    return WatsClient(server, token)


def run_test(
    client: WatsClient, unit: Unit, process_code: int, volts: float = 3.3
) -> ReportReceipt:
    """Your test goes here. This one reports a supply voltage that has to be 3.2 to 3.4 V."""
    result: Literal["P", "F"] = "P" if 3.2 <= volts <= 3.4 else "F"  # noqa: PLR2004 - the limits of the step below
    step = Step(
        group="M",
        step_type="ET_NLT",
        name="3V3 rail",
        status=result,
        numeric_meas=(
            NumericMeasurement(
                status=result, value=volts, unit="V", comp_op="GELE", low_limit=3.2, high_limit=3.4
            ),
        ),
    )
    root = Step(group="M", step_type="SequenceCall", name="Main", status=result, steps=(step,))
    report = client.report.create_uut(
        unit.serial_number,
        unit.part_number,
        unit.revision,
        process_code,
        result=result,
        root=root,
        operator="Example",
    )
    return client.report.send_uut_report(report)
