"""The application: every route behind the token, every error in the API's own form."""

from fastapi import Depends, FastAPI

from wats_station import __version__
from wats_station.site_server import problems
from wats_station.site_server.auth import TokenCheck
from wats_station.site_server.clock import Clock, system_clock
from wats_station.site_server.routes import (
    app_domain,
    product,
    production,
    report,
    verification_rules,
)
from wats_station.site_server.store.database import Database


def make_app(database: Database, token: str, clock: Clock = system_clock) -> FastAPI:
    """The site server's API on this database; the caller closes the database."""
    app = FastAPI(title="WATS Station site server", version=__version__)
    app.state.database = database
    app.state.clock = clock
    problems.install(app)
    for module in (app_domain, production, report, verification_rules, product):
        app.include_router(module.router, dependencies=[Depends(TokenCheck(token))])
    return app
