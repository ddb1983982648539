"""Pictures of every panel in every state that matters, and one page that shows them all.

Each look in every theme, in English, Norwegian and the pseudo-language, at 1280 x 720 and
at 1920 x 1080 with 200 %. The looks are those of the layout test, in tests/ui/looks.py.
"""

import os
import re
import subprocess
import time
from collections import defaultdict
from html import escape
from pathlib import Path

import environment
from terminal import ROOT, SetupError, say

_SCREENS = ("small", "scaled")
_PICTURE = re.compile(r"(?P<look>.+)-(?P<more>[a-z]+-[a-z]{2}-\d+x\d+(-\d+)?)\.png")
_PAGE = """<!doctype html>
<meta charset="utf-8">
<title>WATS Station: every look</title>
<style>
body {{ font: 14px sans-serif; margin: 24px; background: #ddd; }}
figure {{ display: inline-block; margin: 4px; }}
img {{ width: 420px; display: block; }}
</style>
<h1>{count} pictures</h1>
{looks}
"""


def take(folder: Path, only: str) -> int:
    """Set up, take them into `folder`, and write its index.html; the worst exit code."""
    environment.set_up()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SetupError(f"{folder} cannot be used: {error.strerror}; give another --out") from None
    begun = time.monotonic()
    command = [str(environment.PYTHON), "-m", "tests.ui.screenshots", str(folder.absolute())]
    paths = os.pathsep.join((str(ROOT), str(ROOT / "packaging")))
    # Side by side: a process has one scale factor from its start.
    running = [
        subprocess.Popen(
            [*command, screen, only], cwd=ROOT, env={**os.environ, "PYTHONPATH": paths}
        )
        for screen in _SCREENS
    ]
    code = max(each.wait() for each in running)
    if code == 0:
        count = write_index(folder)
        seconds = time.monotonic() - begun
        say(f"{count} pictures in {seconds:.0f} s: open {folder / 'index.html'}")
    return code


def write_index(folder: Path) -> int:
    """One page with all pictures of `folder`, a heading for each look; how many they are."""
    looks: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.glob("*.png")):
        if found := _PICTURE.fullmatch(path.name):
            name, more = escape(path.name), escape(found["more"])
            looks[found["look"]].append(
                f'<figure><a href="{name}"><img loading="lazy" src="{name}" alt="{more}"></a>'
                f"<figcaption>{more}</figcaption></figure>"
            )
    body = "\n".join(
        f"<h2>{escape(look)}</h2>\n" + "\n".join(figures) for look, figures in looks.items()
    )
    count = sum(map(len, looks.values()))
    (folder / "index.html").write_text(_PAGE.format(count=count, looks=body), encoding="utf-8")
    return count
