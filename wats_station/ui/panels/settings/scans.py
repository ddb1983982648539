"""The last scans as they came, and all that are recorded as a file for support."""

from statistics import median

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog

from wats_station.domain.scan_record import ScanRecord
from wats_station.flows.bench import Bench
from wats_station.flows.settings import Busy, ScansAsked, ScansWanted
from wats_station.scan.intent import shown
from wats_station.ui.panels.settings.page import Page
from wats_station.ui.texts import local_time
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.rows import Ink, Row, RowList
from wats_station.ui.words import outcome_word, source_word

_FILE = "wats-scans.jsonl"
_BYTES_SHOWN = 24
_INKS: dict[str, Ink] = {"done": "good", "refused": "bad", "not_understood": "warn"}


class ScansPage(Page):
    """A row a scan, newest first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.rows = RowList(theme, scan_row)
        self.refresh = TouchButton(theme)
        self.save = TouchButton(theme)
        self.dialog: QFileDialog | None = None
        self.column.addWidget(self.rows, 1)
        self.row(self.refresh, self.save)
        self.refresh.clicked.connect(self._want)
        self.save.clicked.connect(self._choose)
        self.retranslate()

    def show_state(self, bench: Bench) -> None:
        """Show what was read last; it stands still, so that it can be read."""
        self.rows.show_items(bench.settings.scans)
        self.save.setEnabled(bench.settings.busy is not Busy.WRITING)

    def retranslate(self) -> None:
        """Take the words from the language in force."""
        self.title.set_text(self.tr("Last scans"))
        self.hint.set_text(
            self.tr("The last 10,000 scans are kept as they came, with bytes and times.")
        )
        self.rows.setAccessibleName(self.tr("Last scans"))
        self.refresh.set_texts(self.tr("Read again"))
        self.save.set_texts(self.tr("Save for support…"))

    def showEvent(self, event: QShowEvent) -> None:
        """Read them afresh each time the page is opened."""
        super().showEvent(event)
        self._want()

    def _want(self) -> None:
        self.asked.emit(ScansWanted())

    def _choose(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self.window(), self.tr("Save for support"), folder, "JSONL (*.jsonl)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("jsonl")
        dialog.selectFile(_FILE)
        dialog.fileSelected.connect(lambda path: self.asked.emit(ScansAsked(path)))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()


def scan_row(record: ScanRecord) -> Row:
    """What was read and how it ended above; how it came below."""
    came = record.raw[:_BYTES_SHOWN].hex(" ") + (" …" if len(record.raw) > _BYTES_SHOWN else "")
    pace = f"{median(record.gaps_ms):.0f} ms" if record.gaps_ms else ""
    source = source_word(record.source)
    detail = " · ".join(part for part in (source, record.port, pace, came) if part)
    return Row(
        record.outcome,
        _INKS.get(record.outcome, "muted"),
        shown(record.text),
        outcome_word(record.outcome),
        detail,
        local_time(record.at),
    )
