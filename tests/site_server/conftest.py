"""A real site server on a free port, with the demo factory, for each module's tests."""

from collections.abc import Iterator

import httpx
import pytest

from tests.support.site import TOKEN, Site, running_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One server for a module; tests that change a unit take one of their own."""
    with running_site(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture
def api(site: Site) -> Iterator[httpx.Client]:
    """A bare HTTP client with the token: what is asked and answered is all in the test."""
    with httpx.Client(base_url=site.url, headers={"Authorization": f"Basic {TOKEN}"}) as client:
        yield client
