"""The row of a unit on hold: why, and the two things that can be done about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from wats_station.domain.hold import hold_reason, is_on_hold
from wats_station.domain.unit import Unit
from wats_station.flows.bench import HoldReasonAsked
from wats_station.scan.intent import Release
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.surface import Badge, Card
from wats_station.ui.widgets.text import TextBlock


class HoldRow(Card):
    """Hidden for a unit that is not on hold."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.badge = Badge(theme, "body")
        self.why = TextBlock(theme, "body", lines=2)
        self.explain = TouchButton(theme)
        self.release = TouchButton(theme)
        self.explain.clicked.connect(
            lambda: self.pressed.emit(self.explain.text(), HoldReasonAsked())
        )
        self.release.clicked.connect(lambda: self.pressed.emit(self.release.text(), Release()))
        sizes = theme.metrics
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.gap, sizes.gap // 2, sizes.gap, sizes.gap // 2)
        row.setSpacing(sizes.gap)
        row.addWidget(self.badge)
        row.addWidget(self.why, 1)
        row.addWidget(self.explain)
        row.addWidget(self.release)
        self.hide()

    def render_unit(self, unit: Unit | None) -> None:
        """Show why the unit is on hold."""
        if unit is None or not is_on_hold(unit):
            self.hide()
            return
        reason = hold_reason(unit)
        self.badge.render_as("refused", "warning", self.tr("ON HOLD"))
        self.why.set_text(reason or self.tr("Nobody has said why."))
        self.explain.set_texts(self.tr("Say why"))
        self.explain.setVisible(not reason)
        self.release.set_texts(self.tr("Release"))
        self.show()
