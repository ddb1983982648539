"""What the repair panel asks for, carried out: the case, drafts, files, the report, the retest."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.services.scripted_gateway import ScriptedGateway
from tests.support.repairs import CASE, FAILED_UNIT, ICT, TEST
from tests.support.virtual_time import run_virtually
from wats_station.adapters.clock import utc_now
from wats_station.adapters.gateway.repair_report import repair_report
from wats_station.adapters.store.attached_files import AttachedFolder
from wats_station.adapters.store.cache_file import UnitCache
from wats_station.adapters.store.draft_file import DraftFile
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.hold import HELD
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.repair import (
    LARGEST_FILE,
    LARGEST_PICTURE,
    Fault,
    RepairCase,
    RepairDraft,
    Retest,
)
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
from wats_station.services.ports import UnitGateway
from wats_station.services.remembering import Remembering
from wats_station.services.repair_work import Answer, Keeping, RepairWork
from wats_station.services.tasks import Tasks

KEY = FAILED_UNIT.key
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
FAULT = Fault("Solder Process", "Cold Solder Joint", "7", "R12", "RES-10R", comment="resoldered")
DRAFT = RepairDraft(500, (FAULT,), "reflowed")
OLD = Retest(passed=False, result="Failed", report_id=TEST.report_id)
NEW = Retest(passed=True, result="Passed", report_id="new")


class Plant:
    """The work over a scripted gateway, a real file of drafts and a real folder of files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.gateway = ScriptedGateway(FAILED_UNIT)
        self.gateway.case = CASE
        future: asyncio.Future[UnitGateway] = asyncio.get_running_loop().create_future()
        future.set_result(self.gateway)
        self.answers: asyncio.Queue[Answer] = asyncio.Queue()
        self.told: list[Notice] = []
        self.tasks = Tasks()
        self.memory = Remembering(self.tasks, lambda: NOW)
        self.author = Author("anna", "BENCH-1", "site")
        self.work = RepairWork(
            Asking(future),
            self.memory,
            self.tasks,
            self.answers.put_nowait,
            self.told.append,
            author=lambda: self.author,
            now=utc_now,
        )
        self.drafts = DraftFile(folder)
        self.files = AttachedFolder(folder)
        self.work.keeping = Keeping(self.drafts, self.files, repair_report)

    async def answer_to(self, effect: RepairWish) -> Answer:
        self.work.carry_out(effect)
        return await asyncio.wait_for(self.answers.get(), 5.0)

    async def case(self) -> CaseRead:
        answer = await self.answer_to(ReadCase(1, FAILED_UNIT))
        assert isinstance(answer, CaseRead)
        return answer

    async def kept_file(self, path: Path) -> FilesKept:
        answer = await self.answer_to(KeepFiles(1, (path,), LARGEST_FILE))
        assert isinstance(answer, FilesKept)
        return answer


@pytest.fixture
async def plant(tmp_path: Path) -> AsyncIterator[Plant]:
    made = Plant(tmp_path)
    yield made
    await made.tasks.drain()
    made.drafts.close()


async def test_the_case_comes_with_what_was_entered_before(plant: Plant) -> None:
    assert await plant.case() == CaseRead(1, KEY, CASE, None)
    plant.work.carry_out(KeepDraft(KEY, DRAFT))
    assert (await plant.case()).draft == DRAFT
    plant.work.carry_out(ForgetDraft(KEY))
    assert (await plant.case()).draft is None


async def test_a_case_that_cannot_be_read_is_a_problem(plant: Plant) -> None:
    problem = GatewayProblem(ProblemKind.UNREACHABLE)
    plant.gateway.case = problem
    assert (await plant.case()).answer is problem


async def test_without_the_server_it_is_what_was_known_last(plant: Plant, tmp_path: Path) -> None:
    cache = UnitCache(tmp_path)
    plant.memory.cache, plant.memory.server = cache, "site"
    await plant.case()
    plant.gateway.case = GatewayProblem(ProblemKind.UNREACHABLE)
    held = replace(FAILED_UNIT, tags=(HELD,))
    answer = await plant.answer_to(ReadCase(2, held))
    # The case is as old as it is; the unit as it is known now.
    assert answer == CaseRead(2, KEY, replace(CASE, unit=held), None, NOW)
    await asyncio.to_thread(cache.close)


async def test_what_was_not_filed_is_offered_again_on_its_server_only(plant: Plant) -> None:
    plant.work.carry_out(KeepDraft(KEY, DRAFT))
    await plant.case()
    await plant.work.read_unfiled()
    assert await plant.answers.get() == UnfiledRead((Unfiled(KEY, 1),))
    plant.author = plant.author._replace(server="another")
    await plant.work.read_unfiled()
    assert await plant.answers.get() == UnfiledRead(())
    assert (await plant.case()).draft is None


async def test_a_file_is_copied_and_its_copy_forgotten(plant: Plant, tmp_path: Path) -> None:
    path = tmp_path / "board.jpg"
    path.write_bytes(b"\xff\xd8 photo")
    answer = await plant.kept_file(path)
    (file,) = answer.files
    assert (file.name, file.content_type, file.size) == ("board.jpg", "image/jpeg", 8)
    path.unlink()
    assert plant.files.content(file) == b"\xff\xd8 photo"
    plant.work.carry_out(DropFile(file))
    await plant.case()
    assert not list(plant.files.path.iterdir())


async def test_a_file_that_is_too_large_or_not_there_is_refused_by_name(
    plant: Plant, tmp_path: Path
) -> None:
    large = tmp_path / "film.mp4"
    large.write_bytes(bytes(LARGEST_FILE + 1))
    answer = await plant.kept_file(large)
    assert answer.files == ()
    sizes = {"name": "film.mp4", "size": "4.0", "most": "4.0"}
    assert answer.why == notice(NoticeKind.FILE_TOO_LARGE, **sizes)
    answer = await plant.kept_file(tmp_path / "missing.jpg")
    assert answer.files == ()
    assert answer.why is not None
    assert answer.why.kind is NoticeKind.FILE_NOT_TAKEN
    assert "missing.jpg" in answer.why.value("detail")
    small = tmp_path / "a.txt"
    small.write_text("12345", encoding="utf-8")
    refused = await plant.answer_to(KeepFiles(2, (small,), 4))
    assert isinstance(refused, FilesKept)
    assert refused.why is not None
    assert (refused.files, refused.why.kind) == ((), NoticeKind.FILES_TOO_LARGE)


async def test_a_large_photo_is_kept_smaller_and_a_large_file_is_not(
    plant: Plant, tmp_path: Path
) -> None:
    wanted: list[int] = []

    def shrink(content: bytes, most: int) -> bytes | None:
        wanted.append(most)
        return None if content.startswith(b"broken") else b"small"

    plant.files = AttachedFolder(tmp_path, shrink)
    plant.work.keeping = Keeping(plant.drafts, plant.files, repair_report)
    photo = tmp_path / "board.png"
    photo.write_bytes(bytes(LARGEST_FILE + 1))
    (file,) = (await plant.kept_file(photo)).files
    assert (file.name, file.content_type, file.size) == ("board.jpg", "image/jpeg", 5)
    assert plant.files.content(file) == b"small"
    # What fits is kept as it is.
    photo.write_bytes(bytes(LARGEST_PICTURE))
    (file,) = (await plant.kept_file(photo)).files
    assert (file.name, file.size) == ("board.png", LARGEST_PICTURE)
    assert wanted == [LARGEST_PICTURE]
    for name, content in {"film.mp4": b"film", "broken.png": b"broken"}.items():
        large = tmp_path / name
        large.write_bytes(content + bytes(LARGEST_FILE))
        answer = await plant.kept_file(large)
        assert answer.why is not None
        assert answer.why.kind is NoticeKind.FILE_TOO_LARGE


async def test_files_that_no_draft_names_are_let_go_at_the_start(
    plant: Plant, tmp_path: Path
) -> None:
    path = tmp_path / "board.jpg"
    path.write_bytes(b"photo")
    (kept,), (lost,) = (await plant.kept_file(path)).files, (await plant.kept_file(path)).files
    plant.work.carry_out(KeepDraft(KEY, replace(DRAFT, files=(kept,))))
    await plant.case()
    await plant.work.read_unfiled()
    assert {each.name for each in plant.files.path.iterdir()} == {kept.id}
    assert kept.id != lost.id


async def test_the_report_says_what_was_entered_by_whom_and_where(
    plant: Plant, tmp_path: Path
) -> None:
    path = tmp_path / "board.jpg"
    path.write_bytes(b"photo")
    plant.work.location = "Line 2"
    files = (await plant.kept_file(path)).files
    made = await plant.answer_to(MakePaper(3, CASE, replace(DRAFT, files=files)))
    assert isinstance(made, PaperMade)
    assert isinstance(made.paper, tuple)
    report_id, text = made.paper
    report = json.loads(text)
    assert "start" not in report
    assert (report["id"], report["type"], report["processCode"]) == (str(report_id), "R", 500)
    assert (report["machineName"], report["location"]) == ("BENCH-1", "Line 2")
    uur = report["uur"]
    assert (uur["processCode"], uur["refUUT"], uur["user"]) == (30, TEST.report_id, "anna")
    main, part = report["subUnits"]
    assert main["failures"] == [
        {"category": "Solder Process", "code": "Cold Solder Joint", "comRef": "R12",
         "comment": "resoldered", "artNumber": "RES-10R", "refStepId": 7,
         "refStepName": "R12 resistance"}
    ]  # fmt: skip
    assert (part["pn"], part["idx"], part["parentIdx"]) == ("RES-10R", 1, 0)
    (photo,) = report["binaryData"]
    assert (photo["name"], photo["data"]) == ("board.jpg", "cGhvdG8=")


async def test_a_photo_that_is_gone_is_said_and_nothing_is_made(
    plant: Plant, tmp_path: Path
) -> None:
    path = tmp_path / "board.jpg"
    path.write_bytes(b"photo")
    files = (await plant.kept_file(path)).files
    plant.files.remove(files[0])
    made = await plant.answer_to(MakePaper(3, CASE, replace(DRAFT, files=files)))
    assert isinstance(made, PaperMade)
    assert isinstance(made.paper, Notice)
    assert made.paper.kind is NoticeKind.FILE_NOT_TAKEN


async def test_without_a_data_folder_nothing_is_filed(plant: Plant) -> None:
    plant.work.keeping = None
    made = await plant.answer_to(MakePaper(3, CASE, DRAFT))
    assert isinstance(made, PaperMade)
    assert isinstance(made.paper, Notice)


WITHOUT_TEST = replace(CASE, test=None, process=ICT)


async def retested(folder: Path, runs: list[Retest | None], case: RepairCase) -> Answer:
    """What the watch tells."""
    plant = Plant(folder)
    plant.gateway.runs = deque(runs)
    try:
        plant.work.carry_out(WatchRetest(case))
        return await plant.answers.get()
    finally:
        plant.work.carry_out(LeaveRetest())
        await plant.tasks.drain()


@pytest.mark.parametrize("runs", [[OLD, OLD, NEW], [None, NEW]])
def test_the_retest_is_the_first_run_that_is_another(
    tmp_path: Path, runs: list[Retest | None]
) -> None:
    assert run_virtually(retested(tmp_path, runs, CASE)) == RetestRead(KEY, NEW)


@pytest.mark.parametrize("runs", [[None, None, NEW], [OLD, OLD, NEW]])
def test_without_a_failed_test_it_is_the_next_one(
    tmp_path: Path, runs: list[Retest | None]
) -> None:
    assert run_virtually(retested(tmp_path, runs, WITHOUT_TEST)) == RetestRead(KEY, NEW)
