"""Qt's own messages go where the program's do; what says nothing to anybody is left out."""

import logging

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_log = logging.getLogger("qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

# The offscreen platform has no window manager to tell a size to, which is what it is for.
_NOTHING = ("This plugin does not support propagateSizeHints()",)


def to_log() -> None:
    """Send Qt's messages to the log from now on."""
    qInstallMessageHandler(_received)


def _received(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if text not in _NOTHING:
        _log.log(_LEVELS.get(kind, logging.WARNING), "%s", text)
