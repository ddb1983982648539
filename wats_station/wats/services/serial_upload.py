"""Serial numbers as the file that a pool is filled from."""

import csv
import io
from collections.abc import Iterable

from wats_station.wats.errors import InvalidInput
from wats_station.wats.transport import Upload


def numbers_file(numbers: Iterable[str]) -> Upload:
    """One number a line (CSV). Raises `InvalidInput` where there are none."""
    text = io.StringIO()
    csv.writer(text).writerows([number] for number in numbers)
    if not text.getvalue().strip():
        raise InvalidInput("there are no numbers.", operation="upload_serial_numbers")
    return Upload(text.getvalue().encode(), "text/csv", "numbers.csv")
