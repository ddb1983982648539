"""What only the window can do, when it breaks."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import qVersion

from wats_station.app.window_work import WindowWork
from wats_station.domain.notice import NoticeKind
from wats_station.flows.about import AboutRead, ReadAbout
from wats_station.flows.settings import AboutAsked, ReadScans, SettingsEvent, WorkEnded


class BrokenRecorder:
    def recent(self, _count: int) -> object:
        raise ZeroDivisionError


async def test_work_that_broke_is_told_and_waited_for_no_longer(
    expected_log: Callable[[str], None],
) -> None:
    expected_log("a background task failed")
    told: asyncio.Queue[SettingsEvent] = asyncio.Queue()
    engine = SimpleNamespace(settings_event=told.put_nowait)
    hands = SimpleNamespace(station=SimpleNamespace(engine=engine))
    work = WindowWork(hands, lambda _: "", lambda _: None, lambda: None)  # type: ignore[arg-type]
    work.recorder = BrokenRecorder()  # type: ignore[assignment]
    work.asked(ReadScans())
    event = await asyncio.wait_for(told.get(), 5.0)
    assert isinstance(event, WorkEnded)
    assert (event.good, event.what.kind) == (False, NoticeKind.PROGRAM_FAULT)
    assert event.what.value("detail") == "ZeroDivisionError()"


async def test_what_the_program_is_is_read_beside_the_loop(tmp_path: Path) -> None:
    told: asyncio.Queue[SettingsEvent] = asyncio.Queue()
    engine = SimpleNamespace(settings_event=told.put_nowait)
    hands = SimpleNamespace(station=SimpleNamespace(engine=engine), folder=tmp_path)
    work = WindowWork(hands, lambda _: "", lambda _: None, lambda: None)  # type: ignore[arg-type]
    work.asked(ReadAbout())
    event = await asyncio.wait_for(told.get(), 5.0)
    assert isinstance(event, AboutAsked)
    assert isinstance(event.event, AboutRead)
    assert event.event.about.folder == str(tmp_path)
    assert event.event.about.qt == qVersion()
