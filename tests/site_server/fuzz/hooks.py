"""Texts in formats that no JSON schema can describe; loaded by schemathesis in its own process."""

from datetime import datetime

import schemathesis
from hypothesis import strategies as st

_FILTERS = (
    "partNumber eq 'X'",
    "contains(partNumber, 'A') and not (partNumber eq 'B')",
    "partNumber in ('A', 'B') or startswith(tolower(partNumber), 'x')",
)

schemathesis.openapi.format("odata-filter", st.sampled_from(_FILTERS))
schemathesis.openapi.format("odata-order", st.sampled_from(("partNumber", "partNumber desc")))
schemathesis.openapi.format(
    "date-time",
    st.datetimes(min_value=datetime(1970, 1, 1)).map(lambda moment: f"{moment.isoformat()}Z"),  # noqa: DTZ001
)
schemathesis.openapi.format(
    "tags-xml", st.sampled_from(("<Root/>", '<Root><WorkOrder Value="7"/></Root>'))
)
schemathesis.openapi.format("regex", st.sampled_from(("^X", "(.*)", "[A-Z]{2}")))
