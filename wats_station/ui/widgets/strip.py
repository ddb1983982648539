"""The scan strip: what was heard, how it ended, and the field for typing by hand.

It is part of the window's first paint, so it imports nothing of the domain; states
come as values whose kinds are text (`StrEnum`).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wats_station.ui.symbols import draw_symbol
from wats_station.ui.theme import Theme, ToneName
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.entry import ManualEntry
from wats_station.ui.widgets.link_lamp import LinkLamp
from wats_station.ui.widgets.surface import Badge, Card
from wats_station.ui.widgets.text import TextBlock, broken, draw_lines
from wats_station.ui.words import outcome_word

if TYPE_CHECKING:
    from wats_station.domain.notice import Notice
    from wats_station.flows.strip import Strip, StripEntry

Sentence = Callable[["Notice"], str]

# Two flashes within half a second: seen from the bench, and below the three a second
# that may harm people with photosensitive epilepsy.
_FLASH_STEP_MS = 120
_FLASH_STEPS = 4
_HISTORY = 4

_TONES: dict[str, ToneName] = {
    "done": "done",
    "refused": "refused",
    "not_understood": "not_understood",
    "queued": "queued",
    "ignored": "ignored",
}


class ScanStrip(Card):
    """Always in sight; `typed` carries what was entered by hand, empty included."""

    typed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._state: Strip | None = None
        self._sentence: Sentence | None = None
        self.badge = Badge(theme, "heading")
        self.badge.setFixedSize(theme.metrics.mm(72), theme.metrics.mm(23))
        self.sentence = TextBlock(theme, "heading", lines=3)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.history = History(theme)
        self.link = LinkLamp(theme)
        self.entry = ManualEntry(theme)
        self.send = TouchButton(theme)
        self.undo = TouchButton(theme)
        self.undo.hide()
        self._cover = NotListening(self, theme)
        self._flash_left = 0
        self._flash_timer = QTimer(self)
        self._flash_timer.setInterval(_FLASH_STEP_MS)
        self._flash_timer.timeout.connect(self._flash_on)
        self._lay_out(theme)
        self.entry.returnPressed.connect(self._submit)
        self.send.clicked.connect(self._submit)
        self._retranslate()

    def render_strip(self, state: "Strip", sentence: Sentence) -> None:
        """Show what goes on, or else how the last scan ended."""
        self._state, self._sentence = state, sentence
        older = state.recent
        if state.activity is not None:
            word = outcome_word(state.activity.kind.value)
            self.badge.render_as("reading", "reading", word)
            self.sentence.set_text(sentence(state.activity))
        elif state.recent:
            newest, *_ = state.recent
            older = state.recent[1:]
            kind = newest.outcome.kind.value
            self.badge.render_as(_TONES[kind], kind, outcome_word(kind))
            self.sentence.set_text(sentence(newest.outcome.notice))
        else:
            self._show_nothing_yet()
        self.history.render_entries(older[:_HISTORY], state.waiting)
        self._tell()

    def _tell(self) -> None:
        """Say to a screen reader what stands in the strip, as soon as it does."""
        told = f"{self.badge.word}. {self.sentence.text}"
        if told == self.accessibleName():
            return
        self.setAccessibleName(told)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))

    def flash(self) -> None:
        """Flash twice, for a station without sound; one that is flashing is left to end."""
        if self._flash_left == 0:
            self._flash_left = _FLASH_STEPS
            self._flash_timer.start()
            self._flash_on()

    def set_listening(self, listening: bool) -> None:
        """Cover the strip with NOT LISTENING while a keyboard scanner cannot reach it."""
        self._cover.setVisible(not listening)
        self._cover.raise_()

    @property
    def not_listening_shown(self) -> bool:
        """True while the strip says NOT LISTENING."""
        return not self._cover.isHidden()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """The cover is as large as the strip."""
        self._cover.setGeometry(self.rect())

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _submit(self) -> None:
        text = self.entry.text()
        self.entry.clear()
        self.entry.setFocus()
        self.typed.emit(text)

    def _flash_on(self) -> None:
        self._flash_left -= 1
        self.badge.set_inverted(self._flash_left > 0 and self._flash_left % 2 == 1)
        if self._flash_left <= 0:
            self._flash_left = 0
            self._flash_timer.stop()

    def _retranslate(self) -> None:
        self.entry.set_hint(self.tr("Type a code, then Enter"))
        self.entry.setAccessibleName(self.tr("Type a code by hand"))
        self.send.set_texts(self.tr("Send"))
        self.undo.set_texts(self.tr("Undo"))
        self.history.retranslate()
        if self._state is not None and self._sentence is not None:
            self.render_strip(self._state, self._sentence)
        else:
            self._show_nothing_yet()
            self._tell()

    def _show_nothing_yet(self) -> None:
        self.badge.render_as("calm", "calm", outcome_word("calm"))
        self.sentence.set_text(self.tr("Scan a unit or a command."))

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.metrics
        above = QHBoxLayout()
        above.setSpacing(sizes.pad)
        above.addWidget(self.badge)
        above.addWidget(self.sentence, 1)
        below = QHBoxLayout()
        below.setSpacing(sizes.gap)
        below.addWidget(self.link)
        below.addWidget(self.history, 1)
        below.addWidget(self.undo)
        below.addWidget(self.entry)
        below.addWidget(self.send)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(sizes.gap, sizes.gap, sizes.gap, sizes.gap)
        whole.setSpacing(sizes.gap)
        whole.addLayout(above)
        whole.addLayout(below)


class History(QWidget):
    """The scans before the last one, newest first, and how many wait."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._font = theme.metrics.font("small")
        self._entries: tuple[StripEntry, ...] = ()
        self._waiting = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def render_entries(self, entries: "tuple[StripEntry, ...]", waiting: int) -> None:
        """Show these; entries that do not fit are left out, oldest first."""
        self._entries, self._waiting = entries, waiting
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        """Say the same to a screen reader in the language in force."""
        said = [self._waiting_text()] if self._waiting else []
        said += [f"{outcome_word(each.outcome.kind.value)} {each.text}" for each in self._entries]
        self.setAccessibleName(", ".join(said))

    def sizeHint(self) -> QSize:
        """Whatever is left beside the entry field."""
        return QSize(self._theme.metrics.mm(60), self._theme.metrics.target)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Symbols and texts from left to right, none of them cut."""
        painter = QPainter(self)
        painter.setFont(self._font)
        gap, metrics = self._theme.metrics.gap, QFontMetrics(self._font)
        x, right = gap // 2, self.width()
        if self._waiting:
            painter.setPen(self.palette().windowText().color())
            words = self._waiting_text()
            wide = metrics.horizontalAdvance(words)
            painter.drawText(QRect(x, 0, wide + 1, self.height()), _MIDDLE, words)
            x += wide + 3 * gap
        side = metrics.ascent()
        ink = self.palette().placeholderText().color()
        for entry in self._entries:
            words = metrics.elidedText(entry.text, Qt.TextElideMode.ElideMiddle, right // 2)
            wide = side + gap + metrics.horizontalAdvance(words)
            if x + wide > right:
                break
            box = QRectF(x, (self.height() - side) / 2, side, side)
            draw_symbol(painter, box, entry.outcome.kind.value, ink)
            painter.setPen(ink)
            text = QRect(x + side + gap, 0, wide - side - gap + 1, self.height())
            painter.drawText(text, _MIDDLE, words)
            x += wide + 3 * gap
        painter.end()

    def _waiting_text(self) -> str:
        return self.tr("Waiting: {count}").format(count=self._waiting)


_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class NotListening(QWidget):
    """The cover that says that scans go elsewhere; a touch brings the window back."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme
        self._word_font = theme.metrics.font("huge", bold=True)
        self._help_font = theme.metrics.font("heading")
        self._retranslate()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.setAccessibleName(" ".join(self.texts()))

    def texts(self) -> tuple[str, str]:
        """The words and what to do about it."""
        return (
            QCoreApplication.translate("ScanStrip", "NOT LISTENING"),
            QCoreApplication.translate(
                "ScanStrip", "Another window is in front. Touch here, then scan."
            ),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill the strip with the one colour that nothing else has."""
        fill, ink = self._theme.tone("not_listening")
        sizes = self._theme.metrics
        painter = QPainter(self)
        painter.fillRect(self.rect(), fill)
        side = sizes.mm(22)
        box = QRectF(sizes.pad * 2, (self.height() - side) / 2, side, side)
        draw_symbol(painter, box, "warning", ink)
        painter.setPen(ink)
        left = round(box.right()) + 2 * sizes.pad
        area = self.rect().adjusted(left, 0, -sizes.pad, 0)
        for text, font, half in zip(
            self.texts(), (self._word_font, self._help_font), self._halves(area), strict=True
        ):
            painter.setFont(font)
            draw_lines(
                painter, half, broken(text, font, half.width(), 1), Qt.AlignmentFlag.AlignLeft
            )
        painter.end()

    def _halves(self, area: QRect) -> tuple[QRect, QRect]:
        high = QFontMetrics(self._word_font).lineSpacing()
        low = QFontMetrics(self._help_font).lineSpacing()
        top = (area.height() - high - low) // 2
        return (
            QRect(area.left(), top, area.width(), high),
            QRect(area.left(), top + high, area.width(), low),
        )
