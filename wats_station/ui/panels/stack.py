"""The panels: built when first opened, rendered only while they are in front."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from wats_station.domain.panel import Panel
from wats_station.domain.repair import ATTACHED
from wats_station.flows.bench import Bench
from wats_station.flows.repair.state import FilesPicked
from wats_station.scan.intent import OpenPanel
from wats_station.ui.panels.lookup import LookupPanel
from wats_station.ui.panels.phase import PhasePanel
from wats_station.ui.theme import Theme
from wats_station.ui.words import panel_word

if TYPE_CHECKING:
    from wats_station.ui.panels.assembly.panel import AssemblyPanel
    from wats_station.ui.panels.outbox import OutboxPanel
    from wats_station.ui.panels.repair.panel import RepairPanel
    from wats_station.ui.panels.settings.panel import SettingsPanel


class PanelStack(QStackedWidget):
    """`pressed` carries the text of what was pressed and the meaning it has.

    `settings_asked` carries an event of `flows.settings`, `outbox_asked` one of
    `flows.outbox`.
    """

    pressed = Signal(str, object)
    settings_asked = Signal(object)
    outbox_asked = Signal(object)
    operators_asked = Signal(object)

    def __init__(self, theme: Theme, folder: Path | None = None) -> None:
        """`folder` is the data folder, where the pictures of repairs are."""
        super().__init__()
        self._theme = theme
        self._folder = folder
        self.lookup = LookupPanel(theme)
        self.phase: PhasePanel | None = None
        self.assembly: AssemblyPanel | None = None
        self.repair: RepairPanel | None = None
        self.settings: SettingsPanel | None = None
        self.outbox: OutboxPanel | None = None
        self.dialog: QFileDialog | None = None
        self.lookup.pressed.connect(self.pressed)
        self.addWidget(self.lookup)

    def ask_for(self, name: str) -> None:
        """The rail was pressed: ask to open a panel, as its barcode would."""
        self.pressed.emit(panel_word(name), OpenPanel(Panel[name]))

    def open(self, name: str) -> bool:
        """Bring a panel to the front; False where this version has no such panel."""
        if name == Panel.LOOKUP:
            self.setCurrentWidget(self.lookup)
        elif name == Panel.PHASE:
            if self.phase is None:
                self.phase = PhasePanel(self._theme)
                self.phase.pressed.connect(self.pressed)
                self.addWidget(self.phase)
            self.setCurrentWidget(self.phase)
        elif name == Panel.ASSEMBLY:
            self.setCurrentWidget(self.assembly or self._build_assembly())
        elif name == Panel.REPAIR:
            self.setCurrentWidget(self.repair or self._build_repair())
        elif name == Panel.OUTBOX:
            self.setCurrentWidget(self.outbox or self._build_outbox())
        elif name == Panel.SETTINGS:
            self.setCurrentWidget(self.settings or self._build_settings())
        else:
            return False
        return True

    def set_examples(self, examples: tuple[str, ...]) -> None:
        """Serial numbers to try, offered while nothing was scanned yet."""
        self.lookup.set_examples(examples)

    def render_bench(self, bench: Bench) -> None:
        """Render the panel in front; it skips what it has rendered before."""
        if self.phase is not None and self.currentWidget() is self.phase:
            self.phase.render_bench(bench)
        elif self.settings is not None and self.currentWidget() is self.settings:
            self.settings.render_bench(bench)
        elif self.assembly is not None and self.currentWidget() is self.assembly:
            self.assembly.render_state(bench.assembly)
        elif self.repair is not None and self.currentWidget() is self.repair:
            self.repair.render_state(bench.repair)
        elif self.outbox is not None and self.currentWidget() is self.outbox:
            self.outbox.render_bench(bench)
        else:
            self.lookup.render_bench(bench)

    def _build_assembly(self) -> "AssemblyPanel":
        from wats_station.ui.panels.assembly.panel import (  # noqa: PLC0415 - as the settings
            AssemblyPanel,
        )

        self.assembly = AssemblyPanel(self._theme)
        self.assembly.pressed.connect(self.pressed)
        self.addWidget(self.assembly)
        return self.assembly

    def tell_typed(self) -> None:
        """Let what was typed and not told yet be told: a scan comes."""
        if self.repair is not None and self.currentWidget() is self.repair:
            self.repair.commit()
        elif self.assembly is not None and self.currentWidget() is self.assembly:
            self.assembly.commit()

    def _build_repair(self) -> "RepairPanel":
        from wats_station.ui.panels.repair.panel import RepairPanel  # noqa: PLC0415 - as settings

        if self._folder is None:
            self.repair = RepairPanel(self._theme)
        else:
            from wats_station.ui.panels.repair.loading import Pictures  # noqa: PLC0415 - likewise

            pictures = Pictures(self._folder / ATTACHED, self)
            self.repair = RepairPanel(self._theme, pictures.picture)
            pictures.loaded.connect(self.repair.repaint_pictures)
        self.repair.pressed.connect(self.pressed)
        self.repair.files_wanted.connect(self._pick_files)
        self.addWidget(self.repair)
        return self.repair

    def _pick_files(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Add photo or file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._picked)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _picked(self, names: list[str]) -> None:
        paths = tuple(map(Path, names))
        self.pressed.emit(", ".join(path.name for path in paths), FilesPicked(0, paths))

    def _build_outbox(self) -> "OutboxPanel":
        from wats_station.ui.panels.outbox import OutboxPanel  # noqa: PLC0415 - as the settings

        self.outbox = OutboxPanel(self._theme)
        self.outbox.asked.connect(self.outbox_asked)
        self.addWidget(self.outbox)
        return self.outbox

    def _build_settings(self) -> "SettingsPanel":
        # Most shifts never open it: its pages load with the first look.
        from wats_station.ui.panels.settings.panel import SettingsPanel  # noqa: PLC0415

        self.settings = SettingsPanel(self._theme)
        self.settings.asked.connect(self.settings_asked)
        self.settings.operators_asked.connect(self.operators_asked)
        self.addWidget(self.settings)
        return self.settings
