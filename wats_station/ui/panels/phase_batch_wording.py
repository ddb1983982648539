"""Units of a batch in the panel's words."""

from PySide6.QtCore import QCoreApplication

from wats_station.domain.notice import NoticeKind
from wats_station.domain.outcome import OutcomeKind
from wats_station.flows.batch import BatchRow
from wats_station.ui.texts import sentence
from wats_station.ui.widgets.rows import Ink, Row
from wats_station.ui.words import outcome_word

_LOOKS: dict[OutcomeKind, tuple[str, Ink]] = {
    OutcomeKind.DONE: ("done", "good"),
    OutcomeKind.QUEUED: ("queued", "warn"),
    OutcomeKind.REFUSED: ("refused", "bad"),
    OutcomeKind.NOT_UNDERSTOOD: ("not_understood", "warn"),
    OutcomeKind.IGNORED: ("ignored", "muted"),
}


def _why(row: BatchRow) -> str:
    """The outcome's sentence, or fewer words where the list has said the rest."""
    why = row.outcome.notice
    if row.outcome.kind is OutcomeKind.QUEUED:
        return QCoreApplication.translate("Batch", "Kept, and sent as soon as the server answers.")
    if why.kind is NoticeKind.FINALIZE_NOT_PASSED:
        text = QCoreApplication.translate("Batch", "Not passed: {processes}")
        return text.format(processes=why.value("processes"))
    return sentence(why)


def batch_row(row: BatchRow) -> Row:
    """One unit: how it ended beside it, why below."""
    symbol, ink = _LOOKS[row.outcome.kind]
    word = outcome_word(row.outcome.kind.value)
    if row.is_undone:
        symbol, ink = "ignored", "muted"
        word = QCoreApplication.translate("Batch", "TAKEN BACK")
    part = row.key.part_number if row.key is not None else ""
    title = f"{row.text}  ·  {part}" if part else row.text
    why = _why(row)
    return Row(symbol, ink, title, word, why, "")
