"""Quarantine: what tags of a product and its revision say about a unit."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.support.units import unit
from wats_station.domain.quarantine import (
    ProductTags,
    Quarantine,
    QuarantineScope,
    is_over,
    quarantines,
    read,
    tag_text,
    with_tag,
    written,
)
from wats_station.domain.unit import Tag

LOT, REVISION = QuarantineScope
NOON = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
UNIT = replace(unit(), batch_number="L-77", revision="B")


def test_what_is_written_is_read_back() -> None:
    text = written("no solder (on C4)", "Sara, Supervisor", NOON, on=True)
    assert read(LOT, "L-77", text) == Quarantine(
        LOT, "L-77", "no solder (on C4)", "Sara Supervisor", NOON
    )


def test_one_without_a_reason_still_stands() -> None:
    assert read(LOT, "L-77", written("", "Sara", NOON, on=True)) == Quarantine(
        LOT, "L-77", "", "Sara", NOON
    )


@pytest.mark.parametrize(
    "text", [None, "", " ", "no", "No", "no: checked (Sara, 2026-11-29T12:00)"]
)
def test_it_is_over(text: str | None) -> None:
    assert is_over(text)
    assert read(LOT, "L-77", text) is None


@pytest.mark.parametrize("text", ["nozzle was blocked", "bad capacitors", "yes", "yes: no solder"])
def test_what_a_person_wrote_counts(text: str) -> None:
    assert read(LOT, "L-77", text) is not None


def test_a_moment_that_is_none_is_left_out() -> None:
    found = read(REVISION, "B", "yes: why (Sara, 2026-99-99T99:99)")
    assert found is not None
    assert (found.by, found.since) == ("Sara", None)


def test_the_unit_obeys_its_lot_and_its_revision_and_no_other() -> None:
    product = ProductTags("CTRL-100")
    assert quarantines(UNIT, product) == ()
    product = with_tag(product, LOT, "L-78", "yes")
    product = with_tag(product, REVISION, "C", "yes")
    assert quarantines(UNIT, product) == ()
    product = with_tag(product, REVISION, "B", "yes: layout fault")
    product = with_tag(product, LOT, "L-77", "yes: solder")
    assert [(each.scope, each.reason) for each in quarantines(UNIT, product)] == [
        (LOT, "solder"),
        (REVISION, "layout fault"),
    ]
    product = with_tag(product, LOT, "L-77", written("checked", "Sara", NOON, on=False))
    assert [each.scope for each in quarantines(UNIT, product)] == [REVISION]


def test_a_unit_without_a_lot_is_in_none() -> None:
    product = ProductTags("CTRL-100", (Tag("Quarantine lot ", "yes"),))
    assert quarantines(replace(UNIT, batch_number=""), product) == ()


def test_a_tag_is_put_instead_of_the_last_one() -> None:
    product = ProductTags("CTRL-100", (Tag("Line", "4"),), (("B", (Tag("Line", "5"),)),))
    product = with_tag(with_tag(product, REVISION, "B", "yes"), REVISION, "B", "no")
    assert product.of_revision("B") == (Tag("Line", "5"), Tag("Quarantine", "no"))
    assert product.tags == (Tag("Line", "4"),)
    assert tag_text(product, LOT, "L-77") is None
