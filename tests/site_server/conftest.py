"""A real site server on a free port, with the demo factory, on both kinds of database."""

from collections.abc import Iterator

import httpx
import pytest

from tests.site_server.plant import Plant
from tests.support.postgres import Postgres, running_postgres
from tests.support.site import TOKEN, Site, running_site


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server for the session."""
    with running_postgres() as postgres:
        yield postgres


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str | None:
    """The URL of an empty database of each kind; None is SQLite in the data folder."""
    if request.param == "sqlite":
        return None
    postgres: Postgres = request.getfixturevalue("postgres")
    return postgres.database()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, database: str | None) -> Iterator[Site]:
    """One server for a module; tests that change a unit take one of their own."""
    with running_site(tmp_path_factory.mktemp("site"), database=database) as site:
        yield site


@pytest.fixture
def api(site: Site) -> Iterator[httpx.Client]:
    """A bare HTTP client with the token: what is asked and answered is all in the test."""
    headers = {"Authorization": f"Basic {TOKEN}"}
    with httpx.Client(base_url=site.url, headers=headers, timeout=30) as client:
        yield client


@pytest.fixture
def plant(api: httpx.Client) -> Plant:
    """Parts and units of the test's own."""
    return Plant(api)
