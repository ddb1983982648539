"""The demo factory: a line with the same content every time.

Well-known units, all Under Production unless said otherwise:

- `DEMO-1001` passed every required process,
- `DEMO-1002` failed the last run of a required process,
- `DEMO-1003` was never tested,
- `DEMO-1004` is of a product without a verification rule, and passed its tests,
- `DEMO-1005` is Finalized,
- `DEMO-1006` failed, was repaired, and passed,
- `DEMO-1007` passed its first process and has not run the second,
- `DEMO-2001` exists for two part numbers,
- `DEMO-3000` is a gateway with three parts built in, `DEMO-3001` to `DEMO-3003`.

Besides them everyday units, `DEMO-0001` and on without those numbers: in every phase, passed
and failed, repaired, on hold, in batches, and built into gateways, drives and racks.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, func, select, text

from wats_station.site_server.demo import mass
from wats_station.site_server.demo.catalogue import (
    BY_PART,
    CTRL,
    DISPLAY,
    FIRST_PASS,
    GATEWAY,
    HARNESS,
    MADE,
    PSU,
    SENSOR,
    Product,
)
from wats_station.site_server.demo.line import MONTH_MINUTES, Key, Line
from wats_station.site_server.demo.rows import Rows
from wats_station.site_server.demo.setup import lay_down_pools, lay_down_products
from wats_station.site_server.rules.box_build import phase_named
from wats_station.site_server.rules.phases import FINALIZED, PHASES, UNDER_PRODUCTION
from wats_station.site_server.store import schema

_IN_STORAGE, _SHIPPED = 1024, 2048
_QUEUED = tuple(phase.id for phase in PHASES if phase.id > 4096)  # noqa: PLR2004 - the queued bit
# Beyond this many units come shorter reports and no assemblies.
_IN_DETAIL = 2000
_EVENTS_A_UNIT, _WELL_KNOWN_EVENTS = 4, 60
_USUAL_PHASES = (UNDER_PRODUCTION,) * 7 + (FINALIZED,) * 6 + (_IN_STORAGE, _SHIPPED, _SHIPPED)
_WELL_KNOWN_NUMBERS = {*range(1001, 1008), 2001, *range(3000, 3004)}


def lay_down(connection: Connection, count: int = 300) -> None:
    """Fill an empty database with the well-known units and `count` everyday ones."""
    if connection.execute(select(func.count()).select_from(schema.unit)).scalar():
        return
    # A child may come before the unit it is built into.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))
    else:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    rows = Rows(connection)
    product_ids = lay_down_products(rows)
    lay_down_pools(rows)
    minutes = MONTH_MINUTES / (_WELL_KNOWN_EVENTS + count * _EVENTS_A_UNIT)
    line = Line(rows, product_ids, minutes)
    for number in range(40, 50):
        rows.put(schema.batch, number=f"LOT-{number}", size=50)
    _well_known(line)
    detailed = min(count, _IN_DETAIL)
    numbers = _numbers()
    _everyday(line, [next(numbers) for _ in range(detailed)])
    rows.flush(enough=0)
    if count > detailed:
        first = next(numbers)
        skipped = sum(number > first for number in _WELL_KNOWN_NUMBERS)
        mass.make(
            rows, line, product_ids, range(first, first + count - detailed + skipped),
            leave_out=_WELL_KNOWN_NUMBERS,
        )  # fmt: skip
    rows.finish()


def _numbers() -> Iterator[int]:
    number = 0
    while True:
        number += 1
        if number not in _WELL_KNOWN_NUMBERS:
            yield number


def _well_known(line: Line) -> None:
    """The units that the module's docstring names."""
    order = {"WorkOrder": "WO-7001"}
    _made(line, "DEMO-1001", CTRL, "PP", batch="LOT-41", tags=order)
    _made(line, "DEMO-1002", CTRL, "PF", batch="LOT-41", tags=order)
    _made(line, "DEMO-1003", PSU, "", batch="LOT-42")
    _made(line, "DEMO-1004", DISPLAY, "P")
    line.move(_made(line, "DEMO-1005", SENSOR, "PP", batch="LOT-43"), FINALIZED)
    repaired = line.unit("DEMO-1006", HARNESS, process=70)
    line.run(repaired, HARNESS, [(70, "F"), (70, "P")])
    _made(line, "DEMO-1007", CTRL, "P", batch="LOT-41")
    _made(line, "DEMO-2001", CTRL, "PP")
    _made(line, "DEMO-2001", SENSOR, "P")
    gateway = _made(line, "DEMO-3000", GATEWAY, "P", batch="LOT-44")
    for position, product in enumerate((CTRL, PSU, SENSOR)):
        child = _made(line, f"DEMO-300{position + 1}", product, "P" * len(product.processes))
        line.move(child, FINALIZED)
        line.build_in(gateway, child, position)


def _made(
    line: Line,
    serial: str,
    product: Product,
    results: str,
    *,
    batch: str = "",
    tags: dict[str, str] | None = None,
) -> Key:
    process = product.processes[max(len(results) - 1, 0)]
    key = line.unit(serial, product, batch=batch, tags=tags, process=process)
    line.run(key, product, list(zip(product.processes, results, strict=False)))
    return key


def _everyday(line: Line, numbers: list[int]) -> None:
    """Units in every phase: the first fifteen one each, the others as a line has them."""
    finished: dict[str, list[Key]] = {product.part_number: [] for product in MADE}
    parents: list[tuple[Key, Product]] = []
    for number in numbers:
        product = MADE[number % len(MADE)]
        first = number <= len(PHASES)
        phase = PHASES[number - 1].id if first else line.random.choice(_USUAL_PHASES)
        key = _everyday_unit(line, number, product, phase)
        if phase in (FINALIZED, phase_named(product.finalized_phase)):
            finished[product.part_number].append(key)
        if product.box_build and phase in (FINALIZED, _IN_STORAGE, _SHIPPED):
            parents.append((key, product))
    # Gateways before racks: what is built in has its own parts in already.
    for key, product in sorted(parents, key=lambda each: each[1].part_number):
        _assemble(line, key, product, finished)


def _everyday_unit(line: Line, number: int, product: Product, phase: int) -> Key:
    tags = {"WorkOrder": f"WO-{7000 + number // 25}"}
    if number % 97 == 0:
        tags["Hold"] = "Supplier lot under investigation"
    process = product.processes[line.random.randrange(len(product.processes))]
    key = line.unit(
        f"DEMO-{number:04}", product, batch=f"LOT-{40 + number % 10}",
        location=f"Hall {number % 3 + 1}", tags=tags, process=process,
    )  # fmt: skip
    if phase not in (1, *_QUEUED):
        line.run(key, product, _results(line, number, product, phase))
    line.move(key, phase)
    return key


def _results(line: Line, number: int, product: Product, phase: int) -> list[tuple[int, str]]:
    """What each process said: most pass at once, what fails is run again, some fail on and on."""
    processes = product.processes
    if phase == UNDER_PRODUCTION:
        processes = processes[: line.random.randrange(len(processes) + 1)]
    results: list[tuple[int, str]] = []
    for code in processes:
        failures = 0 if line.random.randrange(100) < FIRST_PASS[code] else 1
        if number % 41 == 0 and code == processes[-1]:
            failures = 3
        results += [(code, "F")] * failures
        stuck = failures and phase in (4, 8, 32, UNDER_PRODUCTION) and line.random.random() < 0.5  # noqa: PLR2004
        if stuck:
            return results
        results.append((code, "P"))
    return results


def _assemble(line: Line, parent: Key, product: Product, finished: dict[str, list[Key]]) -> None:
    """Fill its slots from what is finished and not built in yet."""
    position = 0
    for part in product.box_build:
        if BY_PART[part.part_number].non_serial:
            continue
        for _ in range(part.quantity):
            free = finished[part.part_number]
            if free and free[0] != parent:
                line.build_in(parent, free.pop(0), position)
            position += 1
