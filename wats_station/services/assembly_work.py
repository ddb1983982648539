"""Carries out what the assembly panel asks for: reads, and the memory of what is half done."""

import asyncio
import json
import logging
from collections.abc import Callable
from datetime import datetime

from wats_station.domain.assembly import Assembly, BuiltIn, ChildFacts, Inside
from wats_station.domain.draft import Draft, DraftKey, DraftKind, DraftProblem
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.quarantine import ProductTags, quarantines
from wats_station.domain.unit import Unit, UnitKey
from wats_station.flows.assembly.state import (
    AssemblyRead,
    ChildRead,
    ForgetUnfinished,
    InsidesRead,
    KeepUnfinished,
    ReadAssembly,
    ReadChild,
    ReadInsides,
    Unfinished,
    UnfinishedRead,
)
from wats_station.services.asking import Asking
from wats_station.services.changes import Author
from wats_station.services.ports import Drafts
from wats_station.services.product_reads import ProductReads
from wats_station.services.tasks import Tasks

_log = logging.getLogger(__name__)

_INSIDES = "insides"
# So many children are read side by side: scans are not to wait for them.
_READERS = 3
_MOST_INSIDES = 100

Effect = ReadAssembly | ReadChild | ReadInsides | KeepUnfinished | ForgetUnfinished
Answer = AssemblyRead | ChildRead | InsidesRead | UnfinishedRead


class AssemblyWork:
    """Every answer goes to `deliver`, what somebody must know to `tell`.

    Without `drafts` nothing that is half done is remembered.
    """

    def __init__(
        self,
        asking: Asking,
        products: ProductReads,
        tasks: Tasks,
        deliver: Callable[[Answer], None],
        tell: Callable[[Notice], None],
        *,
        author: Callable[[], Author],
        now: Callable[[], datetime],
    ) -> None:
        self._asking = asking
        self._products = products
        self._tasks = tasks
        self._deliver = deliver
        self._tell = tell
        self._author = author
        self._now = now
        self._in_turn = asyncio.Lock()
        self._readers = asyncio.Semaphore(_READERS)
        # What is built of nothing, by server, part number and revision: asked for once.
        self._plain: set[tuple[str, str, str]] = set()
        self.drafts: Drafts | None = None

    def carry_out(self, effect: Effect) -> None:
        """Read or keep what is asked for."""
        match effect:
            case ReadAssembly(request):
                self._tasks.start(request, self._read_assembly(effect))
            case ReadChild(request):
                self._tasks.start(request, self._read_child(effect))
            case ReadInsides():
                self._tasks.start(_INSIDES, self._read_insides(effect))
            case KeepUnfinished(row):
                self._change(lambda drafts: drafts.keep(self._draft(row)))
            case ForgetUnfinished(key):
                self._change(lambda drafts: drafts.remove(self._key(key)))

    async def read_unfinished(self) -> None:
        """What was left half done on this server."""
        if self.drafts is None:
            return
        try:
            kept = await asyncio.to_thread(self.drafts.all)
        except DraftProblem as problem:
            self._tell(notice(NoticeKind.DRAFT_FAULT, detail=str(problem)))
            return
        server = self._author().server
        ours = [each for each in kept if (each.kind, each.server) == (DraftKind.ASSEMBLY, server)]
        rows = (row for row in map(_unfinished, ours) if row is not None)
        self._deliver(UnfinishedRead(tuple(rows)))

    async def _read_assembly(self, effect: ReadAssembly) -> None:
        answer = await self._asking.ask(
            lambda gateway: gateway.assembly(effect.key, effect.revision)
        )
        self._deliver(AssemblyRead(effect.request, effect.key, answer))

    async def _read_insides(self, effect: ReadInsides) -> None:
        kinds: dict[tuple[str, str, str], list[BuiltIn]] = {}
        for child in effect.children[:_MOST_INSIDES]:
            kind = self._kind(child)
            if kind not in self._plain:
                kinds.setdefault(kind, []).append(child)
        read = await asyncio.gather(*(self._read_kind(each) for each in kinds.values()))
        insides = tuple(inside for found in read for inside in found)
        if insides:
            self._deliver(InsidesRead(effect.key, insides))

    async def _read_kind(self, children: list[BuiltIn]) -> list[Inside]:
        """Of children of one kind: where the first is built of nothing, none is."""
        first = await self._inside(children[0])
        if first is None:
            return []
        others = await asyncio.gather(*(self._inside(each) for each in children[1:]))
        return [inside for inside in (first, *others) if inside is not None]

    async def _inside(self, child: BuiltIn) -> Inside | None:
        """How far a child is; None for one that is built of nothing, or could not be read."""
        async with self._readers:
            answer = await self._asking.ask(
                lambda gateway: gateway.assembly(child.key, child.revision)
            )
        if answer is None:
            self._plain.add(self._kind(child))
        if not isinstance(answer, Assembly):
            return None
        return Inside(child.key, answer.filled, len(answer.slots), answer.is_complete)

    def _kind(self, child: BuiltIn) -> tuple[str, str, str]:
        return (self._author().server, child.key.part_number, child.revision)

    async def _read_child(self, effect: ReadChild) -> None:
        names = [(effect.serial_number, effect.part_number)]
        if effect.other is not None:
            names.append(effect.other)
        children = asyncio.gather(*(self._child(*name) for name in names))
        product = self._products.tags(effect.parent.part_number, fresh=True)
        parent, around, answers = await asyncio.gather(
            self._parent(effect.parent), product, children
        )
        if isinstance(parent, GatewayProblem):
            self._deliver(ChildRead(effect.request, parent))
        elif not isinstance(around, ProductTags):
            self._deliver(ChildRead(effect.request, around))
        else:
            against = quarantines(parent, around)
            self._deliver(ChildRead(effect.request, _the_one(answers), parent, against))

    async def _parent(self, key: UnitKey) -> Unit | GatewayProblem:
        return await self._asking.ask(
            lambda gateway: gateway.find_unit(key.serial_number, key.part_number)
        )

    async def _child(self, serial_number: str, part_number: str) -> ChildFacts | GatewayProblem:
        return await self._asking.ask(
            lambda gateway: gateway.child(serial_number, part_number or None)
        )

    def _change(self, change: Callable[[Drafts], None]) -> None:
        if self.drafts is not None:
            self._tasks.start("drafts", self._changed(self.drafts, change))

    async def _changed(self, drafts: Drafts, change: Callable[[Drafts], None]) -> None:
        # The last word on a unit is the last one written.
        async with self._in_turn:
            try:
                await asyncio.to_thread(change, drafts)
            except DraftProblem as problem:
                self._tell(notice(NoticeKind.DRAFT_FAULT, detail=str(problem)))

    def _draft(self, row: Unfinished) -> Draft:
        author, key = self._author(), row.key
        return Draft(
            DraftKind.ASSEMBLY,
            key.serial_number,
            key.part_number,
            json.dumps({"filled": row.filled, "slots": row.slots}),
            author.operator,
            self._now(),
            author.server,
        )

    def _key(self, key: UnitKey) -> DraftKey:
        server = self._author().server
        return DraftKey(DraftKind.ASSEMBLY, key.serial_number, key.part_number, server)


def _unfinished(draft: Draft) -> Unfinished | None:
    try:
        content = json.loads(draft.content)
        filled, slots = int(content["filled"]), int(content["slots"])
    except (ValueError, KeyError, TypeError) as fault:
        _log.warning("a draft of %s says nothing: %s", draft.serial_number, fault)
        return None
    return Unfinished(UnitKey(draft.serial_number, draft.part_number), filled, slots)


def _the_one(answers: list[ChildFacts | GatewayProblem]) -> ChildFacts | GatewayProblem:
    """Of two readings the unit that is there; of two that are, neither."""
    found = [each for each in answers if isinstance(each, ChildFacts)]
    keys = tuple(dict.fromkeys(each.unit.key for each in found))
    if len(keys) > 1:
        return GatewayProblem(ProblemKind.AMBIGUOUS, candidates=keys)
    problems = [each for each in answers if isinstance(each, GatewayProblem)]
    unknown = [each for each in problems if each.kind is not ProblemKind.NOT_FOUND]
    if unknown:
        # Where one of them could not be asked for, nobody knows.
        return unknown[0]
    return found[0] if found else problems[0]
