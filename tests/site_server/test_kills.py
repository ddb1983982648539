"""`kill -9` at random points under load; the soak command does it a hundred times."""

from pathlib import Path

import pytest

from tests.support.kills import kill_rounds
from tests.support.postgres import Postgres
from tests.support.site import running_site

pytestmark = [pytest.mark.heavy, pytest.mark.timeout(600)]

ROUNDS = 5


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_was_acknowledged_outlives_a_kill_and_nothing_is_half_done(
    tmp_path: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    postgres: Postgres | None = None
    if kind == "postgresql":
        postgres = request.getfixturevalue("postgres")
    database = postgres.database() if postgres else None
    with running_site(tmp_path, database=database, demo_units=0) as site:
        assert kill_rounds(site, ROUNDS) > ROUNDS * 10
