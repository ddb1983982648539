"""Faults of the program itself: logged with their traceback, reported, and shown at the bench."""

import asyncio
import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wats_station.adapters.crash_file import CrashReports

_log = logging.getLogger(__name__)

Report = Callable[[type[BaseException], BaseException | None, TracebackType | None, str], None]


def show_faults(show: Callable[[str], None], report: Report) -> None:
    """Send every exception that nobody handles to the log, to a report, and in a line to `show`.

    `show` is called on the loop, whichever thread it happened in, and not once the loop has ended.
    """
    loop = asyncio.get_running_loop()
    tell = _on_loop(loop, show)

    def unhandled(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("unhandled fault", exc_info=(kind, error, trace))
        report(kind, error, trace, "the window")
        tell(f"{kind.__name__}: {error}")

    def unhandled_in_thread(args: threading.ExceptHookArgs) -> None:
        name = args.thread.name if args.thread else "a thread"
        _log.error("unhandled fault in %s: %r", name, args.exc_value)
        report(args.exc_type, args.exc_value, args.exc_traceback, name)
        tell(f"{args.exc_type.__name__}: {args.exc_value}")

    def unhandled_in_loop(_loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        message = str(context.get("message", ""))
        known = error if isinstance(error, BaseException) else None
        _log.error("unhandled fault in the loop: %s", message, exc_info=known)
        fault = known or RuntimeError(message)
        report(type(fault), fault, fault.__traceback__, f"the loop: {message}")
        tell(f"{message}: {error}" if error else message)

    sys.excepthook = unhandled
    threading.excepthook = unhandled_in_thread
    loop.set_exception_handler(unhandled_in_loop)


def _on_loop(loop: asyncio.AbstractEventLoop, show: Callable[[str], None]) -> Callable[[str], None]:
    def tell(said: str) -> None:
        if threading.current_thread() is not threading.main_thread():
            with suppress(RuntimeError):  # the loop has ended: nobody is there to be told
                loop.call_soon_threadsafe(show, said)
        elif not loop.is_closed():
            show(said)

    return tell


def keep_hard_faults(reports: "CrashReports") -> None:
    """Have the interpreter write down where it was when the system ends it; touches the disk."""
    try:
        # Open as long as the program runs.
        faulthandler.enable(reports.take_hard_ones().open("w"))
    except OSError as error:
        _log.info("no report of hard faults can be kept: %s", error)
