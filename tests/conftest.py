"""What holds for every test: noise fails it, and nothing may outlive it.

With `WATS_TESTS_WITHOUT_QT=1` Qt cannot be imported at all, as on a machine without it.
"""

import gc
import importlib.abc
import importlib.machinery
import logging
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

WITHOUT_QT = os.environ.get("WATS_TESTS_WITHOUT_QT") == "1"
_QT = ("PySide6", "shiboken6", "qasync", "pytestqt")
_THREADS_MAY_TAKE = 2.0

ExpectLog = Callable[[str], None]


class _NoQt(importlib.abc.MetaPathFinder):
    """Answers every import of Qt as a machine without it would."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] in _QT:
            raise ModuleNotFoundError(f"No module named {fullname!r} (a run without Qt)")
        return None


if WITHOUT_QT:
    sys.meta_path.insert(0, _NoQt())

# A developer's own settings must not reach a test.
for _name in [name for name in os.environ if name.startswith("WATS_STATION_")]:
    del os.environ[_name]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A machine that is busy is no fault of what is tested: speed is the benchmark's to judge.
hypothesis_settings.register_profile(
    "station", deadline=None, suppress_health_check=(HealthCheck.too_slow,)
)
hypothesis_settings.load_profile("station")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Without pytest-qt its settings in pyproject.toml would be unknown, and that is an error."""
    if WITHOUT_QT:
        for name in ("qt_api", "qt_log_ignore", "qt_log_level_fail"):
            parser.addini(name, "unused in a run without Qt")


class _Records(logging.Handler):
    """Keeps what is logged at WARNING or above while a test runs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.kept: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append(record)


@pytest.fixture
def _expected_patterns() -> list[str]:
    return []


def pytest_collection_finish() -> None:
    """Leave what collecting imported out of the garbage collector's rounds.

    A full round over it takes 60 ms, which between two keys of a test makes a scan typing:
    keys that a test sends are stamped when they are sent, not by a keyboard's own clock.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture
def expected_log(_expected_patterns: list[str]) -> ExpectLog:
    """Call it with a regular expression: such a warning or error must be logged, and may be."""
    return _expected_patterns.append


@pytest.fixture(autouse=True)
def _no_unexpected_log(_expected_patterns: list[str]) -> Iterator[None]:
    records = _Records()
    logging.getLogger().addHandler(records)
    yield
    logging.getLogger().removeHandler(records)
    said = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in records.kept]
    never = [each for each in _expected_patterns if not any(re.search(each, one) for one in said)]
    surprises = [
        line for line in said if not any(re.search(each, line) for each in _expected_patterns)
    ]
    if surprises:
        pytest.fail("logged and not expected (see expected_log):\n" + "\n".join(surprises))
    if never:
        pytest.fail(f"expected in the log and never came: {never}")


@pytest.fixture(autouse=True)
def _no_thread_outlives_its_test() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + _THREADS_MAY_TAKE
    while left := [each for each in threading.enumerate() if each not in before]:
        if all(_belongs_to_the_runtime(each) for each in left):
            return
        if time.monotonic() > deadline:
            pytest.fail(f"still running after the test, stop it there: {left}")
        time.sleep(0.005)


def _belongs_to_the_runtime(thread: threading.Thread) -> bool:
    """The event loop of the test outlives this check, and so may its idle pool."""
    return thread.name.startswith(("asyncio_", "Dummy-"))


@pytest.fixture(autouse=True)
def _no_window_outlives_its_test() -> Iterator[None]:
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return
    left = [each for each in widgets.QApplication.topLevelWidgets() if each.isVisible()]
    for each in left:
        each.close()  # The next test shall not be blamed too.
    if left:
        pytest.fail(f"still open after the test, give it to qtbot.addWidget: {left}")
