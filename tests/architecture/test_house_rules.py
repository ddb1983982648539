"""Rules on single lines of source that ruff has no word for."""

import ast
import re
import subprocess

import pytest

from tests.architecture.source import PACKAGE, ROOT, Source, calls, sources

DRAWERS = {"common", "helper", "helpers", "manager", "misc", "shared", "util", "utils"}
TOP_LEVEL = {
    ".ci",
    ".editorconfig",
    ".gitattributes",
    ".github",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "docs",
    "packaging",
    "pyproject.toml",
    "requirements.lock",
    "resources",
    "tests",
    "translations",
    "wats_station",
}
# Reading the wall clock, by the module or class that offers it.
WALL_CLOCKS = {
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
}
PURE_ROOMS = ("domain", "scan", "labels", "flows")


def test_no_coroutine_in_the_widgets() -> None:
    found = [
        source.at(node)
        for source in sources("wats_station/ui")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.AsyncFunctionDef)
    ]
    assert not found, (
        f"async def in ui: {found}. A coroutine outlives its widget: send an event through the"
        " bridge and let services do the waiting"
    )


def test_no_nested_event_loop() -> None:
    found = [
        source.at(call)
        for source in sources("wats_station")
        if source.name != "wats_station/app/loop.py"  # runs before there is any task
        for call, name in calls(source)
        if name in ("exec", "exec_") and isinstance(call.func, ast.Attribute)
    ]
    assert not found, (
        f"a nested event loop: {found}. It kills running tasks: use open() plus a signal"
    )


def test_no_pumping_of_events() -> None:
    found = [
        source.at(call)
        for source in sources("wats_station")
        for call, name in calls(source)
        if name == "processEvents"
    ]
    assert not found, (
        f"processEvents: {found}. Return to the loop, and go on from a signal or a zero timer"
    )


def test_no_message_box() -> None:
    found = [
        source.at(node)
        for source in sources("wats_station")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute | ast.Name)
        and (node.attr if isinstance(node, ast.Attribute) else node.id) == "QMessageBox"
    ]
    assert not found, f"QMessageBox: {found}. Tell it in the scan strip, or open() a dialog"


def test_tasks_are_made_in_one_place() -> None:
    found = [
        source.at(call)
        for source in sources("wats_station")
        if source.name not in ("wats_station/services/tasks.py", "wats_station/wats/exchanges.py")
        for call, name in calls(source)
        if name in ("create_task", "ensure_future", "asyncSlot", "asyncClose")
        and not _is_on_a_task_group(call)
    ]
    assert not found, (
        f"a task without an owner: {found}. Start it through wats_station.services.tasks"
    )


def _is_on_a_task_group(call: ast.Call) -> bool:
    """`group.create_task` has an owner by construction."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    return isinstance(owner, ast.Name) and owner.id in ("group", "tasks")


def test_the_wall_clock_is_read_in_clock_modules_only() -> None:
    found = [
        source.at(call)
        for source in sources("wats_station")
        if source.path.stem not in ("clock", "log")
        for call, name in calls(source)
        if (_owner(call), name) in WALL_CLOCKS
    ]
    assert not found, (
        f"the wall clock: {found}. Take a clock as an argument (services.ports.Clock,"
        " site_server/clock.py), so that a test can set it"
    )


def _owner(call: ast.Call) -> str:
    value = call.func.value if isinstance(call.func, ast.Attribute) else None
    if isinstance(value, ast.Attribute):
        return value.attr
    return value.id if isinstance(value, ast.Name) else ""


def test_translated_texts_are_literals() -> None:
    found = [
        source.at(call)
        for source in sources("wats_station/ui", "wats_station/app")
        for call, name in calls(source)
        if not all(
            _is_literal(argument) or _is_of_a_table(name, argument)
            for argument in _text_arguments(call, name)
        )
    ]
    assert not found, (
        f"a translated text that is not a plain literal: {found}. lupdate cannot collect it:"
        " write the sentence with {name} in it, and .format() the answer"
    )


def _is_of_a_table(name: str, argument: ast.expr) -> bool:
    """A text out of a table, whose literals QT_TRANSLATE_NOOP shows to lupdate."""
    return name == "translate" and isinstance(argument, ast.Subscript | ast.Name)


def _text_arguments(call: ast.Call, name: str) -> list[ast.expr]:
    if name == "tr":
        return call.args[:1]
    if name == "translate" and _owner(call) == "painter":
        return []  # moves the origin
    if name in ("translate", "QT_TRANSLATE_NOOP") and len(call.args) > 1:
        return call.args[:2]
    return call.args[:1] if name == "QT_TR_NOOP" else []


def _is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize("source", sources("wats_station", "packaging"), ids=lambda each: each.name)
def test_every_module_says_what_it_is_for(source: Source) -> None:
    assert ast.get_docstring(source.tree), f"{source.name} needs a docstring on its first line"


def test_no_drawer_modules() -> None:
    found = [
        source.name
        for source in sources("wats_station", "packaging", "tests")
        if DRAWERS & {*source.path.stem.split("_"), source.path.parent.name}
    ]
    assert not found, f"a drawer, not an idea: {found}. Name the file after what it holds"


def test_the_top_level_holds_what_the_house_plan_names() -> None:
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    there = {line.strip('"').partition("/")[0] for line in listing.splitlines()}
    stray = sorted(there - TOP_LEVEL)
    assert not stray, (
        f"new at the top level: {stray}. Put it into a room, or change architecture on purpose here"
    )


def test_packaging_is_no_package() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists(), (
        "remove packaging/__init__.py: it would hide the library `packaging` that pytest imports"
    )


@pytest.mark.parametrize("room", PURE_ROOMS)
def test_pure_rooms_read_no_files_and_no_environment(room: str) -> None:
    found = [
        source.at(call)
        for source in sources(f"wats_station/{room}")
        for call, name in calls(source)
        if (name in ("open", "print", "input") and isinstance(call.func, ast.Name))
        or name in ("read_text", "read_bytes", "write_text", "write_bytes", "getenv")
    ]
    assert not found, f"a side effect in a pure room: {found}. Ask for it with an Effect"


def test_every_room_is_in_the_contracts() -> None:
    """`labels` and `agent` come later: then their lines in pyproject.toml must follow."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for room, contract in (("labels", "pure"), ("agent", "qt")):
        if (PACKAGE / room).is_dir():
            body = re.split(r"\[\[tool\.importlinter\.contracts\]\]", text)
            listed = next(part for part in body if f'id = "{contract}"' in part)
            assert f'"wats_station.{room}"' in listed, f"add {room} to contract {contract!r}"
