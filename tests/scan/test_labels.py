"""Labels by their standards, by custom rules, and what is nearest to what nobody can read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wats_station.scan.custom import CustomRule, checked
from wats_station.scan.decode import LONGEST_LABEL, LabelRules, decode
from wats_station.scan.intent import NotUnderstood, intent
from wats_station.scan.reading import FieldName, Reading, Rule

RS, GS, EOT = "\x1e", "\x1d", "\x04"
HEADER = f"[)>{RS}"


def read(reading: Reading) -> tuple[str, str, str, str]:
    return (
        reading.serial_number,
        reading.part_number,
        reading.revision,
        reading.batch_number,
    )


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}06{GS}PCTRL-100{GS}SSN1{GS}2PB{GS}1TLOT7{GS}Q1{RS}{EOT}",
        # As suppliers print it: no RS behind the header, a stray `>`, no end.
        f"[)>06{GS}PCTRL-100{GS}SSN1{GS}2PB{GS}1TLOT7{GS}Q1",
        f">[)>06{GS}PCTRL-100{GS}SSN1{GS}2PB{GS}1TLOT7{RS}{EOT}",
        f">[)>{RS}06{GS}PCTRL-100{GS}SSN1{GS}2PB{GS}1TLOT7{RS}",
        f"]d1{HEADER}06{GS}SSN1{GS}2PB{GS}1TLOT7{GS}PCTRL-100{RS}{EOT}",
        f"{HEADER}06{GS}1PMAKER-9{GS}PCTRL-100{GS}SSN1{GS}2PB{GS}1TLOT7{RS}{EOT}",
    ],
)
def test_format_06(text: str) -> None:
    reading = decode(text)
    assert reading.rule is Rule.MH10
    assert read(reading) == ("SN1", "CTRL-100", "B", "LOT7")


def test_every_field_says_what_it_was_and_by_which_identifier() -> None:
    reading = decode(f"{HEADER}06{GS}1PM9{GS}SSN1{GS}9D2601{GS}4LNO{GS}?{RS}{EOT}")
    assert [(each.name.value, each.identifier, each.value) for each in reading.fields] == [
        ("serial", "S", "SN1"), ("other", "9D", "2601"), ("other", "4L", "NO"),
        ("other", "", "?"), ("part", "1P", "M9"),
    ]  # fmt: skip
    assert reading.part_number == "M9"


def test_format_05_is_gs1() -> None:
    reading = decode(f"{HEADER}05{GS}21SN1{GS}240CTRL-100{GS}10LOT7{RS}{EOT}")
    assert reading.rule is Rule.GS1
    assert read(reading) == ("SN1", "CTRL-100", "", "LOT7")


@pytest.mark.parametrize(
    "text",
    [
        f"]d221SN1{GS}240CTRL-100{GS}10LOT7",
        f"]C121SN1{GS}241CTRL-100{GS}10LOT7",
        f"]Q321SN1{GS}240CTRL-100{GS}10LOT7{GS}",
        f"{GS}21SN1{GS}240CTRL-100{GS}10LOT7",
        f"21SN1{GS}240CTRL-100{GS}10LOT7",
    ],
)
def test_gs1_element_strings(text: str) -> None:
    reading = decode(text)
    assert reading.rule is Rule.GS1
    assert read(reading) == ("SN1", "CTRL-100", "", "LOT7")


def test_a_gtin_is_a_part_where_the_table_knows_it() -> None:
    text = f"]d2010950110102091721SN1{GS}10LOT7"
    assert decode(text).part_number == ""
    assert decode(text).fields[0].name is FieldName.GTIN
    for known in ("9501101020917", "09501101020917"):
        rules = LabelRules(parts_by_gtin={known: "CTRL-100"})
        assert read(decode(text, rules)) == ("SN1", "CTRL-100", "", "LOT7")


def test_digits_alone_are_a_serial_number_even_if_gs1_could_read_them() -> None:
    reading = decode("2100123456")
    assert (reading.rule, reading.serial_number) == (Rule.SERIAL, "2100123456")


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        (f"{HEADER}06{GS}PCTRL-100{GS}Q5{RS}{EOT}", "P CTRL-100, Q 5"),
        (f"]d2240CTRL-100{GS}10LOT7", "240 CTRL-100, 10 LOT7"),
    ],
)
def test_a_label_without_a_serial_number_shows_what_it_has(text: str, nearest: str) -> None:
    reading = decode(text)
    assert (reading.rule, reading.nearest) == (Rule.NO_SERIAL, nearest)


def test_what_nobody_can_read_shows_the_nearest_reading() -> None:
    reading = decode("SN\x021")
    assert (reading.rule, reading.nearest) == (Rule.CONTROL_CHARACTERS, "SN1")


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("CMD-PANEL-LOOKPU", "CMD-PANEL-LOOKUP"), ("CMD-CONFRIM", "CMD-CONFIRM"),
        ("cmd-undoo", "cmd-UNDO"), ("CMD-FLY", ""),
    ],
)  # fmt: skip
def test_an_unknown_command_is_told_its_nearest(text: str, nearest: str) -> None:
    meaning = intent(decode(text))
    assert isinstance(meaning, NotUnderstood)
    assert meaning.why.value("nearest") == nearest


def test_other_prefixes() -> None:
    rules = LabelRules(command_prefix="$", badge_prefix="BADGE:")
    assert decode("$verify", rules).rule is Rule.COMMAND
    assert decode("badge:17", rules).argument == "17"
    assert decode("CMD-VERIFY", rules).rule is Rule.SERIAL


SETTINGS_RULE = CustomRule("house", r"H(?P<serial>\d{6})-(?P<part>\w+)(?:\.(?P<revision>\w))?")
SERVER_RULE = CustomRule(
    "supplier",
    r"^SUP\|",
    {
        FieldName.SERIAL: r"\|S:([^|]+)",
        FieldName.PART: r"\|P:([^|]+)",
        FieldName.BATCH: r"\|L:[^|]+",
    },
)


def test_custom_rules_of_the_settings_and_of_the_server() -> None:
    rules = LabelRules(custom=(SETTINGS_RULE, SERVER_RULE))
    reading = decode("H000123-CTRL.B", rules)
    assert (reading.rule, reading.by, read(reading)) == (
        Rule.CUSTOM, "house", ("000123", "CTRL", "B", ""),
    )  # fmt: skip
    reading = decode("SUP|P:CTRL-100|S:77|L:L1", rules)
    assert (reading.by, read(reading)) == ("supplier", ("77", "CTRL-100", "", "|L:L1"))
    assert decode("H12-CTRL", rules).rule is Rule.SERIAL


def test_the_first_rule_wins_and_commands_win_over_all() -> None:
    everything = CustomRule("all", r"(?P<serial>.+)")
    rules = LabelRules(custom=(SETTINGS_RULE, everything))
    assert decode("H000123-CTRL", rules).by == "house"
    assert decode("anything/else", rules).by == "all"
    assert decode("CMD-VERIFY", rules).rule is Rule.COMMAND


def test_rules_that_cannot_be_used_are_told() -> None:
    wrong = [
        CustomRule("open", r"(?P<serial>"),
        CustomRule("nothing", ""),
        CustomRule("no serial", r"(?P<part>.*)"),
        CustomRule("no serial either", "a", {FieldName.PART: "b"}),
        CustomRule("field", "a", {FieldName.SERIAL: "["}),
    ]
    usable, problems = checked([*wrong, SETTINGS_RULE])
    assert usable == (SETTINGS_RULE,)
    assert [problem.name for problem in problems] == [rule.name for rule in wrong]
    assert all(problem.why for problem in problems)


@pytest.mark.parametrize("pattern", [r"(?P<serial>(a|a|b?)+)+c", r"(?P<serial>(x+x+)+)y"])
def test_an_expression_that_would_take_for_ever_is_passed_over(pattern: str) -> None:
    rules = LabelRules(custom=(CustomRule("slow", pattern),))
    for text in ("a" * 60 + "!", "x" * 60 + "!"):
        assert decode(text, rules).rule in (Rule.SERIAL, Rule.CUSTOM)


LABELLIKE = st.lists(
    st.sampled_from(
        ["[)>", ">", RS, GS, EOT, "06", "05", "S", "P", "1P", "21", "10", "01", "]d2", "]C1",
         "CMD-", "OPR-", "/", "SN1", "\r", " ", "\x11", "\ud800", "é", "0" * 14]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(st.text(max_size=60) | LABELLIKE)
def test_any_text_is_one_reading(text: str) -> None:
    reading = decode(text, LabelRules(custom=(SETTINGS_RULE, SERVER_RULE)))
    readable = reading.rule in (
        Rule.CUSTOM, Rule.MH10, Rule.GS1, Rule.WATS_FIELDS, Rule.SERIAL,
    )  # fmt: skip
    assert bool(reading.serial_number) or not readable
    assert all(ord(each) >= 32 for each in reading.serial_number) or not readable


def test_a_label_that_is_longer_than_any_is_refused() -> None:
    assert decode("A" * (LONGEST_LABEL + 1)).rule is Rule.TOO_LONG
    long = f"{HEADER}06{GS}SSN1{GS}" + GS.join(f"Z{n}" for n in range(500)) + f"{RS}{EOT}"
    assert (decode(long).rule, decode(long).serial_number) == (Rule.MH10, "SN1")
