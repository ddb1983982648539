"""Writing a quarantine: on fresh state, once, settled where nobody knows, and logged."""

from dataclasses import replace

import pytest

from tests.services.scripted_gateway import ScriptedGateway
from tests.services.test_engine import engine_on, scan, until
from tests.support.units import unit
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.notice import NoticeKind
from wats_station.domain.quarantine import (
    ProductTags,
    Quarantine,
    QuarantineScope,
    quarantines,
    tag_text,
    with_tag,
)

LOT = QuarantineScope.LOT
UNIT = replace(unit(), batch_number="L-77")
STOPPED = "yes: solder (Eva, 2026-11-29T12:00:00+00:00)"


def stands(gateway: ScriptedGateway) -> tuple[Quarantine, ...]:
    return quarantines(UNIT, gateway.tagged.get("PART-1"))


async def test_it_is_written_with_who_and_when_and_stops_the_gate() -> None:
    gateway = ScriptedGateway(UNIT)
    async with engine_on(gateway) as (engine, watcher, _):
        engine.scanned(scan("SN1"))
        await until(lambda: watcher.bench.lookup.product is not None)
        engine.scanned(scan("CMD-HOLD-LOT=wrong paste"))
        await until(lambda: len(watcher.outcomes) == 2)
        assert watcher.outcomes[-1][1] is NoticeKind.QUARANTINE_ON
        (found,) = stands(gateway)
        assert (found.name, found.reason, found.by) == ("L-77", "wrong paste", "anna")
        assert found.since is not None
        assert watcher.bench.gate.stops
        assert gateway.calls.count("quarantine PART-1 lot L-77") == 1


async def test_what_another_station_changed_meanwhile_is_left_alone() -> None:
    gateway = ScriptedGateway(UNIT)
    gateway.tagged["PART-1"] = with_tag(ProductTags("PART-1"), LOT, "L-77", STOPPED)
    async with engine_on(gateway) as (engine, watcher, _):
        engine.scanned(scan("SN1"))
        await until(lambda: watcher.bench.lookup.product is not None)
        newer = with_tag(ProductTags("PART-1"), LOT, "L-77", "yes: fire hazard")
        gateway.tagged["PART-1"] = newer
        engine.scanned(scan("CMD-RELEASE-LOT=checked"))
        await until(lambda: len(watcher.outcomes) == 2)
        assert gateway.tagged["PART-1"] == newer
        # What is shown is what stands now, and that may be released.
        engine.scanned(scan("CMD-RELEASE-LOT=checked twice"))
        await until(lambda: len(watcher.outcomes) == 3)
        told = [kind for _, kind in watcher.outcomes[1:]]
        assert told == [NoticeKind.QUARANTINE_CHANGED, NoticeKind.QUARANTINE_OVER]
        assert stands(gateway) == ()


async def test_a_write_without_an_answer_is_looked_for() -> None:
    gateway = ScriptedGateway(UNIT)

    async def taken_in_silence(*what: object) -> None:
        part, scope, name, text, _ = what
        assert isinstance(part, str)
        assert isinstance(scope, QuarantineScope)
        gateway.tagged[part] = with_tag(ProductTags(part), scope, str(name), str(text))
        raise GatewayProblem(ProblemKind.TIMEOUT)

    gateway.put_quarantine = taken_in_silence  # type: ignore[assignment, method-assign]
    async with engine_on(gateway) as (engine, watcher, _):
        engine.scanned(scan("SN1"))
        engine.scanned(scan("CMD-HOLD-LOT=why"))
        await until(lambda: len(watcher.outcomes) == 2)
        assert watcher.outcomes[-1][1] is NoticeKind.QUARANTINE_ON


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (ProblemKind.FORBIDDEN, NoticeKind.QUARANTINE_NOT_PERMITTED),
        (ProblemKind.TIMEOUT, NoticeKind.QUARANTINE_UNSURE),
    ],
)
async def test_a_refusal_is_told(kind: ProblemKind, told: NoticeKind) -> None:
    gateway = ScriptedGateway(UNIT)
    gateway.write_problem = GatewayProblem(kind)
    async with engine_on(gateway) as (engine, watcher, _):
        engine.scanned(scan("SN1"))
        engine.scanned(scan("CMD-HOLD-LOT=why"))
        await until(lambda: len(watcher.outcomes) == 2)
        assert watcher.outcomes[-1][1] is told
        assert stands(gateway) == ()


async def test_a_product_is_read_again_only_after_some_seconds() -> None:
    gateway = ScriptedGateway(UNIT, replace(UNIT, serial_number="SN2"))
    async with engine_on(gateway) as (engine, watcher, _):
        engine.scanned(scan("SN1"))
        await until(lambda: watcher.bench.lookup.product is not None)
        engine.scanned(scan("SN2"))
        await until(lambda: watcher.bench.lookup.asked == "SN2" and watcher.bench.lookup.product)
        assert gateway.calls.count("product PART-1") == 1
        # A decision reads it afresh.
        gateway.tagged["PART-1"] = with_tag(ProductTags("PART-1"), LOT, "L-77", STOPPED)
        engine.scanned(scan("CMD-PHASE-16"))
        await until(lambda: len(watcher.outcomes) == 3)
        assert watcher.outcomes[-1][1] is NoticeKind.LOT_IN_QUARANTINE
        assert tag_text(gateway.tagged["PART-1"], LOT, "L-77") == STOPPED
