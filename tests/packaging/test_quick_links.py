"""PyInstaller asks each Windows module once; what it relies on for that must be there."""

import gc
from types import SimpleNamespace

import pefile
import pytest
from PyInstaller.depend import bindepend
from PyInstaller.utils.win32 import winutils

from frozen import quick_links


@pytest.fixture
def put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in (
        (bindepend, "_get_imports_pefile"),
        (winutils, "get_pe_file_machine_type"),
        (pefile, "gc"),
    ):
        monkeypatch.setattr(module, name, getattr(module, name))


@pytest.mark.usefixtures("put_back")
def test_on_windows_a_file_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[str]()

    def ask(file: str, _folders: tuple[str, ...] = ()) -> int:
        asked.append(file)
        return len(file)

    monkeypatch.setattr(winutils, "get_pe_file_machine_type", ask)
    monkeypatch.setattr(bindepend, "_get_imports_pefile", ask)
    monkeypatch.setattr(quick_links, "os", SimpleNamespace(name="nt"))
    quick_links.remember()
    for _ in range(3):
        assert winutils.get_pe_file_machine_type("a.dll") == 5
        assert bindepend._get_imports_pefile("b.dll", ("folder",)) == 5
    assert asked == ["a.dll", "b.dll"]


@pytest.mark.usefixtures("put_back")
def test_elsewhere_nothing_is_changed() -> None:
    before = (bindepend._get_imports_pefile, winutils.get_pe_file_machine_type, pefile.gc)
    quick_links.remember()
    assert before == (bindepend._get_imports_pefile, winutils.get_pe_file_machine_type, gc)
