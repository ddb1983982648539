"""What a screen reader is told of the window, and where the Tab key goes in it.

Asked through Qt's accessibility interface, as the system's own screen reader asks, in every
look of the window.
"""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)

from tests.ui.gallery import SMALL, Gallery
from tests.ui.looks import LOOKS
from wats_station.ui.accessible import ROLES
from wats_station.ui.panels.explain import ExplainCard
from wats_station.ui.panels.timeline import FilterChip
from wats_station.ui.theme import TABLES
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.rail import RailButton
from wats_station.ui.widgets.surface import Badge
from wats_station.ui.widgets.text import TextBlock

Role = QAccessible.Role
INTERACTIVE: tuple[tuple[type[QWidget], Role], ...] = (
    (RailButton, Role.PageTab),
    (TouchButton, Role.Button),
    (FilterChip, Role.CheckBox),
    (QLineEdit, Role.EditableText),
    (QComboBox, Role.ComboBox),
    (QAbstractItemView, Role.List),
)
TOLD: tuple[tuple[type[QWidget], Role], ...] = (
    (TextBlock, Role.StaticText),
    (Badge, Role.StaticText),
)


@pytest.fixture
def gallery(qapp: QApplication) -> Iterator[Gallery]:
    # A screen reader is there: without one Qt tells nobody of a list that has changed.
    QAccessible.setActive(True)
    gallery = Gallery(qapp, "light", SMALL)
    gallery.shell.activateWindow()
    yield gallery
    gallery.end()
    QAccessible.setActive(False)


def in_sight(gallery: Gallery) -> list[QWidget]:
    widgets = gallery.shell.findChildren(QWidget)
    return [each for each in widgets if each.isVisible() and not in_a_choice(each)]


def in_a_choice(widget: QWidget) -> bool:
    """A combo box brings a line and a list of its own."""
    return isinstance(widget.parentWidget(), QComboBox)


def said(widget: QWidget) -> tuple[Role, str]:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.role(), interface.text(QAccessible.Text.Name)


def nameless(gallery: Gallery) -> Iterator[str]:
    for widget in in_sight(gallery):
        for kind, role in INTERACTIVE:
            if isinstance(widget, kind):
                now, name = said(widget)
                checkable = isinstance(widget, TouchButton) and widget.isCheckable()
                wanted = Role.CheckBox if checkable else role
                if now != wanted or not name.strip():
                    yield f"{type(widget).__name__} {name!r} is a {now.name}, not a {wanted.name}"
                break
        else:
            if isinstance(widget, QAbstractButton):
                yield f"{type(widget).__name__} is a button of no known kind"
        for kind, role in TOLD:
            shown = widget.text if isinstance(widget, TextBlock) else ""
            shown = widget.word if isinstance(widget, Badge) else shown
            if isinstance(widget, kind) and shown and said(widget) != (role, shown):
                yield f"{shown!r} is told as {said(widget)}"
        if isinstance(widget, QAbstractItemView):
            yield from nameless_rows(widget)


def nameless_rows(view: QAbstractItemView) -> Iterator[str]:
    interface = QAccessible.queryAccessibleInterface(view)
    count = view.model().rowCount()
    if interface.childCount() != count:
        yield f"{view.accessibleName()} tells of {interface.childCount()} rows, not {count}"
    for row in range(min(count, 5)):
        child = interface.child(row)
        if child.role() != Role.ListItem or not child.text(QAccessible.Text.Name).strip():
            yield f"row {row} of {view.accessibleName()} is a {child.role().name} without words"


def test_everything_has_a_role_and_a_name(gallery: Gallery) -> None:
    found = []
    for name, look in LOOKS.items():
        gallery.show(look)
        found += [f"{name}: {what}" for what in nameless(gallery)]
    assert found == []


@pytest.mark.parametrize(
    ("look", "told"),
    [
        ("lookup, passing", "DONE. DEMO-1001 (PCBA-100-01) is shown."),
        ("phase, refusal", "REFUSED. DEMO-1001 cannot be finalized"),
        ("strip, ignored", "IGNORED. "),
    ],
)
def test_the_strip_is_an_alert_that_says_its_sentence(
    gallery: Gallery, look: str, told: str
) -> None:
    gallery.show(LOOKS[look])
    role, name = said(gallery.shell.strip)
    assert role == Role.AlertMessage
    assert name.startswith(told)


def test_what_the_strip_says_is_announced_once(
    gallery: Gallery, monkeypatch: pytest.MonkeyPatch
) -> None:
    gallery.show(LOOKS["lookup, passing"])
    told: list[str] = []

    def tell(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            told.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", tell)
    for name in ("phase, refusal", "phase, refusal", "lookup, not found"):
        gallery.show(LOOKS[name])
    assert [each.partition(".")[0] for each in told] == ["REFUSED", "REFUSED"]
    assert "NO-SUCH-UNIT" in told[1]


def test_not_listening_is_an_alert(gallery: Gallery) -> None:
    gallery.show(LOOKS["strip, not listening"])
    cover = gallery.shell.strip._cover
    assert said(cover) == (Role.AlertMessage, " ".join(cover.texts()))


def test_the_rail_says_which_panel_is_open_and_is_pressed(gallery: Gallery) -> None:
    gallery.show(LOOKS["phase"])
    asked: list[str] = []
    gallery.shell.rail.chosen.connect(asked.append)
    tabs = {
        name: QAccessible.queryAccessibleInterface(button)
        for name, button in gallery.shell.rail.buttons.items()
    }
    assert [name for name, tab in tabs.items() if tab.state().selected] == ["PHASE"]
    action = tabs["REPAIR"].actionInterface()
    action.doAction(action.pressAction())
    assert asked == ["REPAIR"]


def test_the_roles_are_of_classes_that_there_are(gallery: Gallery) -> None:
    seen: set[str] = set()
    for look in LOOKS.values():
        gallery.show(look)
        for widget in gallery.shell.findChildren(QWidget):
            seen |= {kind.__name__ for kind in type(widget).__mro__}
    assert ROLES.keys() <= seen


def tab_round(gallery: Gallery) -> list[QWidget]:
    """Where the Tab key goes, from the entry field until it is there again."""
    shell = gallery.shell
    shell.strip.entry.setFocus()
    visited: list[QWidget] = []
    while (now := shell.focusWidget()) not in visited:
        visited.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    return visited


def reachable(gallery: Gallery) -> list[QWidget]:
    return [
        each
        for each in in_sight(gallery)
        if each.isEnabled()
        and each.focusPolicy() != Qt.FocusPolicy.NoFocus
        and each.focusProxy() is None
        and isinstance(each, tuple(kind for kind, _ in INTERACTIVE))
    ]


def goes_back(gallery: Gallery, before: QWidget, after: QWidget) -> bool:
    """Up without going to the right: no eye reads so. The rail ends the round."""
    if isinstance(after, RailButton) or after in gallery.shell.strip.findChildren(QWidget):
        return False
    if isinstance(before.parentWidget(), ExplainCard):
        return False  # a question is answered before anything else
    old, new = (each.mapTo(gallery.shell, QPoint()) for each in (before, after))
    is_above = new.y() + after.height() <= old.y()
    return is_above and new.x() <= old.x() and not is_scrolled_away(after)


def is_scrolled_away(widget: QWidget) -> bool:
    return widget.visibleRegion().isEmpty()


def test_tab_reaches_everything_in_the_order_of_reading(gallery: Gallery) -> None:
    found = []
    for name, look in LOOKS.items():
        gallery.show(look)
        if name.startswith("settings, set-up") and "scanning" in name:
            continue  # Tab is the scanner's there; Escape leaves it (test_scanner_setup_page)
        wanted = reachable(gallery)
        visited = tab_round(gallery)
        found += [
            f"{name}: Tab never comes to {type(each).__name__} {each.accessibleName()!r}"
            for each in wanted
            if each not in visited
        ]
        found += [
            f"{name}: Tab goes back from {before.accessibleName()!r} to {after.accessibleName()!r}"
            for before, after in pairwise(visited)
            if goes_back(gallery, before, after)
        ]
    assert found == []


@pytest.mark.parametrize("mode", TABLES)
def test_what_has_the_keyboard_looks_different(gallery: Gallery, mode: str) -> None:
    gallery.theme.set_mode(mode)
    unseen = []
    for name in ("lookup, failing", "phase, question", "repair, whole", "settings, server"):
        gallery.show(LOOKS[name])
        for widget in tab_round(gallery):
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            focused = widget.grab().toImage()
            gallery.shell.strip.entry.setFocus()
            if widget is gallery.shell.strip.entry:
                gallery.shell.strip.send.setFocus(Qt.FocusReason.TabFocusReason)
            image = widget.grab().toImage()
            changed = sum(
                image.pixel(x, y) != focused.pixel(x, y)
                for x in range(0, image.width(), 2)
                for y in range(0, image.height(), 2)
            )
            if changed < (image.width() + image.height()) // 2:
                unseen.append(f"{name}: {type(widget).__name__} {widget.accessibleName()!r}")
    assert unseen == []
