"""The scan router: every key of every window passes here before any widget sees it.

It acts on the delivery to the window (`QWindow`) alone, where each physical key
passes once; holds back keys that may be a scan; and gives those that were typing
back to the window they were meant for, presses and releases in order. Shortcuts are
claimed as well (`ShortcutOverride`), or a scanned Ctrl+key would trigger one.

The times are the key events' own, so that a burst that waited in the queue of a
busy program is still judged by how fast the scanner sent it.

While a scanner is set up (`measure`) the same keys are collected instead of framed.
"""

from dataclasses import dataclass, field, replace

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QInputMethodQueryEvent,
    QKeyEvent,
    QWindow,
)

from wats_station.domain.scanner_profile import ScannerProfile
from wats_station.scan.framing import Stroke, Verdict, WedgeFramer
from wats_station.scan.set_up import HeardKey
from wats_station.ui.accents import TAKES_WORDS, AccentComposer
from wats_station.ui.key_clock import KeyClock
from wats_station.ui.key_measuring import KeyMeasuring
from wats_station.ui.key_reading import alt_character, heard_key, is_alt_digit, readings

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})

_MODIFIER_KEYS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_ScrollLock,
    }
)


@dataclass(slots=True)
class _Held:
    """A key press kept back, with what followed it: the window, the press, its release."""

    window: QWindow
    events: list[QKeyEvent] = field(default_factory=list)


class WedgeRouter(QObject):
    """Installed on the application; emits each framed scan, and whether keys can reach us.

    `measured` carries the keys of one code, as `HeardKey`s, while a scanner is set up.
    """

    scanned = Signal(object)
    listening = Signal(bool)
    measured = Signal(object)

    def __init__(self, app: QGuiApplication, profile: ScannerProfile | None = None) -> None:
        super().__init__(app)
        self._framer = WedgeFramer(profile or ScannerProfile())
        self._measuring = KeyMeasuring(self)
        self._measuring.heard.connect(self.measured)
        self._alt_digits: list[tuple[QWindow, QKeyEvent]] = []
        self._held: dict[int, _Held] = {}
        self._down: dict[int, int | None] = {}
        self._next_token = 0
        self._given_back: QKeyEvent | None = None
        self._clock = KeyClock()
        self._accents = AccentComposer()
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setTimerType(Qt.TimerType.PreciseTimer)
        self._silence.timeout.connect(self._look_once_more)
        app.installEventFilter(self)
        app.applicationStateChanged.connect(self._state_changed)
        # Whatever is in focus by now has been asked before.
        QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)

    def use(self, profile: ScannerProfile) -> None:
        """Hear this scanner from the next code on."""
        self._framer.profile = profile

    def measure(self, on: bool) -> None:
        """Collect keys for the set-up instead of framing scans; or frame them again."""
        self._measuring.turn(on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take keys on their way to a window; everything else passes."""
        if isinstance(event, QInputMethodEvent) and (event.commitString() or event.preeditString()):
            # An accent or a word is put together elsewhere. Typed keys before it go first; of a
            # scan it took some keys away, and what it made of them belongs to no widget.
            self._settle(self._framer.interrupt())
            return self._framer.spoiled
        if isinstance(event, QInputMethodQueryEvent):
            return _refuses_input_method(watched, event)
        if event.type() not in _KEYS or not isinstance(event, QKeyEvent):
            return False
        if event is self._given_back:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._claim(event)
        if not isinstance(watched, QWindow):
            return False
        if event.type() == QEvent.Type.KeyRelease:
            return self._released(event)
        return self._pressed(watched, event)

    def _claim(self, event: QKeyEvent) -> bool:
        """Keep a key that writes something from being looked up as a shortcut first."""
        if any(readings(event, self._framer.profile.layout)) or is_alt_digit(event):
            event.accept()
            return True
        return False

    def _pressed(self, window: QWindow, event: QKeyEvent) -> bool:
        if event.key() in _MODIFIER_KEYS:
            return False
        if is_alt_digit(event):
            self._alt_digits.append((window, event.clone()))
            return True
        character, other = readings(event, self._framer.profile.layout)
        # What was held before measuring began is let go by the silence.
        holding = self._framer.holding and not self._measuring.on
        if not character and not other and not holding:
            return False
        if self._measuring.on:
            self._down[_physical(event)] = None
            if not event.isAutoRepeat():
                self._measuring.add(heard_key(event, self._clock.time_of(event)))
            return True
        self._feed(window, [event.clone()], (character, other), event)
        return True

    def _feed(
        self,
        window: QWindow,
        events: list[QKeyEvent],
        read: tuple[str, str],
        last: QKeyEvent,
    ) -> None:
        token, self._next_token = self._next_token, self._next_token + 1
        self._held[token] = _Held(window, events)
        self._down[_physical(last)] = token
        character, other = read
        stroke = Stroke(character, self._clock.time_of(last), token, last.isAutoRepeat(), other)
        self._settle(self._framer.feed(stroke))

    def _end_alt_digits(self, release: QKeyEvent) -> None:
        """Alt went up: the digits typed on the keypad meanwhile are one character."""
        pressed, self._alt_digits = self._alt_digits, []
        character = alt_character([event for _, event in pressed])
        if self._measuring.on:
            self._measuring.add(HeardKey(None, character, self._clock.time_of(release)))
            return
        self._feed(pressed[0][0], [event for _, event in pressed], (character, character), release)
        self._down.pop(_physical(release), None)

    def _released(self, event: QKeyEvent) -> bool:
        """A release follows its press: held with it, swallowed with it, or passed."""
        if event.key() == Qt.Key.Key_Alt and self._alt_digits and not event.isAutoRepeat():
            self._end_alt_digits(event)
            return False
        if is_alt_digit(event) and self._alt_digits:
            self._alt_digits.append((self._alt_digits[0][0], event.clone()))
            return True
        physical = _physical(event)
        if physical not in self._down:
            self._look_for_a_lost_press(event)
            return False
        token = self._down[physical] if event.isAutoRepeat() else self._down.pop(physical)
        if token is None:
            return True
        held = self._held.get(token)
        if held is None:
            return False
        held.events.append(event.clone())
        return True

    def _look_for_a_lost_press(self, release: QKeyEvent) -> None:
        """A field for words may have had it: its input method sees keys before we do."""
        writes = any(readings(release, self._framer.profile.layout))
        if writes and release.key() not in _MODIFIER_KEYS and not release.isAutoRepeat():
            self._settle(self._framer.missed(self._clock.time_of(release)))

    def _settle(self, verdict: Verdict) -> None:
        for token in verdict.swallowed:
            self._held.pop(_number(token), None)
            for physical, pressed in self._down.items():
                if pressed == token:
                    self._down[physical] = None
        self._replay([self._held.pop(_number(token)) for token in verdict.replay])
        self._await_silence()
        if verdict.scan is not None:
            started, ended = map(self._clock.on_ours, (verdict.scan.started, verdict.scan.ended))
            self.scanned.emit(replace(verdict.scan, started=started, ended=ended))

    def _replay(self, typed: list[_Held]) -> None:
        for held in typed:
            for event in held.events:
                if shiboken6.isValid(held.window):
                    # This one alone: it may open a dialog of Qt's own, which runs a loop of
                    # its own in here, and scans are to be heard there too.
                    self._given_back = self._accents.composed(event)
                    QCoreApplication.sendEvent(held.window, self._given_back)
        self._given_back = None

    def _await_silence(self) -> None:
        deadline = self._framer.deadline
        if deadline is None:
            self._silence.stop()
            return
        left = deadline - self._clock.now()
        self._silence.start(max(0, int(left * 1000) + 1))

    def _look_once_more(self) -> None:
        """Keys that came in time may still be queued behind what kept the loop busy."""
        QTimer.singleShot(0, self._silent)

    def _silent(self) -> None:
        now = self._clock.now()
        deadline = self._framer.deadline
        if deadline is not None and now < deadline:
            self._await_silence()
        else:
            self._settle(self._framer.expire(now))

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        # Alt goes up elsewhere then: its digits would be the beginning of a later number.
        self._alt_digits.clear()
        self.listening.emit(state == Qt.ApplicationState.ApplicationActive)


def _refuses_input_method(asked: QObject, event: QInputMethodQueryEvent) -> bool:
    """Answer for every field but those for words that it takes no input method."""
    if not event.queries() & Qt.InputMethodQuery.ImEnabled or asked.property(TAKES_WORDS):
        return False
    event.setValue(Qt.InputMethodQuery.ImEnabled, False)
    return True


def _physical(event: QKeyEvent) -> int:
    return event.nativeScanCode() or event.key()


def _number(token: object) -> int:
    if not isinstance(token, int):
        raise TypeError(token)
    return token
