"""A benchmark's figures: what was measured, beside what it may be."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One figure. `unit` is `x floor` for a ratio, or `ms`; `within` compares it to `limit`.

    Without a limit it stands there to compare with. Without a value it could not be measured:
    what is packaged is not built on every computer.
    """

    name: str
    value: float | None
    unit: str
    limit: float | None

    @property
    def within(self) -> bool | None:
        """True when the figure keeps the limit of product.md section 8; None without a figure."""
        if self.value is None:
            return None
        return self.limit is None or self.value <= self.limit


def printed(row: Row) -> str:
    """The row as a line of the table."""
    if row.value is None:
        return f"{row.name:<58} not built"
    line = f"{row.name:<58} {row.value:>8.2f} {row.unit:<8}"
    if row.limit is None:
        return line.rstrip()
    mark = "within" if row.within else "OVER"
    return f"{line} limit {row.limit:>7.2f}  {mark}"


def write_json(rows: list[Row], file: Path) -> None:
    """The form that `packaging/dev.py bench --json FILE` promises."""
    content = {"rows": [{**asdict(row), "within": row.within} for row in rows]}
    file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
