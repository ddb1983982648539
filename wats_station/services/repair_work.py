"""Carries out what the repair panel asks for: reads, drafts, files, the report, the retest."""

import asyncio
import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from wats_station.domain.draft import Draft, DraftKey, DraftKind, DraftProblem
from wats_station.domain.known_unit import KnownCase
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.repair import (
    AttachedFile,
    Fault,
    FilesProblem,
    FileTooLarge,
    RepairCase,
    RepairDraft,
    ReportAuthor,
    Retest,
)
from wats_station.domain.unit import UnitKey
from wats_station.flows.bench.state import RepairWish
from wats_station.flows.repair.effects import (
    DropFile,
    ForgetDraft,
    KeepDraft,
    KeepFiles,
    LeaveRetest,
    MakePaper,
    ReadCase,
    WatchRetest,
)
from wats_station.flows.repair.state import (
    CaseRead,
    FilesKept,
    PaperMade,
    RetestRead,
    Unfiled,
    UnfiledRead,
)
from wats_station.services.asking import Asking
from wats_station.services.changes import Author
from wats_station.services.ports import AttachedFiles, Drafts, RepairPaper
from wats_station.services.remembering import Remembering
from wats_station.services.tasks import Tasks

_log = logging.getLogger(__name__)

# How often it is looked whether the unit was tested again, in seconds.
RETEST_LOOK = 5.0
_RETEST = "retest"

Answer = CaseRead | UnfiledRead | FilesKept | PaperMade | RetestRead


class Keeping(NamedTuple):
    """Where drafts and files are kept, and what makes a report of them."""

    drafts: Drafts
    files: AttachedFiles
    paper: RepairPaper


class RepairWork:
    """Every answer goes to `deliver`, what somebody must know to `tell`.

    Without `keeping` nothing that is begun is remembered, and nothing can be filed.
    """

    def __init__(
        self,
        asking: Asking,
        remembering: Remembering,
        tasks: Tasks,
        deliver: Callable[[Answer], None],
        tell: Callable[[Notice], None],
        *,
        author: Callable[[], Author],
        now: Callable[[], datetime],
    ) -> None:
        self._asking = asking
        self._remembering = remembering
        self._tasks = tasks
        self._deliver = deliver
        self._tell = tell
        self._author = author
        self._now = now
        self._in_turn = asyncio.Lock()
        self.location = ""
        self.keeping: Keeping | None = None

    def carry_out(self, effect: RepairWish) -> None:
        """Read, keep or make what is asked for."""
        match effect:
            case ReadCase(request):
                self._tasks.start(request, self._read_case(effect))
            case KeepDraft(key, draft):
                self._change(lambda keeping: keeping.drafts.keep(self._draft(key, draft)))
            case ForgetDraft(key, files):
                self._change(lambda keeping: _forget(keeping, self._key(key), files))
            case DropFile(file):
                self._change(lambda keeping: keeping.files.remove(file))
            case KeepFiles():
                self._tasks.start(effect.request, self._keep_files(effect))
            case MakePaper():
                self._tasks.start(effect.request, self._make_paper(effect))
            case WatchRetest(case):
                self._tasks.cancel(_RETEST)
                self._tasks.start(_RETEST, self._watch(case))
            case LeaveRetest():
                self._tasks.cancel(_RETEST)

    async def read_unfiled(self) -> None:
        """What was begun and not filed on this server; files that no draft names are let go."""
        if self.keeping is None:
            return
        try:
            kept = await asyncio.to_thread(self.keeping.drafts.all)
            drafts = [(each, _content(each)) for each in kept if each.kind is DraftKind.REPAIR]
            wanted = [file for _, content in drafts if content for file in content.files]
            await asyncio.to_thread(self.keeping.files.tidy, wanted)
        except (DraftProblem, FilesProblem) as problem:
            self._tell(notice(NoticeKind.DRAFT_FAULT, detail=str(problem)))
            return
        server = self._author().server
        rows = tuple(
            Unfiled(UnitKey(draft.serial_number, draft.part_number), len(content.faults))
            for draft, content in drafts
            if content is not None and draft.server == server
        )
        self._deliver(UnfiledRead(rows))

    async def _read_case(self, effect: ReadCase) -> None:
        answer, draft = await asyncio.gather(
            self._asking.ask(lambda gateway: gateway.repair_case(effect.unit)),
            self._kept_draft(effect.unit.key),
        )
        as_of = None
        if isinstance(answer, RepairCase):
            self._remembering.case_read(answer)
        else:
            known = await self._remembering.case(effect.unit.key, answer)
            if isinstance(known, KnownCase):
                answer, as_of = replace(known.case, unit=effect.unit), known.as_of
        self._deliver(CaseRead(effect.request, effect.unit.key, answer, draft, as_of))

    async def _kept_draft(self, key: UnitKey) -> RepairDraft | None:
        if self.keeping is None:
            return None
        wanted = self._key(key)
        try:
            # What was just entered is on its way to the disk.
            async with self._in_turn:
                kept = await asyncio.to_thread(self.keeping.drafts.all)
        except DraftProblem as problem:
            self._tell(notice(NoticeKind.DRAFT_FAULT, detail=str(problem)))
            return None
        return next((_content(each) for each in kept if each.key == wanted), None)

    async def _keep_files(self, effect: KeepFiles) -> None:
        kept: list[AttachedFile] = []
        problem: Notice | None = None
        if self.keeping is not None:
            room = effect.room
            for path in effect.paths:
                file = await self._keep_file(self.keeping.files, path, room)
                if isinstance(file, Notice):
                    problem = file
                else:
                    kept.append(file)
                    room -= file.size
        self._deliver(FilesKept(effect.request, tuple(kept), problem))

    async def _keep_file(
        self, files: AttachedFiles, path: Path, room: int
    ) -> AttachedFile | Notice:
        try:
            return await asyncio.to_thread(files.keep, path, room)
        except FileTooLarge as problem:
            kind = NoticeKind.FILES_TOO_LARGE if problem.beside else NoticeKind.FILE_TOO_LARGE
            sizes = {"size": _megabytes(problem.size), "most": _megabytes(problem.most)}
            return notice(kind, name=problem.name, **sizes)
        except FilesProblem as problem:
            return notice(NoticeKind.FILE_NOT_TAKEN, detail=str(problem))

    async def _make_paper(self, effect: MakePaper) -> None:
        if self.keeping is None:
            why = notice(NoticeKind.OUTBOX_FAULT, detail="the outbox is not open")
            self._deliver(PaperMade(effect.request, why))
            return
        author, report_id = self._author(), uuid4()
        by = ReportAuthor(author.operator, author.station, self.location)
        try:
            paper = await asyncio.to_thread(_made, self.keeping, effect, report_id, by)
        except FilesProblem as problem:
            why = notice(NoticeKind.FILE_NOT_TAKEN, detail=str(problem))
            self._deliver(PaperMade(effect.request, why))
            return
        self._deliver(PaperMade(effect.request, (report_id, paper)))

    async def _watch(self, case: RepairCase) -> None:
        process = case.test.process if case.test else case.process
        if process is None:
            return
        before = case.test.report_id if case.test else None
        while True:
            answer = await self._asking.ask(
                lambda gateway: gateway.last_run(case.unit.key, process.code)
            )
            if isinstance(answer, Retest) and before is None:
                before = answer.report_id
            elif isinstance(answer, Retest) and answer.report_id != before:
                self._deliver(RetestRead(case.unit.key, answer))
                return
            elif answer is None and before is None:
                before = ""
            await asyncio.sleep(RETEST_LOOK)

    def _change(self, change: Callable[[Keeping], None]) -> None:
        if self.keeping is not None:
            self._tasks.start("drafts", self._changed(self.keeping, change))

    async def _changed(self, keeping: Keeping, change: Callable[[Keeping], None]) -> None:
        # The last word on a unit is the last one written.
        async with self._in_turn:
            try:
                await asyncio.to_thread(change, keeping)
            except (DraftProblem, FilesProblem) as problem:
                self._tell(notice(NoticeKind.DRAFT_FAULT, detail=str(problem)))

    def _draft(self, key: UnitKey, draft: RepairDraft) -> Draft:
        author = self._author()
        return Draft(
            DraftKind.REPAIR,
            key.serial_number,
            key.part_number,
            json.dumps(asdict(draft)),
            author.operator,
            self._now(),
            author.server,
        )

    def _key(self, key: UnitKey) -> DraftKey:
        server = self._author().server
        return DraftKey(DraftKind.REPAIR, key.serial_number, key.part_number, server)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}"


def _forget(keeping: Keeping, key: DraftKey, files: Iterable[AttachedFile]) -> None:
    keeping.drafts.remove(key)
    for file in files:
        keeping.files.remove(file)


def _made(keeping: Keeping, effect: MakePaper, report_id: UUID, by: ReportAuthor) -> str:
    contents = {each.id: keeping.files.content(each) for each in effect.draft.files}
    return keeping.paper(effect.case, effect.draft, contents, report_id, by)


def _content(draft: Draft) -> RepairDraft | None:
    try:
        content: dict[str, Any] = json.loads(draft.content)
        return RepairDraft(
            operation=int(content["operation"]),
            faults=tuple(Fault(**each) for each in content["faults"]),
            comment=str(content["comment"]),
            files=tuple(AttachedFile(**each) for each in content["files"]),
        )
    except (ValueError, KeyError, TypeError) as fault:
        _log.warning("a draft of %s says nothing: %s", draft.serial_number, fault)
        return None
