"""The station gate: GO or STOP, large, with the reason and who can clear it."""

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from wats_station.domain.gate import Gate, Stop, StopReason, Verdict
from wats_station.domain.unit import Process
from wats_station.scan.intent import SetProcess
from wats_station.ui.texts import quarantine_why
from wats_station.ui.theme import Theme, ToneName
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.surface import Badge, Card
from wats_station.ui.widgets.text import TextBlock
from wats_station.ui.words import QT_TRANSLATE_NOOP, scope_word

_LOOKS: dict[Verdict, tuple[ToneName, str]] = {
    Verdict.GO: ("done", "done"),
    Verdict.STOP: ("refused", "refused"),
    Verdict.WAIT: ("reading", "reading"),
    Verdict.UNKNOWN: ("not_understood", "warning"),
    Verdict.NONE: ("calm", "neutral"),
}

STOPS = {
    StopReason.ON_HOLD: QT_TRANSLATE_NOOP(
        "Gate", "It is on hold. A supervisor releases it with CMD-RELEASE."
    ),
    StopReason.IN_QUARANTINE: QT_TRANSLATE_NOOP(
        "Gate", "{scope} {detail} is in quarantine: {why}. A supervisor releases it."
    ),
    StopReason.SCRAPPED: QT_TRANSLATE_NOOP(
        "Gate", "It is scrapped. Put it with the scrap, or ask a supervisor."
    ),
    StopReason.WRONG_PRODUCT: QT_TRANSLATE_NOOP(
        "Gate", "Its part does not belong here. This station takes {detail}."
    ),
    StopReason.NOT_IN_PRODUCTION: QT_TRANSLATE_NOOP(
        "Gate", "It is no longer in production: its phase is {detail}. Ask a supervisor."
    ),
    StopReason.IN_REPAIR: QT_TRANSLATE_NOOP(
        "Gate", "It is with the repair: its phase is {detail}. Bring it to a technician."
    ),
    StopReason.EARLIER_NOT_PASSED: QT_TRANSLATE_NOOP(
        "Gate", "{process} failed. Bring it to a technician, or test it there again."
    ),
    StopReason.EARLIER_NOT_RUN: QT_TRANSLATE_NOOP(
        "Gate", "{process} was never run. Bring it there first."
    ),
    StopReason.RETEST_LIMIT: QT_TRANSLATE_NOOP(
        "Gate", "{process} was run {runs} times without passing; {detail} is the limit here."
        " Ask a supervisor."
    ),
    StopReason.REPAIR_LIMIT: QT_TRANSLATE_NOOP(
        "Gate", "It was repaired {repairs} times for {process}; {detail} is the limit here."
        " Ask a supervisor."
    ),
}  # fmt: skip


class GateCard(Card):
    """Hidden where nothing is judged; `pressed` carries the process that GO may set."""

    pressed = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._shown: tuple[Gate, Process | None] | None = None
        self.badge = Badge(theme, "huge")
        self.what = TextBlock(theme, "heading", bold=True, lines=2, shrink_to="body")
        self.more = TextBlock(theme, "body", lines=2, muted=True)
        self.set_process = TouchButton(theme, look="primary", tall=True)
        self.set_process.clicked.connect(self._ask)
        sizes = theme.metrics
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.what)
        words.addWidget(self.more)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.gap, sizes.gap // 2, sizes.gap, sizes.gap // 2)
        row.setSpacing(sizes.pad)
        row.addWidget(self.badge)
        row.addLayout(words, 1)
        row.addWidget(self.set_process)
        self.hide()

    def render_gate(self, gate: Gate, process: Process | None) -> None:
        """Show the verdict at this station's process; one rendered before costs nothing."""
        if (gate, process) != self._shown:
            self._shown = (gate, process)
            self._render(gate, process)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._shown is not None:
            self._render(*self._shown)

    def _render(self, gate: Gate, process: Process | None) -> None:
        self.setVisible(gate.verdict is not Verdict.NONE)
        if gate.verdict is Verdict.NONE:
            return
        self.badge.render_as(*_LOOKS[gate.verdict], self._word(gate.verdict))
        name = f"{process.code} {process.name}".strip() if process else ""
        self.what.set_text(self._text(gate, name))
        self.more.set_text("  ·  ".join(stop_text(stop) for stop in gate.stops[1:]))
        self.more.setVisible(len(gate.stops) > 1)
        self.set_process.set_texts(self.tr("Set the process"), name)
        self.set_process.setVisible(gate.other_process)

    def _word(self, verdict: Verdict) -> str:
        match verdict:
            case Verdict.GO:
                return self.tr("GO")
            case Verdict.STOP:
                return self.tr("STOP")
            case Verdict.WAIT:
                return self.tr("WAIT")
        return self.tr("?")

    def _text(self, gate: Gate, process: str) -> str:
        match gate.verdict:
            case Verdict.STOP:
                return stop_text(gate.stops[0])
            case Verdict.WAIT:
                return self.tr("Reading the tests…")
            case Verdict.UNKNOWN:
                return self.tr("Its tests or its product cannot be read, so nobody can tell.")
        if gate.passed:
            return self.tr("It has passed {process} already.").format(process=process)
        return self.tr("It may go to {process}.").format(process=process)

    def _ask(self) -> None:
        if self._shown is not None and self._shown[1] is not None:
            code = str(self._shown[1].code)
            self.pressed.emit(self.set_process.text(), SetProcess(code))


def stop_text(stop: Stop) -> str:
    """A reason as a sentence that says what to do."""
    row = stop.process
    text = QCoreApplication.translate("Gate", STOPS[stop.reason])
    stands = stop.quarantine
    return text.format(
        detail=stop.detail,
        scope=scope_word(stands.scope.value) if stands else "",
        why=quarantine_why(stands.reason, stands.by, stands.since) if stands else "",
        process=f"{row.code} {row.name}".strip() if row else "",
        runs=row.runs if row else 0,
        repairs=row.repairs if row else 0,
    )
