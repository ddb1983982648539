"""One failure of the repair: its component, the replaced part, a comment; or take it away."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wats_station.domain.repair import Fault, RepairOperation
from wats_station.flows.repair.state import FaultChanged, FaultRemoved
from wats_station.ui.panels.repair.wording import ShownFault, fault_name
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.fields import LineField
from wats_station.ui.widgets.scroll import ScrollColumn
from wats_station.ui.widgets.surface import Card
from wats_station.ui.widgets.text import TextBlock


class FaultEditor(Card):
    """`pressed` carries a changed failure when a field is left; `done` leaves the editor."""

    pressed = Signal(str, object)
    done = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._shown: ShownFault | None = None
        self._told: Fault | None = None
        self.title = TextBlock(theme, "body", bold=True, lines=2)
        self.step = TextBlock(theme, "small", lines=2, muted=True)
        self.component = LineField(theme)
        self.part_number = LineField(theme)
        self.part_serial = LineField(theme)
        self.comment = LineField(theme, words=True)
        self.remove = TouchButton(theme)
        self.finish = TouchButton(theme, look="primary")
        for field in self._fields:
            field.ended.connect(self._ended)
            field.line.editingFinished.connect(self.commit)
        self.remove.clicked.connect(self._remove)
        self.finish.clicked.connect(self._finish)
        self._lay_out(theme)

    def render_fault(self, shown: ShownFault, operation: RepairOperation | None) -> None:
        """Show this failure; what is being typed stays unless the failure says otherwise now."""
        before, self._shown = self._shown, shown
        is_another = before is None or before.index != shown.index
        if is_another or before is None or before.fault != shown.fault:
            self._told = None
        values = _values(shown.fault)
        old = values if is_another or before is None else _values(before.fault)
        for field, value, was in zip(self._fields, values, old, strict=True):
            if is_another or value != was:
                field.set_text(value)
                field.line.home(False)
        self.title.set_text(fault_name(shown.fault))
        step = self.tr("Step: {step}").format(step=shown.step)
        self.step.set_text(step if shown.step else "")
        self.step.setVisible(bool(shown.step))
        self._name(operation)

    def forget(self) -> None:
        """Show none: what is in the fields is nobody's."""
        self._shown = None

    @property
    def is_changed(self) -> bool:
        """True while something is typed that the failure does not say yet."""
        return self._shown is not None and self._entered(self._shown.fault) != self._shown.fault

    def commit(self) -> None:
        """Tell what was typed and not told yet."""
        if self._shown is None:
            return
        entered = self._entered(self._shown.fault)
        if entered not in (self._shown.fault, self._told):
            self._told = entered
            self.pressed.emit(fault_name(entered), FaultChanged(0, self._shown.index, entered))

    @property
    def _fields(self) -> tuple[LineField, LineField, LineField, LineField]:
        return (self.component, self.part_number, self.part_serial, self.comment)

    def _entered(self, fault: Fault) -> Fault:
        return replace(
            fault,
            component=self.component.text,
            part_number=self.part_number.text,
            part_serial=self.part_serial.text,
            comment=self.comment.text,
        )

    def _name(self, operation: RepairOperation | None) -> None:
        self.component.set_name(self.tr("Component"))
        self.component.set_hint(operation.component_hint if operation else "")
        self.part_number.set_name(self.tr("Part put in"))
        self.part_serial.set_name(self.tr("Its serial number"))
        self.comment.set_name(self.tr("Comment"))
        self.remove.set_texts(self.tr("Remove"))
        self.finish.set_texts(self.tr("Next failure"))

    def _ended(self) -> None:
        # Whoever presses Enter on what was refused wants it tried again.
        self._told = None
        self.commit()

    def _remove(self) -> None:
        if self._shown is not None:
            index, self._shown = self._shown.index, None
            self.pressed.emit(self.remove.text(), FaultRemoved(0, index))

    def _finish(self) -> None:
        self.commit()
        self.done.emit()

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.metrics
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.step)
        above = QHBoxLayout()
        above.setSpacing(sizes.gap)
        above.addLayout(names, 1)
        above.addWidget(self.remove)
        above.addWidget(self.finish)
        fields = QWidget()
        grid = QGridLayout(fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(sizes.gap // 2)
        grid.setHorizontalSpacing(sizes.gap)
        for number, field in enumerate(self._fields):
            grid.addWidget(field, *divmod(number, 2))
            grid.setColumnStretch(number % 2, 1)
        scrolled = ScrollColumn(theme)
        scrolled.set_content(fields)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(sizes.pad, sizes.gap // 2, sizes.gap, sizes.gap // 2)
        whole.setSpacing(sizes.gap // 2)
        whole.addLayout(above)
        whole.addWidget(scrolled, 1)


def _values(fault: Fault) -> tuple[str, str, str, str]:
    return (fault.component, fault.part_number, fault.part_serial, fault.comment)
