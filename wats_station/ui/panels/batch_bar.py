"""The bar that says, in every other panel, that a batch waits in Phase."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout

from wats_station.domain.panel import Panel
from wats_station.flows.batch import BatchLeft, Stage
from wats_station.flows.bench import Bench
from wats_station.scan.intent import OpenPanel
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.surface import Badge, Card
from wats_station.ui.widgets.text import TextBlock


class BatchBar(Card):
    """Hidden in the phase panel, and while no batch is on."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._title = ""
        self.badge = Badge(theme, "body")
        self.what = TextBlock(theme, "body", bold=True, lines=3, shrink_to="small")
        self.back = TouchButton(theme, look="primary")
        self.end = TouchButton(theme)
        self.back.clicked.connect(
            lambda: self.pressed.emit(self.back.text(), OpenPanel(Panel.PHASE))
        )
        self.end.clicked.connect(lambda: self.pressed.emit(self.end.text(), BatchLeft(0)))
        sizes = theme.metrics
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.pad, sizes.gap // 2, sizes.gap, sizes.gap // 2)
        row.setSpacing(sizes.gap)
        row.addWidget(self.badge)
        row.addWidget(self.what, 1)
        row.addWidget(self.back)
        row.addWidget(self.end)
        self._retranslate()
        self.hide()

    def render_bench(self, bench: Bench) -> None:
        """Show or hide it."""
        if bench.batch.title != self._title:
            self._title = bench.batch.title
            self._retranslate()
        waits = bench.batch.stage is Stage.ON and bench.panel is not Panel.PHASE
        self.setVisible(waits)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.badge.render_as("queued", "phase", self.tr("BATCH WAITS"))
        text = self.tr("{what} waits in Phase. A scan here is one unit.")
        self.what.set_text(text.format(what=self._title))
        self.back.set_texts(self.tr("Back to Phase"))
        self.end.set_texts(self.tr("End the batch"))
