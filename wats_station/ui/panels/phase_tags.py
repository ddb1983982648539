"""The strip of the batch: the tags a station requires, with their values or a field for each."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from wats_station.flows.bench import Bench
from wats_station.flows.tagging import BatchTags, NewBatch, TagGiven
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.fields import LineField
from wats_station.ui.widgets.grid import put_in_tab_order
from wats_station.ui.widgets.surface import Card
from wats_station.ui.widgets.text import TextBlock


class TagStrip(Card):
    """Hidden where no tags are required; `pressed` carries what was typed."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._tags = BatchTags()
        self._prefix = "CMD-"
        self.fields: dict[str, LineField] = {}
        self.rule = TextBlock(theme, "small", lines=2, muted=True)
        self.new = TouchButton(theme)
        self.new.clicked.connect(self._begin_anew)
        sizes = theme.metrics
        self._row = QHBoxLayout()
        self._row.setSpacing(sizes.gap)
        self._row.addWidget(self.new, 0, Qt.AlignmentFlag.AlignBottom)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(sizes.gap, sizes.gap // 2, sizes.gap, sizes.gap // 2)
        whole.setSpacing(sizes.gap // 2)
        whole.addLayout(self._row)
        whole.addWidget(self.rule)
        self.hide()

    def render_bench(self, bench: Bench) -> None:
        """Show what is required, and what is in force; what is being typed is left alone."""
        required = bench.settings.kept.station.required_tags
        before, self._tags = self._tags, bench.tags
        self.setVisible(bool(required))
        if tuple(self.fields) != required:
            self._build(required)
        for key, field in self.fields.items():
            value = bench.tags.value(key)
            if value or before.value(key):
                field.set_text(value)
            field.setEnabled(not value)
        missing = bench.missing_tags
        self.new.setEnabled(bool(bench.tags.values))
        self.new.set_texts(self.tr("New batch"))
        prefix = bench.settings.kept.labels.command_prefix
        rule = self.tr("Type it, or scan {prefix}TAG-{key}=… A serial number is a unit as always.")
        self.rule.set_text(rule.format(prefix=prefix, key=missing[0]) if missing else "")
        self.rule.setVisible(bool(missing))

    def take_keyboard(self) -> None:
        """Type into the first field without a value."""
        for key, field in self.fields.items():
            if not self._tags.value(key):
                field.line.setFocus()
                return

    def _build(self, required: tuple[str, ...]) -> None:
        for field in self.fields.values():
            self._row.removeWidget(field)
            field.deleteLater()
        self.fields = {key: LineField(self._theme, words=True) for key in required}
        for place, (key, field) in enumerate(self.fields.items()):
            # The tag's own name, in every language.
            field.set_name(key)
            field.ended.connect(lambda key=key: self._give(key))
            self._row.insertWidget(place, field, 1)
        # By Tab they come where they stand, before the button.
        lines = [field.line for field in self.fields.values()]
        if lines:
            put_in_tab_order(self.new, *lines, self.new)

    def _give(self, key: str) -> None:
        value = self.fields[key].text
        if value:
            self.pressed.emit(f"{key}={value}", TagGiven(0, key, value))

    def _begin_anew(self) -> None:
        self.pressed.emit(self.new.text(), NewBatch(0))
