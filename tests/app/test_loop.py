"""asyncio on Qt's loop: what is to be done soon is done in order, and lets the window live."""

import asyncio
from collections.abc import Coroutine
from contextvars import ContextVar
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from wats_station.app.loop import made_loop


def run(app: QApplication, work: Coroutine[Any, Any, None]) -> None:
    with made_loop(app) as loop:
        loop.run_until_complete(asyncio.wait_for(work, 20.0))


def test_what_is_to_be_done_soon_is_done_in_order_and_not_at_once(qapp: QApplication) -> None:
    done: list[str] = []

    def first() -> None:
        loop = asyncio.get_running_loop()
        loop.call_soon(done.append, "added meanwhile")
        done.append("first")

    async def work() -> None:
        loop = asyncio.get_running_loop()
        loop.call_soon(first)
        loop.call_soon(done.append, "cancelled").cancel()
        loop.call_soon(done.append, "second")
        assert done == []
        await asyncio.sleep(0.01)

    run(qapp, work())
    assert done == ["first", "second", "added meanwhile"]


def test_a_task_that_never_rests_leaves_the_window_its_turns(qapp: QApplication) -> None:
    beats: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(1))
    timer.start(1)

    async def work() -> None:
        while len(beats) < 20:
            await asyncio.sleep(0)

    run(qapp, work())
    timer.stop()


def test_what_fails_is_told_and_the_rest_is_done(qapp: QApplication) -> None:
    told: list[object] = []
    done: list[str] = []

    def fail() -> None:
        raise ValueError("broken")

    async def work() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: told.append(context["exception"]))
        loop.call_soon(fail)
        loop.call_soon(done.append, "the rest")
        await asyncio.sleep(0.01)

    run(qapp, work())
    assert [repr(each) for each in told] == ["ValueError('broken')"]
    assert done == ["the rest"]


def test_answers_from_other_threads_and_contexts_arrive(qapp: QApplication) -> None:
    name: ContextVar[str] = ContextVar("name", default="nobody")
    seen: list[str] = []

    async def work() -> None:
        name.set("anna")
        assert await asyncio.to_thread(name.get) == "anna"
        asyncio.get_running_loop().call_soon(lambda: seen.append(name.get()))
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    run(qapp, work())
    assert seen == ["anna"]


def test_a_loop_within_the_loop_goes_on_working(qapp: QApplication) -> None:
    """Qt's own file dialog asks whether to replace a file, and waits for the answer there."""
    from PySide6.QtWidgets import QDialog

    async def work() -> None:
        dialog = QDialog()
        answered = asyncio.get_running_loop().create_future()
        QTimer.singleShot(0, lambda: answered.set_result(dialog.exec()))
        while not dialog.isVisible():
            await asyncio.sleep(0.01)
        await asyncio.to_thread(len, "")
        dialog.reject()
        assert await answered == 0

    run(qapp, work())


@pytest.fixture(autouse=True)
def _no_loop_of_ours_stays() -> Any:
    yield
    asyncio.set_event_loop(None)
