"""The application: every route behind the token, every error in the API's own form."""

from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp

from wats_station import __version__
from wats_station.site_server import docs, problems
from wats_station.site_server.access_log import AccessLog
from wats_station.site_server.auth import TokenCheck
from wats_station.site_server.clock import Clock, system_clock
from wats_station.site_server.gate import Gate
from wats_station.site_server.routes import (
    analytics,
    app_domain,
    assembly,
    barcodes,
    batches,
    commands,
    description,
    internal_units,
    processes,
    product_groups,
    product_templates,
    products,
    report_queries,
    reports,
    serial_numbers,
    unit_state,
    units,
    verification_rules,
)
from wats_station.site_server.store.database import Database
from wats_station.site_server.store.integrity import Integrity

# In this order: what a scan asks for first, as routes are tried one after the other; what
# reads its path itself after the fixed paths beside it.
_ROUTES = (
    units, unit_state, report_queries, reports, assembly, serial_numbers, batches, internal_units,
    product_templates, product_groups, products, processes, verification_rules, barcodes,
    analytics, app_domain, commands,
)  # fmt: skip

_DESCRIPTION = """
WATS's REST API as far as production, products, processes and reports go, for a line that
has no WATS at hand. Every call takes the token as `Authorization: Basic <token>`.

A write may carry, percent-encoded, `X-Station-Command` (a UUID; applied once, see
`/api/station/Command`), `X-Station-Name`, `X-Station-Operator` and `X-Station-Approved-By`
(kept in the unit's history). One that sets a phase, a process or a tag may carry
`X-Station-Expected`: `phase=2`, `process=60`, `process=` (none), `tag=VALUE` or `tag` (none);
it is refused (409, `changedMeanwhile`) where the unit is neither so nor as wanted.
"""


def make_app(
    database: Database,
    token: str,
    log: AccessLog | None = None,
    integrity: Integrity | None = None,
    clock: Clock = system_clock,
) -> ASGIApp:
    """The site server's API on this database; the caller closes the database and the log.

    `integrity` is what a check beside it finds, told in the system's status.
    """
    app = _Described(
        title="WATS Station site server",
        version=__version__,
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
    )
    app.state.database = database
    app.state.clock = clock
    app.state.integrity = integrity or Integrity()
    problems.install(app)
    docs.install(app)
    for module in _ROUTES:
        app.include_router(module.router)
    return Gate(app, TokenCheck(token, database), log, clock)


class _Described(FastAPI):
    """FastAPI with our description of the routes, which read their requests themselves."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = description.finish(super().openapi())
        return self.openapi_schema
