"""The floor of every start: a bare PySide6 window; prints the time of its first paint.

With `stay` it does not end by itself then.
"""

import sys
import time

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Bare(QWidget):
    """Paints nothing, and says when."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        sys.stdout.write(f"painted {time.time()}\n")
        sys.stdout.flush()
        if "stay" not in sys.argv:
            QApplication.quit()


if __name__ == "__main__":
    app = QApplication(sys.argv)
    window = Bare()
    window.resize(1280, 720)
    window.show()
    app.exec()
