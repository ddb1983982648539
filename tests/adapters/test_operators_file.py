"""The register's file: shared by stations, none of which loses what another one wrote."""

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from tests.architecture.source import ROOT
from wats_station.adapters import operators_file
from wats_station.adapters.operators_file import OperatorsFile
from wats_station.app.demo_operators import lay_down_demo_operators
from wats_station.domain.operator import (
    Operator,
    Operators,
    OperatorsFault,
    OperatorsProblem,
    RegisterRefusal,
    RegisterRefused,
    Role,
)
from wats_station.services.pins import matches

EVA = Operator("9001", "Eva Ørn", Role.SUPERVISOR, f"scrypt$16384$8$1${'0' * 32}${'1' * 64}")
SOME = Operators((Operator("1001", "Anna", Role.OPERATOR), EVA))
WINDOWS = sys.platform == "win32"

by_mode = pytest.mark.skipif(WINDOWS, reason="Windows keeps rights in another way")


def to(operators: Operators) -> Callable[[Operators], Operators]:
    return lambda _present: operators


def with_one(badge: str) -> Callable[[Operators], Operators]:
    one = Operator(badge, f"Number {badge}", Role.OPERATOR)
    return lambda present: Operators((*present.registered, one))


def problem_of(call: Callable[[], object]) -> OperatorsProblem:
    with pytest.raises(OperatorsProblem) as raised:
        call()
    assert "\n" not in raised.value.detail
    return raised.value


def file_in(folder: Path) -> OperatorsFile:
    return OperatorsFile(folder / "operators.json")


def test_without_a_file_nobody_is_registered(tmp_path: Path) -> None:
    assert file_in(tmp_path).read() == Operators()
    assert file_in(tmp_path / "no folder").read() == Operators()


def test_what_is_kept_is_read_again_and_can_be_read_by_a_person(tmp_path: Path) -> None:
    file = file_in(tmp_path / "new folder")
    assert file.keep(to(SOME)) == SOME
    assert file_in(tmp_path / "new folder").read() == SOME
    written = file.path.read_text(encoding="utf-8")
    assert '      "badge": "1001",\n      "name": "Anna",\n      "role": "operator",' in written
    assert "Eva Ørn" in written
    left = {each.name for each in file.path.parent.iterdir()} - {"operators.json.lock"}
    assert left == {"operators.json"}


def test_a_change_is_made_on_what_the_file_says_now(tmp_path: Path) -> None:
    mine, theirs = file_in(tmp_path), file_in(tmp_path)
    assert mine.read() == Operators()
    theirs.keep(to(SOME))
    assert [each.badge for each in mine.keep(with_one("7")).registered] == ["1001", "9001", "7"]


def test_a_refused_change_leaves_the_file_and_lets_the_next_one_in(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    file.keep(to(SOME))

    def refuse(_present: Operators) -> Operators:
        raise RegisterRefused(RegisterRefusal.BADGE_TAKEN)

    with pytest.raises(RegisterRefused):
        file.keep(refuse)
    assert file.read() == SOME
    file.keep(with_one("7"))


def test_what_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    file.keep(to(SOME))
    before = file.mark()
    file.keep(lambda present: present)
    assert not file.changed(before)


def test_a_change_by_another_station_is_seen_without_reading(tmp_path: Path) -> None:
    mine, theirs = file_in(tmp_path), file_in(tmp_path)
    nothing = mine.mark()
    theirs.keep(to(SOME))
    assert mine.changed(nothing)
    some = mine.mark()
    assert not mine.changed(some)
    # As long as before, and within one tick of a coarse clock.
    as_before = mine.path.stat()
    theirs.keep(lambda present: Operators(present.registered[::-1]))
    os.utime(mine.path, ns=(as_before.st_atime_ns, as_before.st_mtime_ns))
    assert mine.path.stat().st_size == as_before.st_size
    assert mine.changed(some)
    theirs.path.unlink()
    assert mine.changed(some)
    assert not mine.changed(nothing)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "Invalid JSON"),
        ("{", "Invalid JSON"),
        ("[]", "Input should be"),
        ('{"registered": [{"badge": "1"}]}', "registered.0.name: "),
        ('{"registered": [{"badge": 1, "name": "A", "role": "operator"}]}', "registered.0.badge: "),
        ('{"registered": [{"badge": "1", "name": "A", "role": "boss"}]}', "registered.0.role: "),
        ('{"registered": [{"badge": " ", "name": "A", "role": "operator"}]}', "registered.0: "),
        (
            '{"registered": [{"badge": "1", "name": "A", "role": "operator", "phone": ""}]}',
            "registered.0.phone: there is no such field",
        ),
        (
            '{"registered": [{"badge": "a", "name": "A", "role": "operator"},'
            ' {"badge": "A", "name": "A", "role": "operator"}]}',
            "each badge is registered once",
        ),
        ('{"registered": [], "version": 9}', "version: there is no such field"),
    ],
)
def test_a_damaged_file_says_where_and_is_never_overwritten(
    tmp_path: Path, written: str, said: str
) -> None:
    file = file_in(tmp_path)
    file.path.write_text(written, encoding="utf-8")
    for call in (file.read, lambda: file.keep(to(SOME))):
        problem = problem_of(call)
        assert problem.fault is OperatorsFault.DAMAGED
        assert problem.detail.startswith(f"{file.path}: ")
        assert said in problem.detail
    assert file.path.read_text(encoding="utf-8") == written


def test_no_problem_tells_a_hash(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    file.path.write_text(
        '{"registered": [{"badge": "1", "name": "A", "role": "supervisor", "pin_hash": "9001x"}]}'
    )
    assert "9001x" not in problem_of(file.read).detail


def test_a_byte_order_mark_of_an_editor_does_no_harm(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    file.path.write_text('{"registered": []}', encoding="utf-8-sig")
    assert file.read() == Operators()


@given(st.binary(max_size=100) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_a_register_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = file_in(tmp_path_factory.mktemp("operators"))
    file.path.write_bytes(content)
    said = ""
    try:
        assert isinstance(file.read(), Operators)
    except OperatorsProblem as problem:
        said = problem.detail
    assert said == "" or str(file.path) in said
    assert file.path.read_bytes() == content


def test_a_shared_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    file = OperatorsFile(tmp_path / "share" / "operators.json", shared=True)
    for call in (file.read, lambda: file.keep(to(SOME))):
        problem = problem_of(call)
        assert problem.fault is OperatorsFault.UNREADABLE
        assert "connect the network drive" in problem.detail
    file.path.parent.mkdir()
    assert file.read() == Operators()
    assert file.keep(to(SOME)) == SOME


def test_something_else_in_its_place_is_told(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    file.path.mkdir()
    assert problem_of(file.read).fault is OperatorsFault.UNREADABLE
    assert problem_of(lambda: file.keep(to(SOME))).fault is OperatorsFault.UNREADABLE


def test_a_read_only_file_is_read_and_not_replaced(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    file.keep(to(SOME))
    file.path.chmod(0o444)
    problem = problem_of(lambda: file.keep(with_one("7")))
    assert problem.fault is OperatorsFault.READ_ONLY
    assert "make the file and its folder writable" in problem.detail
    assert file.read() == SOME
    file.path.chmod(0o644)
    file.keep(with_one("7"))


@contextmanager
def no_administrator() -> Iterator[None]:
    """Whoever runs the tests as the administrator may write everywhere."""
    if WINDOWS or os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@by_mode
def test_in_a_read_only_folder_it_is_read_and_not_replaced(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    file.keep(to(SOME))
    file.path.chmod(0o644)
    tmp_path.chmod(0o555)
    outside = [each for each in tmp_path.parents if len(each.parts) > 2]
    rights = [stat.S_IMODE(each.stat().st_mode) for each in outside]
    try:
        for each in outside:
            each.chmod(0o755)
        with no_administrator():
            assert file.read() == SOME
            problem = problem_of(lambda: file.keep(with_one("7")))
    finally:
        for each, mode in zip(outside, rights, strict=True):
            each.chmod(mode)
        tmp_path.chmod(0o755)
    assert problem.fault is OperatorsFault.READ_ONLY
    assert str(file.path) in problem.detail
    assert file.read() == SOME


@by_mode
def test_others_can_read_a_shared_file_and_only_the_owner_an_own_one(tmp_path: Path) -> None:
    own = OperatorsFile(tmp_path / "own.json")
    shared = OperatorsFile(tmp_path / "shared.json", shared=True)
    for file, mode in ((own, 0o600), (shared, 0o664)):
        file.keep(to(SOME))
        assert stat.S_IMODE(file.path.stat().st_mode) == mode
    own.path.chmod(0o640)
    own.keep(with_one("7"))
    assert stat.S_IMODE(own.path.stat().st_mode) == 0o640


def test_a_station_that_holds_the_file_for_too_long_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operators_file, "_LOCK_WAIT", 0.05)
    file = file_in(tmp_path)
    file.keep(to(SOME))
    with FileLock(f"{file.path}.lock"):
        problem = problem_of(lambda: file.keep(with_one("7")))
        assert problem.fault is OperatorsFault.BUSY
        assert "try again" in problem.detail
        assert file.read() == SOME
    file.keep(with_one("7"))


def test_twenty_threads_that_register_at_once_lose_nobody(tmp_path: Path) -> None:
    start, done = threading.Barrier(21), threading.Event()
    badges = [f"{number}" for number in range(100, 120)]

    def register(badge: str) -> None:
        file = file_in(tmp_path)
        start.wait()
        file.keep(with_one(badge))

    def read_on() -> int:
        """The register is whole at any moment."""
        file, most = file_in(tmp_path), 0
        start.wait()
        while not done.is_set():
            count = len(file.read().registered)
            assert count >= most
            most = count
        return most

    with ThreadPoolExecutor(21) as pool:
        reader = pool.submit(read_on)
        try:
            list(pool.map(register, badges))
        finally:
            done.set()
        assert reader.result() <= len(badges)
    assert sorted(each.badge for each in file_in(tmp_path).read().registered) == badges


REGISTERING = """
import sys
from pathlib import Path
from wats_station.adapters.operators_file import OperatorsFile
from wats_station.domain.operator import Operator, Operators, Role

file, station = OperatorsFile(Path(sys.argv[1])), sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    one = Operator(f"{station}-{number}", "N", Role.OPERATOR)
    file.keep(lambda present: Operators((*present.registered, one)))
    print(one.badge, flush=True)
"""


def station(path: Path, name: str, count: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", REGISTERING, str(path), name, str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def test_stations_that_register_at_once_lose_nobody(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    stations = [station(file.path, f"S{number}", 4) for number in range(5)]
    for each in stations:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in stations:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    said = "".join(each.communicate()[0] for each in stations).split()
    assert [each.returncode for each in stations] == [0] * 5
    assert len(said) == 20
    assert sorted(each.badge for each in file.read().registered) == sorted(said)


def test_a_station_killed_while_it_registers_leaves_a_whole_file(tmp_path: Path) -> None:
    file, told = file_in(tmp_path), list[str]()
    for number in range(3):
        child = station(file.path, f"S{number}", 10_000)
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write("go\n")
        child.stdin.flush()
        for line in child.stdout:
            told.append(line.strip())
            if len(told) % 5 == 0 and len(told) > 5 * number:
                break
        child.kill()
        told += [line.strip() for line in child.stdout if line.strip() and line.endswith("\n")]
        child.stdin.close()
        child.stdout.close()
        child.wait()
    badges = {each.badge for each in file.read().registered}
    assert {"ready", *badges} >= set(told)
    file.keep(with_one("after"))


def test_the_demos_operators_are_laid_down_once(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    lay_down_demo_operators(file)
    demo = file.read()
    assert [(each.badge, each.role) for each in demo.registered] == [
        ("1001", Role.OPERATOR),
        ("2001", Role.TECHNICIAN),
        ("9001", Role.SUPERVISOR),
    ]
    assert matches("9001", demo.registered[2].pin_hash)
    assert "9001" not in demo.registered[2].pin_hash[:20]
    file.keep(to(SOME))
    lay_down_demo_operators(file)
    assert file.read() == SOME
    file.path.write_text("mine", encoding="utf-8")
    lay_down_demo_operators(file)
    assert file.path.read_text(encoding="utf-8") == "mine"
