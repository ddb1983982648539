"""Pictures of every look on one screen: `python -m tests.ui.screenshots FOLDER small|scaled NAME`.

`packaging/dev.py screenshots` starts one such process for each screen, since Qt takes its
scale factor once. Looks whose names have NAME in them are shown; empty, all of them.
"""

import os
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.ui.gallery import LANGUAGES, SCALED, SMALL, Gallery, compile_languages
from tests.ui.looks import LOOKS, file_name
from wats_station.ui.theme import TABLES

SCREENS = {"small": SMALL, "scaled": SCALED}
# Level 1 of 9: twice as fast as the usual one, and the files are not much larger.
_QUALITY = 80


def main(folder: Path, screen_name: str, only: str) -> int:
    """Take them; 2 where no look has such a name."""
    screen = SCREENS[screen_name]
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(screen.ratio)
    wanted = {name: look for name, look in LOOKS.items() if only in file_name(name)}
    if not wanted:
        sys.stderr.write(f"no look is called {only}: {', '.join(map(file_name, LOOKS))}\n")
        return 2
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as texts:
        compile_languages(Path(texts))
        with patch("wats_station.ui.language.translations_dir", lambda: Path(texts)):
            for mode in TABLES:
                gallery = Gallery(app, mode, screen)
                for language in LANGUAGES:
                    gallery.speak(language)
                    for name, look in wanted.items():
                        gallery.show(look)
                        target = folder / f"{file_name(name, mode, language, screen.name)}.png"
                        image = gallery.shell.grab().toImage()
                        # Nothing shines through a window, and three colours are written faster.
                        image.convertTo(QImage.Format.Format_RGB32)
                        if not image.save(str(target), quality=_QUALITY):
                            raise OSError(f"{target} could not be written")
                gallery.end()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
