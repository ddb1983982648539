"""What the set-up found of a scanner, to keep under a name or to leave."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wats_station.flows.scanner_setup import KeepAsked, Left, SetUpState, Stage
from wats_station.scan.set_up import Measured
from wats_station.ui.panels.found import Fact
from wats_station.ui.panels.scanner_wording import (
    layout_name,
    lost_separators,
    milliseconds,
    prefix_name,
    separator_names,
    suffix_name,
    suggested_name,
    times,
)
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.entry import ManualEntry
from wats_station.ui.widgets.surface import Badge
from wats_station.ui.widgets.text import TextBlock

_FACTS, _ACROSS = 5, 3


class FoundScanner(QWidget):
    """Facts above, what follows from them and what is lost, then the name and two answers."""

    asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._measured: Measured | None = None
        self._suggested = ""
        self.title = TextBlock(theme, "title", bold=True, lines=2, shrink_to="heading")
        self.facts = [Fact(theme) for _ in range(_FACTS)]
        self.pace = TextBlock(theme, "small", lines=4, muted=True)
        self.badge = Badge(theme, "body")
        self.lost = TextBlock(theme, "small", lines=5)
        self.wrong = TextBlock(theme, "body", bold=True, lines=2, shrink_to="small")
        self.name_title = TextBlock(theme, "small", muted=True)
        self.name = ManualEntry(theme)
        self.keep = TouchButton(theme, look="primary", tall=True)
        self.leave = TouchButton(theme, tall=True)
        self.keep.clicked.connect(lambda: self.asked.emit(KeepAsked(self.name.text().strip())))
        self.leave.clicked.connect(lambda: self.asked.emit(Left()))
        self._arrange(theme)

    def render_set_up(self, state: SetUpState) -> None:
        """Show what was found; while it is being kept nothing can be pressed."""
        measured = state.measured
        if measured is not None:
            self._suggest_name(measured)
            self._show_facts(measured)
            self._show_sentences(measured, state.wrong)
            self._show_answers(enabled=state.stage is Stage.FOUND)
        self._measured = measured

    def _suggest_name(self, measured: Measured) -> None:
        """Offer a name for what was found, unless somebody has written another."""
        before, self._suggested = self._suggested, suggested_name(measured)
        if self._measured is None or self.name.text() == before:
            self.name.setText(self._suggested)
            self.name.setCursorPosition(0)

    def _show_facts(self, measured: Measured) -> None:
        profile = measured.profile
        none = self.tr("none")
        gaps = self.tr("{median}, slowest {slowest}").format(
            median=milliseconds(measured.median_gap), slowest=milliseconds(measured.slowest_gap)
        )
        facts = (
            (self.tr("Keyboard layout"), layout_name(profile.layout)),
            (self.tr("Before a code"), prefix_name(profile) or none),
            (self.tr("After a code"), suffix_name(profile) or none),
            (self.tr("From key to key"), gaps),
            (self.tr("Separators"), separator_names(measured.separators) or none),
        )
        for fact, (name, value) in zip(self.facts, facts, strict=True):
            fact.show_fact(name, value)

    def _show_sentences(self, measured: Measured, wrong: str) -> None:
        self.title.set_text(self.tr("What the scanner does"))
        self.pace.set_text(self._pace(measured))
        lost = separator_names(lost_separators(measured))
        self.badge.render_as("not_understood", "warning", self.tr("Lost: {lost}").format(lost=lost))
        self.lost.set_text(
            self.tr(
                "Labels with several fields need these. Let the scanner send control characters as"
                " Ctrl and a key, or by Alt and the keypad, and set it up again."
            )
        )
        self.wrong.set_text(self.tr("It was not kept: {why}").format(why=wrong) if wrong else "")
        self.badge.setVisible(bool(lost))
        self.lost.setVisible(bool(lost))
        self.wrong.setVisible(bool(wrong))

    def _pace(self, measured: Measured) -> str:
        limits = measured.profile.thresholds
        if not round(measured.median_gap * 1000):
            return self.tr(
                "Up to {limit} a key count as this scanner, which itself takes less than 1 ms."
                " After {hold} without a key, what came was typing."
            ).format(limit=milliseconds(limits.median_gap), hold=milliseconds(limits.hold))
        return self.tr(
            "Up to {limit} a key count as this scanner: {times} times its own {own}."
            " After {hold} without a key, what came was typing: {more} times its slowest."
        ).format(
            limit=milliseconds(limits.median_gap),
            times=times(limits.median_gap, measured.median_gap),
            own=milliseconds(measured.median_gap),
            hold=milliseconds(limits.hold),
            more=times(limits.hold, measured.slowest_gap),
        )

    def _show_answers(self, *, enabled: bool) -> None:
        self.name_title.set_text(self.tr("Name of this scanner"))
        self.name.setAccessibleName(self.name_title.text)
        self.keep.set_texts(self.tr("Keep it"))
        self.leave.set_texts(self.tr("Leave it"))
        for widget in (self.name, self.keep, self.leave):
            widget.setEnabled(enabled)

    def _arrange(self, theme: Theme) -> None:
        sizes = theme.metrics
        lost, answers = QHBoxLayout(), QHBoxLayout()
        for row in (lost, answers):
            row.setSpacing(sizes.pad)
        lost.addWidget(self.badge)
        lost.addWidget(self.lost, 1)
        named = QVBoxLayout()
        named.setSpacing(2)
        named.addStretch(1)
        named.addWidget(self.name_title)
        named.addWidget(self.name)
        answers.addLayout(named, 2)
        answers.addWidget(self.keep, 1)
        answers.addWidget(self.leave, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(sizes.gap)
        whole.addWidget(self.title)
        whole.addLayout(self._grid(sizes.pad, sizes.gap // 2))
        whole.addWidget(self.pace)
        whole.addLayout(lost)
        whole.addStretch(1)
        whole.addWidget(self.wrong)
        whole.addLayout(answers)

    def _grid(self, beside: int, below: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(beside)
        grid.setVerticalSpacing(below)
        for number, fact in enumerate(self.facts):
            grid.addWidget(fact, number // _ACROSS, number % _ACROSS)
        for column in range(_ACROSS):
            grid.setColumnStretch(column, 1)
        return grid
