"""What a key event writes: by its position on the scanner's layout, and as the system reads it.

The one place that knows how each platform numbers its keys.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from wats_station.scan.layouts import character_at, control_at
from wats_station.scan.set_up import HeardKey

_EDITING_KEYS = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Escape})

# Ctrl with the keys from @ to _ writes the control characters from NUL to US.
_FIRST_CONTROL, _LAST_CONTROL = 0x40, 0x5F

# X11 and Wayland count evdev's codes from 8; Windows has the scan codes themselves.
_OFFSETS = {"windows": 0}
_USUAL_OFFSET = 8
_HIGHEST_CONTROL = 0x1F


def readings(event: QKeyEvent, layout: str) -> tuple[str, str]:
    """What the key writes on the scanner's layout, and on the system's; empty for nothing.

    A key without a position (remote desktop, on-screen keyboard) is what its text says.
    """
    by_system = _character(event)
    position = _position_of(event)
    if position is None or by_system in ("\r", "\t") or not _writes(event):
        return by_system, by_system
    return _by_position(event, layout, position) or by_system, by_system


def heard_key(event: QKeyEvent, time: float) -> HeardKey:
    """The key as set-up measures it: where it is and what is held, whatever it writes."""
    control, _, altgr = _held(event)
    return HeardKey(
        position=_position_of(event),
        system=_character(event),
        time=time,
        shift=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier),
        altgr=altgr,
        control=control,
    )


def is_alt_digit(event: QKeyEvent) -> bool:
    """True for a digit of the keypad while Alt alone is held: part of a character's number."""
    modifiers = event.modifiers()
    wanted = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier
    others = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
    is_digit = Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9
    return is_digit and modifiers & wanted == wanted and not modifiers & others


def alt_character(events: list[QKeyEvent]) -> str:
    """The character whose number these keys give (Alt+029 is GS); empty for a number of none."""
    presses = [event for event in events if event.type() == QKeyEvent.Type.KeyPress]
    number = int("".join(chr(event.key()) for event in presses) or "0")
    # What Windows takes too: a number of the code page, of which ASCII is certain.
    return chr(number) if 0 < number < 128 else ""  # noqa: PLR2004 - ASCII


def _position_of(event: QKeyEvent) -> int | None:
    code = event.nativeScanCode()
    if code == 0:
        return None
    return code - _OFFSETS.get(QGuiApplication.platformName(), _USUAL_OFFSET)


def _writes(event: QKeyEvent) -> bool:
    """False for a key that only does something, whatever stands on it."""
    modifiers = event.modifiers()
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
    return not (modifiers & Qt.KeyboardModifier.MetaModifier or (alt and not control))


def _by_position(event: QKeyEvent, layout: str, position: int) -> str:
    control, alt, altgr = _held(event)
    if control and not alt:
        return control_at(layout, position)
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return character_at(layout, position, shift=shift, altgr=altgr)


def _held(event: QKeyEvent) -> tuple[bool, bool, bool]:
    """Ctrl, Alt and AltGr; Ctrl with Alt is AltGr on Windows."""
    modifiers = event.modifiers()
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
    group = bool(modifiers & Qt.KeyboardModifier.GroupSwitchModifier)
    return control, alt, group or (control and alt)


def _character(event: QKeyEvent) -> str:
    """What the key writes: one character, or nothing for keys that only do something."""
    key, modifiers = event.key(), event.modifiers()
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return "\r"
    if key == Qt.Key.Key_Tab:
        return "\t"
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
    # Ctrl with Alt is AltGr on Windows, and that does write.
    if (
        key in _EDITING_KEYS
        or modifiers & Qt.KeyboardModifier.MetaModifier
        or (alt and not control)
    ):
        return ""
    if control and not alt and _FIRST_CONTROL <= key <= _LAST_CONTROL:
        return chr(key - _FIRST_CONTROL)
    text = event.text()
    return text if len(text) == 1 else ""
