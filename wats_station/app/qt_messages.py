"""Qt's own messages go where the program's do; what says nothing to anybody is left out."""

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_LEVELS = {
    QtMsgType.QtDebugMsg: "DEBUG",
    QtMsgType.QtInfoMsg: "INFO",
    QtMsgType.QtWarningMsg: "WARNING",
    QtMsgType.QtCriticalMsg: "ERROR",
    QtMsgType.QtFatalMsg: "CRITICAL",
}

# The offscreen platform has no window manager to tell a size to, which is what it is for.
_NOTHING = ("This plugin does not support propagateSizeHints()",)


def to_log() -> None:
    """Send Qt's messages to the log from now on."""
    qInstallMessageHandler(_received)


def _received(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if text in _NOTHING:
        return
    # Loaded with the first message: most starts have none, and paint sooner without it.
    import logging

    levels = logging.getLevelNamesMapping()
    logging.getLogger("qt").log(levels[_LEVELS.get(kind, "WARNING")], "%s", text)
