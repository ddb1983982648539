"""The few calls of libX11 and libXtst that the self-test makes, with their types.

Both libraries are part of every X11 desktop. They are loaded when a self-test runs.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p
from typing import Any, ClassVar

from wats_station.app.selftest.keys import DesktopProblem

CLIENT_MESSAGE = 33
SUBSTRUCTURE_MASKS = (1 << 20) | (1 << 19)
_WORDS_ASKED_FOR = 65_536
_SUCCESS = 0
_WORD_BITS, _LETTER_BITS = 32, 8

_ERROR_HANDLER = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)


class ClientMessage(ctypes.Structure):
    """XClientMessageEvent with five longs."""

    _fields_: ClassVar[Any] = (
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_void_p),
        ("window", c_ulong),
        ("message_type", c_ulong),
        ("format", c_int),
        ("data", c_long * 5),
    )


class AnyEvent(ctypes.Union):
    """XEvent: as large as the largest."""

    _fields_: ClassVar[Any] = (("client", ClientMessage), ("pad", c_long * 24))


# A window may be gone by the time it is asked about; Xlib's own answer is to exit.
_LET_PASS = _ERROR_HANDLER(lambda _display, _error: 0)


class Connection:
    """A display that answers. Raises DesktopProblem where there is none."""

    def __init__(self) -> None:
        try:
            # By their names alone, as a package's builder looks for them.
            self.x11 = _typed_x11(ctypes.CDLL("libX11.so.6"))
            self.xtst = _typed_xtst(ctypes.CDLL("libXtst.so.6"))
        except OSError as problem:
            raise DesktopProblem(
                f"a library of X11 does not load ({problem}): install libx11-6 and libxtst6"
            ) from problem
        self.x11.XSetErrorHandler(_LET_PASS)
        self.display = self.x11.XOpenDisplay(None)
        if not self.display:
            raise DesktopProblem("the X11 display that DISPLAY names does not answer")
        self.root = int(self.x11.XDefaultRootWindow(self.display))

    def close(self) -> None:
        """End the connection."""
        self.x11.XCloseDisplay(self.display)

    def has_extension(self, name: str) -> bool:
        """Whether the server has it."""
        one, two, three = c_int(), c_int(), c_int()
        return bool(
            self.x11.XQueryExtension(
                self.display, name.encode(), byref(one), byref(two), byref(three)
            )
        )

    def atom(self, name: str) -> int:
        """The number of a name."""
        return int(self.x11.XInternAtom(self.display, name.encode(), 0))

    def numbers(self, window: int, name: str) -> list[int]:
        """The 32-bit values of a property of a window; none where it has no such."""
        with self._property(window, name) as (bits, count, data):
            if bits != _WORD_BITS:
                return []
            return list(ctypes.cast(data, POINTER(c_ulong))[:count])

    def text(self, window: int, name: str) -> str:
        """A property of a window that is a text, UTF-8; empty where it has no such."""
        with self._property(window, name) as (bits, count, data):
            if bits != _LETTER_BITS:
                return ""
            return ctypes.string_at(data, count).decode(errors="replace")

    def focus(self) -> int:
        """The window that keys go to; 0 or 1 where there is none in particular."""
        window, revert = c_ulong(), c_int()
        self.x11.XGetInputFocus(self.display, byref(window), byref(revert))
        return int(window.value)

    def parent(self, window: int) -> int:
        """The window that this one lies in; 0 above the root, and where it is gone."""
        root, above, children, count = c_ulong(), c_ulong(), c_void_p(), c_uint()
        known = self.x11.XQueryTree(
            self.display, window, byref(root), byref(above), byref(children), byref(count)
        )
        if children.value:
            self.x11.XFree(children)
        return int(above.value) if known else 0

    def send(self, to: int, about: int, kind: str, *data: int, mask: int = 0) -> None:
        """Send a client message, and wait until the server has it."""
        event = AnyEvent()
        event.client.type = CLIENT_MESSAGE
        event.client.window = about
        event.client.message_type = self.atom(kind)
        event.client.format = _WORD_BITS
        for index, value in enumerate(data):
            event.client.data[index] = value
        self.x11.XSendEvent(self.display, to, 0, mask, byref(event))
        self.wait()

    def key(self, code: int, *, down: bool, after_ms: int) -> None:
        """A key of the X server's own keyboard, so long after the one before."""
        self.xtst.XTestFakeKeyEvent(self.display, code, int(down), after_ms)

    def wait(self) -> None:
        """Return once the server has done all that was asked for."""
        self.x11.XSync(self.display, 0)

    @contextmanager
    def _property(self, window: int, name: str) -> Iterator[tuple[int, int, c_void_p]]:
        """How many bits its values have (0: there is no such), how many there are, and where."""
        kind, bits, count, left = c_ulong(), c_int(), c_ulong(), c_ulong()
        data = c_void_p()
        any_type, keep = 0, 0
        status = self.x11.XGetWindowProperty(
            self.display, window, self.atom(name), 0, _WORDS_ASKED_FOR, keep, any_type,
            byref(kind), byref(bits), byref(count), byref(left), byref(data),
        )  # fmt: skip
        there = status == _SUCCESS and data.value
        try:
            yield (bits.value if there else 0), count.value, data
        finally:
            if data.value:
                self.x11.XFree(data)


def _typed_x11(library: Any) -> Any:
    display, window, number = c_void_p, c_ulong, c_int
    out_int, out_long = POINTER(c_int), POINTER(c_ulong)
    types: dict[str, tuple[Any, tuple[Any, ...]]] = {
        "XOpenDisplay": (display, (c_char_p,)),
        "XCloseDisplay": (number, (display,)),
        "XDefaultRootWindow": (window, (display,)),
        "XSetErrorHandler": (c_void_p, (_ERROR_HANDLER,)),
        "XInternAtom": (c_ulong, (display, c_char_p, number)),
        "XQueryExtension": (number, (display, c_char_p, out_int, out_int, out_int)),
        "XGetInputFocus": (number, (display, out_long, out_int)),
        "XQueryTree": (
            number,
            (display, window, out_long, out_long, POINTER(c_void_p), POINTER(c_uint)),
        ),
        "XGetWindowProperty": (
            number,
            (display, window, c_ulong, c_long, c_long, number, c_ulong,
             out_long, out_int, out_long, out_long, POINTER(c_void_p)),
        ),
        "XSendEvent": (number, (display, window, number, c_long, POINTER(AnyEvent))),
        "XSync": (number, (display, number)),
        "XFree": (number, (c_void_p,)),
    }  # fmt: skip
    return _typed(library, types)


def _typed_xtst(library: Any) -> Any:
    key = (c_int, (c_void_p, c_uint, c_int, c_ulong))
    return _typed(library, {"XTestFakeKeyEvent": key})


def _typed(library: Any, types: dict[str, tuple[Any, tuple[Any, ...]]]) -> Any:
    for name, (answer, arguments) in types.items():
        function = getattr(library, name)
        function.restype, function.argtypes = answer, arguments
    return library
