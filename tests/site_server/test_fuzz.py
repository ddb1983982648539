"""Schemathesis over the served OpenAPI, every check: no 5xx, nothing undocumented."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.site import TOKEN, Site

pytestmark = [pytest.mark.slow, pytest.mark.heavy, pytest.mark.timeout(600)]

FUZZ = Path(__file__).parent / "fuzz"
ROOT = FUZZ.parents[2]
LEAST_CASES = 2000


def test_no_request_at_all_is_answered_otherwise_than_documented(
    site: Site, tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        "--config-file", str(FUZZ / "schemathesis.toml"),
        "run", f"{site.url}/openapi.json",
        "--header", f"Authorization: Basic {TOKEN}",
        "--max-examples", "2", "--seed", "2026", "--no-shrink",
        "--generation-database", "none", "--warnings", "off",
        # A busy machine is slow, which is not what is tested.
        "--request-timeout", "60", "--suppress-health-check", "all",
        "--report", "json", "--report-json-path", str(report), "--no-color",
    ]  # fmt: skip
    ran = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    (tmp_path / "fuzz.txt").write_text(ran.stdout + ran.stderr)
    assert ran.returncode == 0, _failures(ran.stdout) or ran.stderr[-2000:]
    counted = re.search(r"(\d+) generated", ran.stdout)
    assert counted is not None, ran.stdout[-2000:]
    assert int(counted[1]) >= LEAST_CASES
    assert json.loads(report.read_text())
    assert site.child.errors == []


def _failures(output: str) -> str:
    starts = [output.find(f"= {title} =") for title in ("ERRORS", "FAILURES")]
    start = min((each for each in starts if each >= 0), default=-3000)
    return output[start:][:6000]
