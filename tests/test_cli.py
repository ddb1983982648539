"""The command line: what is asked for wrongly is said in one line, with exit code 2."""

import pytest

from wats_station import __version__
from wats_station.cli import main


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--demo", "--server", "http://x"], "leave --server out"),
        (["--server", "wats.example.com"], "is not a server address"),
        (["--server", "http://x", "--tour", "d"], "add --demo"),
        (["--server", "http://x", "self-test"], "self-test has a server and a folder of its own"),
        (["--data-dir", "d", "self-test"], "leave --demo, --server, --data-dir"),
    ],
)
def test_what_cannot_be_started_says_what_to_do(
    capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert says in said
    assert said.startswith("wats-station: ")
    assert said.count("\n") == 1


def test_the_server_may_come_from_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATS_STATION_SERVER", "ftp://x")
    assert main([]) == 2
    assert "'ftp://x' is not a server address" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["-1", "65536", "x", "9" * 5000, "²"])
def test_a_port_that_is_none(capsys: pytest.CaptureFixture[str], port: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--port", port])
    assert ended.value.code == 2
    assert "is not a number from 0 to 65535" in capsys.readouterr().err


def test_the_pseudo_language_is_taken_and_told_to_nobody(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ["--language", "xx", "--theme", "contrast", "--tour", "d", "--server", "http://x"]
    assert main(asked) == 2, "refused for its --tour alone"
    assert "add --demo" in capsys.readouterr().err
    for arguments, code in ((["--help"], 0), (["--language", "zz"], 2)):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == code
        said = "".join(capsys.readouterr())
        assert "en" in said
        assert "xx" not in said


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"wats-station {__version__}\n"
