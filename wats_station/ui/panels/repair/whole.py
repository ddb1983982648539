"""What belongs to the whole repair: its comment, its operation, photos and files."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout

from wats_station.domain.repair_rules import usable
from wats_station.flows.repair.state import CommentEntered, OperationChosen, RepairState
from wats_station.ui.panels.repair.files import FileList, Picture
from wats_station.ui.panels.repair.wording import operation_name
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.fields import ChoiceField, LineField
from wats_station.ui.widgets.grid import put_in_tab_order
from wats_station.ui.widgets.surface import Card


class WholeCard(Card):
    """`pressed` carries events; `files_wanted` asks for the dialog that picks files.

    `photo_wanted` asks for the camera.
    """

    pressed = Signal(str, object)
    files_wanted = Signal()
    photo_wanted = Signal()

    def __init__(self, theme: Theme, picture: Picture) -> None:
        super().__init__(theme)
        self._state: RepairState | None = None
        self._comment: str | None = None
        self._told: str | None = None
        self.comment = LineField(theme, words=True)
        self.operation = ChoiceField(theme)
        # A name of any length gives way to the width there is.
        self.operation.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.photo = TouchButton(theme)
        self.add = TouchButton(theme)
        for button in (self.photo, self.add):
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._camera = True
        self.files = FileList(theme, picture)
        self.comment.ended.connect(self._ended)
        self.comment.line.editingFinished.connect(self.commit)
        self.operation.box.activated.connect(self._choose)
        self.files.pressed.connect(self.pressed)
        self.add.clicked.connect(self.files_wanted)
        self.photo.clicked.connect(self.photo_wanted)
        self._lay_out(theme)

    def render_state(self, state: RepairState) -> None:
        """Show it; a comment that is being typed stays unless the draft has another now."""
        self._state, draft = state, state.draft
        if draft.comment != self._comment:
            self._comment, self._told = draft.comment, None
            self.comment.set_text(draft.comment)
            self.comment.line.home(False)
        self.comment.set_name(self.tr("Comment on the repair"))
        self._offer(state)
        if self._camera:
            self.photo.set_texts(self.tr("Take a photo"))
        else:
            self.photo.set_texts(self.tr("No camera: plug one in"))
        self.add.set_texts(self.tr("Add a file"))
        self.files.show_files(draft.files)
        put_in_tab_order(self.add, *(row.remove for row in self.files.rows))

    def show_camera(self, *, found: bool) -> None:
        """Say so where this computer has no camera."""
        self._camera = found
        if self._state is not None:
            self.render_state(self._state)

    def forget(self) -> None:
        """What was typed belongs to a unit that is gone."""
        self._comment = None

    def commit(self) -> None:
        """Tell the comment that was typed and not told yet."""
        text = self.comment.text
        if self._comment is not None and text not in (self._comment, self._told):
            self._told = text
            self.pressed.emit(text, CommentEntered(0, text))

    def _offer(self, state: RepairState) -> None:
        choices = usable(state.case) if state.case else ()
        self.operation.set_name(self.tr("File it as"))
        self.operation.offer([(operation_name(each), each.code) for each in choices])
        if state.operation is not None:
            self.operation.choose(state.operation.code)
        self.operation.setVisible(len(choices) > 1)

    def _choose(self, _index: int) -> None:
        code = self.operation.value
        if isinstance(code, int):
            self.pressed.emit(self.operation.box.currentText(), OperationChosen(0, code))

    def _ended(self) -> None:
        self._told = None
        self.commit()

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.metrics
        above = QHBoxLayout()
        above.setSpacing(sizes.gap)
        above.addWidget(self.comment, 4)
        for button in (self.photo, self.add):
            above.addWidget(button, 2, Qt.AlignmentFlag.AlignBottom)
        below = QHBoxLayout()
        below.setSpacing(sizes.pad)
        below.addWidget(self.files, 4)
        below.addWidget(self.operation, 3, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(sizes.pad, sizes.gap // 2, sizes.gap, sizes.gap // 2)
        whole.setSpacing(sizes.gap)
        whole.addLayout(above)
        whole.addLayout(below, 1)
