"""What the command line asks of the window's look: a setting for that run, or a bad argument."""

from pathlib import Path

import pytest

from wats_station.app.start import WindowOptions
from wats_station.cli import main


def test_language_and_theme_are_settings_for_that_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = list[WindowOptions]()

    def run(options: WindowOptions) -> int:
        started.append(options)
        return 0

    monkeypatch.setattr("wats_station.app.start.run_window", run)
    given = ["--set", "display.theme=light", "--language", "nb", "--theme", "dark"]
    assert main([*given, "--data-dir", str(tmp_path)]) == 0
    assert main(["--data-dir", str(tmp_path)]) == 0
    assert [options.given for options in started] == [
        ("display.theme=light", "display.language=nb", "display.theme=dark"),
        (),
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("--language", "de"), "argument --language: 'de' is none of en and nb"),
        (("--theme", "pink"), "argument --theme: invalid choice: 'pink'"),
    ],
)
def test_a_language_or_a_theme_that_there_is_not_is_a_bad_argument(
    wrong: tuple[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err
