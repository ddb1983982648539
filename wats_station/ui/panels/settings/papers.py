"""What goes to paper: the command sheet, and the test codes that set a scanner up."""

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from wats_station.flows.bench import Bench
from wats_station.flows.settings import Busy, Paper, PdfAsked, PrintAsked
from wats_station.ui.panels.settings.page import Page
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.text import TextBlock

_FILES = {Paper.COMMANDS: "wats-commands.pdf", Paper.TEST_CODES: "wats-test-codes.pdf"}


class PapersPage(Page):
    """For each paper a file and a printer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.names = {paper: TextBlock(theme, "body", bold=True, lines=2) for paper in Paper}
        self.save = {paper: TouchButton(theme, tall=True) for paper in Paper}
        self.print = {paper: TouchButton(theme, tall=True) for paper in Paper}
        self.dialog: QFileDialog | None = None
        for paper in Paper:
            self.column.addSpacing(theme.metrics.gap)
            self.column.addWidget(self.names[paper])
            self.row(self.save[paper], self.print[paper])
            self.save[paper].clicked.connect(lambda _=False, paper=paper: self._choose(paper))
            self.print[paper].clicked.connect(
                lambda _=False, paper=paper: self.asked.emit(PrintAsked(paper))
            )
        self.column.addStretch(1)
        self.retranslate()

    def show_state(self, bench: Bench) -> None:
        """Nothing can be asked for while something is written or printed."""
        free = bench.settings.busy not in (Busy.WRITING, Busy.PRINTING)
        for button in (*self.save.values(), *self.print.values()):
            button.setEnabled(free)

    def retranslate(self) -> None:
        """Take the words from the language in force."""
        self.title.set_text(self.tr("Command sheet"))
        self.hint.set_text(
            self.tr("With it a shift can be worked without touching keyboard or mouse.")
        )
        commands = self.tr("The command sheet: every code that this station knows")
        self.names[Paper.COMMANDS].set_text(commands)
        self.names[Paper.TEST_CODES].set_text(self.tr("The three test codes that set a scanner up"))
        for paper in Paper:
            self.save[paper].set_texts(self.tr("Save as PDF…"))
            self.print[paper].set_texts(self.tr("Print"))

    def _choose(self, paper: Paper) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self.window(), self.tr("Save as PDF"), folder, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(_FILES[paper])
        dialog.fileSelected.connect(lambda path: self.asked.emit(PdfAsked(paper, path)))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()
