"""Text for a terminal: everything that was said, in lines that no terminal breaks itself."""

from hypothesis import example, given
from hypothesis import strategies as some

from wats_station.station.terminal_text import WIDE, columns, one_line, padded, wrapped


def test_what_would_steer_the_terminal_is_left_out() -> None:
    assert one_line("a\nb\x1b[2J\u202ec\u2028d") == "a b [2J c d"


def test_later_lines_begin_below_the_text() -> None:
    first, second = wrapped("  tags      ", "one=1, " * 9 + "two=" + "2" * 20)
    assert first == "  tags      " + ("one=1, " * 9).strip()
    assert second == " " * 12 + "two=" + "2" * 20


def test_letters_of_east_asia_take_two_columns() -> None:
    assert (columns("板卡 A"), columns("e\u0301")) == (6, 1)
    assert padded("板卡", 6) == "板卡  "
    assert padded("longer than that", 6) == "longer than that "
    assert [columns(line) for line in wrapped("", "板" * 50)] == [80, 20]


@given(some.text(max_size=100), some.text(max_size=400), some.none() | some.integers(0, 40))
@example("  x" * 40, "said", 12)
@example("", "", None)
def test_nothing_is_lost_and_no_line_is_too_wide(head: str, text: str, indent: int | None) -> None:
    clean = one_line(head)
    lines = wrapped(clean, text, indent=indent)
    assert lines
    assert all(columns(line) <= WIDE for line in lines)
    said = "".join("".join(lines).split())
    assert said == "".join((clean + one_line(text)).split())
