"""What the README shows of the Python API is run as it stands there, and prints that."""

import contextlib
import io

from tests.support.site import TOKEN, Site
from tests.wats.readme import pieces


def test_the_chapter_prints_what_it_says(site: Site) -> None:
    shown = pieces()
    assert len(shown) > 5
    known: dict[str, object] = {}
    for piece in shown:
        program = piece.program.replace("http://127.0.0.1:8585", site.url).replace(
            '"..."', repr(TOKEN)
        )
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(program, known)  # noqa: S102 - our own README
        assert said.getvalue().rstrip() == piece.output.rstrip()
