"""The demo factory: the same every time, and nothing in it that the rules would refuse."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from wats_station.site_server import demo, stock
from wats_station.site_server.demo.catalogue import BY_PART, FIRST_PASS, PRODUCTS
from wats_station.site_server.rules import box_build
from wats_station.site_server.store import assembly, schema, templates, unit_answers
from wats_station.site_server.store.database import Database, open_database

COUNT = 300


def laid_down(folder: Path, count: int = COUNT) -> Database:
    database = open_database(None, folder)
    database.write_now(stock.lay_down)
    database.write_now(lambda connection: demo.lay_down(connection, count))
    return database


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    database = laid_down(tmp_path_factory.mktemp("demo"))
    with database._writing.connect() as connection:
        yield connection
    database.close()


def everything(connection: Connection) -> dict[str, list[Any]]:
    tables = schema.metadata.sorted_tables
    return {
        each.name: list(connection.execute(select(each).order_by(*each.c[:1]))) for each in tables
    }


def test_it_is_the_same_every_time(tmp_path: Path, connection: Connection) -> None:
    (tmp_path / "again").mkdir()
    database = laid_down(tmp_path / "again")
    try:
        with database._writing.connect() as other:
            first, second = everything(connection), everything(other)
    finally:
        database.close()
    # The stock's ids are its own; whatever the demo adds must be equal.
    assert first == second


def test_a_database_that_holds_units_is_left_alone(tmp_path: Path) -> None:
    database = laid_down(tmp_path, 5)
    try:
        database.write_now(lambda connection: demo.lay_down(connection, 50))
        with database._writing.connect() as connection:
            units = connection.execute(select(func.count()).select_from(schema.unit)).scalar()
    finally:
        database.close()
    assert units == 5 + 13


def test_there_is_something_of_everything(connection: Connection) -> None:
    def count(table: Any) -> int:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())

    assert count(schema.product) == len(PRODUCTS) == 11
    assert count(schema.unit) == COUNT + 13
    phases = connection.execute(select(func.count(schema.unit.c.phase_id.distinct()))).scalar()
    assert phases == 15
    assert count(schema.report) > 500
    assert count(schema.batch) == 10
    repairs = select(func.count()).where(schema.report.c.kind == "R")
    assert connection.execute(repairs).scalar_one() > 30
    held = [
        tags for tags in connection.execute(select(schema.unit.c.tags)).scalars() if "Hold" in tags
    ]
    assert len(held) == 3
    rules = set(connection.execute(select(schema.verification_rule.c.part_number)).scalars())
    assert {each.part_number for each in PRODUCTS} - rules == {"DISP-7", "SCREW-M4"}
    starts = connection.execute(select(schema.report.c.start)).scalars().all()
    assert (min(starts)[:10], max(starts)[:7]) == ("2026-10-05", "2026-10")
    assert max(starts) > "2026-10-28"


def test_what_is_built_in_the_rules_would_allow(connection: Connection) -> None:
    levels = set()
    for unit in unit_answers.query(connection, None, top=1000):
        if not unit["subUnits"]:
            continue
        key = (unit["serialNumber"], unit["partNumber"])
        slots = templates.slots_of(connection, unit["partNumber"], unit["revision"])
        for child in unit["subUnits"]:
            [slot] = [each for each in slots if child["position"] in each.positions()]
            assert slot.fits(child["partNumber"], child["revision"])
            levels.add((unit["partNumber"], child["partNumber"]))
        positions = [child["position"] for child in unit["subUnits"]]
        assert len(set(positions)) == len(positions)
        problems = assembly.check(connection, key)["problems"]
        assert [each for each in problems if "missing" not in each] == []
    assert ("RACK-9", "GW-500") in levels
    assert ("GW-500", "CTRL-100") in levels


def test_yields_are_those_of_a_real_line(connection: Connection) -> None:
    runs: dict[tuple[int, str], list[str]] = defaultdict(list)
    chosen = select(schema.report).where(schema.report.c.kind == "T").order_by(schema.report.c.id)
    for row in connection.execute(chosen):
        runs[row.process_code, row.serial_number + row.part_number].append(row.result)
    assert any(results[:3] == ["F"] * 3 for results in runs.values())
    for code, wanted in FIRST_PASS.items():
        first = [results[0] for (process, _), results in runs.items() if process == code]
        share = 100 * first.count("P") / len(first)
        assert wanted - 14 <= share <= 100, f"{code}: {share:.0f} % of {len(first)}"


def test_a_failed_report_shows_what_failed(connection: Connection) -> None:
    chosen = select(schema.report, schema.report_body.c.body).join(schema.report_body)
    operations = stock.repair_codes()
    for row in connection.execute(chosen):
        if row.kind == "R":
            [failure] = row.body["subUnits"][0]["failures"]
            assert failure["code"] in operations[failure["category"]]
            assert row.referenced
            continue
        assert row.body["root"]["status"] == row.result
        outside = [
            measured
            for step in row.body["root"]["steps"]
            for measured in step.get("numericMeas", ())
            if not measured["lowLimit"] <= measured["value"] <= measured["highLimit"]
        ]
        assert bool(outside) == (row.result == "F")
        assert bool(row.cause) == (row.result == "F")


def test_each_unit_lives_forward_in_time(connection: Connection) -> None:
    chosen = select(schema.history).order_by(schema.history.c.unit_id, schema.history.c.id)
    lives: dict[int, list[str]] = defaultdict(list)
    for row in connection.execute(chosen):
        lives[row.unit_id].append(row.time)
    assert len(lives) == COUNT + 13
    assert all(earlier <= later for times in lives.values() for earlier, later in pairwise(times))


def test_the_pools_are_full_half_empty_and_nearly_empty(connection: Connection) -> None:
    free = select(schema.serial_type.c.name, func.count()).join(schema.serial_number)
    free = free.where(schema.serial_number.c.state == 0).group_by(schema.serial_type.c.name)
    assert dict(connection.execute(free).all()) == {
        "Serial number": 460,
        "MAC address": 256,
        "Gateway licence": 3,
    }


def test_it_scales_beyond_what_is_made_in_detail(tmp_path: Path) -> None:
    database = laid_down(tmp_path, 5000)
    try:
        with database._writing.connect() as connection:
            serials = connection.execute(select(schema.unit.c.serial_number)).scalars().all()
            unread = connection.execute(
                select(func.count()).select_from(schema.report)
                .outerjoin(schema.report_body).where(schema.report_body.c.report_id.is_(None))
            ).scalar()  # fmt: skip
            last = unit_answers.one(connection, "DEMO-5000")
    finally:
        database.close()
    assert len(serials) == 5000 + 13
    assert unread == 0
    assert last["partNumber"] in BY_PART
    assert box_build.phase_named(last["unitPhase"]) == last["unitPhaseId"]
