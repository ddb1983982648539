"""What the phase panel shows, as events: refusals with what explains them, counts of batches."""

from wats_station.flows.batch import BatchState
from wats_station.flows.bench import Bench
from wats_station.flows.explaining import explained
from wats_station.flows.phase.state import Refusal
from wats_station.log import EventLog


class PhaseEvents:
    """Writes `refusal.shown` and `batch.counted` whenever either is another one."""

    def __init__(self, events: EventLog) -> None:
        self._events = events
        self._refusal: Refusal | None = None
        self._batch = BatchState()

    def changed(self, bench: Bench) -> None:
        """There is something new to show."""
        refusal, batch = bench.phase.refusal, bench.batch
        if refusal is not self._refusal:
            self._refusal = refusal
            if refusal is not None:
                self._tell_refusal(refusal)
        if batch is not self._batch:
            before, self._batch = self._batch, batch
            if batch.rows is not before.rows or batch.stage is not before.stage:
                self._tell_batch(batch)

    def _tell_refusal(self, refusal: Refusal) -> None:
        explanation, failure = explained(refusal), refusal.failure
        self._events.write(
            "refusal.shown",
            reason=refusal.why.kind.value,
            processes=[each.name for each in refusal.processes],
            failed=failure.process.name if failure else None,
            steps=[
                {"name": step.name, "measured": step.measured, "limits": step.limits}
                for step in (failure.steps if failure else ())
            ],
            unread=refusal.unread.kind.value if refusal.unread else None,
            who=explanation.who.value if explanation.who else None,
            next=explanation.action.deed.value if explanation.action else None,
        )

    def _tell_batch(self, batch: BatchState) -> None:
        self._events.write(
            "batch.counted",
            stage=batch.stage.value,
            done=batch.done,
            refused=len(batch.refused),
            waiting=batch.queued,
        )
