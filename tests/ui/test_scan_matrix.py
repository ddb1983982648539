"""Every kind of widget x every framing x codes of all kinds: the scan arrives, nothing else does.

Keys go to the native window handle, as the platform delivers them, and carry positions and
times of their own.
"""

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.scanner_keys import KeyScanner
from wats_station.domain.scanner_profile import WATS_PREFIX, WATS_SUFFIX, ScannerProfile
from wats_station.scan.raw_scan import RawScan
from wats_station.ui.wedge import WedgeRouter

# Between two scans, and longer than any silence that says something, in milliseconds.
_PAUSE = 2_000

FRAMINGS = {
    "enter": ("", "\r"),
    "tab": ("", "\t"),
    "ctrl+y": ("", WATS_SUFFIX),
    "ctrl+q and enter": (WATS_PREFIX, "\r"),
    "ctrl+q and tab": (WATS_PREFIX, "\t"),
    "ctrl+q and ctrl+y": (WATS_PREFIX, WATS_SUFFIX),
    "ctrl+q and silence": (WATS_PREFIX, ""),
}
CODES = {
    "us": (
        "DEMO-1001",
        "SHIP 12 34",
        "  four words here ",
        "0012345678",
        "sn-lower_case.x",
        "S12\x1d1P34\x1d",
        "[)>\x1e06\x1dSX1\x1e\x04",
        "A\x1cB\x1cCD",
        "SERIAL/PART/A/B7",
        "yz_+=;:&?()",
        "zy-/+=_:;",
    ),
    "no": ("ÆØÅ-æøå/1", "zy;:_+&", "SN 12"),
    "de": ("ÄÖÜäöüß", "zyZY-_;:", "SN#12"),
    "fr": ("éèçà(9)", "AZQWazqw", "SN 12!"),
}
SYSTEMS = ("us", "no", "de", "fr")
# Every key that scanners hold Ctrl for, and the one that ends most codes.
SHORTCUTS = ("Ctrl+Q", "Ctrl+Y", "Ctrl+]", "Ctrl+^", "Ctrl+6", "Ctrl+\\", "Ctrl+D", "Return")


class Board(QWidget):
    """One of each widget that a scan could do harm to, and all that it could have done."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.shortcuts = [self._shortcut(keys) for keys in SHORTCUTS]
        self.line, self.text = QLineEdit("x"), QPlainTextEdit("x")
        self.combo, self.typed_combo = QComboBox(), QComboBox()
        for combo in (self.combo, self.typed_combo):
            combo.addItems(["Scrap", "Ship", "Store", "DEMO", "0012"])
        self.typed_combo.setEditable(True)
        self.spin, self.slider, self.date = QSpinBox(), QSlider(), QDateEdit(QDate(2026, 11, 23))
        self.spin.setRange(0, 999_999)
        self.button, self.check, self.radio = QPushButton("Do"), QCheckBox("C"), QRadioButton("R")
        self.table, self.editor, self.list, self.tree = _table(), _table(), QListWidget(), _tree()
        self.list.addItems(["Scrap", "Ship", "DEMO"])
        self.tabs = QTabWidget()
        for name in ("&Demo", "&Ship"):
            self.tabs.addTab(QWidget(), name)
        self.button.setDefault(True)
        self.button.clicked.connect(lambda: self.done.append("button"))
        self.check.toggled.connect(lambda: self.done.append("check"))
        self.radio.toggled.connect(lambda: self.done.append("radio"))
        self.line.returnPressed.connect(lambda: self.done.append("return"))
        layout = QVBoxLayout(self)
        for widget in self.parts():
            layout.addWidget(widget)

    def _shortcut(self, keys: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        shortcut.activated.connect(lambda: self.done.append(keys))
        shortcut.activatedAmbiguously.connect(lambda: self.done.append(keys))
        return shortcut

    def parts(self) -> tuple[QWidget, ...]:
        return (
            self.line, self.text, self.combo, self.typed_combo, self.spin, self.slider, self.date,
            self.button, self.check, self.radio, self.table, self.editor, self.list, self.tree,
            self.tabs,
        )  # fmt: skip

    def state(self) -> tuple[object, ...]:
        """Everything that keys change."""
        return (
            tuple(self.done),
            _line(self.line), self.text.toPlainText(), self.text.textCursor().position(),
            self.text.textCursor().selectedText(),
            self.combo.currentIndex(), self.typed_combo.currentText(),
            self.typed_combo.currentIndex(), _line(self.typed_combo.lineEdit()),
            self.spin.value(), _line(self.spin.findChild(QLineEdit)), self.slider.value(),
            self.date.date(), self.date.currentSection(), _line(self.date.findChild(QLineEdit)),
            self.check.isChecked(), self.radio.isChecked(), self.button.isDown(),
            self.table.currentRow(), self.table.currentColumn(), _texts(self.table),
            self.table.state(),
            self.editor.currentRow(), _texts(self.editor), self.editor.state(),
            self.list.currentRow(), self.tree.currentIndex().row(), self.tabs.currentIndex(),
            *(_selected(each) for each in (self.table, self.editor, self.list, self.tree)),
        )  # fmt: skip


def _table() -> QTableWidget:
    table = QTableWidget(3, 2)
    for row in range(3):
        table.setItem(row, 0, QTableWidgetItem(f"Ship {row}"))
    table.setCurrentCell(0, 0)
    return table


def _tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.addTopLevelItems([QTreeWidgetItem([name]) for name in ("Scrap", "Ship", "DEMO")])
    return tree


def _texts(table: QTableWidget) -> tuple[str, ...]:
    items = (table.item(row, 0) for row in range(table.rowCount()))
    return tuple(item.text() for item in items if item is not None)


def _line(line: QLineEdit | None) -> tuple[str, int, str]:
    assert line is not None
    return line.text(), line.cursorPosition(), line.selectedText()


def _has_focus(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (
        focused is widget or focused is widget.focusProxy() or widget.isAncestorOf(focused)
    )


def _selected(view: QAbstractItemView) -> tuple[tuple[int, int], ...]:
    return tuple((each.row(), each.column()) for each in view.selectedIndexes())


class Place:
    """Where the keyboard is: what is in focus or open in front, and how to see it untouched."""

    def __init__(self, qtbot: QtBot, board: Board) -> None:
        self._qtbot = qtbot
        self.board = board
        self.target: QWidget = board
        self.field: QWidget = board
        self.extra: Callable[[], object] = lambda: None

    def focus(self, name: str) -> None:
        if name == "nothing":
            focused = QApplication.focusWidget()
            if focused is not None:
                focused.clearFocus()
            return
        widget: QWidget = getattr(self.board, name)
        self._give(widget)
        if name == "editor":
            item = self.board.editor.item(0, 0)
            assert item is not None
            self.board.editor.editItem(item)
            editor = self.board.editor.findChild(QLineEdit)
            assert editor is not None
            self.field = editor
            self.extra = lambda: _line(editor)

    def _give(self, widget: QWidget) -> None:
        """Keys go there now, as the window knows a turn of the loop later."""
        self.field = widget
        widget.window().activateWindow()
        widget.setFocus()
        self._qtbot.waitUntil(lambda: _has_focus(widget))

    def menu(self) -> None:
        menu = QMenu(self.board)
        for name in ("&Demo", "&Ship", "1 Scrap"):
            menu.addAction(name, lambda: self.board.done.append("menu"))
        self._qtbot.addWidget(menu)
        menu.popup(self.board.mapToGlobal(QPoint(10, 10)))
        self._qtbot.waitUntil(menu.isVisible)
        # X11 gives every key to the popup's own window while one is open.
        self.target = menu
        self.extra = lambda: (menu.isVisible(), menu.activeAction())

    def wait_for(self, seen: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(seen, timeout=1000)

    def choice(self) -> None:
        combo = self.board.combo
        combo.showPopup()
        self._qtbot.waitUntil(combo.view().isVisible)
        popup = combo.view().window()
        self._qtbot.addWidget(popup)
        self.target = popup
        self.extra = lambda: (combo.view().isVisible(), combo.view().currentIndex().row())

    def dialog(self, *, modal: bool) -> None:
        dialog = QDialog(self.board)
        dialog.setModal(modal)
        line, button = QLineEdit("y"), QPushButton("OK")
        button.setDefault(True)
        button.clicked.connect(lambda: self.board.done.append("ok"))
        layout = QVBoxLayout(dialog)
        layout.addWidget(line)
        layout.addWidget(button)
        self._qtbot.addWidget(dialog)
        dialog.open() if modal else dialog.show()
        self._qtbot.waitExposed(dialog)
        self._give(line)
        self.target = dialog
        self.extra = lambda: (dialog.isVisible(), _line(line), button.isDown())

    def other_window(self) -> None:
        other = QLineEdit("z")
        self._qtbot.addWidget(other)
        other.show()
        self._qtbot.waitExposed(other)
        self._give(other)
        self.target = other
        self.extra = lambda: _line(other)


PLACES: dict[str, Callable[[Place], None]] = {
    **{
        name: lambda place, name=name: place.focus(name)  # type: ignore[misc]
        for name in (
            "nothing", "line", "text", "combo", "typed_combo", "spin", "slider", "date", "button",
            "check", "radio", "table", "editor", "list", "tree", "tabs",
        )
    },
    "menu open": Place.menu,
    "choice open": Place.choice,
    "modal dialog open": lambda place: place.dialog(modal=True),
    "dialog open": lambda place: place.dialog(modal=False),
    "another window active": Place.other_window,
}  # fmt: skip


@pytest.fixture
def place(qtbot: QtBot) -> Place:
    board = Board()
    qtbot.addWidget(board)
    board.show()
    qtbot.waitExposed(board)
    return Place(qtbot, board)


@pytest.fixture
def router(qapp: QApplication) -> Iterator[WedgeRouter]:
    router = WedgeRouter(qapp)
    yield router
    qapp.removeEventFilter(router)
    router.deleteLater()


@pytest.fixture
def scans(router: WedgeRouter) -> list[RawScan]:
    scans: list[RawScan] = []
    router.scanned.connect(scans.append)
    return scans


@pytest.mark.parametrize("framing", FRAMINGS)
@pytest.mark.parametrize("where", PLACES)
def test_the_scan_arrives_and_the_widget_is_untouched(
    router: WedgeRouter, scans: list[RawScan], place: Place, where: str, framing: str
) -> None:
    PLACES[where](place)
    prefix, suffix = FRAMINGS[framing]
    in_focus, before, extra = QApplication.focusWidget(), place.board.state(), place.extra()
    sent: list[str] = []
    for layout, codes in CODES.items():
        router.use(ScannerProfile(layout=layout, measured=True))
        for number, code in enumerate(codes):
            system = SYSTEMS[number % len(SYSTEMS)]
            scanner = KeyScanner(place.target, layout, system)
            scanner.wait(_PAUSE * (len(sent) + 1))
            scanner.scan(prefix + code + suffix)
            sent.append(code)
            # The silence ends a frame without a suffix, and is told by the next key too.
            scanner.wait(_PAUSE // 2)
            scanner.key(1, Qt.Key.Key_F24)
            assert [scan.text for scan in scans] == sent
            assert place.board.state() == before
            assert place.extra() == extra
            assert QApplication.focusWidget() is in_focus


TYPED = {"line": "xab c1", "text": "xab c1", "typed_combo": "ab c1", "editor": "ab c1"}


@pytest.mark.parametrize("where", TYPED)
def test_typing_between_scans_arrives_whole_and_in_order(
    qtbot: QtBot, router: WedgeRouter, scans: list[RawScan], place: Place, where: str
) -> None:
    router.use(ScannerProfile(measured=True))
    PLACES[where](place)
    if where == "line":
        place.board.line.setCursorPosition(1)
    if where == "text":
        place.board.text.moveCursor(place.board.text.textCursor().MoveOperation.End)
    if where == "typed_combo":
        place.board.typed_combo.clearEditText()
    keys = KeyScanner(place.target, gap=8)
    sent: list[str] = []
    for number, letter in enumerate("ab c1"):
        keys.wait(_PAUSE)
        keys.scan(letter)
        keys.wait(_PAUSE)
        code = f"DEMO-{number}"
        keys.scan(code + "\r")
        sent.append(code)
    assert [scan.text for scan in scans] == sent
    said: Callable[[], str] = {
        "line": place.board.line.text,
        "text": place.board.text.toPlainText,
        "typed_combo": place.board.typed_combo.currentText,
        "editor": lambda: _line_in(place.field).text(),
    }[where]
    qtbot.waitUntil(lambda: said() == TYPED[where], timeout=1000)


_BY_HAND, _BY_SCANNER = 120, 8
_WORDS = ("ab", "c d", "Z1")
# Where text can be written, and what is written there between scans.
WRITTEN = {
    "line": _WORDS,
    "text": _WORDS,
    "typed_combo": ("qb", "w d", "Z1"),
    "editor": _WORDS,
    "spin": ("12", "3", "45"),
    "modal dialog open": _WORDS,
    "dialog open": _WORDS,
    "another window active": _WORDS,
}
# Milliseconds between the last key of a word and the scan, and whether it is asked for again.
PAUSES = {"after a moment": (700, False), "at once": (_BY_HAND, True)}


class Hands(KeyScanner):
    """A person and a scanner at one computer."""

    def type(self, text: str) -> None:
        """By hand, a key every 120 ms."""
        self._gap = _BY_HAND
        self.scan(text)
        self._gap = _BY_SCANNER


def _line_in(field: QWidget) -> QLineEdit:
    line = field if isinstance(field, QLineEdit) else field.findChild(QLineEdit)
    assert line is not None
    return line


def _text_in(field: QWidget) -> str:
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else _line_in(field).text()


def _clear(field: QWidget) -> None:
    if isinstance(field, QPlainTextEdit):
        field.clear()
    else:
        _line_in(field).clear()


CASES = list(product(WRITTEN, ("enter", "tab", "ctrl+q and ctrl+y"), PAUSES))


@pytest.mark.parametrize("case", CASES, ids=", ".join)
def test_words_typed_at_a_persons_pace_lose_no_key_to_the_scans_between_them(
    router: WedgeRouter, scans: list[RawScan], place: Place, case: tuple[str, str, str]
) -> None:
    where, framing, when = case
    router.use(ScannerProfile(measured=True))
    PLACES[where](place)
    _clear(place.field)
    prefix, suffix = FRAMINGS[framing]
    pause, doubted = PAUSES[when]
    keys = Hands(place.target)
    for word in WRITTEN[where]:
        keys.type(word)
        keys.wait(pause - _BY_HAND)
        keys.scan(f"{prefix}DEMO-{word}{suffix}")
        keys.wait(_BY_HAND)
    place.wait_for(lambda: _text_in(place.field) == "".join(WRITTEN[where]))
    assert [scan.text for scan in scans] == [f"DEMO-{word}" for word in WRITTEN[where]]
    assert [scan.torn for scan in scans] == [doubted and not prefix] * len(scans)
    assert place.board.done == []


def _press(widget: QWidget, text: str) -> None:
    """Keys on the platform's own path, where shortcuts are looked up before a key is a key."""
    window = widget.window().windowHandle()
    named = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}
    for character in text:
        if character in named:
            QTest.keyClick(window, named[character])
        elif character < " ":
            key = Qt.Key(ord(character) + 0x40)
            QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        else:
            QTest.keyClick(window, Qt.Key(ord(character)))


@pytest.mark.parametrize("suffix", ["\r", "\t", WATS_SUFFIX])
@pytest.mark.parametrize("where", PLACES)
def test_no_shortcut_of_the_program_is_looked_up_for_a_scan(
    router: WedgeRouter, scans: list[RawScan], place: Place, where: str, suffix: str
) -> None:
    PLACES[where](place)
    before, extra = place.board.state(), place.extra()
    _press(place.target, f"{WATS_PREFIX}A\x1d\x1e\x04\x1c{suffix}")
    assert [scan.text.casefold() for scan in scans] == ["a\x1d\x1e\x04\x1c"]
    assert (place.board.state(), place.extra()) == (before, extra)


HARMED = ("line", "text", "combo", "spin", "button", "check", "table", "list")


@pytest.mark.parametrize("where", HARMED)
def test_without_the_router_the_same_keys_do_harm(place: Place, where: str) -> None:
    """Or the matrix would prove nothing."""
    PLACES[where](place)
    _, *before = place.board.state()
    KeyScanner(place.target).scan("\x11SHIP 12\x1d34")
    done, *after = place.board.state()
    assert {"Ctrl+Q", "Ctrl+]"} <= set(place.board.done)
    assert after != before or where in place.board.done, done


@pytest.mark.parametrize("where", ["menu open", "choice open"])
def test_without_the_router_a_popup_takes_the_first_letter(place: Place, where: str) -> None:
    PLACES[where](place)
    before = place.extra()
    KeyScanner(place.target).key(31, Qt.Key.Key_S, "s")
    assert place.extra() != before or place.board.done
