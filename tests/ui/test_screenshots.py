"""The pictures of `packaging/dev.py screenshots`: named after what they show, and on one page."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from screenshots import write_index
from tests.architecture.source import ROOT


def take(folder: Path, screen: str, only: str) -> "subprocess.CompletedProcess[str]":
    paths = os.pathsep.join((str(ROOT), str(ROOT / "packaging")))
    return subprocess.run(
        [sys.executable, "-m", "tests.ui.screenshots", str(folder), screen, only],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths},
    )


@pytest.mark.parametrize(
    ("screen", "name", "size"),
    [("small", "1280x720", (1280, 720)), ("scaled", "1920x1080-200", (1920, 1080))],
)
def test_a_look_is_taken_in_every_theme_and_language(
    tmp_path: Path, screen: str, name: str, size: tuple[int, int]
) -> None:
    result = take(tmp_path, screen, "lookup-gate-unknown")
    assert result.returncode == 0, result.stderr
    modes = ("contrast", "dark", "light")
    wanted = [
        f"lookup-gate-unknown-{mode}-{language}-{name}.png"
        for mode in modes
        for language in ("en", "nb", "xx")
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == wanted
    images = [QImage(str(tmp_path / each)) for each in wanted]
    assert {image.size().toTuple() for image in images} == {size}
    assert len({bytes(image.constBits()) for image in images}) == len(images)
    assert write_index(tmp_path) == len(images)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<h2>(.*)</h2>", page) == ["lookup-gate-unknown"]
    assert page.count("<img") == len(images)


def test_a_name_that_no_look_has_is_told(tmp_path: Path) -> None:
    result = take(tmp_path, "small", "no-such-look")
    assert result.returncode == 2
    assert "no look is called no-such-look" in result.stderr
    assert "lookup-gate-go" in result.stderr
