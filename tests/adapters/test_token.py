"""Tokens: in the keyring where there is one, else in a file that only its owner can read."""

import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.core import init_backend
from keyring.errors import PasswordDeleteError

from wats_station.adapters.token import NAME, TokenStore
from wats_station.domain.secrets import TokenPlace, TokenProblem

SERVER = "https://wats.example.com"


class FakeKeyring(KeyringBackend):
    """Keeps secrets in memory; `forgets` makes it take them and keep none."""

    # Below that of having none: keyring would choose it by itself, in every test to come.
    priority = -1.0

    def __init__(self, *, forgets: bool = False) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # keyring's own
        self.kept: dict[tuple[str, str], str] = {}
        self._forgets = forgets

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if not self._forgets:
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError(username)


class FakeSystemError(Exception):
    """As a system's own library raises it: no error of keyring's."""


class FakeFailingKeyring(FakeKeyring):
    """Takes no secret from now on, and lets its system's own error through."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise FakeSystemError(password)


class FakeBrokenKeyring(FakeFailingKeyring):
    """Nothing of it works."""

    def get_password(self, service: str, username: str) -> str | None:
        raise FakeSystemError(username)


@pytest.fixture
def no_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call] # keyring's own
    yield
    keyring.set_keyring(before)


@pytest.fixture
def fake_keyring(no_keyring: None) -> FakeKeyring:
    fake = FakeKeyring()
    keyring.set_keyring(fake)
    return fake


def test_with_a_fake_keyring_the_token_is_in_no_file(
    tmp_path: Path, fake_keyring: FakeKeyring
) -> None:
    tokens = TokenStore(tmp_path)
    assert tokens.read(SERVER) == ""
    assert tokens.keep(SERVER + "/", "one") is TokenPlace.KEYRING
    assert tokens.keep(SERVER, "two") is TokenPlace.KEYRING
    assert tokens.read(SERVER) == "two"
    assert tokens.read("https://other.example.com") == ""
    assert fake_keyring.kept == {("wats-station", SERVER): "two"}
    assert list(tmp_path.iterdir()) == []


def test_without_a_keyring_the_file_is_its_owners_alone(tmp_path: Path, no_keyring: None) -> None:
    tokens = TokenStore(tmp_path / "data")
    assert tokens.keep(SERVER, "one") is TokenPlace.FILE
    assert tokens.keep("http://other:8585", "ø") is TokenPlace.FILE
    assert (tokens.read(SERVER), tokens.read("http://other:8585/")) == ("one", "ø")
    assert stat.S_IMODE(tokens.path.stat().st_mode) == 0o600
    assert [each.name for each in (tmp_path / "data").iterdir()] == [NAME]


def test_a_fake_keyring_that_came_later_takes_the_token_over(
    tmp_path: Path, no_keyring: None
) -> None:
    tokens = TokenStore(tmp_path)
    tokens.keep(SERVER, "one")
    keyring.set_keyring(FakeKeyring())
    assert tokens.read(SERVER) == "one"
    assert tokens.keep(SERVER, "two") is TokenPlace.KEYRING
    assert "one" not in tokens.path.read_text()
    assert tokens.read(SERVER) == "two"


def test_a_fake_keyring_that_keeps_nothing_is_none(tmp_path: Path, no_keyring: None) -> None:
    keyring.set_keyring(FakeKeyring(forgets=True))
    tokens = TokenStore(tmp_path)
    assert tokens.keep(SERVER, "one") is TokenPlace.FILE
    assert tokens.read(SERVER) == "one"


@pytest.mark.parametrize("content", ["{", "[]", "\xff"])
def test_a_broken_file_is_named_and_not_overwritten(
    tmp_path: Path, no_keyring: None, content: str
) -> None:
    tokens = TokenStore(tmp_path)
    tokens.path.write_text(content, encoding="latin-1")
    with pytest.raises(TokenProblem, match=NAME):
        tokens.read(SERVER)
    with pytest.raises(TokenProblem, match=NAME):
        tokens.keep(SERVER, "one")
    assert tokens.path.read_text(encoding="latin-1") == content


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, no_keyring: None) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TokenProblem, match="file"):
        TokenStore(tmp_path / "file" / "data").keep(SERVER, "one")


def test_a_fake_keyring_that_fails_in_its_own_way_is_none(
    tmp_path: Path, no_keyring: None, caplog: pytest.LogCaptureFixture
) -> None:
    keyring.set_keyring(FakeBrokenKeyring())
    caplog.set_level("DEBUG")
    tokens = TokenStore(tmp_path)
    assert tokens.read(SERVER) == ""
    assert tokens.keep(SERVER, "secret-one") is TokenPlace.FILE
    assert tokens.read(SERVER) == "secret-one"
    assert "FakeSystemError" in caplog.text
    assert "secret-one" not in caplog.text


def test_an_old_token_in_a_fake_keyring_does_not_win_over_the_files(
    tmp_path: Path, no_keyring: None
) -> None:
    failing = FakeFailingKeyring()
    failing.kept["wats-station", SERVER] = "old"
    keyring.set_keyring(failing)
    tokens = TokenStore(tmp_path)
    assert tokens.read(SERVER) == "old"
    assert tokens.keep(SERVER, "new") is TokenPlace.FILE
    assert tokens.read(SERVER) == "new"


def test_no_half_made_file_of_tokens_stays(tmp_path: Path, no_keyring: None) -> None:
    tokens = TokenStore(tmp_path)
    with pytest.raises(TypeError):
        tokens.keep(SERVER, b"no text")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_no_fake_is_the_machines_own_keyring() -> None:
    init_backend()
    chosen = keyring.get_keyring()
    # Of several that could do it makes a chain.
    links = getattr(chosen, "backends", [chosen])
    assert not any(isinstance(each, FakeKeyring) for each in links)
