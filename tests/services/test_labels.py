"""Labels of a site: its own rules first, then the server's, and what is wrong is told."""

import asyncio
import time

from tests.services.scripted_gateway import ScriptedGateway
from tests.services.test_engine import Watcher, until
from tests.support.units import unit
from wats_station.adapters.clock import utc_now
from wats_station.domain.link import LinkState
from wats_station.domain.notice import NoticeKind
from wats_station.domain.settings import LabelRule, LabelSettings
from wats_station.scan.custom import CustomRule
from wats_station.scan.decode import LabelRules, decode
from wats_station.scan.raw_scan import RawScan, Source
from wats_station.scan.reading import FieldName
from wats_station.services.changes import Author
from wats_station.services.engine import Engine
from wats_station.services.labels import label_rules
from wats_station.services.ports import UnitGateway
from wats_station.station.composition import Station

OF_SERVER = CustomRule("supplier", r"^SUP\|", {FieldName.SERIAL: r"\|S:([^|]+)"})


def test_the_stations_own_rules_are_tried_first() -> None:
    settings = LabelSettings(rules=(LabelRule("own", r"SUP\|(?P<serial>.*)"),))
    rules, problems = label_rules(settings, [OF_SERVER])
    assert problems == ()
    assert [rule.name for rule in rules.custom] == ["own", "supplier"]
    assert decode("SUP|S:7", rules).serial_number == "S:7"


def test_prefixes_and_gtins_are_the_settings() -> None:
    settings = LabelSettings("$", "B:", parts_by_gtin={"9501101020917": "CTRL-100"})
    rules, _ = label_rules(settings, [])
    assert decode("$VERIFY", rules).argument == "VERIFY"
    assert decode("]d2010950110102091721SN1", rules).part_number == "CTRL-100"


def test_a_rule_that_cannot_be_used_is_told_and_left_out() -> None:
    settings = LabelSettings(rules=(LabelRule("broken", "("),))
    rules, (problem,) = label_rules(settings, [OF_SERVER])
    assert [rule.name for rule in rules.custom] == ["supplier"]
    assert (problem.kind, problem.value("name")) == (NoticeKind.LABEL_RULE_FAULT, "broken")


async def test_the_servers_rules_are_read_when_the_link_is_there() -> None:
    gateway = ScriptedGateway()
    gateway.rules = (OF_SERVER, CustomRule("broken", "("))
    watcher = Watcher()
    links: list[LinkState] = []
    station = Station(watcher, time.perf_counter, links.append, Author("Åse", "BENCH 7"))
    station._gateway.set_result(gateway)
    station._enter(LinkState.ONLINE)
    await until(lambda: station.engine.labels.custom)
    assert decode("SUP|S:77", station.engine.labels).serial_number == "77"
    await until(lambda: watcher.bench.strip.recent)
    why = watcher.bench.strip.recent[0].outcome.notice
    assert (why.kind, why.value("name")) == (NoticeKind.LABEL_RULE_FAULT, "broken")
    station.use_labels(LabelSettings(badge_prefix="B:"))
    await until(lambda: station.engine.labels.badge_prefix == "B:")
    assert [rule.name for rule in station.engine.labels.custom] == ["supplier"]
    await asyncio.wait_for(station.close(), 5)


async def test_a_rule_that_takes_too_long_is_told_once_and_goes() -> None:
    watcher = Watcher()
    gateway: asyncio.Future[UnitGateway] = asyncio.get_running_loop().create_future()
    gateway.set_result(ScriptedGateway())
    engine = Engine(gateway, watcher, time.perf_counter, utc_now, Author("Åse", "BENCH 7"))
    slow = CustomRule("slow", r"(?P<serial>(?:a|a|aa)+)(?<!a)b")
    engine.labels = LabelRules(custom=(slow, OF_SERVER))
    for text in ("a" * 200, "a" * 201):
        engine.scanned(RawScan(Source.TYPED, text, 0.0, 0.0))
    told = [entry.outcome.notice for entry in watcher.bench.strip.recent]
    assert [why.kind for why in told].count(NoticeKind.LABEL_RULE_FAULT) == 1
    assert [rule.name for rule in engine.labels.custom] == ["supplier"]
    await engine.close()


async def test_two_readings_are_looked_up_side_by_side() -> None:
    watcher, server = Watcher(), ScriptedGateway(unit("DEMO-1001"))
    server.hold()
    gateway: asyncio.Future[UnitGateway] = asyncio.get_running_loop().create_future()
    gateway.set_result(server)
    engine = Engine(gateway, watcher, time.perf_counter, utc_now, Author("Åse", "BENCH 7"))
    engine.scanned(RawScan(Source.WEDGE, "DEMO-1001", 0.0, 0.0, other="DEMO+1001"))
    await until(lambda: len(server.calls) == 2)
    assert server.calls == ["unit DEMO-1001 None", "unit DEMO+1001 None"]
    server.release()
    await until(lambda: watcher.outcomes)
    assert watcher.outcomes == [(1, NoticeKind.UNIT_SHOWN_AS)]
    await engine.close()
