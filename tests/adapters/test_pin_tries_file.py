"""The count of wrong PINs on the disk: kept for its owner alone, and never a reason to stop."""

import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ExpectLog
from wats_station.adapters.pin_tries_file import PinTriesFile
from wats_station.services.pins import BadgeTries, PinTries

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SOME = PinTries((BadgeTries("9001", 5, NOON), BadgeTries("æ", 1)))


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    file = PinTriesFile(tmp_path / "new folder")
    assert file.read() == PinTries()
    file.keep(SOME)
    assert PinTriesFile(tmp_path / "new folder").read() == SOME
    file.keep(PinTries())
    assert file.read() == PinTries()
    assert [each.name for each in file.path.parent.iterdir()] == ["pin-tries.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in another way")
def test_its_owner_alone_can_read_it(tmp_path: Path) -> None:
    file = PinTriesFile(tmp_path)
    file.keep(SOME)
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"by_badge": [{"badge": "1", "wrong": 99}]}',
        b'{"by_badge": [{"badge": "1", "wrong": 5, "locked_until": "2026-11-24T12:00:00"}]}',
    ],
)
def test_a_damaged_one_is_set_aside_and_logged(
    tmp_path: Path, content: bytes, expected_log: ExpectLog
) -> None:
    expected_log(r"pin-tries\.json is damaged: it is kept as .*pin-tries\.damaged-2\.json")
    (tmp_path / "pin-tries.damaged-1.json").write_bytes(b"before")
    file = PinTriesFile(tmp_path)
    file.path.write_bytes(content)
    assert file.read() == PinTries()
    assert (tmp_path / "pin-tries.damaged-2.json").read_bytes() == content
    file.keep(SOME)
    assert file.read() == SOME


def test_one_that_cannot_be_read_is_logged(tmp_path: Path, expected_log: ExpectLog) -> None:
    expected_log(r"pin-tries\.json cannot be read")
    file = PinTriesFile(tmp_path)
    file.path.mkdir()
    assert file.read() == PinTries()
    with pytest.raises(OSError, match=r"pin-tries\.json"):
        file.keep(SOME)
    assert [each.name for each in tmp_path.iterdir()] == ["pin-tries.json"]


times = st.none() | st.datetimes(timezones=st.just(UTC))
any_tries = st.builds(
    PinTries,
    st.lists(
        st.builds(
            BadgeTries, st.text(st.characters(codec="utf-8"), max_size=9), st.integers(0, 5), times
        ),
        max_size=5,
    ).map(tuple),
)


@given(any_tries)
def test_any_count_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, tries: PinTries
) -> None:
    file = PinTriesFile(tmp_path_factory.mktemp("tries"))
    file.keep(tries)
    assert file.read() == tries
