"""The benchmark's rows about what is packaged, where it is and where it is not."""

import json
from pathlib import Path

from tests.benchmarks.packaged import megabytes, packaged_rows
from tests.benchmarks.rows import Row, printed, write_json


def test_what_is_not_built_is_neither_within_nor_over(tmp_path: Path) -> None:
    rows = packaged_rows(tmp_path)
    assert [(row.value, row.within) for row in rows] == [(None, None)] * len(rows)
    assert all(printed(row).endswith("not built") for row in rows)
    write_json(rows, tmp_path / "rows.json")
    kept = json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))["rows"]
    assert set(kept[0]) == {"name", "value", "unit", "limit", "within"}
    assert (kept[0]["value"], kept[0]["within"]) == (None, None)


def test_a_folder_is_as_large_as_its_files_and_links_are_not_counted(tmp_path: Path) -> None:
    folder = tmp_path / "linux" / "wats-station"
    (folder / "_internal").mkdir(parents=True)
    (folder / "_internal" / "a.so").write_bytes(b"x" * 1_500_000)
    (folder / "b.so").symlink_to("_internal/a.so")
    (folder / "c").write_bytes(b"x" * 500_000)
    assert megabytes(folder) == 2.0


def test_a_row_over_its_limit_says_so() -> None:
    assert printed(Row("folder", 131.0, "MB", 130)).endswith("OVER")
    assert printed(Row("folder", 129.0, "MB", 130)).endswith("within")
