"""The layout of every look at 200 %, in a process of its own: Qt takes its scale factor once.

`python -m tests.ui.scaled_layout` writes one line for each defect; none is exit code 0.
"""

import os
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

from PySide6.QtWidgets import QApplication

from tests.ui.gallery import LANGUAGES, SCALED, Gallery, compile_languages, found_in
from tests.ui.looks import LOOKS


def main() -> int:
    """Look at all of them in every language."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(SCALED.ratio)
    app = QApplication(sys.argv[:1])
    wrong = []
    with tempfile.TemporaryDirectory() as texts:
        compile_languages(Path(texts))
        with patch("wats_station.ui.language.translations_dir", lambda: Path(texts)):
            gallery = Gallery(app, "light", SCALED)
            if gallery.shell.devicePixelRatio() != SCALED.ratio:
                wrong.append(f"the scale factor is {gallery.shell.devicePixelRatio()}")
            for language in LANGUAGES:
                gallery.speak(language)
                wrong += found_in(gallery, LOOKS, language)
            gallery.end()
    sys.stdout.write("".join(f"{line}\n" for line in wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
