"""OData filters on a table of their own: what compares with what, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, select

from wats_station.site_server import odata
from wats_station.site_server.odata import Searchable
from wats_station.site_server.refusals import Refusal

_table = Table("t", MetaData(), Column("code", Integer), Column("name", String))
_SEARCHABLE = Searchable({"code": _table.c.code, "name": _table.c.name})
_ENGINE = create_engine("sqlite://")


def found(text: str) -> list[str]:
    with _ENGINE.connect() as connection:
        _table.metadata.create_all(connection)
        rows = [(60, "Sixty"), (7, "50%"), (None, "5_0"), (10, "60")]
        connection.execute(_table.insert(), [{"code": code, "name": name} for code, name in rows])
        condition = odata.where(text, _SEARCHABLE)
        chosen = (
            select(_table.c.name) if condition is None else select(_table.c.name).where(condition)
        )
        return list(connection.execute(chosen).scalars())


def outcome(text: str) -> str | int:
    try:
        found(text)
    except Refusal as refusal:
        return refusal.status
    return "a filter"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("code eq '60'", ["Sixty"]),
        ("'60' eq code", ["Sixty"]),
        ("code in ('7', '10')", ["50%", "60"]),
        ("code eq 'none'", []),
        ("name eq 60", ["60"]),
        ("60 eq name", ["60"]),
        ("length(name) eq '2'", ["60"]),
        ("tolower(name) eq 'sixty'", ["Sixty"]),
        ("contains(name, '%')", ["50%"]),
        ("contains(name, '_')", ["5_0"]),
        ("contains(name, 'SIX')", ["Sixty"]),
        ("code eq null", ["5_0"]),
        ("not (code gt 9)", ["50%"]),
        ("code gt -1 and code lt 8", ["50%"]),
        ("substring(name, 1, 1) eq '0'", ["50%", "60"]),
    ],
)
def test_codes_and_texts_compare_both_ways(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    ["code eq name", "1 eq 'a'", "(code eq 1) eq (code eq 2)", "contains(code, '6')", "code"],
)
def test_what_cannot_be_compared_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        found(text)
    assert (refusal.value.status, list(refusal.value.fields)) == (400, ["$filter"])


@given(st.text(st.sampled_from("codename 60'()eqandornot,%_/:sx-."), max_size=40) | st.text())
def test_any_text_is_a_filter_or_a_refusal(text: str) -> None:
    assert outcome(text) in ("a filter", 400)
