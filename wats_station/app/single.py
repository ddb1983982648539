"""One window per data folder: a second start raises the first window and ends.

The lock is the operating system's view of a file that names its holder, so a killed
window leaves none that stays; the local socket carries the wish to be raised.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_CONNECT_MS = 1000


class OneWindow(QObject):
    """Holds the data folder for this window; `raised` when a second start knocks."""

    raised = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._server: QLocalServer | None = None
        self._lock = QLockFile(str(folder / "window.lock"))
        # Never stale by age: a station runs for weeks.
        self._lock.setStaleLockTime(0)

    def take(self) -> bool:
        """True when this is the folder's only window now."""
        return self._lock.tryLock(0)

    def listen(self) -> None:
        """Hear second starts from now on; the socket library loads here, after the paint."""
        from PySide6.QtNetwork import QLocalServer

        name = _socket_name(self._folder)
        QLocalServer.removeServer(name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(lambda: self._knocked(server.nextPendingConnection()))
        server.listen(name)
        self._server = server

    def knock(self) -> bool:
        """Ask the folder's window to come to the front; False when it does not answer."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(_socket_name(self._folder))
        heard = socket.waitForConnected(_CONNECT_MS)
        socket.disconnectFromServer()
        return heard

    def release(self) -> None:
        """Give the folder free."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _knocked(self, connection: "QLocalSocket") -> None:
        connection.disconnected.connect(connection.deleteLater)
        self.raised.emit()


def _socket_name(folder: Path) -> str:
    import hashlib

    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return f"wats-station-{digest}"
