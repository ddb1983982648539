"""What is wrong with the layout of a window as it stands: the sentences a tester would write.

Checked are cut-off texts, parts that overlap or leave their parent, targets too small for a
gloved finger, type too small for an eye, and texts that never went through translation.
"""

import dataclasses
import re
from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QStackedWidget,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from tests.ui.painted import recorded_painting
from wats_station.ui.metrics import Metrics
from wats_station.ui.shell import Shell
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.long_text import LongText
from wats_station.ui.widgets.rail import RailButton
from wats_station.ui.widgets.rows import Row, RowList
from wats_station.ui.widgets.strip import NotListening
from wats_station.ui.widgets.surface import Badge
from wats_station.ui.widgets.text import TextBlock
from wats_station.ui.widgets.tiles import TileField

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
# The same in every language: units, keys, control characters, serial lines, ports, formats.
_TECHNICAL = re.compile(
    r"\b(ms|kB|Ctrl\+\w|GS|RS|EOT|FS|US|\d[NEO]\d|ACK/NAK|tty\w+|COM\d+|CSV|CMD-[A-Z-]+|OPR-"
    r"|[0-9a-f]{2}( [0-9a-f]{2})+|https://wats\.example\.com|English|Norsk bokmål)"
)
_MOST_ROWS = 100
_BRACKETED = re.compile(r"\[[^\[\]]*\]")
_OF_QT = (QAbstractScrollArea, QComboBox, QLineEdit, QStackedWidget)


def data_of(*things: object) -> frozenset[str]:
    """Every text in these states: what servers, scanners and settings say, not the window."""
    found: set[str] = set()
    _collect(things, found)
    return frozenset(found)


def defects(shell: Shell, metrics: Metrics, data: frozenset[str]) -> list[str]:
    """All that is wrong, one sentence each; `data` are the texts that are not the window's."""
    widgets = [each for each in shell.findChildren(QWidget) if each.isVisible()]
    found = [*_of_painting(shell, metrics, data)]
    for widget in widgets:
        found += _cut_off(widget)
        found += _too_small(widget, metrics)
        found += _out_of_place(shell, widget)
    for parent in (shell, *widgets):
        found += _overlaps(parent)
    return sorted(set(found))


def cut_off(panel: QWidget) -> list[str]:
    """Words that cannot be read in this part of a window."""
    widgets = (each for each in panel.findChildren(QWidget) if each.isVisible())
    return [defect for widget in widgets for defect in _cut_off(widget)]


def wordless(panel: QWidget) -> list[QWidget]:
    """What can be reached by keyboard and says nothing to a screen reader."""
    return [
        each
        for each in panel.findChildren(QWidget)
        if each.isVisible()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not each.accessibleName()
    ]


def unmarked(shell: Shell, data: frozenset[str]) -> list[str]:
    """In the pseudo-language: texts in sight, or told a screen reader, that are not bracketed."""
    with recorded_painting() as painted:
        shell.grab()
    whole = {shell.windowTitle()}
    for widget in shell.findChildren(QWidget):
        if widget.isVisible():
            whole |= {" ".join(text.split("\n")) for text in _texts_of(widget)}
    elided = painted.elided
    parts = {elided.get(each.text, each.text) for each in painted.texts}
    # A line of a longer text is checked as a part of the whole.
    alone = {part for part in parts if not any(part in text for text in whole)}
    return sorted(text for text in whole | alone if _LETTER.search(own_words(text, data)))


def _texts_of(widget: QWidget) -> Iterator[str]:
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    if isinstance(widget, QLineEdit):
        yield from (widget.text(), widget.placeholderText())
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    elif isinstance(widget, NotListening):
        yield from widget.texts()
    elif isinstance(widget, RowList | TileField):
        for row in _rows(widget):
            yield from row.words


def _rows(view: RowList | TileField) -> Iterator[Row]:
    model = view.model()
    for at in range(min(model.rowCount(), _MOST_ROWS)):
        yield model.index(at, 0).data(Qt.ItemDataRole.UserRole)


def own_words(text: str, data: frozenset[str]) -> str:
    """`text` without what is bracketed and what is data."""
    text = _without(_TECHNICAL.sub(" ", text), data)
    before = ""
    while before != text:
        before, text = text, _BRACKETED.sub(" ", text)
    return text


def _of_painting(shell: Shell, metrics: Metrics, data: frozenset[str]) -> Iterator[str]:
    with recorded_painting() as painted:
        shell.grab()
    summaries = _summaries(shell)
    for shown, text in painted.elided.items():
        # What a server says may be of any length; it is whole in the accessible name.
        lost = [word for word in _WORD.findall(_without(text, data)) if word not in shown]
        if lost and text not in summaries:
            yield f"elided: {text!r} lost {lost}"
    for each in painted.texts:
        if not each.fits:
            yield f"cut off: {each.text!r} is {each.wide} x {each.high} in {_size(each.room)}"
        if each.pixels < metrics.text("small"):
            yield f"type of {each.pixels} pixels: {each.text!r}"


def _summaries(shell: Shell) -> frozenset[str]:
    """The words of rows that a touch shows in full beside the list."""
    lists = (each for each in shell.findChildren(RowList) if each.isVisible() and each.is_summary)
    return frozenset(part for each in lists for row in _rows(each) for part in row.words)


def _without(text: str, data: frozenset[str]) -> str:
    return _any_of(data).sub(" ", text)


@lru_cache(maxsize=4)
def _any_of(data: frozenset[str]) -> re.Pattern[str]:
    """Any of these as a whole word; the longest that is there."""
    longest_first = sorted(data, key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")


def _cut_off(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, TextBlock) and widget.text:
        needed = widget.heightForWidth(widget.width())
        if widget.elided or widget.height() < needed - 1:
            yield f"cut off: {widget.text!r} in {_size(widget.rect())}"
    elif isinstance(widget, TouchButton | RailButton) and not widget.fits():
        yield f"cut off: the button {widget.text()!r} in {_size(widget.rect())}"
    elif isinstance(widget, Badge) and not widget.fits():
        yield f"cut off: the badge {widget.word!r} in {_size(widget.rect())}"
    elif isinstance(widget, QLineEdit) and not isinstance(widget.parent(), QComboBox):
        hint = "" if widget.text() else widget.placeholderText()
        room = widget.width() - widget.textMargins().left() - widget.textMargins().right() - 8
        if QFontMetrics(widget.font()).horizontalAdvance(hint) > room:
            yield f"cut off: the hint {hint!r} in {_size(widget.rect())}"
    elif isinstance(widget, QComboBox):
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        edit = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            widget,
        )
        if QFontMetrics(widget.font()).horizontalAdvance(widget.currentText()) > edit.width():
            yield f"cut off: the choice {widget.currentText()!r} in {_size(widget.rect())}"


def _too_small(widget: QWidget, metrics: Metrics) -> Iterator[str]:
    """Targets in millimetres on the glass. A scroll bar is none: the content is dragged."""
    least = metrics.target
    if isinstance(widget, TouchButton) and widget.is_primary:
        least = metrics.primary
    if isinstance(widget, QAbstractButton | QLineEdit | QComboBox) and not isinstance(
        widget.parent(), QComboBox
    ):
        if min(widget.width(), widget.height()) < least:
            yield f"a target too small: {_named(widget)} is {_in_mm(widget.rect(), metrics)}"
    elif isinstance(widget, LongText):
        return  # Its lines are read, not touched.
    elif isinstance(widget, QAbstractItemView) and widget.model().rowCount():
        row = widget.visualRect(widget.model().index(0, 0))
        if min(row.width(), row.height()) < least:
            yield f"a target too small: a row of {_named(widget)} is {_in_mm(row, metrics)}"
    if isinstance(widget, QLineEdit | QComboBox):
        pixels = widget.font().pixelSize()
        if pixels < metrics.text("small"):
            yield f"type of {pixels} pixels: {_named(widget)}"


def _out_of_place(shell: Shell, widget: QWidget) -> Iterator[str]:
    parent = widget.parentWidget()
    if parent is None or isinstance(widget, QScrollBar) or _is_of_qt(parent):
        return
    place = widget.geometry()
    above = parent.parentWidget()
    if isinstance(above, QAbstractScrollArea) and above.viewport() is parent:
        # Scrolled up and down it may go out of sight, never to the side.
        room = QRect(0, place.top(), parent.width(), place.height())
    else:
        room = parent.rect()
    if not room.contains(place):
        yield f"outside its parent: {_named(widget)} at {_place(place)} in {_size(room)}"


def _overlaps(parent: QWidget) -> Iterator[str]:
    if isinstance(parent, _OF_QT) or _is_of_qt(parent):
        return
    children = [
        each
        for each in parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if each.isVisible() and not isinstance(each, NotListening)
    ]
    for number, one in enumerate(children):
        for other in children[number + 1 :]:
            if one.geometry().intersects(other.geometry()):
                yield (
                    f"overlapping: {_named(one)} at {_place(one.geometry())}"
                    f" and {_named(other)} at {_place(other.geometry())}"
                )


def _is_of_qt(widget: QWidget) -> bool:
    """Inside one of Qt's own widgets, which arranges its parts by itself."""
    return isinstance(widget, QComboBox | QLineEdit | QAbstractItemView)


def _collect(thing: object, found: set[str]) -> None:
    if isinstance(thing, str):
        # A tag's value may be a word and, behind a colon, the reason.
        parts = (str(thing), *str(thing).splitlines(), str(thing).partition(": ")[2])
        found.update(part for part in parts if part)
    elif isinstance(thing, bytes):
        return
    elif dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        for field in dataclasses.fields(thing):
            _collect(getattr(thing, field.name), found)
    elif isinstance(thing, dict):
        for key, value in thing.items():
            _collect((key, value), found)
    elif isinstance(thing, tuple | list | frozenset | set):
        for each in thing:
            _collect(each, found)


def _named(widget: QWidget) -> str:
    name = widget.accessibleName()
    return f"{type(widget).__name__} {name!r}" if name else type(widget).__name__


def _size(rect: QRect) -> str:
    return f"{rect.width()} x {rect.height()}"


def _place(rect: QRect) -> str:
    return f"{rect.left()}, {rect.top()}, {_size(rect)}"


def _in_mm(rect: QRect, metrics: Metrics) -> str:
    wide, high = (round(side * 25.4 / metrics.dpi, 1) for side in (rect.width(), rect.height()))
    return f"{wide} x {high} mm"
