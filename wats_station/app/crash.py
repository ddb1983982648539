"""Faults of the program itself: logged with their traceback, and shown at the bench."""

import asyncio
import logging
import sys
from collections.abc import Callable
from types import TracebackType

_log = logging.getLogger(__name__)


def show_faults(show: Callable[[str], None]) -> None:
    """Send every exception that nobody handles to the log and, in one line, to `show`."""

    def unhandled(
        kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, traceback)
            return
        _log.error("unhandled fault", exc_info=(kind, error, traceback))
        show(f"{kind.__name__}: {error}")

    def unhandled_in_loop(_loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        message = str(context.get("message", ""))
        known = error if isinstance(error, BaseException) else None
        _log.error("unhandled fault in the loop: %s", message, exc_info=known)
        show(f"{message}: {error}" if error else message)

    sys.excepthook = unhandled
    asyncio.get_running_loop().set_exception_handler(unhandled_in_loop)
