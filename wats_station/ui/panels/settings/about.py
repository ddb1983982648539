"""What this program is, and what it is made with: each part's licence can be read here."""

from functools import cached_property

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget

from wats_station.domain.about import About, BundledPart
from wats_station.flows.about import AboutWanted, LicenceLeft, LicenceWanted
from wats_station.flows.bench import Bench
from wats_station.flows.settings import AboutAsked
from wats_station.ui.panels.settings.page import Page
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.grid import put_in_tab_order
from wats_station.ui.widgets.long_text import LongText
from wats_station.ui.widgets.rows import Row, RowList
from wats_station.ui.widgets.text import TextBlock

# What git shows of a commit; -dirty may follow.
_COMMIT_SHOWN = 12


class AboutPage(Page):
    """Facts above, a row a part below; a touch on one shows its licence in the rows' place."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._reading: BundledPart | None = None
        self._columns = 0
        self.program = TextBlock(theme, "body", lines=2)
        self.folder = TextBlock(theme, "body", lines=2)
        self.rows = RowList(theme, part_row, summary=True)
        self.back = TouchButton(theme)
        self._places = QStackedWidget()
        self._places.addWidget(self.rows)
        self.column.insertWidget(1, self.program)
        self.column.insertWidget(2, self.folder)
        self.column.addWidget(self._places, 1)
        self.row(self.back, stretch=True)
        self.back.hide()
        self.rows.chosen.connect(self._read)
        self.back.clicked.connect(lambda: self.asked.emit(AboutAsked(LicenceLeft())))
        self.retranslate()

    @cached_property
    def licence(self) -> LongText:
        """The text of a licence; built for the first that is read."""
        text = LongText(self.theme)
        text.setAccessibleName(self.tr("Licence"))
        text.widened.connect(self._read_again)
        self._places.addWidget(text)
        put_in_tab_order(self.rows, text, self.back)
        return text

    def same(self, before: Bench, now: Bench) -> bool:
        """Nothing but what the page is about."""
        return before.settings.about is now.settings.about

    def show_state(self, bench: Bench) -> None:
        """Show the facts, and the parts or the licence of one of them."""
        state = bench.settings.about
        self.program.set_text(self._program_text(state.about) if state.about else "")
        self.folder.set_text(
            self.tr("Data folder: {folder}").format(folder=state.about.folder)
            if state.about
            else ""
        )
        self.rows.show_items(state.about.parts if state.about else ())
        if state.reading is not None:
            self.licence.show_lines(state.lines)
        self._show_reading(state.reading)
        self.hint.set_text(self._hint_text(state.about, state.reading))

    def retranslate(self) -> None:
        """Take the words from the language in force."""
        self.title.set_text(self.tr("About WATS Station"))
        self.rows.setAccessibleName(self.tr("What it is made with"))
        if self._reading is not None:
            self.licence.setAccessibleName(self.tr("Licence"))
        self.back.set_texts(self.tr("Back to the list"))

    def showEvent(self, event: QShowEvent) -> None:
        """Find out when the page is opened: a start has no use for it."""
        super().showEvent(event)
        self.asked.emit(AboutAsked(AboutWanted()))

    def _show_reading(self, reading: BundledPart | None) -> None:
        before, self._reading = self._reading, reading
        place = self.rows if reading is None else self.licence
        shown = self.rows if before is None else self.licence
        focused = shown.hasFocus() or self.back.hasFocus()
        self._places.setCurrentWidget(place)
        self.back.setVisible(reading is not None)
        # A text is long and the window is not.
        self.program.setVisible(reading is None)
        self.folder.setVisible(reading is None)
        if focused and reading != before:
            # The keyboard goes to what is read next, not away to the scan strip.
            place.setFocus()

    def _program_text(self, about: About) -> str:
        build = self.tr("from a checkout")
        if about.commit:
            head, _, dirty = about.commit.partition("-")
            commit = "-".join(part for part in (head[:_COMMIT_SHOWN], dirty) if part)
            # The day alone: a build's date is its commit's.
            build = self.tr("build {commit} of {date}").format(commit=commit, date=about.built[:10])
        return self.tr(
            "{version} · {build} · MIT licence · Python\u00a0{python} · Qt\u00a0{qt}"
        ).format(version=about.version, build=build, python=about.python, qt=about.qt)

    def _hint_text(self, about: About | None, reading: BundledPart | None) -> str:
        if reading is not None:
            return f"{reading.name} {reading.version}: {reading.licence}"
        if about is None:
            return ""
        if about.parts:
            return self.tr("It is made with the parts below. Touch one to read its licence.")
        return self.tr("The licences of what it is made with come with the installed package.")

    def _read(self, part: object) -> None:
        if isinstance(part, BundledPart):
            # The text comes into the rows' place, and is as wide once it is there.
            columns = self.licence.columns_in(self.rows.viewport().width())
            self._want(part, columns)

    def _read_again(self, columns: int) -> None:
        if self._reading is not None and columns != self._columns:
            self._want(self._reading, columns)

    def _want(self, part: BundledPart, columns: int) -> None:
        self._columns = columns
        self.asked.emit(AboutAsked(LicenceWanted(part, columns)))


def part_row(part: BundledPart) -> Row:
    """Name and licence above; version and home page below."""
    return Row("file", "muted", part.name, part.licence, part.version, part.home)
